"""A page's words: what a reader sees of it, and a sketch by which a later reading knows the page again."""

from __future__ import annotations

import unicodedata
from array import array
from zlib import crc32

_CODE_BYTES = 4  # of one word
_SHINGLE_BYTES = 5 * _CODE_BYTES
_SKETCH_SIZE = 64


def squeezed(text: str) -> str:
    """One space for every run of white space, none at the ends, characters composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def sketch_of(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's five-word shingles (a bottom-k sketch)."""
    words = text.lower().encode("utf-8", "replace").split()
    codes = array("I", map(crc32, words)).tobytes()
    last = max(0, len(codes) - _SHINGLE_BYTES)
    hashes = {crc32(codes[at : at + _SHINGLE_BYTES]) for at in range(0, last + 1, _CODE_BYTES)}
    return tuple(sorted(hashes)[:_SKETCH_SIZE])
