"""All the text of a page that a reader sees, and where its links lie in it; the page's tree is taken apart for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from jobs.analysis.outline import LINE_BREAK_IDS, TEXT_ID, Outline

# No text of a page can hold this character.
_MARK = "\0"
_MARKS = re.compile(f"{_MARK}([0-9]+)([<>])")


class Line(NamedTuple):
    """The text of one line, with the marks of links, and the block it stands in."""

    text: str
    block: LexborNode


@dataclass(frozen=True, slots=True)
class TextWithLinks:
    """``begins`` and ``ends`` say where in ``text``, which is one line, each link lies."""

    text: str
    lines: list[Line]
    begins: list[int]
    ends: list[int]


def visible_text(outline: Outline) -> str:
    body = outline.body
    if body is None:
        return ""
    _take_apart(body)
    return body.text(separator="\n")


def text_with_links(outline: Outline, links: Sequence[LexborNode]) -> TextWithLinks:
    body = outline.body
    if body is None:
        return TextWithLinks("", [], [], [])
    for number, link in enumerate(links):
        link.insert_before(f"{_MARK}{number}<")
        link.insert_after(f"{_MARK}{number}>")
    _take_apart(body)
    texts = [node for node in body.traverse(include_text=True, skip_empty=True) if node.tag_id == TEXT_ID]
    marked = [text.text_content or "" for text in texts]
    pieces = _MARKS.split(" ".join("\n".join(marked).split()))
    places: dict[str, list[int]] = {"<": [0] * len(links), ">": [0] * len(links)}
    for link_number, side, place in zip(pieces[1::3], pieces[2::3], accumulate(map(len, pieces[0::3])), strict=False):
        places[side][int(link_number)] = place
    lines = [Line(text, node.parent) for text, node in zip(marked, texts, strict=True) if node.parent is not None]
    return TextWithLinks("".join(pieces[0::3]), lines, places["<"], places[">"])


def without_marks(text: str) -> str:
    return _MARKS.sub("", text) if _MARK in text else text


def _take_apart(body: LexborNode) -> None:
    """Leave nothing but blocks and the text in them, so that what stands together is one piece of text."""
    breaks = LINE_BREAK_IDS
    for node in [node for node in body.traverse() if node.tag_id not in breaks]:
        node.unwrap(delete_empty=True)
    body.merge_text_nodes()
