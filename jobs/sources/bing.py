"""Bing Webmaster Tools: who links to which of our pages, for sites that are verified there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.sources.answers import readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, RateLimitedError, SchemaDriftError, SourceError, TransientError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, host_of, listed, option, with_query
from storage.domain import Finding, Wanted

_UNKNOWN = frozenset({7, 8, 11})  # a page of ours that it cannot tell us about after all
_LINKED = 1_000  # pages of ours on one page of its answer; a hundred have been seen
_MOST_PAGES = 50  # of our pages, and of the links to each
_BUSY = frozenset({4, 5})  # we, or the site, are asked too often
_REFUSED = frozenset({3, 6, 13, 14})  # a wrong key, a blocked user, a site that is not the key's
_Row = dict[str, Any]


@dataclass(frozen=True)
class Bing:
    """First our pages with their counts (GetLinkCounts), then the links to each (GetUrlLinks).

    It shows neither when nor whether a link still stands, and sometimes nothing of what it knows: never complete.
    """

    name: ClassVar[str] = "bing"
    title: ClassVar[str] = "Bing Webmaster Tools"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(days=3))
    cost_unit: ClassVar[str] = ""
    nothing: ClassVar[frozenset[int]] = frozenset({400})  # faults that ``explain`` leaves

    base_url: str = option("https://ssl.bing.com/webmaster/api.svc/json", "where its API is")
    key: str = option("", "the API key from its settings", secret=True, required=True)
    sites: str = option("", "the sites as they are verified there, such as https://www.acme.com/", required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, site) for site in listed(self.sites) if subject.owns(host_of(site))])

    def request(self, ask: Ask) -> Request:
        place = _Place.read(ask.cursor)
        if place.left:
            asked = with_query(
                f"{self.base_url}/GetUrlLinks", siteUrl=ask.query.text, link=place.left[0], page=place.link_page
            )
        else:
            asked = with_query(f"{self.base_url}/GetLinkCounts", siteUrl=ask.query.text, page=place.page)
        return Request(with_query(asked, apikey=self.key))

    def read(self, ask: Ask, reply: Reply) -> Page:
        place = _Place.read(ask.cursor)
        answer = _unwrapped(reply.json())
        code = answer.get("errorcode")
        if isinstance(code, int) and code in _UNKNOWN and place.left:
            return Page(next_cursor=place.after_links(1).text)
        pages = answer.get("totalpages")
        total = min(pages, _MOST_PAGES) if isinstance(pages, int) else 1
        if not place.left:
            counts = rows(answer.get("links"), "linked pages")
            ours = [url for count in counts if (url := url_of(_lowered(count).get("url")))]
            return Page(next_cursor=place.after_counts(tuple(dict.fromkeys(ours))[:_LINKED], total).text)
        details = rows(answer.get("details"), "links")
        findings = readable([_finding(_lowered(one), place.left[0]) for one in details], "links")
        return Page(findings, place.after_links(total).text)

    def explain(self, reply: Reply) -> SourceError | None:
        """An ApiFault stands under status 400, and has been seen under 200."""
        try:
            answer = _lowered(reply.json())
        except SchemaDriftError:
            return None
        code = answer.get("errorcode")
        if not isinstance(code, int) or code == 0 or code in _UNKNOWN:
            return None
        said = text_of(answer.get("message"), 100).removeprefix("ERROR!!! ") or "no reason given"
        if code in _REFUSED:
            return AuthError(f"it refuses our key or site ({said})")
        return RateLimitedError(f"we asked too often ({said})") if code in _BUSY else TransientError(f"it says: {said}")


@dataclass(frozen=True, slots=True)
class _Place:
    """How far the reading is: at ``page`` of our pages, of which those ``left`` are asked about one by one."""

    page: int = 0
    pages: int = 0
    left: tuple[str, ...] = ()
    link_page: int = 0

    @classmethod
    def read(cls, cursor: str) -> _Place:
        if not cursor:
            return cls()
        page, pages, left, link_page = json.loads(cursor)
        return cls(page, pages, tuple(left), link_page)

    @property
    def text(self) -> str:
        """Empty at the end."""
        is_end = not self.left and self.page >= self.pages
        return "" if is_end else json.dumps([self.page, self.pages, self.left, self.link_page])

    def after_counts(self, ours: tuple[str, ...], pages: int) -> _Place:
        return _Place(self.page + 1, pages, ours)

    def after_links(self, pages: int) -> _Place:
        if self.link_page + 1 < pages:
            return _Place(self.page, self.pages, self.left, self.link_page + 1)
        return _Place(self.page, self.pages, self.left[1:])


def _lowered(value: object) -> _Row:
    """Its keys have been seen in every case."""
    return {str(name).lower(): one for name, one in value.items()} if isinstance(value, dict) else {}


def _unwrapped(answer: object) -> _Row:
    outer = _lowered(answer)
    return _lowered(outer["d"]) if isinstance(outer.get("d"), dict) else outer


def _finding(detail: _Row, target: str) -> Finding | None:
    url = url_of(detail.get("url"))
    if not url:
        return None
    return Finding(url, f"{url} {target}", target_url=target, anchor=text_of(detail.get("anchortext")))
