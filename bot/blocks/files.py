"""Files that go with a message: CSV that opens in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.blocks import words
from storage.domain import Incident, MessageFile, RefusedRow, Told

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CHANGE_COLUMNS = (
    "kind",
    "page",
    "domain",
    "links_to",
    "anchor",
    "what",
    "verdict",
    "first_observed",
    "confirmed_at",
    "authority",
    "incident",
    "contract",
)


def inert(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe, which makes it text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> MessageFile:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return MessageFile(name, written.getvalue().encode(errors="replace").decode())


def changes_file(name: str, shown: Iterable[Told], incidents: Mapping[int, Incident]) -> MessageFile:
    return csv_file(name, _CHANGE_COLUMNS, (_change_row(told, incidents) for told in shown))


def refused_file(name: str, rows: Iterable[RefusedRow]) -> MessageFile:
    return csv_file(name, ("line", "reason", "row"), ((str(row.line), row.reason, row.text) for row in rows))


def _change_row(told: Told, incidents: Mapping[int, Incident]) -> tuple[str, ...]:
    change, link = told.change, told.link
    incident = incidents.get(change.incident_id) if change.incident_id is not None else None
    return (
        change.kind,
        link.source_url,
        link.source_domain,
        link.facts.target_url if link.facts else link.target_url,
        link.facts.anchor_text if link.facts else "",
        "; ".join(f"{facet.name}: {facet.before} > {facet.after}" for facet in change.facets)
        or words.told(change.verdict),
        change.verdict,
        change.first_observed.isoformat(timespec="seconds"),
        change.confirmed_at.isoformat(timespec="seconds"),
        "" if link.authority is None else str(link.authority),
        f"{incident.cause} {incident.id}" if incident else "",
        "yes" if link.is_contract else "",
    )
