"""What a link says, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from jobs.analysis.text import squeezed
from storage.domain import LinkKind

_CONTEXT_CHARACTERS = 120
_SPACES = re.compile(r"\s+")
# Code, and what is shown only by browsers that cannot show the element itself.
_UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "audio", "video", "canvas"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "ul"}
)


@dataclass(frozen=True, slots=True)
class Anchor:
    text: str
    kind: LinkKind
    before: str
    after: str


def read_anchor(node: LexborNode) -> Anchor:
    text = squeezed(_text(node))
    kind = LinkKind.TEXT
    if node.tag == "area":
        text, kind = squeezed(node.attributes.get("alt") or ""), LinkKind.IMAGE
    elif not text:
        images = node.css("img,svg,picture,input[type=image],object")
        text = squeezed(" ".join(image.attributes.get("alt") or "" for image in images))
        kind = LinkKind.IMAGE if images else LinkKind.EMPTY
    return Anchor(text, kind, _before(node), _after(node))


def _text(node: LexborNode) -> str:
    """The element's text without code, a space where a block begins or ends."""
    parts = []
    for part in node.traverse(include_text=True):
        if _breaks_line(part):
            parts.append(" ")
        if part.is_text_node and not (part.parent and part.parent.tag in _UNSEEN):
            parts.append(part.text_content or "")
    return "".join(parts)


def _breaks_line(node: LexborNode) -> bool:
    previous = node.prev
    return node.tag in _BLOCKS or (previous is not None and previous.tag in _BLOCKS)


def _before(node: LexborNode) -> str:
    text = ""
    current: LexborNode | None = node
    while current is not None and current.tag != "body" and len(text) < _CONTEXT_CHARACTERS:
        sibling = current.prev
        while sibling is not None and len(text) < _CONTEXT_CHARACTERS:
            text = _folded(_text(sibling)[-4 * _CONTEXT_CHARACTERS :] + _gap(sibling) + text)
            sibling = sibling.prev
        current = current.parent
        text = _gap(current) + text
    return squeezed(text)[-_CONTEXT_CHARACTERS:].lstrip()


def _after(node: LexborNode) -> str:
    text = ""
    current: LexborNode | None = node
    while current is not None and current.tag != "body" and len(text) < _CONTEXT_CHARACTERS:
        sibling = current.next
        while sibling is not None and len(text) < _CONTEXT_CHARACTERS:
            text = _folded(text + _gap(sibling) + _text(sibling)[: 4 * _CONTEXT_CHARACTERS])
            sibling = sibling.next
        current = current.parent
        text += _gap(current)
    return squeezed(text)[:_CONTEXT_CHARACTERS].rstrip()


def _gap(node: LexborNode | None) -> str:
    """A space at the edge of a block, where a reader sees a new line."""
    return " " if node is not None and node.tag in _BLOCKS else ""


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text)
