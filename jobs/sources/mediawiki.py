"""Any wiki that runs MediaWiki: its pages that link to us, as its own index of external links knows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from jobs.sources.answers import readable, rows, text_of, url_of
from jobs.sources.breaker import retry_at
from jobs.sources.errors import RateLimitedError, SchemaDriftError, SourceError, TransientError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, listed, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 500
_MOST_PAGES = 400
_BUSY = frozenset({"maxlag", "ratelimited", "readonly"})
_BESIDE_PAGES = "/w/api.php"  # where Wikimedia and its likes have it; their pages are at /wiki/
_PLAIN = ";@$!*(),/~:"  # as MediaWiki writes titles in addresses


@dataclass(frozen=True)
class MediaWiki:
    """One query per wiki and domain. The index knows no dates, so all of it is read each time, to its true end."""

    name: ClassVar[str] = "mediawiki"
    title: ClassVar[str] = "MediaWiki"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(days=1))
    cost_unit: ClassVar[str] = ""

    wikis: str = option("https://en.wikipedia.org/w/api.php", "the api.php of every wiki to ask, comma separated")

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple(
            [Query(Wanted.LINKS, f"{wiki} {domain}") for wiki in listed(self.wikis) for domain in subject.domains]
        )

    def request(self, ask: Ask) -> Request:
        wiki, domain = ask.query.text.split(" ")
        onward = json.loads(ask.cursor)[1] if ask.cursor else {}
        return Request(
            with_query(
                wiki,
                action="query",
                list="exturlusage",
                euquery=f"*.{domain}",
                euprop="ids|title|url",
                eulimit=_ROWS,
                format="json",
                formatversion=2,
                maxlag=5,
                **onward,
            )
        )

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        asked = answer.get("query") if isinstance(answer, dict) else None
        links = rows(asked.get("exturlusage") if isinstance(asked, dict) else None, "links")
        wiki = ask.query.text.partition(" ")[0]
        findings = readable([_finding(wiki, link) for link in links], "links")
        return _page(findings, answer.get("continue"), ask.cursor)

    def explain(self, reply: Reply) -> SourceError | None:
        """Errors come with status 200."""
        try:
            answer = reply.json()
        except SchemaDriftError:
            return None
        error = answer.get("error") if isinstance(answer, dict) else None
        if not isinstance(error, dict):
            return None
        code = text_of(error.get("code"), 40)
        if code in _BUSY:
            return RateLimitedError(f"it is busy ({code})", retry_at(reply, reply.at))
        return TransientError(f"it answers with an error ({code})")


def _finding(wiki: str, link: dict[str, Any]) -> Finding | None:
    page_id, title, target = link.get("pageid"), text_of(link.get("title")), url_of(link.get("url"))
    if not isinstance(page_id, int) or not title:
        return None
    target = f"https:{target}" if target.startswith("//") else target
    return Finding(_page_url(wiki, page_id, title), f"{wiki} {page_id} {target}", target_url=target, title=title)


def _page_url(wiki: str, page_id: int, title: str) -> str:
    """As people link to it where that is known, else by the number that every wiki understands."""
    if wiki.endswith(_BESIDE_PAGES):
        return (
            f"{wiki.removesuffix(_BESIDE_PAGES)}/wiki/{quote(title.replace(' ', '_'), safe=_PLAIN, errors='replace')}"
        )
    return with_query(f"{wiki.removesuffix('api.php')}index.php", curid=page_id)


def _page(findings: tuple[Finding, ...], onward: object, cursor: str) -> Page:
    """A page without rows may well have others after it: only ``continue`` says whether the end is reached."""
    if not isinstance(onward, dict) or not onward:
        return Page(findings, complete=True)
    number, before = json.loads(cursor) if cursor else (0, {})
    said = {str(name): str(value) for name, value in onward.items()}
    if said == before or number + 1 >= _MOST_PAGES:
        return Page(findings, warnings=("it does not come to an end",))
    return Page(findings, json.dumps([number + 1, said]))
