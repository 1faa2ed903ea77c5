"""The sentence that names a brand, with its neighbours as far as there is room: what a person reads on a card."""

from __future__ import annotations

import re

from storage.domain import Snippet

_LONGEST = 240
# A full stop of any script, then perhaps a closing quote or bracket, then a blank; CJK stops need none.
_SENTENCE_END = re.compile(r"[.!?…‽؟।॥።፧]+[\"'”’»)\]]*(?=\s)|[。！？｡]+[」』）]*|\n+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|mr|mrs|ms|dr|prof|st|inc|ltd|co|corp|vs|no|e\.g|i\.e|z\.b|bzw|ca|etc)\.$", re.IGNORECASE
)
_ELLIPSIS = "…"


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence around ``text[start:end]`` reaches, without blanks at its ends."""
    begins = max((stop for stop in _stops(text, max(0, start - 2_000), start)), default=0)
    ends = next(iter(_stops(text, end, min(len(text), end + 2_000))), len(text))
    return _trimmed(text, begins, ends)


def snippet(text: str, start: int, end: int) -> Snippet:
    """The name at ``text[start:end]`` in its sentence, with the sentences beside it, in at most 240 characters.

    What does not fit is cut at a word and marked by an ellipsis.
    """
    begins, ends = sentence_at(text, start, end)
    for wider in (_with_neighbours(text, begins, ends), (begins, ends)):
        if wider[1] - wider[0] <= _LONGEST:
            begins, ends = wider
            break
    room = max(0, _LONGEST - (end - start))
    before, after = _line(text[begins:start]), _line(text[end:ends])
    kept = min(len(before), max(room // 2, room - len(after)))
    return Snippet(_last(before, kept), _line(text[start:end])[:_LONGEST], _first(after, room - min(kept, len(before))))


def _with_neighbours(text: str, begins: int, ends: int) -> tuple[int, int]:
    """The same sentence with the one before it and the one behind."""
    first = sentence_at(text, begins - 2, begins - 1)[0] if begins > 1 else begins
    last = sentence_at(text, ends + 1, ends + 2)[1] if ends + 2 < len(text) else ends
    return _trimmed(text, min(first, begins), max(last, ends))


def _stops(text: str, begin: int, end: int) -> list[int]:
    """Where sentences end between two places; a stop after an abbreviation or an initial is none."""
    found = []
    for stop in _SENTENCE_END.finditer(text, begin, end):
        if stop[0].startswith(".") and _ABBREVIATED.search(text, max(begin, stop.start() - 8), stop.start() + 1):
            continue
        found.append(stop.end())
    return found


def _trimmed(text: str, begins: int, ends: int) -> tuple[int, int]:
    while begins < ends and text[begins].isspace():
        begins += 1
    while ends > begins and text[ends - 1].isspace():
        ends -= 1
    return begins, ends


def _line(text: str) -> str:
    """One line, with a blank at an end where there was one."""
    joined = " ".join(text.split())
    if not joined:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{joined}{' ' if text[-1].isspace() else ''}"


def _last(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[len(text) - max(0, room - 1) :]
    head, blank, tail = cut.partition(" ")
    return _ELLIPSIS + (tail if blank and len(head) < 30 else cut)


def _first(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text[: max(0, room - 1)]
    head, blank, tail = cut.rpartition(" ")
    return (head if blank and len(tail) < 30 else cut) + _ELLIPSIS
