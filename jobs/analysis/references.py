"""The references of a page that are links: every ``<a href>`` and ``<area href>`` that a browser would follow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.outline import DRAWINGS, Outline, around
from jobs.analysis.own_references import possible_references
from jobs.analysis.resolving import Base

_HTML_INSIDE_DRAWINGS = {"foreignObject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"}
_DRAWINGS_AND_HTML_INSIDE = DRAWINGS | _HTML_INSIDE_DRAWINGS
_NONE: Any = object()


@dataclass(frozen=True, slots=True)
class Reference:
    """One link element and where it leads. ``index`` is its place among the HTML ``a[href]`` of the page."""

    element: int
    index: int | None
    href: str
    target_url: str


# One link element, its index, and what is written in it.
_Written = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class References:
    """What every link element of a page says, element by element, before any of it is resolved."""

    outline: Outline
    base: Base
    written: list[_Written]

    def to(self, own: OwnDomains | None) -> list[Reference]:
        """Those to the ``own`` domains, or all that lead anywhere."""
        if own is None:
            return list(self._resolved(self.written))
        possible = possible_references([href for _, _, href in self.written], own, self.base)
        found = self._resolved(self.written[at] for at in possible)
        return [reference for reference in found if own.owns(reference.target_url)]

    def where(self, is_wanted: Callable[[int, str], bool]) -> Iterator[Reference]:
        """Those that lead anywhere, of the ones wanted by their element and what is written in it."""
        return self._resolved(link for link in self.written if is_wanted(link[0], link[2]))

    def _resolved(self, written: Iterable[_Written]) -> Iterator[Reference]:
        known: dict[str, str | None] = {}
        for element, index, href in written:
            # What no reader sees was taken out of the tree, and has no parent any more.
            if self.outline.nodes[element].parent is None:
                continue
            target = known[href] if href in known else known.setdefault(href, self.base.resolve(href))
            if target is not None:
                yield Reference(element, index, href, target)


def find_references(outline: Outline, base: Base) -> References:
    return References(outline, base, _written(outline))


def _written(outline: Outline) -> list[_Written]:
    nodes, inside, drawn = outline.nodes, outline.links_inside, _drawn(outline)
    areas = frozenset(outline.named("area"))
    found: list[_Written] = []
    index = 0
    for element in outline.named("a", "area", "template", "noscript"):
        if element in inside:
            index += inside[element]
            continue
        attributes = nodes[element].attrs
        if element in drawn:
            if drawn[element] == "svg":
                found.append((element, None, attributes.get("href") or attributes.get("xlink:href") or ""))
            continue
        href = attributes.get("href", _NONE)
        if href is _NONE:
            continue
        is_area = element in areas
        found.append((element, None if is_area else index, href or ""))
        index += not is_area
    return found


def _drawn(outline: Outline) -> dict[int, str]:
    """The links that belong to a drawing, ``svg`` or ``math``; in parts of both there is HTML again."""
    drawings = outline.named("svg", "math")
    links = outline.named("a", "area")
    # A drawing that holds links holds the next one, and most hold none.
    nexts = {links[at] for drawing in drawings if (at := bisect_left(links, drawing)) < len(links)}
    if not any(_drawing_around(link, outline) for link in nexts):
        return {}
    return {link: drawing for link in links if (drawing := _drawing_around(link, outline))}


def _drawing_around(element: int, outline: Outline) -> str | None:
    tags = (outer.tag or "" for outer in around(outline.nodes[element]))
    return next((tag if tag in DRAWINGS else None for tag in tags if tag in _DRAWINGS_AND_HTML_INSIDE), None)
