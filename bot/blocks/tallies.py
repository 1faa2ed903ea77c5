"""A site's counts in sentences that add up, so that silence about a link can be checked."""

from __future__ import annotations

from bot.blocks.words import count, listing
from storage.domain import HeldBack, Tally


def books(tally: Tally) -> str:
    """Every link in exactly one count: the parts add up to the number that opens the sentence."""
    parts = _parts(tally)
    return f"{count(tally.total, 'link')}: {parts}." if parts else "No links yet."


def _parts(tally: Tally) -> str:
    parts = [
        (tally.live, "live"),
        (tally.lost, "lost"),
        (tally.absent, "never found"),
        (tally.unseen, "not read yet"),
        (tally.held.total, "held back"),
    ]
    named = [f"{number:,} {what}" for number, what in parts if number]
    return listing(named)


def closing_lines(tally: Tally) -> list[str]:
    """The lines that end every overview."""
    held = held_back(tally.held)
    total, parts = count(tally.total, "link"), _parts(tally)
    closing = f"*{total} in all:* {parts}." if parts else "No links yet."
    return [*([f"*Held back:* {held}"] if held else []), closing]


def held_back(held: HeldBack) -> str:
    """Names why each page is held back. Empty when none is."""
    if not held.total:
        return ""
    verdict = "it is not counted as lost" if held.total == 1 else "none of them counted as lost"
    return f"{listing(_held_parts(held))}; {verdict}."


def _held_parts(held: HeldBack) -> list[str]:
    parts = []
    if held.blocked:
        parts.append(f"{count(held.blocked, 'page')} would not let us look")
    if held.unreachable:
        parts.append(f"{count(held.unreachable, 'page')} did not answer")
    if held.robots:
        parts.append(f"{count(held.robots, 'page')} closed to robots")
    if held.other:
        parts.append(f"{count(held.other, 'page')} could not be read")
    if held.rechecking:
        parts.append(f"{count(held.rechecking, 'page')} still being re-checked")
    return parts
