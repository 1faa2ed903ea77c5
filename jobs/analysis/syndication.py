"""Which pages carry one and the same text: copies of a mention make one card, not eight (PRODUCT.md §5.5)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import pairwise

_SHINGLE = 5
_LEAST_SHINGLES = 12  # fewer words say little about who took them from whom
_MOST_WORDS = 5_000
_LEAST_CONTAINED = 0.8
_KEPT_OF = 4
_SAMPLE = 64  # shingles, of which two copies share some
_BITS = 63  # what a signed number of a database holds
_BLOCK = 16
_MOST_DIFFERING = 3
_SAME_TITLE_WITHIN = timedelta(days=7)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Copy:
    """One page that names a brand. ``key`` is its own, ``canonical_key`` that of the page it calls its original.

    ``domain`` is the registrable one. ``shingles`` are those of its main text; where they are no longer at hand, the
    ``fingerprint`` knows texts that differ by a few words.
    """

    id: Hashable
    key: bytes
    domain: str
    title: str
    found_at: datetime
    canonical_key: bytes | None = None
    shingles: frozenset[int] = frozenset()
    fingerprint: int = 0
    published_at: datetime | None = None
    authority: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The page to speak of, and its copies ("+7 copies")."""

    representative: Copy
    copies: tuple[Copy, ...] = ()


def shingles(text: str) -> frozenset[int]:
    """The 64-bit hashes of all runs of five words; where words are not spaced, each character is one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _words(folded)
    runs = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return frozenset(int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest()) for run in runs)


def packed(found: frozenset[int]) -> bytes:
    """A fourth of the shingles, the same ones of every text (Broder 1997), as bytes to keep: eight for each."""
    kept = sorted(one for one in found if one % _KEPT_OF == 0)
    return b"".join(one.to_bytes(8) for one in kept)


def unpacked(kept: bytes) -> frozenset[int]:
    return frozenset(int.from_bytes(kept[at : at + 8]) for at in range(0, len(kept), 8))


def is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether four fifths of the shorter text stand in the longer one."""
    shorter = min(len(one), len(other))
    return shorter >= _LEAST_SHINGLES and len(one & other) >= _LEAST_CONTAINED * shorter


def fingerprint(text: str) -> int:
    """63 bits, of which hardly any differ between two texts that are nearly the same (Charikar 2002).

    Best taken of the same part of every text, say what stands around the name. Of a few words it is 0.
    """
    found = shingles(text)
    if len(found) < _LEAST_SHINGLES:
        return 0
    half = len(found) / 2
    return sum(1 << bit for bit in range(_BITS) if sum(one >> bit & 1 for one in found) > half)


def are_alike(one: int, other: int) -> bool:
    """Whether two fingerprints are of the same text, give or take a few words."""
    return bool(one and other) and (one ^ other).bit_count() <= _MOST_DIFFERING


def clusters(pages: Sequence[Copy]) -> list[Cluster]:
    """Pages of one text together: by key, by canonical address, by title on one site within a week, by their words."""
    groups = _Groups(len(pages))
    for one, other in _pairs(pages):
        if not groups.are_joined(one, other) and _is_same(pages[one], pages[other]):
            groups.join(one, other)
    members: dict[int, list[Copy]] = defaultdict(list)
    for at, page in enumerate(pages):
        members[groups.first(at)].append(page)
    return [_cluster(group) for group in members.values()]


def _is_same(one: Copy, other: Copy) -> bool:
    if one.key == other.key or other.key == one.canonical_key or one.key == other.canonical_key:
        return True
    if one.canonical_key is not None and one.canonical_key == other.canonical_key:
        return True
    if one.domain == other.domain and _title(one) and _title(one) == _title(other):
        return abs(_time(one) - _time(other)) <= _SAME_TITLE_WITHIN
    return is_copy(one.shingles, other.shingles) or are_alike(one.fingerprint, other.fingerprint)


def _cluster(group: list[Copy]) -> Cluster:
    """The original is what others call canonical, else the earliest published, else the one of most authority."""
    named = Counter(page.canonical_key for page in group if page.canonical_key not in (None, page.key))
    first, *others = sorted(group, key=lambda page: (-named[page.key], *_age(page), -(page.authority or 0)))
    return Cluster(first, tuple(others))


def _age(page: Copy) -> tuple[bool, float]:
    return page.published_at is None, page.published_at.timestamp() if page.published_at else 0.0


def _pairs(pages: Sequence[Copy]) -> Iterator[tuple[int, int]]:
    """Only pages that share something can be one: a key, a title on one site, shingles, or bits of a fingerprint."""
    shared: dict[Hashable, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        for mark in _marks(page):
            shared[mark].append(at)
    seen: set[tuple[int, int]] = set()
    for members in shared.values():
        for at in members[1:]:
            seen.add((members[0], at))
        seen.update(pairwise(members))
    yield from sorted(seen)


def _marks(page: Copy) -> set[Hashable]:
    """Of shingles some, the same ones of every page (Broder 1997); of a fingerprint, one block is alike."""
    blocks = [(at, page.fingerprint >> at & (1 << _BLOCK) - 1) for at in range(0, _BITS, _BLOCK)]
    sample = sorted(page.shingles)[:_SAMPLE]
    return {
        page.key,
        page.canonical_key or page.key,
        (page.domain, _title(page)),
        *sample,
        *(blocks if page.fingerprint else ()),
    }


def _title(page: Copy) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", page.title).casefold()))


def _time(page: Copy) -> datetime:
    return page.published_at or page.found_at


def _words(folded: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(folded):
        words += list(word) if _UNSPACED.search(word) else [word]
        if len(words) >= _MOST_WORDS:
            break
    return words[:_MOST_WORDS]


class _Groups:
    """Which of some numbers belong together (union-find)."""

    def __init__(self, size: int) -> None:
        self._leaders = list(range(size))

    def first(self, at: int) -> int:
        while self._leaders[at] != at:
            self._leaders[at] = self._leaders[self._leaders[at]]
            at = self._leaders[at]
        return at

    def are_joined(self, one: int, other: int) -> bool:
        return self.first(one) == self.first(other)

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._leaders[high] = low
