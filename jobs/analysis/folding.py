"""Text as readers compare it: composed, without case, with one kind of space, dash and apostrophe; and the way back."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter


def _characters(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


# A reader does not see these inside a word: soft hyphen, zero-width and joining marks, directions, variants, fillers,
# and the vowel points and stretching that Hebrew and Arabic may do without.
_UNSEEN = _characters(
    (0xAD, 0xAD), (0x34F, 0x34F), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7),
    (0x61C, 0x61C), (0x640, 0x640), (0x64B, 0x652), (0x670, 0x670), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
)  # fmt: skip
_SPACES = "\t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u2800\u3000" + _characters((0x2000, 0x200A))
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u30a0\ufe58\ufe63\uff0d\u05be"
_DOTS_BETWEEN_NAMES = "\u30fb\uff65"
_TRADE_MARKS = "\u2120\u2122"  # else they would become letters
_APOSTROPHES = "\u2018\u2019\u201b\u02b9\u02bc\u05f3\uff07`\u00b4\u2032"
# Letters that are written one way or another: Turkish i with and without dot, Arabic and Persian forms.
_ONE_FORM = {"İ": "i", "ı": "i", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}
_CHANGED = {
    **dict.fromkeys(_UNSEEN, ""),
    **dict.fromkeys(_SPACES + _DASHES + _DOTS_BETWEEN_NAMES + _TRADE_MARKS, " "),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **_ONE_FORM,
    "…": ".",  # so frequent that nothing else should have to move for its sake
}
_CHANGED_ASCII = str.maketrans({letter: new for letter, new in _CHANGED.items() if letter.isascii()})
_ANY_CHANGED = re.compile(f"[{re.escape(''.join(_CHANGED))}]")
# Persian writes endings behind a joint of no width, and the parts of a name with it or with a space.
_JOINT = re.compile("(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")


def fold(text: str) -> str:
    """Folding stays within words: what a text gives is what its words give, one after the other."""
    if text.isascii():
        return text.lower().translate(_CHANGED_ASCII)
    plain = _changed(unicodedata.normalize("NFC", _JOINT.sub(" ", text) if "\u200c" in text else text))
    if not unicodedata.is_normalized("NFKC", plain):
        plain = _changed(unicodedata.normalize("NFKC", plain))
    return unicodedata.normalize("NFC", plain.casefold().replace("i\u0307", "i"))


_Places = tuple["array[int]", "array[int]"]  # in the folded word, and in the word
_BEHIND_ALL = 2**32 - 1


class FoldedText:
    """A text, the same ``folded``, and where a stretch of that lies in the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self._is_ascii = text.isascii()
        self._clusters: dict[int, tuple[_Places, _Places]] = {}

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Where what is folded at these places stands in the text, wherever folding has moved it."""
        if self._is_ascii or self._is_unmoved(start, end):
            return start, end
        return self._place(start), self._place(end, is_end=True)

    def _is_unmoved(self, start: int, end: int) -> bool:
        if len(self.text) != len(self.folded):
            return False
        found = self.text[start:end]
        return fold(found) == self.folded[start:end] and bool(fold(found[0]) and fold(found[-1]))

    def _place(self, folded_place: int, *, is_end: bool = False) -> int:
        """What is unseen around a stretch does not belong to it."""
        at = bisect_right(self._word_places, folded_place, key=itemgetter(0)) - 1
        place, origin = self._word_places[at]
        if self._words[at].isascii():
            return origin + folded_place - place
        places, origins = self._clusters_of(at)[is_end]
        return origin + origins[bisect_left(places, folded_place - place)]

    def _clusters_of(self, at: int) -> tuple[_Places, _Places]:
        """Where the clusters of a word begin: of those that are seen, where a stretch may begin; of all, and its end.

        Kept, for a page may be one word that names a brand again and again.
        """
        if at not in self._clusters:
            self._clusters[at] = _cluster_places(_JOINT.sub(" ", self._words[at]))
        return self._clusters[at]

    @cached_property
    def _words(self) -> Sequence[str]:
        return self.text.split(" ")

    @cached_property
    def _word_places(self) -> list[tuple[int, int]]:
        """Where each word begins, in the folded text and in the text."""
        places = [(0, 0)]
        for word in self._words:
            place, origin = places[-1]
            letters = len(word) if word.isascii() else len(fold(word))
            places.append((place + letters + 1, origin + len(word) + 1))
        return places[:-1]


def _changed(text: str) -> str:
    for letter in set(_ANY_CHANGED.findall(text)):
        text = text.replace(letter, _CHANGED[letter])
    return text


def _cluster_places(word: str) -> tuple[_Places, _Places]:
    seen, every = (array("I"), array("I")), (array("I"), array("I"))
    place, origin = 0, 0
    for cluster in _clusters(word):
        letters = len(fold(cluster))
        for places, origins in (seen, every) if letters else (every,):
            places.append(place)
            origins.append(origin)
        place, origin = place + letters, origin + len(cluster)
    for places, origins in (seen, every):
        places.append(_BEHIND_ALL)
        origins.append(origin)
    return seen, every


def _clusters(word: str) -> Iterator[str]:
    """Each letter with all that folding may join to it: marks, ends of Hangul syllables, signs of voicing."""
    begin = 0
    for at in range(1, len(word) + 1):
        if at == len(word) or not _belongs_to_the_last(word[at]):
            yield word[begin:at]
            begin = at


def _belongs_to_the_last(letter: str) -> bool:
    if letter.isascii():
        return False
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff" or letter in "\uff9e\uff9f"
