"""The links of a page as a browser and a search engine see them: every ``<a href>`` and ``<area href>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.anchor_text import Anchor, read_anchor
from jobs.analysis.head import Head
from jobs.analysis.hiding import is_hidden
from jobs.analysis.markup import Attributes, has_ancestor
from jobs.analysis.own_references import possible_references
from jobs.analysis.placement import placement_of
from storage.domain import Carrier, LinkKind, Placement

_NOFOLLOW = frozenset({"nofollow", "ugc", "sponsored"})
# What stands in these is shown only by browsers that cannot show the element itself.
_FALLBACK = frozenset({"audio", "video", "canvas"})
_INERT = frozenset({"template", "noscript"})
_DRAWINGS = frozenset({"svg", "math"})
_HTML_INSIDE_DRAWINGS = frozenset({"foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"})
_REL_SEPARATOR = re.compile(r"[\t\n\f\r ,]+")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link as it stands on a page. ``index`` counts every HTML ``a[href]`` in document order.

    An ``area`` and an ``a`` drawn in SVG have none.
    """

    index: int | None
    href: str
    target_url: str
    anchor_text: str
    kind: LinkKind
    rel: tuple[str, ...]
    follow: bool
    nofollow_by: Carrier | None
    placement: Placement
    hidden: bool
    via: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Reference:
    node: LexborNode
    index: int | None
    href: str


def read_links(tree: LexborHTMLParser, head: Head, own: OwnDomains | None) -> tuple[PageLink, ...]:
    """Links to the ``own`` domains, or every link of the page that leads anywhere."""
    found = []
    is_possible = possible_references(own, head.base) if own else None
    for reference in _references(tree):
        if is_possible and not is_possible(reference.href):
            continue
        target = head.base.resolve(reference.href)
        if target is None or (own and not own.owns(target)) or has_ancestor(reference.node, _FALLBACK):
            continue
        found.append(_link(reference, target, head))
    return tuple(found)


def _references(tree: LexborHTMLParser) -> Iterator[_Reference]:
    index = 0
    is_near_drawing = False
    for node in tree.css("a[href],area[href],template,noscript,svg,math"):
        if node.tag in _DRAWINGS:
            is_near_drawing = True
        elif node.tag in _INERT:
            index += _links_inside(node)
        elif node.tag == "area":
            yield _Reference(node, None, node.attributes.get("href") or "")
        elif is_near_drawing and (drawing := _drawing_around(node)):
            if drawing == "svg":
                yield _Reference(node, None, _svg_href(node.attributes))
        elif "href" in node.attributes:
            is_near_drawing = is_near_drawing and has_ancestor(node, _DRAWINGS)
            yield _Reference(node, index, node.attributes["href"] or "")
            index += 1


def _drawing_around(node: LexborNode) -> str | None:
    """``svg`` or ``math`` when the element belongs to it; in parts of both there is HTML again."""
    parent = node.parent
    while parent is not None and (parent.tag or "").lower() not in _HTML_INSIDE_DRAWINGS:
        if parent.tag in _DRAWINGS:
            return parent.tag
        parent = parent.parent
    return None


def _svg_href(attributes: Attributes) -> str:
    return attributes.get("href") or attributes.get("xlink:href") or ""


def _links_inside(node: LexborNode) -> int:
    """How many links an inert part holds: they are no links, but they have their place in the count."""
    if node.tag == "noscript":
        markup = node.text()
        if "<a" not in markup and "<A" not in markup:
            return 0
        return sum(1 for _ in _references(LexborHTMLParser(markup, is_fragment=True)))
    return _links_of_templates(node)


def _links_of_templates(root: LexborNode) -> int:
    """A template inside a template is found through the outer one's content only."""
    fragments = root.template_fragments()
    return sum(len(fragment.css("a[href]")) + _links_of_templates(fragment) for fragment in fragments)


def _link(reference: _Reference, target: str, head: Head) -> PageLink:
    node = reference.node
    rel = _tokens(node.attributes.get("rel") or "")
    nofollow_by = Carrier.REL if _NOFOLLOW.intersection(rel) else head.directives.nofollow_by
    anchor: Anchor = read_anchor(node)
    return PageLink(
        index=reference.index,
        href=reference.href,
        target_url=target,
        anchor_text=anchor.text,
        kind=anchor.kind,
        rel=rel,
        follow=nofollow_by is None,
        nofollow_by=nofollow_by,
        placement=placement_of(node),
        hidden=is_hidden(node),
        before=anchor.before,
        after=anchor.after,
    )


def _tokens(rel: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token in _REL_SEPARATOR.split(rel.lower()) if token))
