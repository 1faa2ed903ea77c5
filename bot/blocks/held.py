"""The pages we could not look at, by name: silence about them is no secret, and no loss."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.blocks import text, times, words
from bot.blocks.elements import context, header, message, section
from bot.blocks.words import count
from storage.domain import HeldGroup, Message

_SHOWN = 5
_LONG = timedelta(days=7)
_MONDAY = 0


def worth_naming(groups: Sequence[HeldGroup], at: datetime, local_date: str) -> tuple[HeldGroup, ...]:
    """What has been silent for a week and more is named on Mondays only."""
    is_weekly = date.fromisoformat(local_date).weekday() == _MONDAY
    return tuple(group for group in groups if is_weekly or at - group.since < _LONG)


def held_reply(groups: Sequence[HeldGroup]) -> tuple[Message, ...]:
    """None of these is counted as lost; the links of one host with one reason share a line."""
    if not groups:
        return ()
    title = f"Held back: {count(sum(group.links for group in groups), 'page')}"
    shown = groups[:_SHOWN]
    lines = [_line(group) for group in shown]
    rest = len(groups) - len(shown)
    more = f"+{count(rest, 'site')} more. " if rest else ""
    note = f"{more}Not counted as lost: we could not look, and that says nothing about the links."
    return (message("\n".join([title, *lines, note]), (header(title), section("\n".join(lines)), context(note))),)


def _line(group: HeldGroup) -> str:
    if group.links == 1:
        where = text.page_link(group.source_url)
    else:
        where = f"*{text.outside(group.source_domain, 75)}*: {count(group.links, 'page')}"
    return f"{where} — {words.seen(group.verdict)}, since {times.moment(group.since)}"
