"""webmention.io: what was announced to a site whose webmentions are received there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, listed, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 100
_MOST_PAGES = 200


@dataclass(frozen=True)
class WebmentionIo:
    """What kind a mention is said to be differs from sender to sender, so it is not read: we look ourselves."""

    name: ClassVar[str] = "webmention_io"
    title: ClassVar[str] = "webmention.io"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://webmention.io", "where it is")
    token: str = option("", "the API key from its settings page", secret=True, required=True)
    domains: str = option("", "the domains whose webmentions it receives, comma separated", required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, domain) for domain in listed(self.domains) if subject.owns(domain)])

    def request(self, ask: Ask) -> Request:
        return Request(
            with_query(
                f"{self.base_url}/api/mentions.jf2",
                domain=ask.query.text,
                token=self.token,
                since=ask.since.strftime("%Y-%m-%dT%H:%M:%SZ") if ask.since else None,
                page=ask.cursor or 0,
                **{"per-page": _ROWS},
            )
        )

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        children = rows(answer.get("children") if isinstance(answer, dict) else None, "mentions")
        public = [child for child in children if child.get("wm-private") is not True]
        findings = readable([_finding(child, ask.now) for child in public], "mentions")
        following = int(ask.cursor or 0) + 1
        if len(children) < _ROWS:
            return Page(findings, complete=True)
        if following >= _MOST_PAGES:
            return Page(findings, warnings=("it does not come to an end",))
        return Page(findings, str(following))


def _finding(child: dict[str, Any], now: datetime) -> Finding | None:
    number, source = child.get("wm-id"), url_of(child.get("wm-source"))
    if not isinstance(number, int | str) or not source:
        return None
    author, content = child.get("author"), child.get("content")
    return Finding(
        source,
        str(number),
        target_url=url_of(child.get("wm-target")),
        title=text_of(child.get("name")),
        snippet=text_of(content.get("text")) if isinstance(content, dict) else text_of(content),
        author=text_of(author.get("name")) if isinstance(author, dict) else "",
        published_at=moment_of(child.get("published"), now),
    )
