"""Links that arrive by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from storage.values.sites import SiteId

ImportId = NewType("ImportId", int)


@dataclass(frozen=True, slots=True)
class StoredLinks:
    """What became of imported links: ``added`` are new to the site, ``known`` were there before."""

    added: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """What was imported by whom. ``rows`` were read, ``refused`` had no usable address."""

    site_id: SiteId
    file_name: str
    shape: str
    imported_by: str
    started_at: datetime
    finished_at: datetime
    rows: int = 0
    stored: StoredLinks = StoredLinks()
    refused: int = 0
    id: ImportId = ImportId(0)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of an imported file that holds no link we can use, and why; ``line`` counts from 1."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What a file says, understood before anything is stored.

    ``rows`` = ``links`` + ``duplicates`` + ``own_pages`` + the sum of ``refused`` (reason -> rows).
    ``columns`` pairs what we understood ("page that links") with the file's own heading.
    """

    file_name: str
    shape: str
    rows: int
    links: int
    duplicates: int = 0
    own_pages: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person gave us and that waits for their yes; ``token`` is unguessable, ``path`` is ours."""

    token: str
    site_id: SiteId
    file_name: str
    path: str
    uploaded_by: str
    uploaded_at: datetime
