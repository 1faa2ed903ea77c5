"""The links of a page with everything that their worth depends on: words, rel, place, whether they are seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jobs.analysis.anchor_text import Anchor, alternative_of, anchor_of, kind_of
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


class WordlessLink(NamedTuple):
    """All of a link but its words: on a page with many links they are read together."""

    reference: Reference
    kind: LinkKind
    alternative: str
    rel: tuple[str, ...]
    nofollow_by: Carrier | None
    placement: Placement
    is_hidden: bool

    def saying(self, anchor: Anchor) -> PageLink:
        return PageLink(
            index=self.reference.index,
            href=self.reference.href,
            target_url=self.reference.target_url,
            anchor_text=anchor.text if self.kind is LinkKind.TEXT else self.alternative,
            kind=self.kind,
            rel=self.rel,
            follow=self.nofollow_by is None,
            nofollow_by=self.nofollow_by,
            placement=self.placement,
            hidden=self.is_hidden,
            before=anchor.before,
            after=anchor.after,
        )


def read_links(
    references: Sequence[Reference], page_nofollow_by: Carrier | None, judge: PlacementJudge
) -> tuple[PageLink, ...]:
    """Few links, each read for itself."""
    nodes = judge.outline.nodes
    wordless = wordless_links(references, page_nofollow_by, judge)
    return tuple(link.saying(anchor_of(nodes[link.reference.element])) for link in wordless)


def wordless_links(
    references: Sequence[Reference], page_nofollow_by: Carrier | None, judge: PlacementJudge
) -> list[WordlessLink]:
    return [_wordless(reference, page_nofollow_by, judge) for reference in references]


def _wordless(reference: Reference, page_nofollow_by: Carrier | None, judge: PlacementJudge) -> WordlessLink:
    node = judge.outline.nodes[reference.element]
    kind = kind_of(node)
    rel = _tokens(node.attributes.get("rel") or "")
    return WordlessLink(
        reference=reference,
        kind=kind,
        alternative="" if kind is LinkKind.TEXT else alternative_of(node),
        rel=rel,
        nofollow_by=Carrier.REL if _NOFOLLOW.intersection(rel) else page_nofollow_by,
        placement=judge.place(reference.element),
        is_hidden=judge.surroundings.part(node).sight.hides(is_words=kind is LinkKind.TEXT),
    )


def _tokens(rel: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token for token in _REL_SEPARATOR.split(rel.lower()) if token)) if rel else ()
