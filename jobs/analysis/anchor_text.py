"""What a link says, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from jobs.analysis.nearby_text import text_after, text_before, text_in
from jobs.analysis.text import squeezed
from jobs.analysis.visible_text import TextWithLinks
from storage.domain import LinkKind

_CONTEXT_CHARACTERS = 120
_WINDOW = _CONTEXT_CHARACTERS + 16


@dataclass(frozen=True, slots=True)
class Anchor:
    """``before`` and ``after`` are what a reader reads around the link, at most 120 characters each."""

    text: str
    before: str
    after: str


def anchor_of(link: LexborNode) -> Anchor:
    """Of one link; nothing is touched but its neighbourhood."""
    before, after = text_before(link, _CONTEXT_CHARACTERS), text_after(link, _CONTEXT_CHARACTERS)
    return Anchor(squeezed(text_in(link)), _last_of(" ".join(before.split())), _first_of(" ".join(after.split())))


def anchors_in(found: TextWithLinks) -> list[Anchor]:
    """Of all links of a page, in their order."""
    text = found.text
    return [
        Anchor(squeezed(text[begin:end]), _read_before(text, begin), _read_after(text, end))
        for begin, end in zip(found.begins, found.ends, strict=True)
    ]


def kind_of(link: LexborNode) -> LinkKind:
    if link.tag == "area":
        return LinkKind.IMAGE
    if link.text(strip=True):
        return LinkKind.TEXT
    return LinkKind.IMAGE if _images(link) else LinkKind.EMPTY


def alternative_of(link: LexborNode) -> str:
    """What a link's images say, for want of words."""
    images = [link] if link.tag == "area" else _images(link)
    return squeezed(" ".join(image.attributes.get("alt") or "" for image in images))


def _images(link: LexborNode) -> list[LexborNode]:
    return link.css("img,svg,picture,input[type=image],object")


def _read_before(text: str, end: int) -> str:
    window = _WINDOW
    while len(found := " ".join(text[max(0, end - window) : end].split())) < _CONTEXT_CHARACTERS and window < end:
        window *= 4
    return _last_of(found)


def _read_after(text: str, begin: int) -> str:
    window, most = _WINDOW, len(text) - begin
    while len(found := " ".join(text[begin : begin + window].split())) < _CONTEXT_CHARACTERS and window < most:
        window *= 4
    return _first_of(found)


def _last_of(line: str) -> str:
    return squeezed(line[-_CONTEXT_CHARACTERS:])


def _first_of(line: str) -> str:
    return squeezed(line[:_CONTEXT_CHARACTERS])
