"""A domain's audit, line by line: what was done, from what to what, why, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks import limits, names, text, times
from bot.blocks.elements import Block, Button, actions, context, header, message, sentence
from bot.blocks.fit import counted, pack_lines
from bot.blocks.words import count
from jobs.read_audit import AuditPage
from storage.domain import AuditEntry, AuditProof, AuditRecord, Message

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{2,}")
_NAME = 80
_SUBJECT = 120
_REASON = 200
_WORD = 60
_MOST_FACTS = 4
# Said in their own way, or of use to nobody who reads.
_NOT_FACTS = frozenset({"from", "to", "reason", "name", "channel", "ts", "source"})


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """What the button "More" carries: whose audit, and before which entry."""

    domain: str
    before_seq: int

    @property
    def value(self) -> str:
        return f"{self.before_seq}:{self.domain}"

    @classmethod
    def read(cls, value: str) -> AuditWanted:
        before, _, domain = value.partition(":")
        return cls(domain, int(before))


def audit_list(page: AuditPage) -> Message:
    """As many entries as one answer holds; a button leads to those before them."""
    name = text.outside(page.domain, limits.BUTTON_TEXT)
    if not page.records:
        return sentence(f"Nothing was done about {name} that I know of.")
    shown = list(page.records)
    blocks = _blocks(page, shown)
    while sum(map(counted, blocks)) > limits.MESSAGE_CHARS:
        shown.pop()
        blocks = _blocks(page, shown)
    spoken = "\n".join([f"Audit of {name}", *map(_line, shown)])
    return message(spoken, blocks)


def proof_words(proof: AuditProof) -> str:
    """For a terminal: how long the log is, what it ends with, and whether it is whole."""
    entries = count(proof.rows, "entry", "entries")
    if proof.broken_at is None:
        return f"{entries}, head {proof.head}, the chain is unbroken"
    return (
        f"{entries}, head {proof.head}, the chain is broken: entry {proof.broken_at:,} is missing or is not as it was "
        "written, and nothing after it is proved"
    )


def _blocks(page: AuditPage, shown: Sequence[AuditRecord]) -> tuple[Block, ...]:
    older = page.older + len(page.records) - len(shown)
    blocks = (header(f"Audit: {page.domain}"), *pack_lines([f"• {_line(record)}" for record in shown]))
    if not older:
        return blocks
    wanted = AuditWanted(page.domain, shown[-1].seq)
    more = Button("More", names.AUDIT_MORE, wanted.value, f"Older entries about {page.domain}")
    return (*blocks, context(f"{count(older, 'older entry', 'older entries')}."), actions(more))


def _line(record: AuditRecord) -> str:
    entry = record.entry
    said = entry.data
    parts = [
        f"{text.bold(text.outside(entry.verb, _WORD))} {_subject(entry)}".rstrip(),
        _change(said),
        f"“{text.outside(str(said['reason']), _REASON)}”" if said.get("reason") else "",
        *_facts(said),
        f"by {_who(entry.actor)}{_where(said)}",
        times.moment(entry.at),
    ]
    return " · ".join(part for part in parts if part)


def _subject(entry: AuditEntry) -> str:
    if entry.subject == entry.domain:
        return ""
    is_page = entry.subject.startswith(("https://", "http://"))
    return text.page_link(entry.subject) if is_page else text.outside(entry.subject, _SUBJECT)


def _change(said: Mapping[str, Any]) -> str:
    before, after = (text.outside(str(said[end]), _WORD) if said.get(end) else "" for end in ("from", "to"))
    return f"{before} → {after}" if before and after else after and f"→ {after}"


def _facts(said: Mapping[str, Any]) -> list[str]:
    plain = {name: value for name, value in said.items() if name not in _NOT_FACTS and _is_plain(value)}
    facts = [f"{text.outside(name, _WORD)}: {text.outside(str(value), _WORD)}" for name, value in plain.items()]
    return facts[:_MOST_FACTS]


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def _who(actor: str) -> str:
    return f"<@{actor}>" if _PERSON.fullmatch(actor) else text.outside(actor, _NAME)


def _where(said: Mapping[str, Any]) -> str:
    channel = str(said.get("channel") or "")
    return f" in <#{channel}>" if _CHANNEL.fullmatch(channel) else ""
