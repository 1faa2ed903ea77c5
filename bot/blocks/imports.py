"""What an import understood of a file, how far it is, and what became of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import fit, names, text
from bot.blocks.elements import Block, Button, actions, context, header, message, section
from bot.blocks.files import refused_file
from bot.blocks.footers import site_name
from bot.blocks.words import count, listing
from storage.domain import ImportReading, ImportRecord, Message, RefusedRow, Site

_NAME = 80
_REASONS = 8


def preview(reading: ImportReading, site: Site, token: str, about_rows: int | None = None) -> Message:
    """Asks before anything is stored. ``about_rows``: only the beginning was read, and this is our guess of all."""
    file = text.outside(reading.file_name, _NAME)
    counts, button = f"{_parts(reading)}.", f"Import {count(reading.links, 'link')}"
    if about_rows is not None:
        counts, button = f"About {about_rows:,} rows. The first {reading.rows:,}: {counts}", "Import all links"
    shape = f"Read as: {text.outside(reading.shape, _NAME)}."
    blocks = [
        header("What we understood"),
        section(f"*{file}* for {site_name(site)}\n{counts}\n{shape}"),
        *_details(reading),
        actions(
            Button(button, names.IMPORT_COMMIT, token, style="primary"), Button("Cancel", names.IMPORT_CANCEL, token)
        ),
        context("Nothing is stored yet. A file never removes a link, and its word that one is lost is only a hint."),
    ]
    return message(f"{file}: {counts} Import it?", blocks)


def progress(file_name: str, rows: int) -> Message:
    doing = f"Importing {text.outside(file_name, _NAME)}… {count(rows, 'row')} read."
    return message(doing, (section(doing),))


def cancelled(file_name: str) -> Message:
    done = f"{text.outside(file_name, _NAME)} was not imported. Nothing was stored."
    return message(done, (section(done),))


def report(record: ImportRecord, site: Site, reasons: Mapping[str, int], rows: Sequence[RefusedRow] = ()) -> Message:
    """``reasons`` counts the refused rows; ``rows`` are those to attach as a file."""
    file = text.outside(record.file_name, _NAME)
    stored = record.stored
    repeated = record.rows - stored.added - stored.known - record.refused
    parts = [
        (stored.added, "new"),
        (stored.known, "already known"),
        (repeated, "named more than once"),
        (record.refused, "refused"),
    ]
    sums = f"{count(record.rows, 'row')}: {listing(_named(parts)) or 'nothing to import'}."
    lines = [f"*{file}* is imported for {site_name(site)}.", sums, *_reason_lines(reasons)]
    if stored.added:
        lines.append("We now visit the new pages, without announcing what we find there at first.")
    tail = [context(f"{count(len(rows), 'refused row')} in the attached file.")] if rows else []
    files = (refused_file(f"{site.domain}-refused-rows.csv", rows),) if rows else ()
    return message(f"{file} imported. {sums}", (section("\n".join(lines)), *tail), files)


def _parts(reading: ImportReading) -> str:
    """Every row in exactly one count."""
    parts = [
        (reading.links, "link" if reading.links == 1 else "links"),
        (reading.duplicates, "named more than once"),
        (reading.own_pages, "own page" if reading.own_pages == 1 else "own pages"),
        (sum(reading.refused.values()), "not usable"),
    ]
    return f"{count(reading.rows, 'row')}: {listing(_named(parts)) or 'nothing to import'}"


def _named(parts: Sequence[tuple[int, str]]) -> list[str]:
    return [f"{number:,} {what}" for number, what in parts if number]


def _details(reading: ImportReading) -> tuple[Block, ...]:
    lines = [f"{what}: “{text.outside(column, _NAME)}”" for what, column in reading.columns]
    if lines:
        lines.insert(0, "*Columns*")
    examples = [text.outside(text.page_name(example), _NAME) for example in reading.examples[:3]]
    if examples:
        lines.append(f"*For example* {listing(examples)}")
    lines += _reason_lines(reading.refused)
    return fit.pack_lines(lines)


def _reason_lines(reasons: Mapping[str, int]) -> list[str]:
    """The commonest reasons first; a row's reason completes the sentence "this row …"."""
    ordered = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    lines = [f"• {number:,} refused: {text.outside(reason, _NAME)}" for reason, number in ordered[:_REASONS]]
    rest = sum(number for _, number in ordered[_REASONS:])
    return [*lines, f"• {rest:,} refused for other reasons"] if rest else lines
