"""What outreach came to: the links won, how far all targets came, and how often asking works."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.blocks import fit, limits, outreach_words, text, times
from bot.blocks.chapters import Chapter
from bot.blocks.elements import context, header, message, section, sentence
from bot.blocks.footers import site_name, site_title
from bot.blocks.outreach import plain_line
from bot.blocks.outreach_words import ORIGINS, person
from bot.blocks.words import WORDINGS, count
from jobs.list_outreach import OutreachFigures, Wins
from storage.domain import Funnel, Message, Prospect, Site, Verdict, WinRate

_MOST_SITES = 20
_MOST_REASONS = 20
_LONGEST_URL = 200
_WORD = 60
_STEPS = ("suggested", "approved", "contacted", "replied", "won")
# Reasons that are no verdicts.
_REASONS = {
    "unlinked": "named without a link",
    "plain_url": "address without a link",
    "linked_broken": "links to a broken page of yours",
    "linked_nofollow": "links with nofollow",
    "person": "suggested by hand",
}


def win_list(wins: Wins) -> Message:
    """The latest ten, and how many they are in all."""
    of_site = f" for {site_title(wins.site)}" if wins.site is not None else ""
    if not wins.won:
        where = f" for {site_name(wins.site)}" if wins.site is not None else ""
        return sentence(f"No link was won by asking{where} in the last 180 days.")
    total = f"{count(len(wins.won), 'link')} won{of_site} in 180 days"
    shown = wins.won[: limits.SECTION_LINES]
    notes = [f"Median time from the letter to the link: {times.span(wins.median)}."] if wins.median else []
    rest = len(wins.won) - len(shown)
    notes += [f"+{rest:,} more."] if rest else []
    spoken = "\n".join([total, *(f"{plain_line(one)}{_after(one)}" for one in shown), *notes])
    blocks = [header(total), *fit.pack_lines([_win(one) for one in shown])]
    return message(spoken, [*blocks, *([context(" ".join(notes))] if notes else [])])


def wins_chapter(won: Sequence[Prospect]) -> Chapter | None:
    """For the digest: what asking has brought since the last one."""
    if not won:
        return None
    said = f"{count(len(won), 'link')} by asking"
    shown = won[: limits.SECTION_LINES]
    rest = len(won) - len(shown)
    tail = [context(f"+{rest:,} more: `/outreach won`")] if rest else []
    spoken = "\n".join([f"Won: {said}", *(f"{plain_line(one)}{_after(one)}" for one in shown)])
    blocks = [header(f"Won: {said}"), *fit.pack_lines([_win(one) for one in shown]), *tail]
    return Chapter(f"*Won:* {said}{_after(won[0]) if len(won) == 1 else ''}", f"won {said}", (message(spoken, blocks),))


def figures(said: OutreachFigures) -> Message:
    """How far all targets came, what this week's quota leaves, and what asking is worth by reason."""
    title = f"Outreach · {site_title(said.site)}" if said.site is not None else "Outreach"
    lines = [funnel_line(said.funnel), _speed(said.median)]
    quota = [_week(site, number, said.quota) for site, number in said.approved[:_MOST_SITES]]
    rates = [_rate(rate) for rate in said.rates[:_MOST_REASONS]]
    reasons = rates or ["No case has ended yet; until then the usual rates are reckoned with."]
    blocks = [
        header(title),
        section("\n".join(lines)),
        *fit.pack_lines(["*Approved in the last seven days*", *(quota or ["No site yet."])]),
        *fit.pack_lines(["*How often asking works*", *reasons]),
    ]
    return message("\n".join([title, *lines, *quota, *rates]), blocks)


def funnel_line(funnel: Funnel) -> str:
    """From left to right what became of all targets, and how many of the letters led to a link."""
    numbers = (funnel.suggested, funnel.approved, funnel.contacted, funnel.replied, funnel.won)
    steps = " → ".join(f"{number:,} {step}" for number, step in zip(numbers, _STEPS, strict=True))
    share = f" ({funnel.won / funnel.contacted:.0%} of those contacted)" if funnel.contacted else ""
    return f"{steps}{share}"


def _win(prospect: Prospect) -> str:
    page = text.page_link(prospect.url, _LONGEST_URL)
    owner = f" · {person(prospect.owner)}" if prospect.owner else ""
    won = f" · {times.moment(prospect.won_at)}" if prospect.won_at is not None else ""
    return f"• *#{prospect.id}* · {page} · {ORIGINS[prospect.origin]}{_after(prospect)}{won}{owner}"


def _after(prospect: Prospect) -> str:
    return f" · {times.span(prospect.time_to_link)} after the letter" if prospect.time_to_link is not None else ""


def _speed(median: timedelta | None) -> str:
    if median is None:
        return "No link was won by asking in the last 180 days."
    return f"Median time from the letter to the link, in the last 180 days: {times.span(median)}."


def _week(site: Site, number: int, quota: int) -> str:
    return f"• {site_name(site)}: {number:,} of {quota:,}"


def _rate(rate: WinRate) -> str:
    return f"• {_reason(rate.because)}: {outreach_words.chances(rate)}"


def _reason(because: str) -> str:
    if because in _REASONS:
        return _REASONS[because]
    return WORDINGS[Verdict(because)].told if because in set(Verdict) else text.outside(because, _WORD)
