"""Whether a page hides an element from its readers, as far as the markup itself says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from jobs.analysis.markup import Attributes

_OFF_SCREEN = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|vw|vh|%|pt)?|-\d{2,}(?:em|rem)")
_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|em|rem|pt|%|ex|ch|vw|vh)?")
# What of any size around it is not nothing.
_OWN_SIZE = re.compile(
    r"\+?[\d.]+(?:px|pt|pc|cm|mm|in|q|rem|vw|vh|vmin|vmax)|(?:x{1,3}-)?(?:small|large)|medium|initial"
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_MOVED_BY = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")


class Sight(NamedTuple):
    """What ``is_gone`` is so with all inside; visibility and size are inherited, and an inner element may undo them."""

    is_gone: bool
    visibility: str
    is_without_size: bool

    def hides(self, *, is_words: bool) -> bool:
        """Letters of no size are often meant to close the gaps between pictures, which keep theirs."""
        return self.is_gone or self.visibility in ("hidden", "collapse") or (is_words and self.is_without_size)


SEEN = Sight(is_gone=False, visibility="", is_without_size=False)


def sight_of(attributes: Attributes, around: Sight) -> Sight:
    """By the ``hidden`` attribute or an inline style, on the element or on anything around it."""
    written = attributes.get("style")
    if around.is_gone or (not written and "hidden" not in attributes):
        return around
    style = _declarations(written or "")
    is_gone = "hidden" in attributes or _takes_away(style)
    return Sight(is_gone, style.get("visibility") or around.visibility, _is_without_size(style, around))


def _is_without_size(style: dict[str, str], around: Sight) -> bool:
    size = style.get("font-size", "")
    if around.is_without_size:
        return _OWN_SIZE.fullmatch(size) is None or _ZERO.fullmatch(size) is not None
    return _is_nothing(size)


def _declarations(style: str) -> dict[str, str]:
    if ":" not in style:
        return {}
    if "/*" in style:
        style = _COMMENT.sub(" ", style)
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _is_nothing(size: str) -> bool:
    return bool(size) and _ZERO.fullmatch(size) is not None


def _takes_away(style: dict[str, str]) -> bool:
    if style.get("display") == "none":
        return True
    if "opacity" in style and _ZERO.fullmatch(style["opacity"]):
        return True
    if style.get("overflow") == "hidden" and all(_is_nothing(style.get(side, "")) for side in ("width", "height")):
        return True
    return any(name in style and _OFF_SCREEN.fullmatch(style[name]) for name in _MOVED_BY)
