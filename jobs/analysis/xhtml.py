"""Pages served as XHTML: what XML says in other ways than HTML is put into its words before the page is parsed."""

from __future__ import annotations

import re
from html import escape

_TYPE = "application/xhtml+xml"
_PREFIX = re.compile(rb"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,9}=\s{0,9}[\"']http://www\.w3\.org/1999/xhtml[\"']")
_LITERAL = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
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
    markup = _LITERAL.sub(lambda literal: escape(literal[1].decode("utf-8", "replace")).encode(), markup)
    for prefix in {found[1] for found in _PREFIX.finditer(markup)}:
        markup = markup.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
    return _CLOSED_AT_ONCE.sub(_with_end, markup)


def _with_end(tag: re.Match[bytes]) -> bytes:
    name, attributes = tag.groups()
    return tag[0] if name.lower() in _VOID else b"<%b%b></%b>" % (name, attributes, name)
