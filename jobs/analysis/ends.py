"""Where links through redirectors and shorteners end, and what that means for the page they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urlsplit

from jobs.analysis.addresses import OwnDomains, registrable_domain
from jobs.analysis.answers import Outcome, no_answer
from jobs.analysis.detours import holds_us, is_named_redirector, may_send_on
from jobs.analysis.pages import Page, PageLink
from jobs.analysis.redirectors import stated_destination
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.unlinked import is_in_scripts
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Verdict

_MOST_ASKED = 5
_SMALL_PAGE = 20_000  # a page that only sends its visitor on has little to say
_GONE = frozenset({404, 410})
# An unknown name, no server, an address that is none: whoever clicks gets no further than we did.
_NOBODY = frozenset({Trouble.DNS, Trouble.REFUSED})
_NOWHERE = frozenset({Trouble.BAD_ADDRESS, Trouble.FORBIDDEN_ADDRESS})


class End(Enum):
    """``UNKNOWN``: the redirector could not be asked, or did not say. ``NOBODY``: no server is where the link leads."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Ended:
    """``link`` has our address as its target where it ended with us."""

    link: PageLink
    end: End


def detours_to_ask(sight: Sight, subject: Subject) -> tuple[PageLink, ...]:
    """At most five: the one that led to us at the last good look, then the likeliest."""
    detours = sight.page.detours if sight.page and sight.is_open else ()
    return tuple(sorted(detours, key=lambda link: not _is_the_believed(link, subject))[:_MOST_ASKED])


def ended(link: PageLink, visit: Visit, page: Page | None, own: OwnDomains) -> Ended:
    """``visit`` followed the link and stopped short of us; ``page`` is what a redirector showed instead, if small."""
    ours = _ours(link, visit, page, own)
    if ours is not None:
        return Ended(replace(link, target_url=ours, via="redirect"), End.OURS)
    if visit.status in _GONE:
        return Ended(link, End.ELSEWHERE)
    if visit.trouble in _NOBODY or (visit.trouble in _NOWHERE and not visit.hops):
        return Ended(link, End.NOBODY)
    if visit.trouble is not None or (visit.status or 0) >= 400 or _sends_on_by_script(visit, own):
        return Ended(link, End.UNKNOWN)
    return Ended(link, End.ELSEWHERE)


def is_worth_reading(visit: Visit) -> bool:
    return visit.status == 200 and 0 < len(visit.body) <= _SMALL_PAGE


def by_detours(sight: Sight, subject: Subject, asked: Sequence[Ended]) -> Sight:
    """A page is live by a link that ends with us; one that probably does, and could not be followed, leaves it open.

    For a week, where little speaks for it: a link that says our words and lets nobody in is most likely somebody
    else's, and one that holds our address leads nowhere for good where nobody has been for so long.
    """
    ours = tuple(one.link for one in asked if one.end is End.OURS)
    if ours and sight.page is not None:
        return _live(replace(sight, page=replace(sight.page, links=ours, occurrences=len(ours))), subject)
    stated = {one.end: one.link for one in reversed(asked) if _is_stated(one.link, subject)}
    shut = stated.get(End.UNKNOWN) or _left_unasked(sight, subject, [one.link for one in asked])
    if shut is not None:
        return sight.settled(_not_followed(shut))
    said = (one.link for one in asked if one.end is End.UNKNOWN and _says_the_believed(one.link, subject))
    doubtful = stated.get(End.NOBODY) or next(said, None)
    return sight if doubtful is None else sight.held(_not_followed(doubtful))


def _not_followed(link: PageLink) -> Outcome:
    host = urlsplit(link.target_url).hostname
    return no_answer(Verdict.BLOCKED, f"a link that may lead here through {host} could not be followed")


def _live(sight: Sight, subject: Subject) -> Sight:
    """That the page has not changed will not mean that the redirector still leads to us: its validators are dropped."""
    judgement = judge(sight.visit, sight.page, subject.own, subject.memory)
    memory = judgement.page_memory and replace(judgement.page_memory, etag="", last_modified="")
    reason = f"{judgement.reason}, through a redirect"
    return replace(sight, judgement=replace(judgement, page_memory=memory, reason=reason))


def _ours(link: PageLink, visit: Visit, page: Page | None, own: OwnDomains) -> str | None:
    if own.owns(visit.final_url):
        return visit.final_url
    if page is not None and page.refresh_url and own.owns(page.refresh_url):
        return page.refresh_url
    return _stated(link.target_url, visit, own) or _stated(visit.final_url, visit, own)


def _stated(url: str, visit: Visit, own: OwnDomains) -> str | None:
    """What a redirector of known form says of itself, where it would not show us: it asks visitors to confirm, or
    lets no robot in. Where it led to somebody else, its form was wrong."""
    destination = stated_destination(url)
    if destination is None or not own.owns(destination) or visit.status in _GONE:
        return None
    return destination if _site(visit.final_url) == _site(url) else None


def _site(url: str) -> str | None:
    return registrable_domain(urlsplit(url).hostname or "")


def _sends_on_by_script(visit: Visit, own: OwnDomains) -> bool:
    return is_worth_reading(visit) and is_in_scripts(visit.body, own)


def _is_stated(link: PageLink, subject: Subject) -> bool:
    """The link itself says that it leads to us, or did so at the last good look, or it is made for leading on."""
    if holds_us(link.target_url, subject.own) or is_named_redirector(link.target_url, subject.own):
        return True
    if _says_the_believed(link, subject):
        return may_send_on(link.href, subject.own)
    return subject.believed is not None and link.href == subject.believed.via


def _says_the_believed(link: PageLink, subject: Subject) -> bool:
    """It stands in the place of a direct link, by its words."""
    believed = subject.believed
    return believed is not None and not believed.via and link.anchor_text == believed.anchor_text != ""


def _left_unasked(sight: Sight, subject: Subject, asked: Sequence[PageLink]) -> PageLink | None:
    detours = sight.page.detours if sight.page else ()
    rest = [link for link in detours if link not in asked]
    return next((link for link in rest if holds_us(link.target_url, subject.own)), None)


def _is_the_believed(link: PageLink, subject: Subject) -> bool:
    """It led to us at the last good look, or says the very words that our link there said."""
    return _says_the_believed(link, subject) or (subject.believed is not None and link.href == subject.believed.via)
