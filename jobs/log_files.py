"""Finds a log again however it was rotated, renamed or packed, and reads it on from where we were."""

from __future__ import annotations

import glob
import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import IO

from storage.domain import LogFile

_HEAD = 4_096
_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True)
class Logs:
    """Files that a pattern names, and the domain whose log they are; empty where there is only one site."""

    pattern: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Whole lines, read at one go. ``before`` is the file as it was known, ``after`` as it is now."""

    block: bytes
    before: LogFile | None
    after: LogFile


def matching(pattern: str) -> tuple[Path, ...]:
    """The files that a pattern such as /var/log/nginx/access.log* names."""
    return tuple([Path(file) for file in sorted(glob.glob(pattern)) if Path(file).is_file()])  # noqa: PTH207  absolute


def read_on(path: Path, known: Iterable[LogFile], most: int) -> Iterator[Reading]:
    """The next lines of a file, at most ``most`` megabytes of them, a megabyte at a time; nothing where none are new.

    Raises ``OSError`` where the file cannot be read, or is packed in a way that cannot be undone.
    """
    status, files = path.stat(), list(known)
    stamp = f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"
    if any(file.stamp == stamp for file in files):
        return  # read to its end, and not touched since
    with path.open("rb") as opened:
        try:
            with _unpacked(opened) as plain:
                yield from _read_on(plain, files, stamp, most)
        except (EOFError, zlib.error) as error:
            raise OSError("it is cut short or damaged") from error


def _unpacked(opened: IO[bytes]) -> IO[bytes]:
    is_packed = opened.read(2) == b"\x1f\x8b"
    opened.seek(0)
    return gzip.GzipFile(fileobj=opened) if is_packed else opened  # type: ignore[return-value]


def _read_on(plain: IO[bytes], files: list[LogFile], stamp: str, most: int) -> Iterator[Reading]:
    begins = plain.read(_HEAD)
    # The same file may have another number by now: copied, or packed.
    files.sort(key=lambda file: file.stamp.partition(" ")[0] != stamp.partition(" ")[0])
    before = next((file for file in files if _is_same(file, begins)), None)
    plain.seek(before.offset if before else 0)
    rest = b""
    for _ in range(most):
        read = plain.read(_BLOCK)
        block, is_end = rest + read, len(read) < _BLOCK
        cut = block.rfind(b"\n") + 1 or (0 if is_end else len(block))  # a line that never ends is no line
        whole, rest = block[:cut], block[cut:]
        after = _known_now(before, begins, len(whole), stamp if is_end else stamp.partition(" ")[0])
        if after.head_size and after != before:
            yield Reading(whole, before, after)
            before = after
        if is_end:
            return


def _known_now(before: LogFile | None, begins: bytes, more: int, stamp: str) -> LogFile:
    offset = (before.offset if before else 0) + more
    head = begins[: min(_HEAD, offset)]
    return LogFile(_digest(head), len(head), offset, stamp)


def _is_same(file: LogFile, begins: bytes) -> bool:
    return file.head_size <= len(begins) and _digest(begins[: file.head_size]) == file.head


def _digest(head: bytes) -> bytes:
    return blake2b(head, digest_size=16).digest()
