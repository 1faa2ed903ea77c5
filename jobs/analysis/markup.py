"""Markup in, tree out, behind a guard: the parser is quadratic on absurd nesting and on absurd attribute lists."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

from jobs.analysis.charsets import UnreadablePageError

Attributes = dict[str, str | None]

_MAX_DEPTH = 10_000
_LONG_TAG_BYTES = 8_192
_MAX_ATTRIBUTES = 10_000
# Fewer bytes or tags than this cost no second whatever they are.
_HARMLESS_BYTES = 65_536
_HARMLESS_TAGS = 20_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
_WHOLE_TAG = re.compile(rb"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(rb"[\s/\"']+[^\s/>\"'=]")
# Void elements, and those that close themselves when they would nest.
_NEVER_NESTED = frozenset(
    {b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source"}
    | {b"track", b"wbr", b"p", b"li", b"dt", b"dd", b"td", b"th", b"tr", b"tbody", b"thead", b"tfoot", b"option"}
    | {b"optgroup", b"a", b"button", b"nobr", b"rp", b"rt", b"html", b"head", b"body", b"script", b"style", b"title"}
)
# An end tag of another name does not reach what is open around these.
_SPECIAL = frozenset(
    {b"address", b"applet", b"article", b"aside", b"blockquote", b"center", b"details", b"dir", b"div", b"dl"}
    | {b"fieldset", b"figcaption", b"figure", b"footer", b"form", b"frameset", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6"}
    | {b"header", b"hgroup", b"iframe", b"listing", b"main", b"marquee", b"menu", b"nav", b"noembed", b"noframes"}
    | {b"noscript", b"object", b"ol", b"plaintext", b"pre", b"search", b"section", b"select", b"summary", b"table"}
    | {b"template", b"textarea", b"ul", b"xmp"}
)
# Nothing outside these is closed from inside.
_SCOPES = frozenset({b"applet", b"marquee", b"object", b"table", b"template", b"svg", b"math", b"select"})
_REACH = 64
# A template that a browser opens on the spot (declarative shadow DOM); an element without a meaning keeps its place.
_SHADOW_MODE = b"shadowrootmode"
_OPENED = re.compile(
    rb"<template(?=(?:\s++[^\s\"'<>=]++(?:\s*+=\s*+(?:\"[^\"]{0,256}+\"|'[^']{0,256}+'|[^\s\"'<>]++))?+){0,16}?"
    rb"\s++shadowrootmode\s*+=\s*+[\"']?(?:open|closed)[\"'\s>])",
    re.IGNORECASE,
)


def parse(markup: bytes, *, is_harmless: bool = False) -> LexborHTMLParser:
    """Parse as a browser with scripting does; refuse what would keep the parser busy for seconds.

    What ``jobs.analysis.harmless`` has looked at needs no second look.
    """
    if not is_harmless:
        _refuse_absurdities(markup)
    if _SHADOW_MODE in markup:
        markup = _OPENED.sub(b"<shadow-root", markup)
    try:
        # Without events: copying the chosen option of a select with many options is quadratic, and shows us nothing.
        return LexborHTMLParser(markup, scripting=True, options=LexborDocumentOptions.WO_EVENTS)
    except (SelectolaxError, MemoryError, ValueError) as error:
        raise UnreadablePageError(f"the parser gave up: {error}") from error


def _refuse_absurdities(markup: bytes) -> None:
    if _is_too_deep(markup):
        raise UnreadablePageError("the page nests its markup absurdly deep")
    if _has_endless_tag(markup):
        raise UnreadablePageError("the page has a tag with thousands of attributes")


def _is_too_deep(markup: bytes) -> bool:
    if len(markup) <= _HARMLESS_BYTES or markup.count(b"<") <= _HARMLESS_TAGS:
        return False
    return _depth_exceeds(markup, _MAX_DEPTH)


def _depth_exceeds(markup: bytes, limit: int) -> bool:
    """Whether tags that can nest are ever open in such number; what a parser might leave open counts as open."""
    open_tags: list[bytes] = []
    for closing, name in _TAG.findall(markup):
        tag = name.lower()
        if tag in _NEVER_NESTED:
            continue
        if closing:
            del open_tags[_closed_from(tag, open_tags) :]
        else:
            open_tags.append(tag)
            if len(open_tags) > limit:
                return True
    return False


def _closed_from(tag: bytes, open_tags: list[bytes]) -> int:
    """The place of the open tag that an end tag closes, with all that stands in it; the end when it closes none."""
    barriers = _SCOPES if tag in _SPECIAL else _SPECIAL
    for place in range(len(open_tags) - 1, max(-1, len(open_tags) - 1 - _REACH), -1):
        if open_tags[place] == tag:
            return place
        if open_tags[place] in barriers:
            break
    return len(open_tags)


def _has_endless_tag(markup: bytes) -> bool:
    """Whether long tags have attributes in such number, all together; only long stretches without "<" are looked at."""
    if len(markup) <= _HARMLESS_BYTES:
        return False
    if markup.count(b"<") > _MAX_ATTRIBUTES < markup.count(b'="<') + markup.count(b"='<"):
        return True
    attributes = 0
    start = markup.find(b"<")
    while 0 <= start < len(markup) - _LONG_TAG_BYTES:
        last = markup.rfind(b"<", start + 1, start + _LONG_TAG_BYTES)
        attributes += _attributes(markup, start) if last < 0 else 0
        if attributes > _MAX_ATTRIBUTES:
            return True
        start = last if last >= 0 else markup.find(b"<", start + _LONG_TAG_BYTES)
    return False


def _attributes(markup: bytes, start: int) -> int:
    """About how many attributes the tag that starts here has, quoted values left out."""
    tag = _WHOLE_TAG.match(markup, start)
    return len(_ATTRIBUTE.findall(_QUOTED.sub(b'""', tag[0]))) if tag else 0
