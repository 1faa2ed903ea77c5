"""Whom nobody may write to: the list, and what became of an entry that was added, lifted or forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import fit, names, text, times
from bot.blocks.elements import Button, actions, header, message, sentence
from bot.blocks.outreach_words import person
from bot.blocks.words import count
from jobs.suppress_contacts import Listed
from storage.domain import DoNotContact, Message

PER_PAGE = 10
_VALUE = 120
_REASON = 200


def listed_entries(entries: Sequence[DoNotContact], start: int = 0) -> Message:
    """``entries`` begin at ``start``; one more than a page holds says that there are more."""
    if not entries:
        return sentence("Nobody is on the do-not-contact list. `/outreach dnc DOMAIN` adds a domain or an address.")
    shown = entries[:PER_PAGE]
    lines = [_line(entry) for entry in shown]
    blocks = [header("Do not contact"), *fit.pack_lines([f"• {line}" for line in lines])]
    if len(entries) > PER_PAGE:
        says = "Older do-not-contact entries"
        blocks.append(actions(Button("More", names.DNC_MORE, str(start + len(shown)), says=says)))
    return message("\n".join(["Do not contact", *lines]), blocks)


def added(listed: Listed) -> Message:
    named = _named(listed)
    if not listed.is_changed:
        return sentence(f"{named} is on the do-not-contact list already.")
    return sentence(f"Nobody of this workspace will write to {named} any more.{_void(listed)}")


def lifted(listed: Listed) -> Message:
    named = _named(listed)
    if not listed.is_changed:
        return sentence(f"{named} is not on the do-not-contact list.")
    again = f" {count(listed.voided, 'target')} can be decided again." if listed.voided else ""
    return sentence(f"{named} may be written to again.{again}")


def forgotten(listed: Listed) -> Message:
    """Does not repeat who it was."""
    return sentence(
        "Forgotten, wherever I had it. Only a fingerprint is kept, so that nobody writes there by mistake; "
        f"`/outreach dnc remove` with the same address lifts that too.{_void(listed)}"
    )


def _named(listed: Listed) -> str:
    return text.outside(listed.entry.value, _VALUE)


def _void(listed: Listed) -> str:
    are = "is" if listed.voided == 1 else "are"
    return f" {count(listed.voided, 'open target')} there {are} closed." if listed.voided else ""


def _line(entry: DoNotContact) -> str:
    named = text.outside(entry.value, _VALUE) if entry.value else f"(forgotten) sha256:{entry.digest.hex()[:8]}…"
    why = f" · {text.outside(entry.reason, _REASON)}" if entry.reason else ""
    return f"{named}{why} · by {person(entry.added_by)} {times.moment(entry.added_at)}"
