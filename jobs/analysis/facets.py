"""What differs between two sightings of the same link, and how much it matters."""

from __future__ import annotations

import unicodedata

from jobs.analysis.moves import same_page
from storage.domain import Carrier, Facet, LinkFacts, Placement, Verdict

_CARRIERS = {Carrier.META: "meta robots", Carrier.HEADER: "X-Robots-Tag"}
_RESTRICTIVE = ("nofollow", "ugc", "sponsored")


def differences(before: LinkFacts, after: LinkFacts) -> tuple[Facet, ...]:
    """The facets that changed, the one that matters most first; wording around the link does not count."""
    pairs = (
        ("visitors", _visitors(before), _visitors(after), before.cloaked != after.cloaked),
        ("rel", _rel(before), _rel(after), before.follow != after.follow),
        ("index", _index(before), _index(after), _index(before) != _index(after)),
        ("target", before.target_url, after.target_url, not same_page(before.target_url, after.target_url)),
        ("anchor", before.anchor_text, after.anchor_text, _plain(before.anchor_text) != _plain(after.anchor_text)),
        ("placement", _place(before), _place(after), _crossed_main(before, after)),
        ("number of links", str(before.occurrences), str(after.occurrences), _are_fewer(before, after)),
    )
    return tuple(Facet(name, was, becomes) for name, was, becomes, differs in pairs if differs)


def severity(before: LinkFacts, after: LinkFacts) -> Verdict:
    """The gravest word among the changes; LIVE where none has a word of its own."""
    names = {facet.name for facet in differences(before, after)}
    candidates = (
        (Verdict.CLOAKED, after.cloaked and not before.cloaked),
        (Verdict.REL_CHANGED, before.follow and not after.follow),
        (Verdict.NOINDEX, after.noindex_by is not None and before.noindex_by is None),
        (Verdict.CANONICALISED, "index" in names and bool(after.canonical_url) and after.noindex_by is None),
        (Verdict.HIDDEN, after.hidden and not before.hidden),
        (Verdict.REL_CHANGED, "rel" in names),
        (Verdict.TARGET_CHANGED, "target" in names),
        (Verdict.ANCHOR_CHANGED, "anchor" in names),
    )
    return next((verdict for verdict, applies in candidates if applies), Verdict.LIVE)


def _rel(facts: LinkFacts) -> str:
    if facts.follow:
        return "followed"
    if facts.nofollow_by in _CARRIERS:
        return f"nofollow ({_CARRIERS[facts.nofollow_by]})"
    return " ".join(token for token in facts.rel if token in _RESTRICTIVE) or "nofollow"


def _visitors(facts: LinkFacts) -> str:
    return "some visitors only" if facts.cloaked else "everyone"


def _index(facts: LinkFacts) -> str:
    if facts.noindex_by is not None:
        return "noindex"
    return f"a copy of {facts.canonical_url}" if facts.canonical_url else "indexable"


def _are_fewer(before: LinkFacts, after: LinkFacts) -> bool:
    """Of links through another server only the first that leads to us is known."""
    return after.occurrences < before.occurrences and not after.via


def _place(facts: LinkFacts) -> str:
    return "hidden" if facts.hidden else facts.placement.value


def _crossed_main(before: LinkFacts, after: LinkFacts) -> bool:
    """Between navigation and footer little is won or lost; in or out of the main text, or of sight, much is."""
    was_main, is_main = before.placement is Placement.MAIN, after.placement is Placement.MAIN
    return before.hidden != after.hidden or was_main != is_main


def _plain(anchor: str) -> str:
    """As read: places where a word may break, and marks of direction, are no letters."""
    normal = unicodedata.normalize("NFKC", anchor).casefold()
    return " ".join("".join(letter for letter in normal if unicodedata.category(letter) != "Cf").split())
