"""Who did what: entries of an append-only log in which each is chained to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """``domain`` is the registrable domain of what ``subject`` names, where it has one.

    ``data`` may say, among other things: ``from`` and ``to``, what changed into what; ``reason``, in a person's words;
    ``name``, the actor's at that time; ``channel`` and ``ts``, the message it was done at; ``source``, by what means.
    """

    at: datetime
    actor: str
    verb: str
    subject: str
    data: Mapping[str, Any] = field(default_factory=dict)
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """An entry in its place: ``seq`` counts from 1 in each workspace, ``hash`` is over it and all before it."""

    seq: int
    entry: AuditEntry
    hash: str


@dataclass(frozen=True, slots=True)
class AuditProof:
    """What reading the whole log showed: all entries before ``broken_at`` are as they were written, and no others.

    ``head`` is the hash of the last entry: noted elsewhere, it proves that nobody wrote the whole log anew.
    """

    rows: int
    head: str
    broken_at: int | None = None
