"""What a page says for machines (JSON-LD): who else is where, who wrote it, and when."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

_TAG = re.compile(rb"<script\b[^<>]{0,300}?application/ld\+json[^<>]{0,300}>", re.IGNORECASE)
_MOST_BYTES = 500_000
_MOST_SCRIPTS = 20
_MOST_NODES = 5_000
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class SameAs:
    """Something that the page names, and the addresses at which it is the same."""

    name: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructuredData:
    """``published`` is as it was written, which may be no date at all; ``author_url`` may be no address."""

    same_as: tuple[SameAs, ...] = ()
    author: str = ""
    published: str = ""
    author_url: str = ""


@dataclass
class _Reading:
    same_as: list[SameAs] = field(default_factory=list)
    author: str = ""
    published: str = ""
    author_url: str = ""


def read_structured_data(markup: bytes) -> StructuredData:
    """``markup`` is a page in UTF-8. Whatever cannot be read is left out."""
    found = _Reading()
    for script in islice(_scripts(markup), _MOST_SCRIPTS):
        for node in _nodes(_value(script)):
            _read(node, found)
    return StructuredData(tuple(found.same_as), found.author, found.published, found.author_url)


def _scripts(markup: bytes) -> Iterator[bytes]:
    if b"ld+json" not in markup:
        return
    for tag in _TAG.finditer(markup):
        end = markup.find(b"</script", tag.end())
        if end < 0:
            return
        if end - tag.end() <= _MOST_BYTES:
            yield markup[tag.end() : end]


def _value(text: bytes) -> object:
    try:
        return json.loads(text.decode("utf-8", "replace").strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every object in it, the outer ones first."""
    waiting = deque([value])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        current = waiting.popleft()
        if isinstance(current, dict):
            yield current
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)


def _read(node: dict[str, Any], found: _Reading) -> None:
    if urls := tuple(_texts(node.get("sameAs"))):
        found.same_as.append(SameAs(_text(node.get("name")), urls))
    if not found.author:
        found.author = next(iter(_names(node.get("author"))), "")
        found.author_url = next(iter(_urls(node.get("author"))), "")
    found.published = found.published or _text(node.get("datePublished"))


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if text := _text(one):
            yield text


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if text := _text(one.get("name") if isinstance(one, dict) else one):
            yield text


def _urls(value: object) -> Iterator[str]:
    """Of the first author, as the name is."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and (url := _text(first.get("url"))):
        yield url


def _text(value: object) -> str:
    return " ".join(value[:_LONGEST].split()) if isinstance(value, str) else ""
