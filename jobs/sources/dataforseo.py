"""DataForSEO's index of backlinks: what is new there, and what it says is lost."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import readable, rows, text_of, url_of
from jobs.sources.errors import (
    AuthError,
    QuotaError,
    RateLimitedError,
    SchemaDriftError,
    SourceError,
    TransientError,
)
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, json_request, option
from storage.domain import Finding, Wanted

_ROWS = 1000
_MOST_PAGES = 200
_FIRST_LOST = timedelta(days=30)  # what was lost long ago costs money and tells nobody anything
_LOST = " lost"
_LAG = timedelta(days=2)  # a link may enter the index after the date it bears
_OK = 20_000
_NO_RESULTS = 40_102
_REFUSED = frozenset({40_100, 40_104, 40_204})
_USED_UP = frozenset({40_200, 40_203, 40_210})
_BUSY = frozenset({40_202, 40_209})


@dataclass(frozen=True)
class DataForSeo:
    """Two queries for a domain: its default is what is live, so what it calls lost is asked for on its own."""

    name: ClassVar[str] = "dataforseo"
    title: ClassVar[str] = "DataForSEO"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=1), every=timedelta(days=1))
    cost_unit: ClassVar[str] = "USD"

    base_url: str = option("https://api.dataforseo.com", "where its API is")
    login: str = option("", "the API login", secret=True, required=True)
    password: str = option("", "the API password", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, f"{domain}{which}") for domain in subject.domains for which in ("", _LOST)])

    def request(self, ask: Ask) -> Request:
        is_lost = ask.query.text.endswith(_LOST)
        since = ask.since or (ask.now - _FIRST_LOST if is_lost else None)
        task = {
            "target": ask.query.text.removesuffix(_LOST),
            "mode": "as_is",
            "backlinks_status_type": "lost" if is_lost else "live",
            "include_subdomains": True,
            "exclude_internal_backlinks": True,
            "rank_scale": "one_hundred",
            "limit": _ROWS,
            "order_by": ["first_seen,asc"],
            "filters": _since("last_seen" if is_lost else "first_seen", since),
            "search_after_token": ask.cursor.partition(" ")[2] or None,
        }
        said = {name: value for name, value in task.items() if value is not None}
        key = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
        return json_request(f"{self.base_url}/v3/backlinks/backlinks/live", [said], {"Authorization": f"Basic {key}"})

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        cost = _cost(answer)
        task = rows(answer.get("tasks") if isinstance(answer, dict) else None, "tasks")[:1]
        results = task[0].get("result") if task else None
        if results is None and _codes(answer) and _codes(answer)[-1] == _NO_RESULTS:
            return Page(cost=cost, complete=True)
        result = rows(results, "results")[:1]
        if not result:
            raise SchemaDriftError("the answer has no result", reply.text)
        listed = result[0].get("items")
        items = [] if listed is None and result[0].get("items_count") == 0 else rows(listed, "links")
        findings = readable([_finding(item) for item in items], "links")
        return _page(findings, result[0].get("search_after_token") if items else None, ask.cursor, cost)

    def explain(self, reply: Reply) -> SourceError | None:
        """Status 200 may hold an error, of the whole or of the task."""
        try:
            answer = reply.json()
        except SchemaDriftError:
            return None
        code = next((code for code in _codes(answer) if code not in (_OK, _NO_RESULTS)), None)
        if code is None:
            return None
        if code in _REFUSED:
            return AuthError(f"it refuses our login, or its backlinks are not in our plan ({code})")
        if code in _USED_UP:
            return QuotaError(f"what we may ask is used up ({code})")
        if code in _BUSY:
            return RateLimitedError(f"we asked too often ({code})", reply.at + timedelta(minutes=1))
        return TransientError(f"it answers with an error ({code})")


def _since(field: str, since: datetime | None) -> list[str] | None:
    """The same for all pages of one reading, or its token would not hold."""
    return None if since is None else [field, ">", f"{(since - _LAG).astimezone(UTC):%Y-%m-%d %H:%M:%S} +00:00"]


def _codes(answer: object) -> list[int]:
    """What it says of the whole, and then of the one task."""
    if not isinstance(answer, dict):
        return []
    tasks = answer.get("tasks")
    inner = [task for task in tasks if isinstance(task, dict)] if isinstance(tasks, list) else []
    codes = [one.get("status_code") for one in (answer, *inner)]
    return [code for code in codes if isinstance(code, int)]


def _cost(answer: object) -> float:
    said = answer.get("cost") if isinstance(answer, dict) else None
    return float(said) if isinstance(said, int | float) and 0 <= said < 1_000 else 0.0


def _finding(item: dict[str, Any]) -> Finding | None:
    source, target = url_of(item.get("url_from")), url_of(item.get("url_to"))
    if not source:
        return None
    is_lost = item.get("is_lost") is True
    before, anchor, after = (text_of(item.get(name), 500) for name in ("text_pre", "anchor", "text_post"))
    rank = item.get("domain_from_rank")
    return Finding(
        source,
        f"{source} {target}{_LOST if is_lost else ''}",
        target_url=target,
        anchor=anchor,
        title=text_of(item.get("page_from_title")),
        snippet=f"{before} {anchor} {after}".strip(),
        lang=text_of(item.get("page_from_language"), 20),
        authority=rank if isinstance(rank, int) and 0 <= rank <= 100 else None,
        says_lost=is_lost,
    )


def _page(findings: tuple[Finding, ...], token: object, cursor: str, cost: float) -> Page:
    if not isinstance(token, str) or not token:
        return Page(findings, complete=True, cost=cost)
    number, _, before = cursor.partition(" ")
    if token == before or int(number or 0) + 1 >= _MOST_PAGES:
        return Page(findings, cost=cost, warnings=("it does not come to an end",))
    return Page(findings, f"{int(number or 0) + 1} {token}", cost=cost)
