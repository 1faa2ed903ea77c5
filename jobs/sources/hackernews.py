"""Hacker News by Algolia's search: stories that link to us, stories and comments that name us."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.analysis.plain_words import plain_words
from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.phrases import wanted_names
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from storage.domain import Finding, Wanted

_ITEM = "https://news.ycombinator.com/item?id="
_HITS = 100
_PAGES = 10  # Algolia shows a thousand hits of one search; what is older is asked for by its date


@dataclass(frozen=True)
class HackerNews:
    """Exact words only. A story is found by the address it links to, a name in titles, texts and comments."""

    name: ClassVar[str] = "hackernews"
    title: ClassVar[str] = "Hacker News"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://hn.algolia.com", "where its search is")

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        links = [Query(Wanted.LINKS, domain) for domain in subject.domains]
        names = [Query(Wanted.MENTIONS, name) for name in wanted_names(subject)]
        return (*links, *names)

    def request(self, ask: Ask) -> Request:
        is_link = ask.query.wanted is Wanted.LINKS
        page, _, before = ask.cursor.partition(" ")
        return Request(
            with_query(
                f"{self.base_url}/api/v1/search_by_date",
                query=f'"{ask.query.text.replace(chr(34), " ")}"',
                restrictSearchableAttributes="url" if is_link else "title,story_text,comment_text",
                tags="story" if is_link else "(story,comment)",
                numericFilters=",".join(_window(ask, before)) or None,
                typoTolerance="false",
                advancedSyntax="true",
                hitsPerPage=_HITS,
                page=page or 0,
            )
        )

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        hits = rows(answer.get("hits") if isinstance(answer, dict) else None, "hits")
        findings = readable([_finding(hit, ask) for hit in hits], "hits")
        cursor = _next(answer, hits, ask.cursor)
        return Page(findings, cursor, complete=not cursor)


def _window(ask: Ask, before: str) -> Iterable[str]:
    if ask.since is not None:
        yield f"created_at_i>{int(ask.since.timestamp())}"
    if before:
        yield f"created_at_i<{before}"


def _finding(hit: dict[str, Any], ask: Ask) -> Finding | None:
    item = text_of(hit.get("objectID"))
    url = url_of(hit.get("url")) if ask.query.wanted is Wanted.MENTIONS else ""
    if not item:
        return None
    title = text_of(hit.get("title")) or text_of(hit.get("story_title"))
    said = text_of(hit.get("comment_text")) or text_of(hit.get("story_text"))
    return Finding(
        f"{_ITEM}{item}" if not url or hit.get("comment_text") else url,
        item,
        target_url=url_of(hit.get("url")) if ask.query.wanted is Wanted.LINKS else "",
        title=html.unescape(title),
        snippet=plain_words(said),
        author=text_of(hit.get("author")),
        published_at=moment_of(hit.get("created_at_i"), ask.now),
    )


def _next(answer: dict[str, Any], hits: list[dict[str, Any]], cursor: str) -> str:
    """The next page; after the last one that is shown, the same search before the oldest hit seen."""
    page, _, before = cursor.partition(" ")
    following = int(page or 0) + 1
    pages = answer.get("nbPages")
    if not hits or not isinstance(pages, int) or following >= pages:
        return ""
    if following < _PAGES:
        return f"{following} {before}".rstrip()
    oldest = [at for hit in hits if isinstance(at := hit.get("created_at_i"), int)]
    return f"0 {min(oldest)}" if oldest else ""
