"""Lobsters: the stories that link to a domain of ours."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option
from storage.domain import Finding, Wanted

_STORIES = 25  # on a page
_MOST_PAGES = 40


@dataclass(frozen=True)
class Lobsters:
    """Newest stories first, so what is older than the watermark ends the reading. It knows no search for words."""

    name: ClassVar[str] = "lobsters"
    title: ClassVar[str] = "Lobsters"
    pace: ClassVar[Pace] = Pace(between=timedelta(minutes=1), every=timedelta(hours=6))
    cost_unit: ClassVar[str] = ""
    nothing: ClassVar[frozenset[int]] = frozenset({404})  # a domain that nobody has submitted yet

    base_url: str = option("https://lobste.rs", "where it is")

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, domain) for domain in subject.domains])

    def request(self, ask: Ask) -> Request:
        onward = f"/page/{ask.cursor}" if ask.cursor else ""
        return Request(f"{self.base_url}/domains/{ask.query.text}{onward}.json")

    def read(self, ask: Ask, reply: Reply) -> Page:
        if reply.status in self.nothing:
            return Page(complete=True)
        stories = rows(reply.json(), "stories")
        findings = readable([self._finding(story, ask.now) for story in stories], "stories")
        following = int(ask.cursor or 1) + 1
        is_last = len(stories) < _STORIES or following > _MOST_PAGES or _is_known(findings, ask.since)
        return Page(findings, "" if is_last else str(following), complete=is_last)

    def _finding(self, story: dict[str, Any], now: datetime) -> Finding | None:
        short_id = text_of(story.get("short_id"), 40)
        if not short_id:
            return None
        submitter = story.get("submitter_user")  # a name, or a whole person in older versions
        return Finding(
            f"{self.base_url}/s/{short_id}",
            short_id,
            target_url=url_of(story.get("url")),
            title=html.unescape(text_of(story.get("title"))),
            snippet=text_of(story.get("description")),
            author=text_of(submitter.get("username") if isinstance(submitter, dict) else submitter),
            published_at=moment_of(story.get("created_at"), now),
        )


def _is_known(findings: tuple[Finding, ...], since: datetime | None) -> bool:
    """Whether the page reaches back to what was read before."""
    written = [finding.published_at for finding in findings if finding.published_at]
    return since is not None and bool(written) and min(written) < since
