"""Matomo: the pages of other websites from which visitors came to ours."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from jobs.sources.answers import readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, SchemaDriftError, SourceError, TransientError
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, listed, option
from storage.domain import Finding, Wanted

_ROWS = 500
_MOST_PAGES = 50
_FIRST_SPAN = timedelta(days=365)
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_REFUSED = ("token", "authenticate", "access", "permission")


@dataclass(frozen=True)
class Matomo:
    """The token travels in the body, never in an address. Search engines and social networks are other reports."""

    name: ClassVar[str] = "matomo"
    title: ClassVar[str] = "Matomo"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(hours=12))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("", "where it runs, such as https://matomo.acme.com", required=True)
    token: str = option("", "an auth token that may view the sites", secret=True, required=True)
    sites: str = option("", "which site has which number there, such as acme.com=1, shop.acme.com=2", required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        return tuple([Query(Wanted.LINKS, one) for one in listed(self.sites) if subject.owns(one.partition("=")[0])])

    def request(self, ask: Ask) -> Request:
        since = ask.since or ask.now - _FIRST_SPAN
        form = {
            "module": "API",
            "method": "Referrers.getWebsites",
            "idSite": ask.query.text.partition("=")[2],
            "period": "range",
            "date": f"{since.date().isoformat()},{ask.now.date().isoformat()}",
            "format": "JSON",
            "flat": "1",
            "filter_limit": str(_ROWS),
            "filter_offset": ask.cursor or "0",
            "token_auth": self.token,
        }
        return Request(f"{self.base_url}/index.php", "POST", _FORM, urlencode(form).encode())

    def read(self, ask: Ask, reply: Reply) -> Page:
        websites = rows(reply.json(), "websites")
        findings = readable([_finding(row) for row in websites], "websites")
        named = tuple([finding for finding in findings if finding.url])
        following = int(ask.cursor or 0) + _ROWS
        if len(websites) < _ROWS:
            return Page(named, complete=True)
        if following >= _ROWS * _MOST_PAGES:
            return Page(named, warnings=("only the first 25,000 were read",))
        return Page(named, str(following))

    def explain(self, reply: Reply) -> SourceError | None:
        """Refusals have been seen under 200 as well as under 401."""
        try:
            answer = reply.json()
        except SchemaDriftError:
            return None
        if not isinstance(answer, dict) or answer.get("result") != "error":
            return None
        said = text_of(answer.get("message"), 120)
        if any(word in said.lower() for word in _REFUSED):
            return AuthError("it refuses our token, or the site's number is not the token's")
        return TransientError(f"it says: {said}")


def _finding(row: dict[str, Any]) -> Finding | None:
    label = html.unescape(text_of(row.get("label"))).strip()
    if not label:
        return None
    host = label.partition("/")[0]
    if "." not in host or " " in host:  # "Others" sums up what is too many to be shown
        return Finding("", label)
    said = html.unescape(url_of(row.get("url")))
    url = said if said.startswith(("http://", "https://")) else f"https://{label}"
    return Finding(url, label)
