"""Names to look for on the pages of the shared data: some that stand there, most that do not, as with real brands."""

from __future__ import annotations

import re
from itertools import count, islice
from pathlib import Path
from random import Random

from benchmarks.page_set import read_cases

_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,11} [A-Z][a-z]{3,11}\b")
_SYLLABLES = ("ac", "bel", "cor", "dyn", "el", "fin", "glo", "hex", "in", "jet", "kra", "lum", "mo", "nov", "or", "pex")
_PER_PAGE = 200


def names(folder: Path, wanted: int) -> list[str]:
    """Up to every fifth stands on some page, most of them on one."""
    chance = Random(5)
    said = sorted({name for case in read_cases(folder) for name in _some(case.body)})
    there = chance.sample(said, min(wanted // 5, len(said)))
    elsewhere = ("".join(chance.choices(_SYLLABLES, k=4)).capitalize() + str(number) for number in count())
    return [*there, *islice(elsewhere, wanted - len(there))]


def _some(body: bytes) -> list[str]:
    return [found[0] for found in islice(_CAPITALISED.finditer(body.decode("utf-8", "replace")), _PER_PAGE)]
