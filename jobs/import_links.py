"""Imports the links an export names: understood first, stored in chunks, every refused row accounted for."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.exports import (
    DEFAULT_LIMITS,
    ExportLimits,
    ExportPreview,
    ExportRow,
    preview,
    read_rows,
    size_within,
)
from jobs.analysis.exports_layout import understand_layout
from jobs.analysis.first_looks import FirstLooks
from jobs.analysis.traits import age_when_told, band_of
from storage.domain import IN_DOUBT, AuditEntry, ImportRecord, NewLink, RefusedRow, Site, StoredLinks
from storage.errors import AnchorwatchError
from storage.imports import IMPORT_CHUNK
from storage.store import Store
from storage.transactions import Transaction

FIRST_LOOK = 10  # before the host's routine visits, after what a person asks for
REFUSED_ROWS_KEPT = 10_000
_KEYS_KEPT = 100_000  # as many as Search Console exports at most
_ROWS_A_STEP = 10_000
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class UnreadableFileError(AnchorwatchError):
    """The file to import cannot be opened."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of every row. ``reasons`` counts all refused rows, ``refused_rows`` are the first of them.

    ``is_baseline``: a site's first import, none of whose links is ever announced as new. ``believed_lost`` are
    links whose vendor calls them lost: they are watched like all others until our own visits have an answer.
    """

    record: ImportRecord
    reasons: Mapping[str, int]
    refused_rows: tuple[RefusedRow, ...]
    is_baseline: bool
    believed_lost: int

    @property
    def repeated(self) -> int:
        """Rows that name a page the file has named before."""
        stored = self.record.stored
        return self.record.rows - stored.added - stored.known - self.record.refused


@dataclass(frozen=True)
class ImportLinks:
    """A row missing from a file means nothing, and importing a file again adds nothing."""

    store: Store
    now: Callable[[], datetime]
    limits: ExportLimits = DEFAULT_LIMITS
    first_looks_a_day: int = 20_000

    def preview(self, path: Path, site: Site, name: str | None = None) -> ExportPreview:
        """What the file says; nothing is stored. ``name`` is what a person calls the file, if not its path."""
        with _opened(path) as stream:
            return preview(stream, OwnDomains(site.settings.domains), name or path.name, self.limits)

    def run(
        self,
        path: Path,
        site: Site,
        imported_by: str,
        on_progress: Callable[[int], None] = lambda _rows: None,
        name: str | None = None,
    ) -> ImportReport:
        """Store the file's links; ``on_progress`` hears how many rows were read so far.

        Each chunk is a transaction. A run that was killed is simply repeated: what it stored is known by then,
        and until an import has ended the site's first one is still to come.
        """
        started, file_name = self.now(), name or path.name
        arrival = self._arrival(site, started)
        with _opened(path) as stream:
            size_within(stream, file_name, self.limits)
            layout = understand_layout(stream, arrival.own, file_name)
            with closing(read_rows(stream, layout, arrival.own, self.limits)) as rows:
                self._take_in(rows, arrival, on_progress)
        record = ImportRecord(
            site_id=site.id,
            file_name=file_name,
            shape=layout.shape,
            imported_by=imported_by,
            started_at=started,
            finished_at=self.now(),
            rows=arrival.rows,
            stored=arrival.stored,
            refused=arrival.reasons.total(),
        )
        self._remember(record, site)
        return arrival.report(record)

    def _take_in(
        self, rows: Iterable[ExportRow | RefusedRow], arrival: _Arrival, on_progress: Callable[[int], None]
    ) -> None:
        links = arrival.links(rows, on_progress)
        with _collecting_seldom():
            while chunk := list(islice(links, IMPORT_CHUNK)):
                with self.store.transaction(arrival.site.workspace_id) as tx:
                    arrival.store(tx, chunk, self.now())

    def _arrival(self, site: Site, started: datetime) -> _Arrival:
        with self.store.reading(site.workspace_id) as tx:
            is_first = not tx.imports.recorded(site.id, limit=1)
            current = tx.sites.get(site.id) or site
        return _Arrival(current, is_first, FirstLooks(started, self.first_looks_a_day))

    def _remember(self, record: ImportRecord, site: Site) -> None:
        with self.store.transaction(site.workspace_id) as tx:
            tx.imports.record(record)
            tx.sites.set_baseline(site.id, site.time(record.started_at))
            counts = {"rows": record.rows, "added": record.stored.added, "refused": record.refused}
            tx.audit.add(
                AuditEntry(record.finished_at, record.imported_by, "links imported", site.domain, counts, site.domain)
            )


@dataclass
class _Arrival:
    """The links of one import on their way in, and the count of what became of each row."""

    site: Site
    is_first: bool
    first_looks: FirstLooks
    rows: int = 0
    stored: StoredLinks = field(default_factory=StoredLinks)
    believed_lost: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    refused_rows: list[RefusedRow] = field(default_factory=list)
    _keys: set[bytes] = field(default_factory=set)

    @cached_property
    def own(self) -> OwnDomains:
        return OwnDomains(self.site.settings.domains)

    @cached_property
    def _main_page(self) -> str:
        return f"https://{self.site.domain}/"

    def links(self, rows: Iterable[ExportRow | RefusedRow], on_progress: Callable[[int], None]) -> Iterator[NewLink]:
        """The links among the rows, each page once as far back as we remember."""
        for row in rows:
            self.rows += 1
            if self.rows % _ROWS_A_STEP == 0:
                on_progress(self.rows)
            if isinstance(row, RefusedRow):
                self._refuse(row)
            elif row.page.key not in self._keys:
                if len(self._keys) < _KEYS_KEPT:
                    self._keys.add(row.page.key)
                if _says_lost(row):
                    self.believed_lost += 1
                yield self._link(row)
        on_progress(self.rows)

    def store(self, tx: Transaction, links: list[NewLink], now: datetime) -> None:
        tx.imports.stage(links)
        stored = tx.imports.commit(self.site.id, now)
        self.stored = StoredLinks(self.stored.added + stored.added, self.stored.known + stored.known)
        self.first_looks.note_known(stored.known / len(links))

    def report(self, record: ImportRecord) -> ImportReport:
        return ImportReport(record, dict(self.reasons), tuple(self.refused_rows), self.is_first, self.believed_lost)

    def _refuse(self, row: RefusedRow) -> None:
        self.reasons[row.reason] += 1
        if len(self.refused_rows) < REFUSED_ROWS_KEPT:
            self.refused_rows.append(row)

    def _link(self, row: ExportRow) -> NewLink:
        page = row.page
        return NewLink(
            page.url,
            page.key,
            page.host,
            page.domain,
            row.target_url or self._main_page,
            "import",
            self._is_old_news(row),
            row.authority,
            IN_DOUBT if row.is_contract else FIRST_LOOK,
            row.vendor_state if _says_lost(row) else None,
            self.first_looks.due_at(band_of(row.authority, row.is_contract)),
            0 if row.first_seen is None else age_when_told(self.first_looks.started - row.first_seen),
            row.is_contract,
        )

    def _is_old_news(self, row: ExportRow) -> bool:
        """A first import is a silent baseline, and a link that is older than the baseline only turns up late."""
        if self.is_first:
            return True
        baseline_at = self.site.baseline_at
        return row.first_seen is not None and baseline_at is not None and row.first_seen < baseline_at


def _says_lost(row: ExportRow) -> bool:
    return row.vendor_state is not None and row.vendor_state.startswith("lost")


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Rows hold no cycles; looking for some among each chunk's thousands of rows costs a tenth of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadableFileError(f"Cannot read {path}: {(error.strerror or 'it is no file').lower()}.") from error
    with stream:
        yield stream
