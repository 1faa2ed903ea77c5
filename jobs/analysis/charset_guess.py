"""Guesses the charset of a page that declares none and is not UTF-8, by its commonest letters, as browsers do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobs.analysis.charset_labels import Charset, charset_named

_FOREIGN = re.compile(rb"[\x80-\xff]+")
_LEAST_BYTES = 60  # fewer say too little
_SAMPLE = 60_000
# Latin letters with marks stand alone between plain ones; other scripts come in words.
_LEAST_IN_WORDS = 0.5
_LEAST_FIT = 0.7


@dataclass(frozen=True, slots=True)
class _Script:
    """``usual`` is the share that the ``common`` characters have of all foreign ones in running text."""

    charsets: tuple[Charset, ...]
    common: frozenset[str]
    usual: float


def _named(*labels: str) -> tuple[Charset, ...]:
    return tuple(found for label in labels if (found := charset_named(label)) is not None)


def _letters(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


# Where two charsets write the same letters in the same places, the one that more pages use comes first.
_SCRIPTS = (
    _Script(_named("windows-1251", "koi8-u", "iso-8859-5", "ibm866"), frozenset("оеаинтсрвлі"), 0.65),
    _Script(_named("windows-1253", "iso-8859-7"), frozenset("αοιετσςνηυρκάόίέή"), 0.75),
    _Script(_named("windows-1255"), frozenset("יוהלאתרבשמנ"), 0.7),
    _Script(_named("windows-1256", "iso-8859-6"), frozenset("الينموترةب"), 0.65),
    _Script(_named("windows-874"), frozenset("านรอกเงมยลวดทสต่้ัีิ"), 0.7),
    _Script(_named("shift_jis", "euc-jp"), _letters((0x3041, 0x3096), (0x30A1, 0x30FC)), 0.5),
    _Script(_named("euc-kr"), _letters((0xAC00, 0xD7A3)), 0.85),
    _Script(
        _named("gb18030"),
        frozenset("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"),
        0.25,
    ),
    _Script(
        _named("big5"),
        frozenset("的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"),
        0.25,
    ),
)  # fmt: skip


def guess(body: bytes) -> Charset | None:
    """None where the page looks Latin, or says too little."""
    first = _FOREIGN.search(body)
    if first is None:
        return None
    sample = body[first.start() : first.start() + _SAMPLE]
    runs = [len(run) for run in _FOREIGN.findall(sample)]
    if sum(runs) < _LEAST_BYTES or sum(run for run in runs if run > 2) < _LEAST_IN_WORDS * sum(runs):
        return None
    fits = [(_fit(sample, charset, script), charset) for script in _SCRIPTS for charset in script.charsets]
    fit, charset = max(fits, key=lambda found: found[0])
    return charset if fit >= _LEAST_FIT else None


def _fit(sample: bytes, charset: Charset, script: _Script) -> float:
    """How near the share of common characters comes to the usual one; none is better than the usual."""
    foreign = [char for char in sample.decode(charset.codec, errors="replace") if char > "\x7f"]
    if not foreign:
        return 0.0
    return min(sum(char in script.common for char in foreign) / len(foreign) / script.usual, 1.0)
