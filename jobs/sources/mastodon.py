"""Mastodon: posts that an instance knows and whose authors agreed to be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any, ClassVar

from jobs.analysis.plain_words import plain_words
from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.phrases import is_on, phrase, wanted_names
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 40
_MOST_PAGES = 10
_OPEN = frozenset({"public", "unlisted"})
_HREF = re.compile(r"""\bhref=["']([^"'<>]{1,4000})["']""")
_MOST_MARKUP = 50_000


@dataclass(frozen=True)
class Mastodon:
    """Its search is asked as the user whose token it is: posts that only this user may read are left out."""

    name: ClassVar[str] = "mastodon"
    title: ClassVar[str] = "Mastodon"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=3), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://mastodon.social", "the instance of the account")
    token: str = option("", "an access token of the account with read:search", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        links = [Query(Wanted.LINKS, domain) for domain in subject.domains]
        return (*links, *[Query(Wanted.MENTIONS, name) for name in wanted_names(subject) if phrase(name)])

    def request(self, ask: Ask) -> Request:
        since = f" after:{ask.since - timedelta(days=1):%Y-%m-%d}" if ask.since else ""  # the day itself is left out
        url = with_query(
            f"{self.base_url}/api/v2/search",
            q=f"{phrase(ask.query.text)}{since}",
            type="statuses",
            limit=_ROWS,
            offset=ask.cursor or None,
        )
        return Request(url, headers={"Authorization": f"Bearer {self.token}", "Accept": "application/json"})

    def read(self, ask: Ask, reply: Reply) -> Page:
        """Never complete: an instance knows a part of the posts there are."""
        answer = reply.json()
        statuses = rows(answer.get("statuses") if isinstance(answer, dict) else None, "posts")
        readable([_finding(status, ask) for status in statuses], "posts")
        findings = [_finding(status, ask) for status in statuses if text_of(status.get("visibility")) in _OPEN]
        if ask.query.wanted is Wanted.LINKS:
            findings = [one for one in findings if one and one.target_url]
        offset = int(ask.cursor or 0) + _ROWS
        has_more = len(statuses) >= _ROWS and offset < _ROWS * _MOST_PAGES
        return Page(tuple([one for one in findings if one]), str(offset) if has_more else "")


def _finding(status: dict[str, Any], ask: Ask) -> Finding | None:
    url = url_of(status.get("url")) or url_of(status.get("uri"))
    account, content = status.get("account"), status.get("content")
    if not url:
        return None
    markup = text_of(content, _MOST_MARKUP)
    ours = [link for link in _links(status, markup) if is_on(link, ask.query.text)]
    return Finding(
        url,
        text_of(status.get("uri")) or url,
        target_url=ours[0] if ours and ask.query.wanted is Wanted.LINKS else "",
        title=plain_words(text_of(status.get("spoiler_text"))),
        snippet=plain_words(markup),
        author=text_of(account.get("acct"), 200) if isinstance(account, dict) else "",
        lang=text_of(status.get("language"), 35),
        published_at=moment_of(status.get("created_at"), ask.now),
    )


def _links(status: dict[str, Any], markup: str) -> list[str]:
    """Those in the text, and the one of the card below it."""
    card = status.get("card")
    shown = url_of(card.get("url")) if isinstance(card, dict) else ""
    return [*map(unescape, _HREF.findall(markup)), *([shown] if shown else [])]
