"""Reads files that rank all domains of the web, and turns a rank into an authority from 0 to 100."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from storage.domain import RankedDomain, RankList

_HEADER = b"#harmonicc_pos"
_MISSING = b"---"
_LONGEST_NAME = 253
# PRODUCT.md §8: piecewise linear in log10(rank), fitted on public pairs of rank and domain rating.
_CURVE = ((0.0, 100.0), (2.8, 91.0), (4.45, 67.5), (6.75, 26.0), (8.0, 0.0))

ReadRow = Callable[[bytes], RankedDomain | None]


@dataclass(frozen=True, slots=True)
class RankFile:
    """Which list a file is, and how to read one line of it; a line that holds no rank is None."""

    kind: RankList
    read: ReadRow
    name_of: Callable[[bytes], bytes]


def authority_of(position: int) -> int:
    """0 to 100 for a rank from 1 on."""
    at = min(log10(max(1, position)), _CURVE[-1][0])
    place = min(bisect_right(_CURVE, at, key=lambda point: point[0]), len(_CURVE) - 1)
    (left, high), (right, low) = list(pairwise(_CURVE))[place - 1]
    return round(high + (low - high) * (at - left) / (right - left))


def understand_ranks(first_line: bytes) -> RankFile | None:
    """The file whose first line this is, or None where it ranks nothing we know."""
    if first_line.startswith(_HEADER):
        return RankFile(RankList.COMMON_CRAWL, _common_crawl, _reversed_name)
    row = _tranco(first_line)
    return RankFile(RankList.TRANCO, _tranco, _plain_name) if row is not None else None


def wanted_rows(lines: Iterable[bytes], file: RankFile, top: int, known: Collection[bytes]) -> Iterator[RankedDomain]:
    """Of lines sorted by rank, the first ``top`` and all ``known`` names.

    ``known`` are names as they stand in the file (``name_of`` gives them): most lines are only looked up in it.
    """
    name_of, read = file.name_of, file.read
    kept = 0
    for line in lines:
        if kept >= top and name_of(line) not in known:
            continue
        row = read(line)
        if row is not None:
            kept += 1
            yield row


def as_in_file(domain: str, kind: RankList) -> bytes:
    """A domain as the lines of a list name it."""
    return (".".join(reversed(domain.split("."))) if kind is RankList.COMMON_CRAWL else domain).encode()


def _common_crawl(line: bytes) -> RankedDomain | None:
    cells = line.rstrip(b"\r\n").split(b"\t")
    if len(cells) < 5 or not cells[0].isdigit():
        return None
    domain = ".".join(reversed(cells[4].decode("utf-8", "replace").split(".")))
    page_rank = int(cells[2]) if cells[2].isdigit() and cells[2] != _MISSING else None
    return RankedDomain(domain, int(cells[0]), page_rank) if _is_name(domain) and int(cells[0]) else None


def _tranco(line: bytes) -> RankedDomain | None:
    rank, _, domain = line.strip().partition(b",")
    name = domain.decode("utf-8", "replace").lower()
    return RankedDomain(name, int(rank)) if rank.isdigit() and int(rank) and _is_name(name) else None


def _reversed_name(line: bytes) -> bytes:
    cells = line.split(b"\t", 5)
    return cells[4].rstrip(b"\r\n") if len(cells) > 4 else b""


def _plain_name(line: bytes) -> bytes:
    return line.partition(b",")[2].strip()


def _is_name(domain: str) -> bool:
    return 0 < len(domain) <= _LONGEST_NAME and "." in domain and domain.isprintable() and "\ufffd" not in domain
