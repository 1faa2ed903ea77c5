"""The shape of a link export, understood from its first rows: encoding, delimiter, header, columns, tool."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.csv_text import HEAD_BYTES, decoded_head, encoding_of, read_records
from jobs.analysis.exports_columns import (
    Column,
    Role,
    Row,
    columns_by_content,
    guess_tool,
    holds_addresses,
    holds_only_hosts,
    known_columns,
    starts_like_address,
    weak_source,
)
from jobs.analysis.exports_refused import (
    ExportError,
    no_rows,
    no_source_column,
    only_hosts,
    only_own_pages,
    refuse_binary,
    refuse_other_formats,
    refuse_other_reports,
)
from jobs.analysis.exports_values import SlashedDates, slashed_dates

DELIMITERS = ("\t", ",", ";", "|")
NO_DELIMITER = "\x1f"  # for a list of one column, whose addresses may hold any of the others
_DELIMITER_WORDS = {"\t": "tab-separated", ",": "comma-separated", ";": "semicolon-separated", "|": "bar-separated"}
_ENCODING_WORDS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "utf-32": "UTF-32",
} | dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16")
_MOSTLY = 0.8
_SAMPLE_ROWS = 300
_HEADER_WITHIN = 40
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExportLayout:
    """How to read one file. ``skip`` lines stand before its first row; most rows have ``cells`` cells."""

    tool: str
    encoding: str
    delimiter: str
    skip: int
    cells: int
    columns: Mapping[Role, Column]
    dates: SlashedDates

    @property
    def shape(self) -> str:
        """In words: "Ahrefs, tab-separated, UTF-16"."""
        return f"{self.tool}, {_DELIMITER_WORDS.get(self.delimiter, 'one column')}, {_ENCODING_WORDS[self.encoding]}"


@dataclass(frozen=True, slots=True)
class _Table:
    """The beginning of a file, cut by one delimiter. ``lines`` are where its rows start."""

    delimiter: str
    lines: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many cells its widest row has."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class _Found:
    """Columns found in a table; ``start`` is its first row with a link, ``header`` the row that names them."""

    table: _Table
    header: Row
    start: int
    columns: Mapping[Role, Column]


def understand_layout(stream: BinaryIO, own: OwnDomains, name: str) -> ExportLayout:
    """Read the beginning of a file; an ``ExportError`` says in one sentence why it is no list of links."""
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    refuse_other_formats(head, name)
    encoding = encoding_of(head)
    text = decoded_head(head, encoding)
    refuse_binary(text, name)
    tables = _tables(_whole_lines(text) if len(head) == HEAD_BYTES else text)
    by_content = _by_content(tables, own)
    for found in (_by_name(tables, proven=True), by_content, _by_name(tables, proven=False)):
        if found and Role.SOURCE in found.columns:
            return _layout(found, encoding, name)
    raise _refusal(tables, by_content, name)


def _layout(found: _Found, encoding: str, name: str) -> ExportLayout:
    rows = found.table.rows[found.start :]
    if not rows:
        raise no_rows(name)
    dates = (found.columns[role] for role in (Role.FIRST_SEEN, Role.LAST_SEEN) if role in found.columns)
    cells = [row[column.index] for column in dates for row in rows if len(row) > column.index]
    return ExportLayout(
        tool=guess_tool(found.header),
        encoding=encoding,
        delimiter=found.table.delimiter,
        skip=found.table.lines[found.start] - 1,
        cells=_usual_length(rows)[0],
        columns=found.columns,
        dates=slashed_dates(cells),
    )


def _whole_lines(text: str) -> str:
    return text[: text.rfind("\n") + 1] or text


def _tables(text: str) -> list[_Table]:
    separator = _SEPARATOR_LINE.match(text)
    delimiters = (separator[1], NO_DELIMITER) if separator else (*DELIMITERS, NO_DELIMITER)
    return [_table(text, delimiter, skip=1 if separator else 0) for delimiter in delimiters]


def _table(text: str, delimiter: str, skip: int) -> _Table:
    lines = io.StringIO(text, newline="")
    records = islice(read_records(lines, delimiter, _has_address, skip=skip), _SAMPLE_ROWS)
    beginning = [(line, () if isinstance(cells, str) else tuple(cells)) for line, cells in records]
    return _Table(delimiter, tuple(line for line, _ in beginning), tuple(cells for _, cells in beginning))


def _has_address(cells: Row) -> bool:
    return any(map(starts_like_address, cells))


def _by_name(tables: list[_Table], *, proven: bool) -> _Found | None:
    """The cut that gives most columns a name we know."""
    found = [candidate for table in tables if (candidate := _named(table, proven=proven))]
    return max(found, key=lambda it: (len(it.columns), it.table.delimiter == NO_DELIMITER), default=None)


def _named(table: _Table, *, proven: bool) -> _Found | None:
    """The header is the first row that names the source column; ``proven``: there is an address below the name."""
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        if _has_address(row):
            continue
        below = table.rows[index + 1 :]
        columns = known_columns(row)
        source = columns.get(Role.SOURCE)
        if source and proven and below and not holds_addresses(below, source.index, share=0.01):
            source = None
        if not source and columns:
            source = weak_source(row, below)
        if source:
            return _Found(table, row, index + 1, {**columns, Role.SOURCE: source})
    return None


def _by_content(tables: list[_Table], own: OwnDomains) -> _Found | None:
    """The first cut that lines up and has a column of addresses, with the header it may have above."""
    for table in tables:
        start = next((i for i, row in enumerate(table.rows) if _has_address(row)), 0)
        rows = table.rows[start:]
        if table.delimiter != NO_DELIMITER and not _line_up(rows):
            continue
        columns = columns_by_content(rows, own)
        if columns:
            return _with_header(table, start, columns)
    return None


def _line_up(rows: Sequence[Row]) -> bool:
    """Nearly all rows have the same number of cells, and more than one: the delimiter is no part of an address."""
    cells, count = _usual_length(rows)
    return cells > 1 and count >= _MOSTLY * len(rows)


def _usual_length(rows: Sequence[Row]) -> tuple[int, int]:
    """How many cells most rows have, and how many rows those are."""
    return Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)


def _with_header(table: _Table, start: int, columns: Mapping[Role, Column]) -> _Found:
    """Names from the row above the first link; those we know add their columns."""
    header = table.rows[start - 1] if start else ()
    named = {
        role: replace(column, name=header[column.index].strip() or column.name)
        for role, column in columns.items()
        if column.index < len(header)
    }
    return _Found(table, header, start, {**known_columns(header), **columns, **named})


def _refusal(tables: list[_Table], found: _Found | None, name: str) -> ExportError:
    widest = max(tables, key=lambda table: table.width)
    header = next((row for row in widest.rows if len(row) == widest.width), ())
    refuse_other_reports(header, name)
    if found:
        return only_own_pages(name)
    if any(holds_only_hosts(widest.rows[1:], index) for index in range(widest.width)):
        return only_hosts(name)
    return no_source_column(name, header)
