"""What /backlinks can do, and a sentence with an example for everything it was asked wrongly."""

from __future__ import annotations

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

    @property
    def usage(self) -> str:
        return f"/backlinks {self.verb} {self.arguments}".rstrip()


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
    Subcommand("import", "[SITE]", "bring in an export of your links", "import acme.com"),
    Subcommand("sources", "[SITE]", "where I look for links and mentions, and what troubles there are", "sources"),
    Subcommand("status", "", "how your sites are doing", "status"),
    Subcommand("help", "", "this list", "help"),
)


def backlinks_help() -> Message:
    lines = [f"`{command.usage}` — {command.does}" for command in SUBCOMMANDS]
    lines.append("`/backlinks` alone adds a site.")
    blocks = [header("What you can ask"), *fit.pack_lines(lines)]
    blocks.append(context("You can also drop a CSV export into a channel I am in."))
    return message("\n".join(lines), blocks)


def unknown(typed: str) -> str:
    """Nobody should have to read a manual for a typing mistake. To be shown through ``refusal``."""
    verbs = [command.verb for command in SUBCOMMANDS]
    near = get_close_matches(typed.lower(), verbs, n=1)
    meant = f"Did you mean `/backlinks {near[0]}`?" if near else f"Try one of: {', '.join(verbs)}."
    return f"“{text.plain(typed, _TYPED)}” is not something `/backlinks` knows. {meant}"


def wrong_arguments(verb: str) -> str:
    """How a known subcommand is used. To be shown through ``refusal``."""
    command = next(command for command in SUBCOMMANDS if command.verb == verb)
    return f"Use it as `{command.usage}`, for example `/backlinks {command.example}`."


def refusal(user_message: str) -> Message:
    """The plain sentence of an error, made safe: it may quote what a person typed."""
    return sentence(text.our_words(user_message))
