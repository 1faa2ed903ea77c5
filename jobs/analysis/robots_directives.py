"""What a page and its headers ask of search engines: of all rules that apply, the most restrictive counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage.domain import Carrier

_AGENTS = frozenset({"robots", "googlebot"})
_NOINDEX = frozenset({"noindex", "none"})
_NOFOLLOW = frozenset({"nofollow", "none"})
# Rules that have a colon of their own, so that the word before it names no crawler.
_RULES_WITH_VALUES = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_AGENT = re.compile(r"([a-z0-9_*-]+)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directives:
    """Who says that the page must not be indexed or its links not be followed; the page itself is named first."""

    noindex_by: Carrier | None = None
    nofollow_by: Carrier | None = None


def read_directives(metas: Iterable[tuple[str, str]], headers: Iterable[tuple[str, str]]) -> Directives:
    """``metas`` are (name, content) of the page's meta elements; header names are in lower case."""
    meta_rules = {rule for name, content in metas if name.strip().lower() in _AGENTS for rule in _rules(content)}
    header_rules = {rule for name, value in headers if name == "x-robots-tag" for rule in _header_rules(value)}
    return Directives(
        noindex_by=_carrier(_NOINDEX, meta_rules, header_rules),
        nofollow_by=_carrier(_NOFOLLOW, meta_rules, header_rules),
    )


def _carrier(words: frozenset[str], meta_rules: set[str], header_rules: set[str]) -> Carrier | None:
    if words & meta_rules:
        return Carrier.META
    return Carrier.HEADER if words & header_rules else None


def _rules(content: str) -> Iterator[str]:
    """Rules stand between commas; people also leave the commas out, but ``max-image-preview: none`` is one rule."""
    for part in content.lower().split(","):
        if ":" not in part:
            yield from part.split()


def _header_rules(value: str) -> Iterator[str]:
    """A crawler's name and a colon scope the rules behind them, up to the next name."""
    applies = True
    for part in value.lower().split(","):
        scoped = _AGENT.fullmatch(part.strip())
        if scoped is None or scoped[1] in _RULES_WITH_VALUES:
            rules = part
        else:
            rules = scoped[2]
            applies = scoped[1] in _AGENTS
        if applies:
            yield from _rules(rules)
