"""Imports a file that ranks the web's domains: streamed in bounded memory, whatever its size."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from jobs.analysis.ranks import RankFile, as_in_file, understand_ranks, wanted_rows
from storage.domain import RankedDomain, RankRelease
from storage.errors import AnchorwatchError
from storage.store import Store

TOP = 1_000_000
_CHUNK = 10_000
_BUFFER = 1 << 20
_LONGEST_LINE = 4_096


class NoRankFileError(AnchorwatchError):
    """The file cannot be read as ranks."""


@dataclass(frozen=True)
class ImportRanks:
    """Keeps the first ``top`` domains, and those that links of ours stand on wherever they are in the list.

    The rows of a new release are stored beside the old ones, which are read until all are there.
    """

    store: Store
    now: Callable[[], datetime]
    top: int = TOP

    def run(self, path: Path, on_progress: Callable[[int], None] = lambda _: None) -> RankRelease:
        """``on_progress`` hears how many bytes of the file were read. Raises ``NoRankFileError``."""
        with _opened(path) as (raw, lines):
            first = next(lines, b"")
            file = understand_ranks(first)
            if file is None:
                raise NoRankFileError(
                    f"{path.name} is no list of ranks; give Common Crawl's …-domain-ranks.txt.gz or Tranco's CSV."
                )
            return self._store(path, file, chain([first], lines), lambda: on_progress(raw.tell()))

    def _store(self, path: Path, file: RankFile, lines: Iterator[bytes], note: Callable[[], None]) -> RankRelease:
        with self.store.system() as tx:
            release_id = tx.ranks.begin(file.kind, path.name, self.now())
            known = frozenset(as_in_file(domain, file.kind) for domain in tx.ranks.linking_domains())
        kept = 0
        part: list[RankedDomain] = []
        counted = _Counted(lines)
        for row in wanted_rows(counted, file, self.top, known):
            part.append(row)
            if len(part) == _CHUNK:
                kept += self._add(release_id, part)
                note()
        kept += self._add(release_id, part)
        with self.store.system() as tx:
            tx.ranks.finish(release_id, counted.lines, kept, self.now())
        while self._forget(file):
            pass
        return RankRelease(file.kind, path.name, self.now(), counted.lines, kept)

    def _add(self, release_id: int, part: list[RankedDomain]) -> int:
        """One short transaction for each chunk, so that nobody waits for a million rows."""
        added = len(part)
        with self.store.system() as tx:
            tx.ranks.add(release_id, part)
        part.clear()
        return added

    def _forget(self, file: RankFile) -> int:
        with self.store.system() as tx:
            return tx.ranks.forget_older(file.kind)


class _Counted:
    """Lines, and how many of them went by."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.lines = 0

    def __iter__(self) -> Iterator[bytes]:
        for self.lines, line in enumerate(self._lines, 1):  # noqa: B020  (the count is meant to be seen)
            yield line


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, Iterator[bytes]]]:
    """The raw file, for its position, and its lines, unpacked where they are packed."""
    try:
        with path.open("rb", buffering=_BUFFER) as raw, _unpacked(raw) as content:
            yield raw, _lines(content)
    except OSError as error:
        raise NoRankFileError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise NoRankFileError(f"{path.name} is damaged or cut short; download it again.") from error


@contextmanager
def _unpacked(raw: BinaryIO) -> Iterator[BinaryIO]:
    magic = raw.read(4)
    raw.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        with gzip.open(raw, "rb") as content:
            yield io.BufferedReader(content, _BUFFER)
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(raw) as archive, archive.open(archive.namelist()[0]) as content:
            yield content  # type: ignore[misc]  # readable bytes all the same
    else:
        yield raw


def _lines(content: BinaryIO) -> Iterator[bytes]:
    """Lines of at most four kilobytes; a longer one is none, and is cut into pieces that are none either."""
    while line := content.readline(_LONGEST_LINE):
        yield line
