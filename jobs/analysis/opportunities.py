"""Makes of what was found on a page the prospect that a person decides on: its case, its score, its worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jobs.analysis.addresses import page_address
from jobs.analysis.expected_value import SPONSORED, Worth, expected_value
from storage.domain import (
    Backlink,
    Case,
    LinkedPage,
    LinkStatus,
    Mention,
    NewProspect,
    Origin,
    Placement,
    Site,
    Snippet,
    Suggestion,
    Told,
    Verdict,
    WinRate,
)

_UNKNOWN_AUTHORITY = 20  # most sites are small
_BASE = 20
_AUTHORITY = 30
_MAIN = 25
_BESIDE = 10
_FOLLOWED = 15
_ANCHORED = 10
_CLOSE = frozenset(".,;:!?)”’'")  # what stands close to the word before
_FAULT = "target_broken"


def from_mention(mention: Mention, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    because = mention.status.value
    asks = {
        LinkStatus.LINKED_BROKEN: "It links to a page of yours that is gone.",
        LinkStatus.LINKED_NOFOLLOW: "It names you and links to you with nofollow only.",
        LinkStatus.PLAIN_URL: "It gives your address as mere text, without a link.",
    }
    return NewProspect(
        mention.site_id,
        Origin.MENTION,
        because,
        f"mention/{mention.id}",
        mention.url,
        mention.page_key,
        mention.domain,
        Case(
            asks.get(mention.status, "It names you without a link."),
            mention.brand,
            mention.title,
            mention.author,
            mention.lang,
            mention.snippet,
            mention.suggestion,
            parts=mention.parts,
        ),
        expected_value(Worth(mention.score, because, mention.published_at or mention.found_at), rates, now),
        mention.score,
        mention.authority,
        mention_id=mention.id,
    )


def from_loss(told: Told, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    """Ask for a link back that was there."""
    return _from_change(told, Origin.LOST_LINK, "A link of yours is gone from here.", rates, now)


def from_nofollow(told: Told, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    """Ask whether the nofollow was meant."""
    return _from_change(told, Origin.NOFOLLOW, "A link of yours was followed and is nofollow now.", rates, now)


def from_broken_page(page: LinkedPage, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    """A page of our own: nobody has to be asked."""
    address, since = page_address(page.url), page.faulty_since or now
    score = round(min(100, 50 + 10 * page.domains + (page.authority or 0) / 2))
    return NewProspect(
        page.site_id,
        Origin.BROKEN_TARGET,
        _FAULT,
        f"own page/{page.id}/{since:%Y-%m-%dT%H:%M}",
        page.url,
        address.key,
        address.domain,
        Case("A page of yours that others link to is broken."),
        expected_value(Worth(score, _FAULT, since), rates, now),
        score,
        page.authority,
    )


def _from_change(told: Told, origin: Origin, reason: str, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    link, change = told.link, told.change
    because, score = _because(told), link_score(link)
    worth = Worth(score, because, change.confirmed_at, link.is_contract)
    return NewProspect(
        link.site_id,
        origin,
        because,
        f"change/{change.id}",
        link.source_url,
        page_address(link.source_url).key,
        link.source_domain,
        Case(reason, snippet=_snippet(told), suggestion=Suggestion(link.target_url, _anchor(told)), title=_title(told)),
        expected_value(worth, rates, now),
        score,
        link.authority,
        link_id=link.id,
        is_flagged=link.is_contract,
    )


def _because(told: Told) -> str:
    """A link that is marked as paid for is marked rightly, and nobody is asked to take the mark off."""
    facts = told.link.facts
    is_marked = told.change.verdict is Verdict.REL_CHANGED and facts is not None and "sponsored" in facts.rel
    return SPONSORED if is_marked else told.change.verdict.value


def link_score(link: Backlink) -> int:
    """From 0 to 100 by what is known of the link as it was: its page's authority, its place, and what it passed."""
    facts = link.facts
    authority = _UNKNOWN_AUTHORITY if link.authority is None else max(0, min(100, link.authority))
    points = _BASE + _AUTHORITY * authority / 100
    if facts is not None:
        points += _MAIN if facts.placement is Placement.MAIN else _BESIDE
        points += _FOLLOWED * facts.follow + _ANCHORED * bool(facts.anchor_text.strip())
    return round(min(100, points))


def by_hand(site: Site, url: str, by: str, subject: str, rates: Mapping[str, WinRate], now: datetime) -> NewProspect:
    """A page that a person knows to be worth asking."""
    address, because, score = page_address(url), Origin.PERSON.value, 50
    return NewProspect(
        site.id,
        Origin.PERSON,
        because,
        subject,
        address.url,
        address.key,
        address.domain,
        Case(f"<@{by}> suggests it.", suggestion=Suggestion(f"https://{site.domain}/")),
        expected_value(Worth(score, because, now), rates, now),
        score,
        added_by=by,
    )


def _snippet(told: Told) -> Snippet:
    """The link among its words, of which the first and the last may be cut."""
    facts = told.link.facts
    if facts is None:
        return Snippet()
    before, after = facts.context_before.strip(), facts.context_after.strip()
    left = f"…{before.partition(' ')[2]} " if before else ""
    right = f"{'' if after[0] in _CLOSE else ' '}{after.rpartition(' ')[0]}…" if after else ""
    return Snippet(left, facts.anchor_text, right)


def _anchor(told: Told) -> str:
    return told.link.facts.anchor_text if told.link.facts is not None else ""


def _title(told: Told) -> str:
    return told.link.page.title if told.link.page is not None else ""
