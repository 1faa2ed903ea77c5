"""All that many brands are called, ready to be found in any text in one pass."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jobs.analysis.phrases import Found, Phrases
from storage.domain import Brand

# What ends an address, as blanks and brackets do.
_NO_ADDRESS = re.compile(r"[^!#-'*+./0-9:;=?-Z\\_a-z~\u00c0-\u024f-]")
_JOINTS = frozenset(".@")
_LONGEST_ADDRESS = 300
_MOST_LOOKED_AT = 10_000  # what stands around a name is looked at for each of them
# Behind these, everything up to the next blank is part of an address or a path.
_BEGINS_ADDRESS = re.compile(
    r"[a-z0-9+.-]://|(?:^|\W)www\.|(?:^|\W)mailto:|[\w-]\.[a-z]{2,}(?::\d+)?[/?#]|[\w.+-]@[\w.-]*\Z|^[~.]?/.*/\Z",
    re.IGNORECASE,
)
# "news.acme.com", "acme@mail.example": what dots and at signs join to a name, and how such a run of words ends.
_JOINED_BEFORE = re.compile(r"(?:[\w-]++[.@])++\Z")
_JOINED_AFTER = re.compile(r"(?:[.@][A-Za-z0-9_-]+)+")
_HOST_END = re.compile(
    r"[.@](?:[a-z]{2}|app|biz|blog|cloud|com|dev|edu|example|gov|info|int|mil|net|news|online|org|shop|site|store|tech|xyz)$",
    re.IGNORECASE,
)


class TermFound(NamedTuple):
    """The brand with number ``brand`` stands, as ``term``, at these characters of the text."""

    brand: int
    term: str
    start: int
    end: int


class BrandTerms:
    """Every spelling of every brand. Names inside web or e-mail addresses are parts of those, and not found."""

    def __init__(self, brands: Sequence[Brand]) -> None:
        self.brands = tuple(brands)
        self._terms = [(number, term) for number, brand in enumerate(brands) for term in brand.terms]
        self._phrases = Phrases([term for _, term in self._terms])

    def find(self, text: str) -> list[TermFound]:
        """In the order of the text. Of a brand's names that overlap the longest is meant."""
        return list(_longest(self._meant(text)))

    def _meant(self, text: str) -> Iterator[TermFound]:
        for hit in self._phrases.find(text)[:_MOST_LOOKED_AT]:
            number, term = self._terms[hit.name]
            if self.brands[number].is_case_sensitive and not _is_same_case(term, text[hit.start : hit.end]):
                continue
            if not is_in_address(text, hit):
                yield TermFound(number, term, hit.start, hit.end)


def is_in_address(text: str, hit: Found) -> bool:
    before_it, behind_it = text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 1]
    if (not before_it or before_it.isspace()) and behind_it not in _JOINTS:
        return False
    nearby = text[max(0, hit.start - _LONGEST_ADDRESS) : hit.start]
    behind = _JOINED_AFTER.match(text, hit.end, hit.end + _LONGEST_ADDRESS)
    if behind or nearby.endswith((".", "@")):
        in_front = _JOINED_BEFORE.search(nearby)
        whole = f"{in_front[0] if in_front else ''}{text[hit.start : hit.end]}{behind[0] if behind else ''}"
        ending = _HOST_END.search(whole)
        if ending and not ending[0][1:].isupper():
            return True
    return _BEGINS_ADDRESS.search(_NO_ADDRESS.split(nearby)[-1]) is not None


def _longest(hits: Iterator[TermFound]) -> Iterator[TermFound]:
    ends: dict[int, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= ends.get(hit.brand, 0):
            ends[hit.brand] = hit.end
            yield hit


def _is_same_case(term: str, found: str) -> bool:
    return _cased(term) == _cased(found)


def _cased(text: str) -> list[bool]:
    return [letter.isupper() for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()]
