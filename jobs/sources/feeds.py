"""Feeds that the team watches, Google Alerts among them: every entry is a page that may name us."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from jobs.analysis.feeds import Feed, FeedEntry, UnreadableFeedError, read_feed
from jobs.sources.answers import text_of
from jobs.sources.errors import SchemaDriftError, SourceError, TransientError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject
from storage.domain import Finding, Wanted

_WANTED = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_NOT_MODIFIED = 304
_LONGEST_MARK = 1_000


@dataclass(frozen=True)
class Feeds:
    """Of any kind. A feed is asked only for what is new to us: whoever serves it may say "nothing" in one line."""

    name: ClassVar[str] = "feeds"
    title: ClassVar[str] = "Feeds"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=1), every=timedelta(hours=1), is_one_server=False)
    cost_unit: ClassVar[str] = ""

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.MENTIONS, url) for url in subject.feeds])

    def request(self, ask: Ask) -> Request:
        seen: dict[str, str] = json.loads(ask.memory) if ask.memory else {}
        marks = {name: seen[mark] for name, mark in _MARKS if mark in seen}
        return Request(ask.query.text, headers={"Accept": _WANTED, **marks}, is_strangers=True)

    def explain(self, reply: Reply) -> SourceError | None:
        if reply.status in (401, 403):
            return TransientError(f"it does not let us read it ({reply.status})")
        return None

    def read(self, ask: Ask, reply: Reply) -> Page:
        """Never complete: a feed holds the newest entries and no others."""
        if reply.status == _NOT_MODIFIED:
            return Page(memory=ask.memory)
        said = reply.headers
        try:
            feed = read_feed(reply.body, reply.url, said.get("content-type", ""), said.get("content-location", ""))
        except UnreadableFeedError as error:
            raise SchemaDriftError(str(error), reply.text) from error
        findings = tuple([_finding(feed, entry, ask) for entry in feed.entries if entry.link])
        if feed.entries and not findings:
            raise SchemaDriftError("the entries of the feed lead to no page", reply.text)
        return Page(findings, memory=_memory(said))


_MARKS = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))


def _memory(headers: Mapping[str, str]) -> str:
    kept = {mark: headers[mark] for _, mark in _MARKS if 0 < len(headers.get(mark, "")) < _LONGEST_MARK}
    return json.dumps(kept)


def _finding(feed: Feed, entry: FeedEntry, ask: Ask) -> Finding:
    return Finding(
        entry.link,
        f"{ask.query.text} {entry.id or entry.link}",  # two feeds may number their entries alike
        title=text_of(entry.title),
        snippet=text_of(entry.summary),
        author=text_of(entry.author),
        lang=feed.lang,
        published_at=_past(entry.published, ask.now) or _past(entry.updated, ask.now),
    )


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment and moment <= now + timedelta(days=1) and moment.year >= 1990 else None
