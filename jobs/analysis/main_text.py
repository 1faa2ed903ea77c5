"""The text people come to a page for, without what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jobs.analysis.placement import PlacementJudge
from jobs.analysis.text import squeezed
from jobs.analysis.visible_text import Line, without_marks


def main_text(lines: Sequence[Line], judge: PlacementJudge) -> str:
    """One line for each line of the content, in reading order."""
    said = (squeezed(without_marks(text)) for text in _in_content(lines, judge))
    return "\n".join(text for text in said if text)


def _in_content(lines: Sequence[Line], judge: PlacementJudge) -> Iterator[str]:
    """Blocks side by side are judged once. The judge knows where paragraphs stand; others stand behind the last."""
    places = {node.mem_id: place for place, node in enumerate(judge.outline.nodes)}
    place = 0
    judged: dict[int, bool] = {}
    for line in lines:
        block = line.block
        place = places.get(block.mem_id, place)
        beside = block.parent.mem_id if block.parent is not None else 0
        is_content = judged.get(beside)
        if is_content is None:
            is_content = judged[beside] = judge.is_content(block, place)
        if is_content:
            yield line.text
