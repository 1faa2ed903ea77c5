"""Whether a page hides an element from its readers, as far as the markup itself says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from jobs.analysis.markup import Attributes

_OFF_SCREEN = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|vw|vh|%|pt)?|-\d{2,}(?:em|rem)")
_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|em|rem|pt|%|ex|ch|vw|vh)?")
_MOVED_BY = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")


class Sight(NamedTuple):
    """Visibility is inherited, and an inner element may take it back; what ``is_gone`` is so with all inside."""

    is_gone: bool
    visibility: str

    @property
    def is_hidden(self) -> bool:
        return self.is_gone or self.visibility in ("hidden", "collapse")


SEEN = Sight(is_gone=False, visibility="")


def sight_of(attributes: Attributes, around: Sight) -> Sight:
    """By the ``hidden`` attribute or an inline style, on the element or on anything around it."""
    written = attributes.get("style")
    if around.is_gone or (not written and "hidden" not in attributes):
        return around
    style = _declarations(written or "")
    is_gone = "hidden" in attributes or _takes_away(style)
    return Sight(is_gone, style.get("visibility") or around.visibility)


def _declarations(style: str) -> dict[str, str]:
    if ":" not in style:
        return {}
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _takes_away(style: dict[str, str]) -> bool:
    if style.get("display") == "none":
        return True
    if any(name in style and _ZERO.fullmatch(style[name]) for name in ("font-size", "opacity")):
        return True
    return any(name in style and _OFF_SCREEN.fullmatch(style[name]) for name in _MOVED_BY)
