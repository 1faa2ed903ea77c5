"""Finds names in running text in one pass, however many there are: whole words, whatever case, dash or space."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

# A reader does not see these inside a word: soft hyphen, zero-width and joining marks, direction marks, BOM.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff"))
_HAS_UNSEEN = re.compile(f"[{''.join(map(chr, _UNSEEN))}]")
# Spaces of every kind and dashes between words are one and the same; so are apostrophes.
_SPACES = "\t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc\uff07`\u00b4"
_ALIKE = {**dict.fromkeys(map(ord, _SPACES + _DASHES), " "), **dict.fromkeys(map(ord, _APOSTROPHES), "'")}
# Scripts that write no spaces between words: a name may begin and end anywhere.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
# What Korean appends to a noun, and Arabic and Hebrew put in front of it.
_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|에서|에게|와|과|도|로|으로|만|까지|부터|보다|처럼|이나|나|라고|이라고|이며|이고|측)+(?![\uac00-\ud7a3])"
)
_ARABIC_PREFIX = re.compile("(?<![\u0620-\u064a])[\u0648\u0641]?[\u0628\u0643\u0644]?(?:\u0627\u0644|\u0644\u0644)?$")
_HEBREW_PREFIX = re.compile("(?<![\u05d0-\u05ea])[\u05d5]?[\u05d1\u05d4\u05db\u05dc\u05de\u05e9]{0,2}$")
_ARABIC = re.compile("[\u0620-\u06ff]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LONGEST_PREFIX = 4
_LONGEST_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The name with this number stands at these characters of the text."""

    name: int
    start: int
    end: int


class Phrases:
    """Names to look for. The cost of a search does not grow with their number (Aho and Corasick 1975)."""

    def __init__(self, names: Sequence[str]) -> None:
        folded = [" ".join(_folded(name).split()) for name in names]
        self._numbers = [number for number, name in enumerate(folded) if name]
        self._automaton = AhoCorasick([folded[number] for number in self._numbers])

    def find(self, text: str) -> list[Found]:
        """Every place where a name stands as a whole word, in the order of the text; names may overlap."""
        folded = _folded(text)
        found = [
            (start, end, self._numbers[pattern])
            for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if _begins_word(folded, start) and _ends_word(folded, end)
        ]
        origin = _Origin(text, folded)
        return [Found(name, origin.of(start), origin.of(end)) for start, end, name in sorted(found)]


def _folded(text: str) -> str:
    """As readers compare: composed, without case, with one kind of space, dash and apostrophe."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return text.casefold().translate(_ALIKE)


class _Origin:
    """Where a place of the folded text lies in the text itself; worked out only where the two differ."""

    def __init__(self, text: str, folded: str) -> None:
        same = text.isascii() or (len(text) == len(folded) and not _HAS_UNSEEN.search(text) and _is_plain(text))
        self._starts = None if same else list(_starts(text))
        self._length = len(text)

    def of(self, place: int) -> int:
        if self._starts is None:
            return place
        at = bisect_right(self._starts, (place, self._length)) - 1
        return self._starts[at][1] if self._starts[at][0] == place else self._starts[at + 1][1]


def _is_plain(text: str) -> bool:
    """Nothing is composed, taken apart or grows: every character stays in its place."""
    return unicodedata.is_normalized("NFKC", text) and len(text.casefold()) == len(text)


def _starts(text: str) -> Iterator[tuple[int, int]]:
    """For each cluster of a base character and its marks: its place in the folded text and in the text."""
    place = begin = 0
    for at, letter in enumerate(text):
        if at and unicodedata.combining(letter):
            continue
        if at > begin:
            yield place, begin
            place += len(_folded(text[begin:at]))
        begin = at
    yield place, begin
    yield place + len(_folded(text[begin:])), len(text)


def _begins_word(text: str, start: int) -> bool:
    if start == 0 or not _is_joined(text[start - 1], text[start]):
        return True
    before = text[max(0, start - _LONGEST_PREFIX) : start]
    for script, prefix in ((_ARABIC, _ARABIC_PREFIX), (_HEBREW, _HEBREW_PREFIX)):
        if script.match(text[start]):
            return prefix.search(before) is not None
    return False


def _ends_word(text: str, end: int) -> bool:
    if end == len(text) or not _is_joined(text[end - 1], text[end]):
        return True
    both_hangul = _HANGUL.match(text[end - 1]) and _HANGUL.match(text[end])
    return bool(both_hangul and _PARTICLES.match(text[end : end + _LONGEST_SUFFIX]))


def _is_joined(one: str, other: str) -> bool:
    """Whether two neighbours belong to one word."""
    if not (_is_of_word(one) and _is_of_word(other)):
        return False
    if _UNSPACED.match(one) or _UNSPACED.match(other):
        return False
    return (_HANGUL.match(one) is None) == (_HANGUL.match(other) is None)


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.category(letter)[0] == "M"
