"""Markup in, tree out, behind a guard: the parser is quadratic on absurd nesting and on absurd attribute lists."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from jobs.analysis.charsets import UnreadablePageError

Attributes = dict[str, str | None]

_MAX_DEPTH = 2_000
_MAX_TAG_BYTES = 65_536
_MAX_ATTRIBUTES = 4_096
# Fewer tags than this cost no second however they are nested.
_HARMLESS_BYTES = 65_536
_HARMLESS_TAGS = 20_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
_BLANK = re.compile(rb"\s")
_TAG_IN_STRETCH = re.compile(rb"<[a-zA-Z]")
_NEVER_NESTED = frozenset(
    {b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source"}
    | {b"track", b"wbr", b"p", b"li", b"dt", b"dd", b"td", b"th", b"tr", b"tbody", b"thead", b"tfoot", b"option"}
    | {b"optgroup", b"a", b"button", b"nobr", b"rp", b"rt", b"html", b"head", b"body", b"script", b"style", b"title"}
)


def parse(markup: bytes) -> LexborHTMLParser:
    """Parse as a browser with scripting does; refuse what would keep the parser busy for seconds."""
    if _is_too_deep(markup):
        raise UnreadablePageError("the page nests its markup absurdly deep")
    if _has_endless_tag(markup):
        raise UnreadablePageError("the page has a tag with thousands of attributes")
    try:
        return LexborHTMLParser(markup, scripting=True)
    except (SelectolaxError, MemoryError, ValueError) as error:
        raise UnreadablePageError(f"the parser gave up: {error}") from error


def _is_too_deep(markup: bytes) -> bool:
    if len(markup) <= _HARMLESS_BYTES or markup.count(b"<") <= _HARMLESS_TAGS:
        return False
    return _depth_exceeds(markup, _MAX_DEPTH)


def _depth_exceeds(markup: bytes, limit: int) -> bool:
    """Whether tags that can nest are ever open in such number; an end tag closes what is open near the top."""
    open_tags: list[bytes] = []
    for closing, name in _TAG.findall(markup):
        tag = name.lower()
        if tag in _NEVER_NESTED:
            continue
        if not closing:
            open_tags.append(tag)
            if len(open_tags) > limit:
                return True
        elif tag in open_tags[-16:]:
            while open_tags.pop() != tag:
                pass
    return False


def _has_endless_tag(markup: bytes) -> bool:
    start = 0
    while start + _MAX_TAG_BYTES < len(markup):
        end = markup.rfind(b">", start, start + _MAX_TAG_BYTES)
        if end < 0:
            stretch = markup[start : start + _MAX_TAG_BYTES]
            tag = _TAG_IN_STRETCH.search(stretch)
            if tag and len(_BLANK.findall(stretch, tag.start())) > _MAX_ATTRIBUTES:
                return True
            end = start + _MAX_TAG_BYTES // 2
        start = end + 1
    return False
