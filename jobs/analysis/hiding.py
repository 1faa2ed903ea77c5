"""Whether a page hides an element from its readers, as far as the markup itself says so."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_OFF_SCREEN = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|vw|vh|%|pt)?|-\d{2,}(?:em|rem)")
_ZERO = re.compile(r"[+-]?0*\.?0*(?:px|em|rem|pt|%|ex|ch|vw|vh)?")
_MOVED_BY = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")


def is_hidden(node: LexborNode) -> bool:
    """By the ``hidden`` attribute or an inline style, on the element or on anything around it."""
    visibility: str | None = None
    current: LexborNode | None = node
    while current is not None and current.is_element_node:
        attributes = current.attributes
        if "hidden" in attributes:
            return True
        style = _declarations(attributes.get("style") or "")
        if style:
            # Visibility is inherited, and an inner element may take it back; the rest it cannot.
            visibility = visibility or style.get("visibility")
            if _takes_away(style):
                return True
        current = current.parent
    return visibility in ("hidden", "collapse")


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
