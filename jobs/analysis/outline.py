"""One walk over a page's tree: which elements it has, what stands in them, and the text as a reader meets it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "ul"}
)
# No browser shows what stands in these, unless it cannot show the element itself.
UNSEEN = frozenset(
    {"audio", "canvas", "head", "iframe", "noembed", "noframes", "noscript", "script", "select", "style", "template"}
    | {"textarea", "video"}
)
DRAWINGS = frozenset({"svg", "math"})
# Told apart from text by identity.
LINE = " \n "
_NAMELESS = "-"  # comments and their like
_LINE_BREAKS = BLOCKS | {"br"}


@dataclass(frozen=True, slots=True)
class Extent:
    """How many characters an element shows, and how many of them are links."""

    text: int
    link_text: int

    @property
    def prose(self) -> int:
        return self.text - self.link_text

    @property
    def link_share(self) -> float:
        return self.link_text / self.text if self.text else 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """Elements are known by their number in document order, pieces of text by theirs.

    ``parents`` holds -1 for the root; ``begins`` and ``ends`` are the pieces that an element spans. A piece is text
    as it stands in the markup, or ``LINE`` where a line begins or ends.
    """

    nodes: list[LexborNode]
    tags: list[str]
    parents: list[int]
    begins: list[int]
    ends: list[int]
    pieces: list[str]
    _by_tag: Mapping[str, Sequence[int]]
    _text_before: list[int]
    _link_text_before: list[int]

    def named(self, *tags: str) -> Sequence[int]:
        """The elements with one of these tags, in document order."""
        found = [self._by_tag.get(tag, ()) for tag in tags]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def around(self, element: int) -> Iterator[int]:
        """The element and everything it stands in."""
        while element >= 0:
            yield element
            element = self.parents[element]

    def extent(self, element: int) -> Extent:
        begin, end = self.begins[element], self.ends[element]
        return Extent(
            self._text_before[end] - self._text_before[begin],
            self._link_text_before[end] - self._link_text_before[begin],
        )

    def pieces_in(self, element: int) -> list[str]:
        return self.pieces[self.begins[element] : self.ends[element]]

    def text_before(self, element: int, characters: int) -> str:
        """At least so many of the characters that a reader meets before the element, if there are so many."""
        begin = self.begins[element]
        start = bisect_right(self._text_before, self._text_before[begin] - characters)
        return "".join(self.pieces[max(0, start - 1) : begin])

    def text_after(self, element: int, characters: int) -> str:
        end = self.ends[element]
        return "".join(self.pieces[end : bisect_left(self._text_before, self._text_before[end] + characters)])

    def text_outside_links(self) -> int:
        """How many characters no link makes: what a page says beside its menus and teasers."""
        return self._text_before[-1] - self._link_text_before[-1]

    def text(self) -> str:
        """All that a reader sees of the page, in one line."""
        return " ".join("".join(self.pieces).split())


def outline_of(tree: LexborHTMLParser) -> Outline:
    walk = _Walk()
    if tree.root is not None:
        walk.go(tree.root)
    by_tag: dict[str, list[int]] = {}
    for element, tag in enumerate(walk.tags):
        by_tag.setdefault(tag, []).append(element)
    sizes = [len(piece.strip()) for piece in walk.pieces]
    link_sizes = [0] * len(sizes)
    for link in by_tag.get("a", ()):
        begin, end = walk.begins[link], walk.ends[link]
        link_sizes[begin:end] = sizes[begin:end]
    return Outline(
        nodes=walk.nodes,
        tags=walk.tags,
        parents=walk.parents,
        begins=walk.begins,
        ends=walk.ends,
        pieces=walk.pieces,
        _by_tag=by_tag,
        _text_before=list(accumulate(sizes, initial=0)),
        _link_text_before=list(accumulate(link_sizes, initial=0)),
    )


@dataclass(slots=True)
class _Walk:
    """What has been met so far, and the elements that are open, innermost last: ids, numbers, are they seen."""

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    open_ids: list[int] = field(default_factory=list)
    open_numbers: list[int] = field(default_factory=lambda: [-1])
    open_seen: list[bool] = field(default_factory=lambda: [True])

    def go(self, root: LexborNode) -> None:
        # Every node of the page passes here, so nothing is looked up that need not be.
        open_ids, open_seen, pieces = self.open_ids, self.open_seen, self.pieces
        for node in root.traverse(include_text=True):
            parent = node.parent
            if parent is not None and open_ids and open_ids[-1] != parent.mem_id:
                self._close_until(parent.mem_id)
            tag = node.tag or _NAMELESS
            if tag == "-text":
                if open_seen[-1]:
                    pieces.append(node.text_content or "")
            elif tag[0] != _NAMELESS:
                self._open(node, tag)
        self._close_until(None)

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag in _LINE_BREAKS:
            self.pieces.append(LINE)
        self.open_ids.append(node.mem_id)
        self.open_seen.append(self.open_seen[-1] and tag not in UNSEEN)
        self.parents.append(self.open_numbers[-1])
        self.open_numbers.append(len(self.nodes))
        self.nodes.append(node)
        self.tags.append(tag)
        self.begins.append(len(self.pieces))
        self.ends.append(0)

    def _close_until(self, parent_id: int | None) -> None:
        """Close what ended before the next node, whose parent is still open."""
        while self.open_ids and self.open_ids[-1] != parent_id:
            self.open_ids.pop()
            self.open_seen.pop()
            number = self.open_numbers.pop()
            self.ends[number] = len(self.pieces)
            if self.tags[number] in BLOCKS:
                self.pieces.append(LINE)
