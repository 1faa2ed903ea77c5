"""The references of a page that are links: every ``<a href>`` and ``<area href>`` that a browser would follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.outline import DRAWINGS, UNSEEN, Outline
from jobs.analysis.own_references import possible_references
from jobs.analysis.resolving import Base

_INERT = frozenset({"template", "noscript"})
_MAX_TEMPLATES = 256
_HTML_INSIDE_DRAWINGS = {"foreignObject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"}
_DRAWINGS_AND_HTML_INSIDE = DRAWINGS | _HTML_INSIDE_DRAWINGS


@dataclass(frozen=True, slots=True)
class Reference:
    """One link element and where it leads. ``index`` is its place among the HTML ``a[href]`` of the page."""

    element: int
    index: int | None
    href: str
    target_url: str


@dataclass(frozen=True, slots=True)
class References:
    """What every link element of a page says, element by element, before any of it is resolved."""

    outline: Outline
    base: Base
    written: list[tuple[int, int | None, str]]

    def to(self, own: OwnDomains | None) -> list[Reference]:
        """Those to the ``own`` domains, or all that lead anywhere."""
        is_possible = possible_references(own, self.base) if own else None
        found = self.where(lambda _, href: is_possible is None or is_possible(href))
        return [reference for reference in found if own is None or own.owns(reference.target_url)]

    def where(self, is_wanted: Callable[[int, str], bool]) -> Iterator[Reference]:
        """Those that lead anywhere, of the ones wanted by their element and what is written in it."""
        for element, index, href in self.written:
            if not is_wanted(element, href):
                continue
            target = self.base.resolve(href)
            if target is not None and not _is_unseen(element, self.outline):
                yield Reference(element, index, href, target)


def find_references(outline: Outline, base: Base) -> References:
    return References(outline, base, list(_written(outline)))


def _written(outline: Outline) -> Iterator[tuple[int, int | None, str]]:
    index = 0
    for element in outline.named("a", "area", *_INERT):
        tag = outline.tags[element]
        if tag in _INERT:
            index += _links_inside(tag, outline.nodes[element])
            continue
        attributes = outline.nodes[element].attributes
        drawing = _drawing_around(element, outline)
        if drawing == "svg":
            yield element, None, attributes.get("href") or attributes.get("xlink:href") or ""
        elif drawing is None and "href" in attributes:
            yield element, index if tag == "a" else None, attributes["href"] or ""
            index += tag == "a"


def _drawing_around(element: int, outline: Outline) -> str | None:
    """``svg`` or ``math`` when the element belongs to it; in parts of both there is HTML again."""
    if not outline.named("svg") and not outline.named("math"):
        return None
    tags = (outline.tags[outer] for outer in outline.around(element))
    return next((tag if tag in DRAWINGS else None for tag in tags if tag in _DRAWINGS_AND_HTML_INSIDE), None)


def _is_unseen(element: int, outline: Outline) -> bool:
    return any(outline.tags[outer] in UNSEEN for outer in outline.around(element))


def _links_inside(tag: str, node: LexborNode) -> int:
    """How many links an inert part holds: they are no links, but they have their place in the count."""
    if tag == "template":
        return _links_of_templates(node)
    markup = node.text()
    if "<a" not in markup and "<A" not in markup:
        return 0
    return len(LexborHTMLParser(markup).css("a[href]"))


def _links_of_templates(template: LexborNode) -> int:
    """A template inside a template is found through the outer one's content only."""
    links = 0
    roots = [template]
    for _ in range(_MAX_TEMPLATES):
        if not roots:
            break
        fragments = roots.pop().template_fragments()
        links += sum(len(fragment.css("a[href]")) for fragment in fragments)
        roots.extend(fragments)
    return links
