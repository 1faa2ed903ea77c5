"""The links of a page with everything that their worth depends on: words, rel, place, whether they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jobs.analysis.anchor_text import read_anchor
from jobs.analysis.hiding import is_hidden
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.references import Reference
from storage.domain import Carrier, LinkKind, Placement

_NOFOLLOW = frozenset({"nofollow", "ugc", "sponsored"})
_REL_SEPARATOR = re.compile(r"[\t\n\f\r ,]+")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link as it stands on a page. ``index`` counts every HTML ``a[href]`` in document order.

    An ``area`` and an ``a`` drawn in SVG have none.
    """

    index: int | None
    href: str
    target_url: str
    anchor_text: str
    kind: LinkKind
    rel: tuple[str, ...]
    follow: bool
    nofollow_by: Carrier | None
    placement: Placement
    hidden: bool
    via: str | None = None
    before: str = ""
    after: str = ""


def read_links(
    references: Iterable[Reference], page_nofollow_by: Carrier | None, judge: PlacementJudge
) -> tuple[PageLink, ...]:
    return tuple(_link(reference, page_nofollow_by, judge) for reference in references)


def _link(reference: Reference, page_nofollow_by: Carrier | None, judge: PlacementJudge) -> PageLink:
    node = judge.outline.nodes[reference.element]
    rel = _tokens(node.attributes.get("rel") or "")
    nofollow_by = Carrier.REL if _NOFOLLOW.intersection(rel) else page_nofollow_by
    anchor = read_anchor(judge.outline, reference.element)
    return PageLink(
        index=reference.index,
        href=reference.href,
        target_url=reference.target_url,
        anchor_text=anchor.text,
        kind=anchor.kind,
        rel=rel,
        follow=nofollow_by is None,
        nofollow_by=nofollow_by,
        placement=judge.place(reference.element),
        hidden=is_hidden(node),
        before=anchor.before,
        after=anchor.after,
    )


def _tokens(rel: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token in _REL_SEPARATOR.split(rel.lower()) if token))
