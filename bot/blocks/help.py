"""What our commands can do, and a sentence with an example for everything it was asked wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.blocks import fit, text
from bot.blocks.elements import context, header, message, sentence
from storage.domain import Message

_TYPED = 60


@dataclass(frozen=True, slots=True)
class Subcommand:
    verb: str
    arguments: str
    does: str
    example: str
    command: str = "/backlinks"

    @property
    def usage(self) -> str:
        return f"{self.command} {self.verb} {self.arguments}".rstrip()


SUBCOMMANDS: Final = (
    Subcommand(
        "add", "PAGE [TARGET]", "watch a page that links to you", "add https://blog.example/post acme.com/pricing"
    ),
    Subcommand("check", "[SITE or PAGE]", "look at all links now and report here", "check acme.com"),
    Subcommand("list", "[SITE]", "all links and what we believe of each", "list acme.com"),
    Subcommand("new", "[SITE]", "links that appeared lately", "new"),
    Subcommand("lost", "[SITE]", "links confirmed lost lately", "lost"),
    Subcommand("changed", "[SITE]", "links that are still there but changed", "changed"),
    Subcommand("explain", "PAGE", "the evidence behind what we say of a link", "explain https://blog.example/post"),
    Subcommand(
        "contract",
        "PAGE [end]",
        "a link you pay for or agreed on: looked at daily, its loss told at once",
        "contract https://blog.example/post",
    ),
    Subcommand("import", "[SITE]", "bring in an export of your links", "import acme.com"),
    Subcommand("sources", "[SITE]", "where I look for links and mentions, and what troubles there are", "sources"),
    Subcommand("status", "", "how your sites are doing", "status"),
    Subcommand("help", "", "this list", "help"),
)


MENTIONS: Final = tuple(
    Subcommand(*said, command="/mentions")
    for said in (
        ("unlinked", "[SITE]", "pages that name you without a link, the best first", "unlinked acme.com"),
        ("ambiguous", "[SITE]", "pages that may mean another of the same name: say which are yours", "ambiguous"),
        ("scan", "[SITE]", "ask every source now", "scan"),
        ("watch", "[TERM or FEED]", "search for a term, or read a feed, beside your brands", "watch status page"),
        ("unwatch", "TERM or FEED", "search for it no more", "unwatch status page"),
        ("brand", "[NAME]", "what tells your brand from a word of the same sound", "brand Acme"),
        ("exclude", "[WORD]", "a word near which you are not meant", "exclude anvil"),
        ("mute", "[DOMAIN]", "hear nothing more from a domain", "mute scraper.example"),
        ("unmute", "DOMAIN", "hear of it again", "unmute scraper.example"),
        ("sources", "[SITE]", "where I look, and what troubles there are", "sources"),
        ("help", "", "this list", "help"),
    )
)  # fmt: skip


OUTREACH: Final = tuple(
    Subcommand(*said, command="/outreach")
    for said in (
        ("queue", "[SITE]", "what waits for approval, the most valuable first", "queue acme.com"),
        ("mine", "", "what is yours to do: letters, follow-ups, answers, thanks", "mine"),
        ("add", "PAGE [SITE]", "suggest a page to ask for a link", "add https://blog.example/best-tools"),
        ("done", "ID", "the next step of a target is done: sent, followed up, thanked, or mended", "done #12"),
        ("won", "[ID or SITE]", "the links won; with an ID, have its page looked at now", "won #12"),
        (
            "dnc",
            "[DOMAIN or EMAIL] [REASON]",
            "whom nobody may write to; `dnc remove` and `dnc forget` before a name take it off or erase it",
            "dnc blog.example asked us to stop",
        ),
        ("template", "[OCCASION] [LANG] [reset]", "the letters, and your own words for them", "template mention de"),
        ("audit", "DOMAIN", "who did what about a domain, and when", "audit blog.example"),
        ("stats", "[SITE]", "how far targets came, and how often asking works", "stats"),
        ("help", "", "this list", "help"),
    )
)  # fmt: skip


def backlinks_help() -> Message:
    notes = "You can also drop a CSV export into a channel I am in. `/mentions help` is about who names you."
    return _help(SUBCOMMANDS, "`/backlinks` alone adds a site.", notes)


def mentions_help() -> Message:
    notes = "With several sites, end with `for` and the site: `/mentions watch status page for acme.com`."
    return _help(MENTIONS, "`/mentions` alone is `/mentions unlinked`.", notes)


def outreach_help() -> Message:
    notes = "With several sites, end with `for` and the site: `/outreach template mention de for acme.com`."
    return _help(OUTREACH, "`/outreach` alone is `/outreach queue`.", notes)


def _help(commands: Sequence[Subcommand], alone: str, notes: str) -> Message:
    lines = [f"`{command.usage}` — {command.does}" for command in commands]
    lines.append(alone)
    blocks = [header("What you can ask"), *fit.pack_lines(lines), context(notes)]
    return message("\n".join(lines), blocks)


def unknown(typed: str, commands: Sequence[Subcommand] = SUBCOMMANDS) -> str:
    """Nobody should have to read a manual for a typing mistake. To be shown through ``refusal``."""
    verbs, name = [command.verb for command in commands], commands[0].command
    near = get_close_matches(typed.lower(), verbs, n=1)
    meant = f"Did you mean `{name} {near[0]}`?" if near else f"Try one of: {', '.join(verbs)}."
    return f"“{text.plain(typed, _TYPED)}” is not something `{name}` knows. {meant}"


def wrong_arguments(verb: str, commands: Sequence[Subcommand] = SUBCOMMANDS) -> str:
    """How a known subcommand is used. To be shown through ``refusal``."""
    command = next(command for command in commands if command.verb == verb)
    return f"Use it as `{command.usage}`, for example `{command.command} {command.example}`."


def refusal(user_message: str) -> Message:
    """The plain sentence of an error, made safe: it may quote what a person typed."""
    return sentence(text.our_words(user_message))
