"""A page's words: what a reader sees of it, and a sketch by which a later reading knows the page again."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Sequence
from zlib import crc32

from selectolax.lexbor import LexborHTMLParser

_UNSEEN = ["script", "style", "noscript", "template", "iframe", "noembed", "noframes", "textarea", "select"]
_SHINGLE_WORDS = 5
_SKETCH_SIZE = 64


def squeezed(text: str) -> str:
    """One space for every run of white space, none at the ends, characters composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def visible_text(tree: LexborHTMLParser) -> str:
    """All text of the body that is not code. It takes the code out of the tree, so it comes last."""
    body = tree.body
    if body is None:
        return ""
    body.strip_tags(_UNSEEN, recursive=True)
    return " ".join(body.text(separator=" ").split())


def sketch_of(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's five-word shingles (a bottom-k sketch)."""
    words = text.casefold().encode("utf-8", "replace").split()
    hashes = {crc32(b" ".join(shingle)) for shingle in _shingles(words)}
    return tuple(heapq.nsmallest(_SKETCH_SIZE, hashes))


def _shingles(words: Sequence[bytes]) -> list[Sequence[bytes]]:
    return [words[at : at + _SHINGLE_WORDS] for at in range(max(1, len(words) - _SHINGLE_WORDS + 1))]
