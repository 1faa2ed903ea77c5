"""The elements of a page that reading it turns on, found in one pass; what no reader sees is taken out of the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "ul"}
)
# No browser shows what stands in these, unless it cannot show the element itself.
_UNSEEN = frozenset(
    {"audio", "canvas", "iframe", "noembed", "noframes", "noscript", "script", "select", "style", "template"}
    | {"textarea", "video"}
)
_INERT = frozenset({"template", "noscript"})
DRAWINGS = frozenset({"svg", "math"})
_READ = frozenset({"a", "area", "article", "base", "br", "h1", "h2", "link", "main", "meta", "p", "pre", "title"})
_MAX_TEMPLATES = 256
_EMPTY = LexborHTMLParser("x")
TEXT_ID = {node.tag: node.tag_id for node in _EMPTY.css("body")[0].iter(include_text=True)}["-text"]
BLOCK_IDS = frozenset(_EMPTY.create_node(name).tag_id for name in BLOCKS)
BODY_ID = _EMPTY.create_node("body").tag_id
HEADING_IDS = frozenset(_EMPTY.create_node(f"h{level}").tag_id for level in range(1, 7))
LINE_BREAK_IDS = BLOCK_IDS | {_EMPTY.create_node("br").tag_id}
# To ask an element for its number is three times as fast as to ask for its name.
_IDS = {name: _EMPTY.create_node(name).tag_id for name in _READ | _UNSEEN | DRAWINGS}
_READ_IDS = frozenset(_IDS.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """Elements are known by their place in ``nodes``, which holds them in document order.

    ``links_inside`` counts the links of templates and the like: they are none, but have their place in the count.
    """

    tree: LexborHTMLParser
    nodes: list[LexborNode]
    links_inside: Mapping[int, int]
    _by_tag: Mapping[int, Sequence[int]]

    @property
    def body(self) -> LexborNode | None:
        return self.tree.body

    def named(self, *tags: str) -> Sequence[int]:
        """The elements with one of these tags, in document order."""
        found = [places for tag in tags if (places := self._by_tag.get(_IDS[tag]))]
        return sorted(chain.from_iterable(found)) if len(found) > 1 else found[0] if found else ()


def outline_of(tree: LexborHTMLParser) -> Outline:
    read = _READ_IDS
    nodes = [node for node in tree.root.traverse() if node.tag_id in read] if tree.root is not None else []
    by_tag: defaultdict[int, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        by_tag[node.tag_id].append(place)
    inside = {place: _links_inside(tag, nodes[place]) for tag in _INERT for place in by_tag.get(_IDS[tag], ())}
    for tag in _UNSEEN:
        for place in by_tag.get(_IDS[tag], ()):
            nodes[place].decompose()
    return Outline(tree, nodes, inside, by_tag)


def around(node: LexborNode) -> Iterator[LexborNode]:
    """The element and everything it stands in."""
    current: LexborNode | None = node
    while current is not None and current.is_element_node:
        yield current
        current = current.parent


def _links_inside(tag: str, node: LexborNode) -> int:
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
