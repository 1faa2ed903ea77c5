"""Where on a page a link stands: in the text that people came for, or in what surrounds it."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from storage.domain import Placement

_TAGS = {
    "nav": Placement.NAV,
    "footer": Placement.FOOTER,
    "aside": Placement.ASIDE,
    "header": Placement.HEADER,
    "main": Placement.MAIN,
    "article": Placement.MAIN,
}


def placement_of(node: LexborNode) -> Placement:
    current = node.parent
    while current is not None and current.is_element_node:
        found = _TAGS.get(current.tag or "")
        if found:
            return found
        current = current.parent
    return Placement.OTHER
