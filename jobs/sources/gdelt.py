"""GDELT's DOC API: news of the whole world, of the last three months, in 65 languages."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import RateLimitedError, RefusedQueryError, SchemaDriftError, SourceError
from jobs.sources.phrases import any_of, is_on, phrase, wanted_names
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 250
_FIRST = timedelta(days=30)
_LEAST_LETTERS = 3
_MOST_CHARACTERS = 250
_EXCLUDED = re.compile(r"-domainis:(\S+)")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_SPACED = re.compile(r" +([,.;:!?%)\]])")
_BUSY = ("limit requests", "one every", "too many requests")
_REFUSED = ("too short", "too long", "too common", "parenthes", "must be", "illegal", "not supported", "invalid query")


@dataclass(frozen=True)
class Gdelt:
    """No paging: 250 rows at most, the newest first, so a full answer is followed by the time before it.

    It says what is wrong in words, with status 200; and bans whoever asks more than once in about six seconds.
    """

    name: ClassVar[str] = "gdelt"
    title: ClassVar[str] = "GDELT"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=8), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://api.gdeltproject.org", "where its API is")

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        without = "".join(f" -domainis:{domain}" for domain in subject.domains[:3])
        names = [_term(name) for name in wanted_names(subject) if _is_long_enough(name)]
        found = any_of(names, _MOST_CHARACTERS - len(without) - 2)
        # It takes parentheses round OR, and nowhere else.
        return tuple([Query(Wanted.MENTIONS, (f"({one})" if " OR " in one else one) + without) for one in found])

    def request(self, ask: Ask) -> Request:
        return Request(
            with_query(
                f"{self.base_url}/api/v2/doc/doc",
                query=ask.query.text,
                mode="artlist",
                format="json",
                maxrecords=_ROWS,
                sort="datedesc",
                startdatetime=_stamp(_start(ask)),
                enddatetime=ask.cursor or _stamp(ask.now),
            )
        )

    def explain(self, reply: Reply) -> SourceError | None:
        said = reply.text.strip()[:300]
        if said.startswith(("{", "<")):
            return None
        if any(word in said.lower() for word in _BUSY):
            return RateLimitedError("we asked too often")
        if any(word in said.lower() for word in _REFUSED):
            return RefusedQueryError(f"it does not take this search: {said[:150]}")
        return None

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = _json(reply)
        if answer == {}:
            return Page(complete=True)
        articles = rows(answer.get("articles") if isinstance(answer, dict) else None, "articles")
        findings = readable([_finding(article, ask) for article in articles], "articles")
        own = _EXCLUDED.findall(ask.query.text)
        kept = tuple([one for one in findings if not any(is_on(one.url, domain) for domain in own)])
        cursor = _before(findings, ask) if len(articles) >= _ROWS else ""
        return Page(kept, cursor, complete=not cursor)


def _term(name: str) -> str:
    """One word stands bare: as a phrase it would be too short."""
    quoted = phrase(name)
    return quoted.strip('"') if quoted.strip('"').isalnum() else quoted


def _is_long_enough(name: str) -> bool:
    return sum(mark.isalnum() for mark in name) >= _LEAST_LETTERS


def _start(ask: Ask) -> datetime:
    return ask.since or ask.now - _FIRST


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S")


def _json(reply: Reply) -> Any:  # noqa: ANN401  (JSON may be anything)
    """It passes titles on with stray backslashes in them."""
    try:
        return reply.json()
    except SchemaDriftError:
        try:
            return json.loads(_BAD_ESCAPE.sub(r"\\\\", reply.text), strict=False)
        except (ValueError, RecursionError):
            raise SchemaDriftError("the answer is not JSON", reply.text.lstrip()) from None


def _finding(article: dict[str, Any], ask: Ask) -> Finding | None:
    url = url_of(article.get("url"))
    if not url:
        return None
    title = " ".join(html.unescape(text_of(article.get("title"))).split())
    return Finding(
        url,
        url,
        title=_SPACED.sub(r"\1", title).replace("( ", "("),
        lang=text_of(article.get("language"), 35),
        published_at=moment_of(article.get("seendate"), ask.now),
    )


def _before(findings: tuple[Finding, ...], ask: Ask) -> str:
    """Where the time before these ends; empty when there is none, and always earlier than where they ended."""
    ended = _parsed(ask.cursor, ask.now) if ask.cursor else ask.now
    oldest = min([one.published_at for one in findings if one.published_at], default=ended)
    if oldest >= ended:
        oldest = ended - timedelta(hours=1)
    return _stamp(oldest) if oldest > _start(ask) else ""


def _parsed(stamp: str, now: datetime) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=now.tzinfo)
