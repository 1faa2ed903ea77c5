"""A page's words: what a reader sees of it, and a sketch by which a later reading knows the page again."""

from __future__ import annotations

import re
import unicodedata
from array import array
from zlib import crc32

_CODE_BYTES = 4  # of one word
_SHINGLE_BYTES = 5 * _CODE_BYTES
_SKETCH_SIZE = 64
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def squeezed(text: str) -> str:
    """One space for every run of white space, none at the ends, characters composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean(text: str) -> str:
    """One line of visible characters: no controls, no direction overrides, nothing of zero width."""
    text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


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
