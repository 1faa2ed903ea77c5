"""Pages served as XHTML: what XML says in other ways than HTML is put into its words before the page is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

_TYPE = "application/xhtml+xml"
_PREFIX = re.compile(rb"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,9}=\s{0,9}[\"']http://www\.w3\.org/1999/xhtml[\"']")
_MOST_PREFIXES = 8
_LITERAL, _LITERAL_END = b"<![CDATA[", b"]]>"
_CLOSED_AT_ONCE = re.compile(
    rb"<([A-Za-z][\w.-]*+)((?:\s++[^\s\"'<>=/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))?+)*+)\s*+/>"
)
_VOID = frozenset(
    {b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track", b"wbr"}
)


def is_xhtml(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() == _TYPE


def as_html(markup: bytes) -> bytes:
    """``<h:a>`` as ``<a>``, ``<script/>`` with an end, and literal text without its brackets."""
    markup = b"".join(_without_literals(markup))
    for prefix in islice({found[1] for found in _PREFIX.finditer(markup)}, _MOST_PREFIXES):
        markup = markup.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
    return _CLOSED_AT_ONCE.sub(_with_end, markup)


def _without_literals(markup: bytes) -> Iterator[bytes]:
    done = 0
    while (start := markup.find(_LITERAL, done)) != -1:
        end = markup.find(_LITERAL_END, start)
        if end == -1:
            break
        yield markup[done:start]
        yield escape(markup[start + len(_LITERAL) : end].decode("utf-8", "replace")).encode()
        done = end + len(_LITERAL_END)
    yield markup[done:]


def _with_end(tag: re.Match[bytes]) -> bytes:
    name, attributes = tag.groups()
    return tag[0] if name.lower() in _VOID else b"<%b%b></%b>" % (name, attributes, name)
