"""How rows become domain values: columns are selected in the order of the fields, so a row is its arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from storage.domain import Backlink, CheckRun, Incident, LinkChange, LinkCheck
from storage.history_tables import CheckRunRow, IncidentRow, LinkChangeRow, LinkCheckRow
from storage.tables import BacklinkRow, Base


def _columns(table: type[Base], value: type[Any], leaving_out: frozenset[str] = frozenset()) -> tuple[Any, ...]:
    return tuple([table.__table__.c[field.name] for field in fields(value) if field.name not in leaving_out])


BACKLINK = _columns(BacklinkRow, Backlink)
CHANGE = _columns(LinkChangeRow, LinkChange)
RUN = _columns(CheckRunRow, CheckRun)
INCIDENT = _columns(IncidentRow, Incident)
# What the page looked like is remembered once per link, not per check; a wait is over once it was obeyed.
_PASSING = frozenset({"page", "stranger", "retry_after", "fresh_for"})
CHECK = _columns(LinkCheckRow, LinkCheck, _PASSING)

# Built once: naming two dozen columns costs more than reading a row of them.
BACKLINKS = select(*BACKLINK)
CHANGES = select(*CHANGE)
CHECKS = select(*CHECK)
RUNS = select(*RUN)
INCIDENTS = select(*INCIDENT)


def backlink(row: Sequence[Any]) -> Backlink:
    return Backlink(*row)


def check(row: Sequence[Any]) -> LinkCheck:
    link_id, slot, checked_at, conclusion, verdict, reason, facts, evidence, turned, id_ = row
    return LinkCheck(link_id, slot, checked_at, conclusion, verdict, reason, facts, evidence, turned=turned, id=id_)


def change(row: Sequence[Any]) -> LinkChange:
    return LinkChange(*row)
