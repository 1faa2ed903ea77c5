"""The text inside one element and on both sides of it, as a reader meets it; what lies further away is not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from jobs.analysis.outline import BLOCK_IDS, BODY_ID, LINE_BREAK_IDS, TEXT_ID

_LINE = " "
_MOST_STEPS = 20_000


def text_in(node: LexborNode) -> str:
    first = node.first_child
    if first is None or (first.next is None and first.is_text_node):
        return node.text()
    return "".join(_onwards(first, node))


def text_before(node: LexborNode, characters: int) -> str:
    """At least so many of the characters that a reader meets before the element, if there are so many."""
    return _enough(_backwards(node), characters, lambda pieces: "".join(reversed(pieces)))


def text_after(node: LexborNode, characters: int) -> str:
    return _enough(_onwards(node, None, is_behind=True), characters, "".join)


def _enough(pieces: Iterator[str], characters: int, joined: Callable[[list[str]], str]) -> str:
    """White space does not count, but to look at it after each piece would cost more than the pieces."""
    taken: list[str] = []
    length, wanted = 0, characters + characters // 4
    for piece in islice(pieces, _MOST_STEPS):
        taken.append(piece)
        length += len(piece)
        if length >= wanted:
            if len(" ".join(joined(taken).split())) >= characters:
                break
            wanted = length + characters
    return joined(taken)


def _onwards(node: LexborNode, within: LexborNode | None, *, is_behind: bool = False) -> Iterator[str]:
    """In reading order from the node, or from behind it; up to the end of what it must stay within."""
    current: LexborNode | None = node
    last = within.mem_id if within is not None else 0
    while current is not None and (not last or current.mem_id != last):
        kind = current.tag_id
        child = None
        if not is_behind:
            if kind == TEXT_ID:
                yield current.text_content or ""
            else:
                if kind in LINE_BREAK_IDS:
                    yield _LINE
                child = current.first_child
        elif kind in BLOCK_IDS:
            yield _LINE
        beside = child or current.next
        is_behind = beside is None
        current = beside or current.parent


def _backwards(node: LexborNode) -> Iterator[str]:
    current: LexborNode | None = node
    while current is not None:
        inner = current.prev
        if inner is None:
            current = current.parent
            kind = BODY_ID if current is None else current.tag_id
            if kind == BODY_ID:
                return
            if kind in LINE_BREAK_IDS:
                yield _LINE
        while inner is not None:
            current = inner
            kind = current.tag_id
            if kind == TEXT_ID:
                yield current.text_content or ""
                break
            if kind in LINE_BREAK_IDS:
                yield _LINE
            inner = current.last_child
