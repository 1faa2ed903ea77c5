"""What a link export says: previewed before anything is stored, then read row by row in bounded memory."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from itertools import islice
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from jobs.analysis.addresses import AddressError, OwnDomains, PageAddress, page_address
from jobs.analysis.csv_text import open_text, read_records
from jobs.analysis.exports_columns import Role, StateKind, starts_like_address, state_kind
from jobs.analysis.exports_layout import ExportLayout, understand_layout
from jobs.analysis.exports_refused import ExportError, shown
from jobs.analysis.exports_values import read_authority, read_contract, read_date, read_state
from storage.domain import ImportReading, RefusedRow

OWN_PAGE = "is a page of your own site"
NO_ADDRESS = "holds no address of a linking page"
OTHER_TARGET = "links to another site"

_EXAMPLES = 5
_KEPT = 20_000
_CREDENTIALS = re.compile(r"(^|//)[^/\s]*@")
_MEANINGS = {
    Role.SOURCE: "page that links",
    Role.TARGET: "your page",
    Role.ANCHOR: "anchor text",
    Role.FIRST_SEEN: "first seen",
    Role.LAST_SEEN: "last seen",
    Role.AUTHORITY: "authority",
    Role.STATE: "the tool's own state (a hint only)",
    Role.CONTRACT: "paid or agreed (a contract)",
}


@dataclass(frozen=True, slots=True)
class ExportLimits:
    """How much one import may be. A file up to ``exact_bytes`` is previewed whole, a larger one by ``sample_rows``."""

    bytes: int = 8 << 30
    rows: int = 20_000_000
    exact_bytes: int = 16 << 20
    sample_rows: int = 2_000


DEFAULT_LIMITS = ExportLimits()


class ExportRow(NamedTuple):
    """One link as a vendor tells it. ``first_seen``: by then it existed. ``vendor_state`` is never more than a hint.

    A tuple, because an import makes millions of them: a frozen dataclass costs four times as much.
    """

    line: int
    page: PageAddress
    target_url: str = ""
    anchor: str = ""
    first_seen: datetime | None = None
    authority: int | None = None
    vendor_state: str | None = None
    is_contract: bool = False

    @property
    def source_url(self) -> str:
        return self.page.url


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What was understood of a file, to be shown before anything is stored.

    Of a large file only the beginning was read: then ``is_exact`` is false and ``estimated_rows`` a guess by size.
    """

    layout: ExportLayout
    reading: ImportReading
    first_rows: tuple[ExportRow, ...]
    is_exact: bool
    estimated_rows: int


def preview(stream: BinaryIO, own: OwnDomains, name: str, limits: ExportLimits = DEFAULT_LIMITS) -> ExportPreview:
    """Understand a file and count what it holds."""
    size = size_within(stream, name, limits)
    layout = understand_layout(stream, own, name)
    is_exact = size <= limits.exact_bytes
    rows = read_rows(stream, layout, own, limits)
    seen = _Seen()
    for row in rows if is_exact else islice(rows, limits.sample_rows):
        seen.add(row)
    read_bytes = size if is_exact else stream.tell()
    rows.close()
    return ExportPreview(
        layout=layout,
        reading=seen.reading(layout, name),
        first_rows=tuple(seen.first),
        is_exact=is_exact,
        estimated_rows=round(seen.rows * size / max(read_bytes, 1)),
    )


def read_rows(
    stream: BinaryIO, layout: ExportLayout, own: OwnDomains, limits: ExportLimits = DEFAULT_LIMITS
) -> Generator[ExportRow | RefusedRow, None, None]:
    """Every row of a file: a link, or why it is none. The stream stays open and stands about where reading is."""
    text = open_text(stream, layout.encoding)
    reader = _RowReader(layout, own)
    understood = reader.row
    try:
        records = read_records(text, layout.delimiter, reader.is_row, skip=layout.skip)
        for line, cells in islice(records, limits.rows):
            yield RefusedRow(line, "", cells) if isinstance(cells, str) else understood(line, cells)
        if next(records, None):
            raise ExportError("", f"has more than {limits.rows:,} rows; split it into smaller files")
    finally:
        text.detach()


def size_within(stream: BinaryIO, name: str, limits: ExportLimits) -> int:
    """The size of a file; one that is too large is refused before anything of it is read."""
    size = stream.seek(0, io.SEEK_END)
    if size > limits.bytes:
        raise ExportError(name, f"is larger than {limits.bytes >> 20:,} MB; split it into smaller files")
    return size


class _RowReader:
    """The layout made ready for a million rows: an absent column has index -1, where every row is empty.

    Targets, dates and figures repeat from row to row, so what was understood of them is kept.
    """

    def __init__(self, layout: ExportLayout, own: OwnDomains) -> None:
        places = {role: column.index for role, column in layout.columns.items()}
        self._width = max(places.values()) + 1
        self._cells = max(layout.cells, self._width)
        self._source = places[Role.SOURCE]
        self._chosen = itemgetter(*(places.get(role, -1) for role in Role))
        kind = state_kind(layout.columns[Role.STATE].name) if Role.STATE in places else StateKind.WORD
        self._own = own
        self._own_target = lru_cache(_KEPT)(partial(_own_target, own))
        self._read_date = lru_cache(_KEPT)(partial(read_date, slashed=layout.dates))
        self._read_authority = lru_cache(_KEPT)(read_authority)
        self._read_contract = lru_cache(_KEPT)(read_contract)
        self._read_state = lru_cache(_KEPT)(partial(read_state, kind=kind))

    def is_row(self, cells: list[str]) -> bool:
        return len(cells) >= self._cells and starts_like_address(cells[self._source])

    def row(self, line: int, cells: list[str]) -> ExportRow | RefusedRow:
        if len(cells) < self._width:
            cells.extend([""] * (self._width - len(cells)))
        cells.append("")
        # In the order of ``Role``.
        source, target, anchor, first_seen, last_seen, authority, state, contract = self._chosen(cells)
        source = source.replace("\0", "").strip()
        if not source:
            return RefusedRow(line, "", NO_ADDRESS)
        try:
            page = page_address(source)
        except AddressError as error:
            return RefusedRow(line, shown(_CREDENTIALS.sub(r"\1", source)), error.why)
        if page.host.endswith(self._own.domains) and self._own.owns_host(page.host):
            return RefusedRow(line, page.url, OWN_PAGE)
        target_url = self._own_target(target)
        if target_url is None:
            return RefusedRow(line, page.url, OTHER_TARGET)
        return ExportRow(
            line,
            page,
            target_url,
            anchor,
            # Even the day a vendor last saw a link proves that it was there by then.
            self._read_date(first_seen) or self._read_date(last_seen),
            self._read_authority(authority),
            self._read_state(state),
            self._read_contract(contract),
        )


def _own_target(own: OwnDomains, cell: str) -> str | None:
    """Our page the link points to, empty where the export does not say, None where it is another site's."""
    cell = cell.replace("\0", "").strip()
    if not cell or cell.startswith("/"):
        return ""
    try:
        target = page_address(cell)
    except AddressError:
        return ""
    return target.url if own.owns_host(target.host) else None


@dataclass
class _Seen:
    """The count of a preview as it goes on."""

    rows: int = 0
    keys: set[bytes] = field(default_factory=set)
    links: int = 0
    first: list[ExportRow] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, row: ExportRow | RefusedRow) -> None:
        self.rows += 1
        if isinstance(row, RefusedRow):
            self.refused[row.reason] += 1
            return
        self.links += 1
        self.keys.add(row.page.key)
        if len(self.first) < _EXAMPLES:
            self.first.append(row)

    def reading(self, layout: ExportLayout, name: str) -> ImportReading:
        own_pages = self.refused.pop(OWN_PAGE, 0)
        return ImportReading(
            file_name=name,
            shape=layout.shape,
            rows=self.rows,
            links=len(self.keys),
            duplicates=self.links - len(self.keys),
            own_pages=own_pages,
            refused=dict(self.refused),
            columns=tuple((_MEANINGS[column.role], shown(column.name)) for column in layout.columns.values()),
            examples=tuple(row.source_url for row in self.first),
        )
