"""Brave Search: an index of the web of its own, by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from jobs.analysis.plain_words import plain_words
from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, QuotaError, SchemaDriftError, SourceError
from jobs.sources.phrases import is_excluded, web_queries
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from jobs.sources.search_dates import said_date, span_of
from storage.domain import Finding, Wanted

_ROWS = 20
_LAST_PAGE = 9  # "offset" counts pages, and there are ten
_FRESH = {"day": "pd", "week": "pw", "month": "pm", "year": "py"}


@dataclass(frozen=True)
class Brave:
    """Every request is paid for, so each query is asked twice a day."""

    name: ClassVar[str] = "brave"
    title: ClassVar[str] = "Brave Search"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=1.2), every=timedelta(hours=12))
    cost_unit: ClassVar[str] = "requests"

    base_url: str = option("https://api.search.brave.com", "where its API is")
    token: str = option("", "the subscription token", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.MENTIONS, text) for text in web_queries(subject)])

    def request(self, ask: Ask) -> Request:
        url = with_query(
            f"{self.base_url}/res/v1/web/search",
            q=ask.query.text,
            count=_ROWS,
            offset=ask.cursor or 0,
            freshness=_FRESH.get(span_of(ask)),
            result_filter="web",
            extra_snippets="true",
            text_decorations="false",
        )
        return Request(url, headers={"X-Subscription-Token": self.token, "Accept": "application/json"})

    def explain(self, reply: Reply) -> SourceError | None:
        """A wrong token is an unprocessable entity to it, and a used-up month too many requests."""
        if reply.status < 400:
            return None
        if "SUBSCRIPTION_TOKEN_INVALID" in reply.text:
            return AuthError("it does not know our token")
        if reply.status == 429 and "QUOTA" in reply.text:
            return QuotaError("this month's requests are used up", _next_month(reply.at))
        return None

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        query = answer.get("query") if isinstance(answer, dict) else None
        if not isinstance(query, dict):
            raise SchemaDriftError("the answer does not say what was asked", reply.text)
        web = answer.get("web", {"results": []})
        found = rows(web.get("results") if isinstance(web, dict) else None, "results")
        findings = readable([_finding(row, ask) for row in found], "results")
        page = int(ask.cursor or 0)
        has_more = bool(found) and query.get("more_results_available") is True and page < _LAST_PAGE
        kept = tuple([one for one in findings if not is_excluded(one.url, ask.query.text)])
        return Page(kept, str(page + 1) if has_more else "", cost=1)


def _finding(row: dict[str, Any], ask: Ask) -> Finding | None:
    url = url_of(row.get("url"))
    if not url:
        return None
    more = row.get("extra_snippets")
    words = [text_of(row.get("description")), *(map(text_of, more[:5]) if isinstance(more, list) else ())]
    return Finding(
        url,
        url,
        title=plain_words(text_of(row.get("title"))),
        snippet=plain_words(" … ".join(filter(None, words))),
        lang=text_of(row.get("language"), 35),
        published_at=moment_of(row.get("page_age"), ask.now) or said_date(row.get("age"), ask.now),
    )


def _next_month(now: datetime) -> datetime:
    return (now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
