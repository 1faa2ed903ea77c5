"""The words a reader sees for our verdicts, states and counts, so that each is said in one way only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from storage.domain import Carrier, Conclusion, LinkedPage, LinkState, PageFault, Placement, Verdict

_LIVE, _LOST, _NO_ANSWER, _REFUSED = Conclusion


@dataclass(frozen=True, slots=True)
class Wording:
    """``told`` states a confirmed fact, ``seen`` says what one visit saw; ``means`` is how such a visit is counted."""

    told: str
    seen: str
    means: Conclusion


WORDINGS: Final[dict[Verdict, Wording]] = {
    Verdict.LIVE: Wording("the link is there", "link there", _LIVE),
    Verdict.NEW: Wording("the link is there", "link there", _LIVE),
    Verdict.REMOVED: Wording("link removed", "no link to you on the page", _LOST),
    Verdict.ROTATED: Wording("link scrolled off a list of recent items", "no longer in this list", _LOST),
    Verdict.GONE_404: Wording("page gone (404)", "page not found (404)", _LOST),
    Verdict.GONE_410: Wording("page deleted for good (410)", "page deleted for good (410)", _LOST),
    Verdict.SOFT_404: Wording("page replaced by a “not found” text", "a “not found” text in place of the page", _LOST),
    Verdict.SERVER_ERROR: Wording("server error", "the server answered with an error", _NO_ANSWER),
    Verdict.UNREACHABLE: Wording("server not reachable for a week", "the server did not answer", _NO_ANSWER),
    Verdict.BLOCKED: Wording("the site does not let us look", "the site would not let us look", _NO_ANSWER),
    Verdict.ROBOTS_BLOCKED: Wording("robots.txt asks us not to look", "robots.txt asks us not to look", _REFUSED),
    Verdict.MOVED: Wording("page moved, the link moved with it", "page moved, link still there", _LIVE),
    Verdict.MOVED_LOST: Wording(
        "page redirects to one without the link", "redirects to a page without the link", _LOST
    ),
    Verdict.MOVED_TEMP: Wording("page redirects for now", "redirects for now to a page without the link", _NO_ANSWER),
    Verdict.NOINDEX: Wording("page hidden from search engines (noindex)", "link there, page set to noindex", _LIVE),
    Verdict.CANONICALISED: Wording("page names another as its original", "page names another as its original", _LIVE),
    Verdict.REL_CHANGED: Wording("link attributes changed", "link there with other attributes", _LIVE),
    Verdict.ANCHOR_CHANGED: Wording("anchor text changed", "link there with another anchor text", _LIVE),
    Verdict.TARGET_CHANGED: Wording("links to another page of yours", "link there, to another page of yours", _LIVE),
    Verdict.TARGET_BROKEN: Wording("leads to a broken page of yours", "link there, to a broken page of yours", _LIVE),
    Verdict.JS_ONLY: Wording("link appears only with scripts", "link visible only with scripts", _NO_ANSWER),
    Verdict.HIDDEN: Wording("link hidden from readers", "link there, hidden from readers", _LIVE),
    Verdict.CLOAKED: Wording("link shown to some visitors only", "link shown to some visitors only", _LIVE),
    Verdict.PARKED: Wording("domain parked or for sale", "domain parked or for sale", _LOST),
    Verdict.PLAIN_MENTION: Wording("named, no longer linked", "named without a link", _LOST),
    Verdict.NON_HTML: Wording("not a web page we can read", "not a web page we can read", _NO_ANSWER),
    Verdict.INDEX_DROPPED: Wording("dropped from an index, still live", "link there", _LIVE),
    Verdict.EXPIRED_CONTRACT: Wording("agreed time is over", "link there, agreed time over", _LIVE),
    Verdict.REFUSED: Wording("an address we do not visit", "an address we do not visit", _REFUSED),
}

STATES: Final[dict[LinkState, str]] = {
    LinkState.UNSEEN: "not read yet",
    LinkState.LIVE: "live",
    LinkState.SUSPECT: "being re-checked",
    LinkState.LOST: "lost",
    LinkState.ABSENT: "never found on its page",
}

PLACES: Final[dict[Placement, str]] = {
    Placement.MAIN: "in the main text",
    Placement.NAV: "in the navigation",
    Placement.HEADER: "in the page header",
    Placement.FOOTER: "in the footer",
    Placement.ASIDE: "in a sidebar",
    Placement.COMMENT: "in a comment",
    Placement.BIO: "in an author’s bio",
    Placement.HEAD: "in the page’s head",
    Placement.OTHER: "on the page",
}

CARRIERS: Final[dict[Carrier, str]] = {
    Carrier.REL: "set on the link itself (rel)",
    Carrier.META: "set for the whole page (meta robots)",
    Carrier.HEADER: "set by the server (X-Robots-Tag)",
}

CAUSES: Final[dict[str, str]] = {
    "site_redesign": "site redesign",
    "site_down": "pages taken down",
    "parked": "domain parked or for sale",
    "policy_nofollow": "links set to nofollow",
    "policy_follow": "links set to follow",
    "policy_noindex": "pages set to noindex",
}

FAULTS: Final[dict[PageFault, str]] = {
    PageFault.NOT_FOUND: "answers “not found” (404)",
    PageFault.GONE: "answers “gone” (410)",
    PageFault.SERVER_ERROR: "fails with a server error",
    PageFault.REDIRECT_LOOP: "redirects in a circle",
    PageFault.LONG_CHAIN: "is reached by too many redirects",
}

# Slack's error names, as what a person can do about them.
CHANNEL_PROBLEMS: Final[dict[str, str]] = {
    "not_in_channel": "I am not in it. Type `/invite @anchorwatch` there.",
    "channel_not_found": "I cannot see it. If it is private, type `/invite @anchorwatch` there.",
    "is_archived": "it is archived. Choose another channel in the settings.",
    "is_inactive": "it is archived. Choose another channel in the settings.",
}


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 link``, ``2,140 links``; nothing is ``no links``."""
    word = noun if number == 1 else plural or noun + "s"
    return f"{number:,} {word}" if number else f"no {word}"


def listing(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``; nothing for none."""
    *most, last = words or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def page_fault(page: LinkedPage) -> str:
    """What is wrong with a page of our own; empty where nothing is."""
    if page.fault is None:
        return ""
    shown = FAULTS[page.fault]
    if page.fault is PageFault.SERVER_ERROR and page.status is not None:
        return f"{shown} ({page.status})"
    return f"{shown} ({page.hops})" if page.fault is PageFault.LONG_CHAIN else shown


def place(name: str) -> str:
    """A placement by the name that a stored change has for it."""
    return next((phrase for known, phrase in PLACES.items() if known == name), name)


def told(verdict: Verdict) -> str:
    return WORDINGS[verdict].told


def seen(verdict: Verdict) -> str:
    return WORDINGS[verdict].seen
