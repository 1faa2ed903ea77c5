"""A team's own SearXNG: the open web through the search engines that its operator chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.analysis.plain_words import plain_words
from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import SourceError, TransientError
from jobs.sources.phrases import is_excluded, web_queries
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from jobs.sources.search_dates import span_of
from storage.domain import Finding, Wanted

_MOST_PAGES = 5
_SPANS = {"day": "day", "week": "month", "month": "month", "year": "year"}  # not every engine knows a week
_SHOWN_ENGINES = 5


@dataclass(frozen=True)
class SearXng:
    """Engines that did not answer make an answer a part of one: nobody may read "nothing found" from it."""

    name: ClassVar[str] = "searxng"
    title: ClassVar[str] = "SearXNG"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=5), every=timedelta(hours=6))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("", "where your SearXNG is; it must allow json in search.formats", required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.MENTIONS, text) for text in web_queries(subject)])

    def request(self, ask: Ask) -> Request:
        return Request(
            with_query(
                f"{self.base_url.rstrip('/')}/search",
                q=ask.query.text,
                format="json",
                categories="general,news",
                language="all",
                time_range=_SPANS.get(span_of(ask)),
                pageno=ask.cursor or 1,
                safesearch=0,
            ),
            headers={"Accept": "application/json"},
        )

    def explain(self, reply: Reply) -> SourceError | None:
        """Its operator mends this there, not in our settings, so it is asked again."""
        if reply.status == 403:
            return TransientError("it gives no JSON: add json to search.formats in its settings.yml (403)")
        return None

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        found = rows(answer.get("results") if isinstance(answer, dict) else None, "results")
        findings = readable([_finding(row, ask) for row in found], "results")
        kept = tuple([one for one in findings if not is_excluded(one.url, ask.query.text)])
        page = int(ask.cursor or 1)
        following = str(page + 1) if found and page < _MOST_PAGES else ""
        return Page(kept, following, warnings=_silent(answer.get("unresponsive_engines")))


def _finding(row: dict[str, Any], ask: Ask) -> Finding | None:
    url = url_of(row.get("url"))
    if not url:
        return None
    return Finding(
        url,
        url,
        title=plain_words(text_of(row.get("title"))),
        snippet=plain_words(text_of(row.get("content"))),
        published_at=moment_of(row.get("publishedDate") or row.get("pubdate"), ask.now),
    )


def _silent(engines: object) -> tuple[str, ...]:
    """Pairs of a name and why; older versions give names alone."""
    if not isinstance(engines, list) or not engines:
        return ()
    names = [one[0] if isinstance(one, list) and one else one for one in engines]
    shown = sorted({text_of(name, 40) for name in names if isinstance(name, str)})[:_SHOWN_ENGINES]
    return (f"some of its engines did not answer: {', '.join(shown) or 'unnamed ones'}",)
