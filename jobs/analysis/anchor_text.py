"""What a link says, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from jobs.analysis.outline import Outline
from jobs.analysis.text import squeezed
from storage.domain import LinkKind

_CONTEXT_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Anchor:
    """``before`` and ``after`` are what a reader reads around the link, at most 120 characters each."""

    text: str
    kind: LinkKind
    before: str
    after: str


def read_anchor(outline: Outline, element: int) -> Anchor:
    text, kind = _said(outline, element)
    before = squeezed(outline.text_before(element, _CONTEXT_CHARACTERS))
    after = squeezed(outline.text_after(element, _CONTEXT_CHARACTERS))
    return Anchor(text, kind, before[-_CONTEXT_CHARACTERS:].lstrip(), after[:_CONTEXT_CHARACTERS].rstrip())


def _said(outline: Outline, element: int) -> tuple[str, LinkKind]:
    """A link's text, or for want of one what its images say."""
    node = outline.nodes[element]
    if outline.tags[element] == "area":
        return squeezed(node.attributes.get("alt") or ""), LinkKind.IMAGE
    text = squeezed("".join(outline.pieces_in(element)))
    if text:
        return text, LinkKind.TEXT
    images = node.css("img,svg,picture,input[type=image],object")
    alternatives = squeezed(" ".join(_alternative(image) for image in images))
    return alternatives, LinkKind.IMAGE if images else LinkKind.EMPTY


def _alternative(image: LexborNode) -> str:
    return image.attributes.get("alt") or ""
