"""Serper: Google's results by key, of the web and of the news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.analysis.plain_words import plain_words
from jobs.sources.answers import readable, rows, text_of, url_of
from jobs.sources.errors import QuotaError, SchemaDriftError, SourceError
from jobs.sources.phrases import is_excluded, web_queries
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, json_request, option
from jobs.sources.search_dates import said_date, span_of
from storage.domain import Finding, Wanted

_ROWS = 10
_MOST_PAGES = 3
_RESULTS = {"search": "organic", "news": "news"}


@dataclass(frozen=True)
class Serper:
    """A query is a kind of search and its words. Whether Google's results may be resold is the customer's risk."""

    name: ClassVar[str] = "serper"
    title: ClassVar[str] = "Serper"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=1), every=timedelta(hours=12))
    cost_unit: ClassVar[str] = "credits"

    base_url: str = option("https://google.serper.dev", "where its API is")
    key: str = option("", "the API key", secret=True, required=True)
    country: str = option("us", "the country to search from (Google's gl)")

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.MENTIONS, f"{kind} {text}") for text in web_queries(subject) for kind in _RESULTS])

    def request(self, ask: Ask) -> Request:
        kind, _, words = ask.query.text.partition(" ")
        body = {"q": words, "gl": self.country, "hl": "en", "num": _ROWS, "page": int(ask.cursor or 1)}
        if span := span_of(ask):
            body["tbs"] = f"qdr:{span[0]}"
        return json_request(f"{self.base_url}/{kind}", body, {"X-API-KEY": self.key})

    def explain(self, reply: Reply) -> SourceError | None:
        if reply.status == 400 and "credits" in reply.text.lower():
            return QuotaError("its credits are used up")
        return None

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        if not isinstance(answer, dict) or not isinstance(answer.get("searchParameters"), dict):
            raise SchemaDriftError("the answer does not say what was asked", reply.text)
        kind = _RESULTS[ask.query.text.partition(" ")[0]]
        found = rows(answer.get(kind, []), "results")
        findings = readable([_finding(row, ask) for row in found], "results")
        kept = tuple([one for one in findings if not is_excluded(one.url, ask.query.text)])
        page = int(ask.cursor or 1)
        following = str(page + 1) if len(found) >= _ROWS and page < _MOST_PAGES else ""
        return Page(kept, following, cost=_cost(answer.get("credits")))


def _cost(said: object) -> float:
    """Nobody pays a thousand credits for a page."""
    if isinstance(said, bool) or not isinstance(said, int | float):
        return 1.0
    return float(said) if 0 <= said <= 1_000 else 1.0


def _finding(row: dict[str, Any], ask: Ask) -> Finding | None:
    url = url_of(row.get("link"))
    if not url:
        return None
    return Finding(
        url,
        url,
        title=plain_words(text_of(row.get("title"))),
        snippet=plain_words(text_of(row.get("snippet"))),
        author=text_of(row.get("source"), 200),
        published_at=said_date(row.get("date"), ask.now),
    )
