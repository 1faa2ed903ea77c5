"""Plausible Analytics: the pages from which visitors came to ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.sources.answers import readable, rows, text_of
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, json_request, listed, option
from storage.domain import Finding, Wanted

_ROWS = 1000
_MOST_PAGES = 50
_FIRST_SPAN = timedelta(days=365)


@dataclass(frozen=True)
class Plausible:
    """What a browser says of where it comes from is often no more than a host: then its home page is looked at."""

    name: ClassVar[str] = "plausible"
    title: ClassVar[str] = "Plausible"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=7), every=timedelta(hours=12))  # 600 requests an hour
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://plausible.io", "where it runs")
    key: str = option("", "a Stats API key", secret=True, required=True)
    sites: str = option("", "the sites to read, as they are named there, such as acme.com", required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, site) for site in listed(self.sites) if subject.owns(site)])

    def request(self, ask: Ask) -> Request:
        since = ask.since or ask.now - _FIRST_SPAN
        body = {
            "site_id": ask.query.text,
            "metrics": ["visitors"],
            "date_range": [since.date().isoformat(), ask.now.date().isoformat()],
            "dimensions": ["visit:referrer", "event:page"],
            "filters": [["is", "visit:channel", ["Referral"]]],
            "order_by": [["visitors", "desc"]],
            "pagination": {"limit": _ROWS, "offset": int(ask.cursor or 0)},
        }
        return json_request(f"{self.base_url}/api/v2/query", body, {"Authorization": f"Bearer {self.key}"})

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        results = rows(answer.get("results") if isinstance(answer, dict) else None, "results")
        findings = readable([_finding(row, ask.query.text) for row in results], "results")
        named = tuple([finding for finding in findings if finding.url])
        following = int(ask.cursor or 0) + _ROWS
        if len(results) < _ROWS:
            return Page(named, complete=True)
        if following >= _ROWS * _MOST_PAGES:
            return Page(named, warnings=("only the 50,000 most visited were read",))
        return Page(named, str(following))


def _finding(row: dict[str, Any], site: str) -> Finding | None:
    said = row.get("dimensions")
    if not isinstance(said, list) or len(said) != 2:
        return None
    referrer, page = text_of(said[0]), text_of(said[1])
    host, slash, path = referrer.removeprefix("https://").removeprefix("http://").partition("/")
    if "." not in host or " " in host:  # "Direct / None", an app's name
        return Finding("", referrer)
    return Finding(f"https://{host}{slash}{path}", f"{referrer} {page}", target_url=f"https://{site}{page}")
