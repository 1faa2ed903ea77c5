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
    """The smallest 64-bit hashes of the text's five-word shingles (a bottom-k sketch).

    The first word makes the upper half of a hash, so that only shingles which begin with one of the smallest
    words need to be hashed at all.
    """
    codes = array("I", map(crc32, text.lower().encode("utf-8", "replace").split()))
    largest = sorted(set(codes))[:_SKETCH_SIZE][-1:]
    if not largest:
        return ()
    words = codes.tobytes()
    starts = [at for at, code in enumerate(codes) if code <= largest[0]]
    hashes = {codes[at] << 32 | crc32(words[at * _CODE_BYTES : at * _CODE_BYTES + _SHINGLE_BYTES]) for at in starts}
    return tuple(sorted(hashes)[:_SKETCH_SIZE])
