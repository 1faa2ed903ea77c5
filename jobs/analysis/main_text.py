"""The text people come to a page for, without what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator

from jobs.analysis.outline import LINE, Outline
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.text import squeezed
from storage.domain import Placement


def main_text(judge: PlacementJudge) -> str:
    """One line for each line of the content, in reading order."""
    lines = (squeezed("".join(pieces)) for owner, pieces in _lines(judge.outline) if _is_content(owner, judge))
    return "\n".join(line for line in lines if line)


def _is_content(owner: int, judge: PlacementJudge) -> bool:
    return judge.place_text(owner) is Placement.MAIN


def _lines(outline: Outline) -> Iterator[tuple[int, list[str]]]:
    """The pieces of each line, and the element that its first words stand in."""
    owners = _owners(outline)
    line: list[str] = []
    owner = 0
    for place, piece in enumerate(outline.pieces):
        if piece is LINE:
            if line:
                yield owner, line
            line = []
        elif line or not piece.isspace():
            owner = owner if line else owners[place]
            line.append(piece)
    if line:
        yield owner, line


def _owners(outline: Outline) -> list[int]:
    """The innermost element around each piece: elements come in document order, so the last to claim it is."""
    owners = [0] * len(outline.pieces)
    for element, (begin, end) in enumerate(zip(outline.begins, outline.ends, strict=True)):
        owners[begin:end] = [element] * (end - begin)
    return owners
