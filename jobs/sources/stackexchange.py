"""Stack Exchange: questions whose posts hold an address of ours, on any of its sites."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, QuotaError, RateLimitedError, SchemaDriftError, SourceError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, listed, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 100
_MOST_PAGES = 25  # what it shows of one search without an access token
_REFUSED = frozenset({"access_denied", "access_token_required", "invalid_access_token", "key_required"})
_SECONDS = re.compile(r"available in ([0-9]{1,7}) seconds")


@dataclass(frozen=True)
class StackExchange:
    """It says itself how long to wait (``backoff``) and how many requests are left today; both are obeyed."""

    name: ClassVar[str] = "stackexchange"
    title: ClassVar[str] = "Stack Exchange"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(hours=12))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://api.stackexchange.com/2.3", "where its API is")
    sites: str = option("stackoverflow", "its sites to ask, by their short names, comma separated")
    key: str = option("", "a key from stackapps.com: 10,000 requests a day instead of 300", secret=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple(
            [Query(Wanted.LINKS, f"{site} {domain}") for site in listed(self.sites) for domain in subject.domains]
        )

    def request(self, ask: Ask) -> Request:
        site, domain = ask.query.text.split(" ")
        return Request(
            with_query(
                f"{self.base_url}/search/advanced",
                url=f"*{domain}*",
                site=site,
                order="desc",
                sort="creation",
                pagesize=_ROWS,
                page=ask.cursor or 1,
                fromdate=int(ask.since.timestamp()) if ask.since else None,
                key=self.key or None,
            )
        )

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        items = rows(answer.get("items") if isinstance(answer, dict) else None, "questions")
        site = ask.query.text.partition(" ")[0]
        findings = readable([_finding(site, item, ask.now) for item in items], "questions")
        following = int(ask.cursor or 1) + 1
        rest = _rest(answer, ask.now)
        if not answer.get("has_more") or not items:
            return Page(findings, complete=True, rest=rest)
        if following > _MOST_PAGES:
            return Page(findings, warnings=("it shows only the newest 2,500 questions",), rest=rest)
        return Page(findings, str(following), rest=rest)

    def explain(self, reply: Reply) -> SourceError | None:
        """Refusals are JSON under status 400, whatever they mean."""
        try:
            answer = reply.json()
        except SchemaDriftError:
            return None
        name = text_of(answer.get("error_name"), 60) if isinstance(answer, dict) else ""
        said = text_of(answer.get("error_message"), 200) if name else ""
        if name == "throttle_violation":
            seconds = _SECONDS.search(said)
            again_at = reply.at + timedelta(seconds=int(seconds[1])) if seconds else None
            return QuotaError("what we may ask today is used up", again_at) if again_at else RateLimitedError(
                "we asked too often"
            )  # fmt: skip
        if name in _REFUSED or (name == "bad_parameter" and "key" in said):
            return AuthError(f"it refuses our key ({name})")
        return None


def _finding(site: str, item: dict[str, Any], now: datetime) -> Finding | None:
    number, link = item.get("question_id"), url_of(item.get("link"))
    if not isinstance(number, int) or not link:
        return None
    owner = item.get("owner")
    return Finding(
        link,
        f"{site} {number}",
        title=html.unescape(text_of(item.get("title"))),
        author=html.unescape(text_of(owner.get("display_name"))) if isinstance(owner, dict) else "",
        published_at=moment_of(item.get("creation_date"), now),
    )


def _rest(answer: dict[str, Any], now: datetime) -> timedelta:
    """Until tomorrow (UTC) when nothing is left of today's requests."""
    if answer.get("quota_remaining") == 0:
        return (now + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0) - now
    backoff = answer.get("backoff")
    return timedelta(seconds=min(backoff, 86_400)) if isinstance(backoff, int) and backoff > 0 else timedelta(0)
