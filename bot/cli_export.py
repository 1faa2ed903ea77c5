"""The command ``export``: a site's links, or the audit, out into a file."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from bot.app import open_desk
from bot.blocks.audit import proof_words
from bot.blocks.files import inert
from bot.command_settings import command_settings
from storage.domain import AuditRecord, Backlink
from storage.errors import AnchorwatchError

SiteName = Annotated[
    str | None, typer.Option("--site", metavar="DOMAIN", help="The site; may be left out when there is one.")
]


class Shape(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


AuditFile = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The file to write; standard output without it, or with -.")
]
AuditShape = Annotated[Shape, typer.Option("--format", help="CSV for people, JSON lines for proving it again.")]


_LINK_COLUMNS = (
    "source_url",
    "target_url",
    "state",
    "verdict",
    "anchor_text",
    "follow",
    "first_live_at",
    "last_live_at",
    "contract",
)
_AUDIT_COLUMNS = ("seq", "at", "actor", "verb", "subject", "domain", "data", "hash")

export = typer.Typer(add_completion=False)


@export.callback(invoke_without_command=True)
def export_links(
    context: typer.Context,
    site: SiteName = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output without it.")
    ] = None,
) -> None:
    """Export every link of a site with what is believed of it, as CSV; or the audit.

    Example: anchorwatch export --site acme.com -o links.csv
    """
    if context.invoked_subcommand is not None:
        return
    with open_desk(command_settings()) as desk:
        target = desk.lists.site(desk.workspace_id, site)
        rows = (_link_row(link) for link in desk.lists.every(desk.workspace_id, target.id))
        with _written(output) as file:
            _write_rows(file, _LINK_COLUMNS, rows)


@export.command(name="audit")
def export_audit(file: AuditFile = None, shape: AuditShape = Shape.CSV) -> None:
    """Export who did what and when, each entry with the hash that chains it to those before, and say if it is whole.

    Example: anchorwatch export audit audit.jsonl --format jsonl
    """
    with (
        open_desk(command_settings()) as desk,
        desk.audit.whole(desk.workspace_id) as (proof, records),
        _written(None if file == Path("-") else file) as to,
    ):
        entries = map(_said, records)
        if shape is Shape.CSV:
            _write_rows(to, _AUDIT_COLUMNS, (tuple(map(_cell, entry.values())) for entry in entries))
        else:
            to.writelines(json.dumps(entry) + "\n" for entry in entries)
    if proof.broken_at is not None:
        raise AnchorwatchError(f"audit broken at {proof.broken_at}", f"Audit: {proof_words(proof)}.")
    sys.stderr.write(f"Audit: {proof_words(proof)}.\n")


def _said(record: AuditRecord) -> dict[str, Any]:
    entry = record.entry
    at = entry.at.isoformat(timespec="microseconds")
    values = (record.seq, at, entry.actor, entry.verb, entry.subject, entry.domain, entry.data, record.hash)
    return dict(zip(_AUDIT_COLUMNS, values, strict=True))


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "" if value is None else inert(str(value))


@contextmanager
def _written(path: Path | None) -> Iterator[TextIO]:
    """Standard output without a path."""
    if path is None:
        yield sys.stdout
        return
    with appearing(path) as file:
        yield file


@contextmanager
def appearing(path: Path) -> Iterator[TextIO]:
    """A file that is there when it is complete, and not before: nobody picks up half of it."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _link_row(link: Backlink) -> tuple[str, ...]:
    facts = link.facts
    cells = (
        link.source_url,
        facts.target_url if facts else link.target_url,
        link.state.value,
        link.verdict.value if link.verdict else "",
        facts.anchor_text if facts else "",
        ("yes" if facts.follow else "no") if facts else "",
        link.first_live_at.isoformat() if link.first_live_at else "",
        link.last_live_at.isoformat() if link.last_live_at else "",
        "yes" if link.is_contract else "no",
    )
    return tuple(map(inert, cells))


def _write_rows(file: TextIO, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows(rows)
