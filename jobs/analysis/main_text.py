"""The text people come to a page for, without what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jobs.analysis.placement import PlacementJudge
from jobs.analysis.text import squeezed
from jobs.analysis.visible_text import Line
from storage.domain import Placement


def main_text(lines: Sequence[Line], judge: PlacementJudge) -> str:
    """One line for each line of the content, in reading order."""
    said = (squeezed(text) for text in _in_content(lines, judge))
    return "\n".join(text for text in said if text)


def _in_content(lines: Sequence[Line], judge: PlacementJudge) -> Iterator[str]:
    """The judge knows where the links and paragraphs stand; other blocks stand behind the last of them."""
    places = {node.mem_id: place for place, node in enumerate(judge.outline.nodes)}
    place = 0
    judged: dict[int, bool] = {}
    for line in lines:
        key = line.block.mem_id
        place = places.get(key, place)
        if key not in judged and not line.text.isspace():
            judged[key] = judge.place_text(line.block, place) is Placement.MAIN
        if judged.get(key):
            yield line.text
