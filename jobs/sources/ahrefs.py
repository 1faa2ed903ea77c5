"""Ahrefs' index of backlinks (API v3): what it first saw of late, and what it says is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, QuotaError, SchemaDriftError, SourceError, TransientError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 1000
_MOST_PAGES = 200
_FIRST_LOST = timedelta(days=30)
_BEFORE_ALL = datetime(1990, 1, 1, tzinfo=UTC)
_LAG = timedelta(days=2)  # a link may enter the index after the date it bears
_LOST = " lost"
_FIELDS = "url_from,url_to,anchor,title,domain_rating_source"  # every field of every row costs a unit
_USED_UP = ("unit", "limit", "quota")
_REFUSED = ("forbidden", "unauthorized", "api key", "apikey", "token")


@dataclass(frozen=True)
class Ahrefs:
    """Two queries for a domain. There is no cursor: the next page begins at the date with which the last one ended.

    Its ``last_seen`` is when it found a link *lost*, and empty while the link lives; its ``is_new`` says nothing.
    """

    name: ClassVar[str] = "ahrefs"
    title: ClassVar[str] = "Ahrefs"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(days=1))
    cost_unit: ClassVar[str] = "units"

    base_url: str = option("https://api.ahrefs.com/v3", "where its API is")
    key: str = option("", "an API key", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, f"{domain}{which}") for domain in subject.domains for which in ("", _LOST)])

    def request(self, ask: Ask) -> Request:
        is_lost, dated = ask.query.text.endswith(_LOST), _dated(ask)
        url = with_query(
            f"{self.base_url}/site-explorer/all-backlinks",
            target=ask.query.text.removesuffix(_LOST),
            mode="subdomains",
            protocol="both",
            aggregation="all",
            history="all_time" if is_lost else "live",
            select=f"{_FIELDS},{dated}",
            where=json.dumps(_where(ask), separators=(",", ":")),
            order_by=f"{dated}:asc",
            limit=_ROWS,
        )
        return Request(url, headers={"Authorization": f"Bearer {self.key}", "Accept": "application/json"})

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        links = rows(answer.get("backlinks") if isinstance(answer, dict) else None, "backlinks")
        findings = readable([_finding(link, ask.query.text.endswith(_LOST)) for link in links], "backlinks")
        return _page(findings, links, ask, _cost(reply))

    def explain(self, reply: Reply) -> SourceError | None:
        """An error is an object or, now and then, a list; a used-up plan is refused like a wrong key."""
        try:
            answer = reply.json()
        except SchemaDriftError:
            return None
        said = _error(answer).lower()
        if not said or reply.status == 429:
            return None
        if any(word in said for word in _USED_UP):
            return QuotaError("the units of our plan are used up, or the plan does not reach so far")
        if any(word in said for word in _REFUSED):
            return AuthError(f"it refuses our key ({said[:80]})")
        return TransientError(f"it says: {said[:120]}") if reply.status < 400 else None


def _dated(ask: Ask) -> str:
    return "last_seen" if ask.query.text.endswith(_LOST) else "first_seen_link"


def _where(ask: Ask) -> dict[str, Any]:
    """From the last page's end on, or from the watermark on; all of what lives, but not all that was ever lost."""
    is_lost = ask.query.text.endswith(_LOST)
    _, relation, after = ask.cursor.split(" ") if ask.cursor else ("", "gte", "")
    first = ask.now - _FIRST_LOST if is_lost else _BEFORE_ALL
    since = ask.since - _LAG if ask.since else first
    window = {"field": _dated(ask), "is": [relation, after or f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"]}
    return {"and": [{"field": "is_lost", "is": ["eq", is_lost]}, window]}


def _finding(link: dict[str, Any], is_lost: bool) -> Finding | None:
    source, target = url_of(link.get("url_from")), url_of(link.get("url_to"))
    if not source:
        return None
    rating = link.get("domain_rating_source")
    return Finding(
        source,
        f"{source} {target}{_LOST if is_lost else ''}",
        target_url=target,
        anchor=text_of(link.get("anchor"), 500),
        title=text_of(link.get("title")),
        authority=round(rating) if isinstance(rating, int | float) and 0 <= rating <= 100 else None,
        says_lost=is_lost,
    )


def _page(findings: tuple[Finding, ...], links: list[dict[str, Any]], ask: Ask, cost: float) -> Page:
    """A full page has another after it, from its last date on."""
    if len(links) < _ROWS:
        return Page(findings, complete=True, cost=cost)
    number, _, before = ask.cursor.partition(" ")
    last = moment_of(links[-1].get(_dated(ask)), ask.now)
    if last is None:
        raise SchemaDriftError(f"the answer has no {_dated(ask)} to go on from")
    after = f"{last:%Y-%m-%dT%H:%M:%SZ}"
    if int(number or 0) + 1 >= _MOST_PAGES:
        return Page(findings, cost=cost, warnings=("only the oldest 200,000 were read",))
    relation = "gt" if before == f"gte {after}" else "gte"  # all of one second: on with the next one
    return Page(findings, f"{int(number or 0) + 1} {relation} {after}", cost=cost)


def _cost(reply: Reply) -> float:
    said = reply.headers.get("x-api-units-cost-total-actual", "")
    return float(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0.0


def _error(answer: object) -> str:
    if isinstance(answer, list):
        return " ".join(text_of(part, 200) for part in answer[:3])
    return text_of(answer.get("error"), 200) if isinstance(answer, dict) else ""
