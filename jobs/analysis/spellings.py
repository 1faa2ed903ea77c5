"""The ways in which a name is written by people who mean it, beside the one that was given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from jobs.analysis.folding import fold

_HUMPS = re.compile(r"[^\W\d_]{2,}")
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-Þ][^\W\d_])")
_ACCENTED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")
_TAG_MARKS = frozenset("#@＃＠")


class Only(Enum):
    """Where alone a spelling means the name."""

    ANYWHERE = "anywhere"
    AS_TAG = "as tag"
    CAPITALISED = "capitalised"


@dataclass(frozen=True, slots=True)
class Spelling:
    folded: str
    only: Only = Only.ANYWHERE

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether what stands at these places of a text, and folds to this, is meant."""
        if self.only is Only.AS_TAG:
            return text[start - 1 : start] in _TAG_MARKS
        if self.only is Only.CAPITALISED:
            return all(word[:1].isupper() for word in text[start:end].split())
        return True


def spellings_of(name: str) -> Iterator[Spelling]:
    """The name itself; without accents; with "and" for "&"; one word as a hashtag; "Ace Mill" for "AceMill"."""
    folded = " ".join(fold(name).split())
    if not folded:
        return
    yield Spelling(folded)
    bare = _without_accents(folded)
    if bare != folded:
        yield Spelling(bare)
    for sign, word in ((" & ", " and "), (" and ", " & ")):
        if sign in folded:
            yield Spelling(folded.replace(sign, word))
    if " " in folded:
        yield Spelling(folded.replace(" ", ""), Only.AS_TAG)
    humps = _HUMP.split(name)
    if len(humps) > 1 and all(map(_HUMPS.fullmatch, humps)):
        yield Spelling(fold(" ".join(humps)), Only.CAPITALISED)


def _without_accents(text: str) -> str:
    if not _ACCENTED.search(text):
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
