"""Reddit: posts that link to us, and posts that name us, by its API for apps."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, SchemaDriftError
from jobs.sources.phrases import phrase, wanted_names
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, Token, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 100
_MOST_PAGES = 10  # a listing ends at a thousand posts
_LONGEST_TOKEN = 86_400
_WEB = "https://www.reddit.com"


@dataclass(frozen=True)
class Reddit:
    """Listings know no dates: they are read from the newest on until what has been read before."""

    name: ClassVar[str] = "reddit"
    title: ClassVar[str] = "Reddit"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=2), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://oauth.reddit.com", "where its API is")
    token_url: str = option("https://www.reddit.com/api/v1/access_token", "where it gives tokens")
    client_id: str = option("", "the id of an app you registered there", secret=True, required=True)
    client_secret: str = option("", "the app's secret", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        links = [Query(Wanted.LINKS, domain) for domain in subject.domains]
        return (*links, *[Query(Wanted.MENTIONS, name) for name in wanted_names(subject) if phrase(name)])

    def sign_in(self) -> Request:
        key = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        headers = {"Authorization": f"Basic {key}", "Content-Type": "application/x-www-form-urlencoded"}
        return Request(self.token_url, "POST", headers, b"grant_type=client_credentials")

    def read_token(self, reply: Reply) -> Token:
        """It may refuse an app with status 200."""
        answer = reply.json()
        if not isinstance(answer, dict):
            raise SchemaDriftError("signing in gives no token")
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if "error" in answer:
            raise AuthError("it refuses our app")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise SchemaDriftError("signing in gives no token")
        lasts = seconds if isinstance(seconds, int) and 0 < seconds <= _LONGEST_TOKEN else 3_600
        return Token(token, reply.at + timedelta(seconds=0.9 * lasts))

    def request(self, ask: Ask) -> Request:
        after = ask.cursor.partition(" ")[2] or None
        if ask.query.wanted is Wanted.LINKS:
            place = f"{self.base_url}/domain/{quote(ask.query.text, safe='')}/new"
            url = with_query(place, limit=_ROWS, after=after, raw_json=1)
        else:
            place, words = f"{self.base_url}/search", phrase(ask.query.text)
            url = with_query(place, q=words, sort="new", type="link", limit=_ROWS, after=after, raw_json=1)
        return Request(url, headers={"Authorization": f"Bearer {ask.token}", "Accept": "application/json"})

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        listing = answer.get("data") if isinstance(answer, dict) else None
        children = rows(listing.get("children") if isinstance(listing, dict) else None, "posts")
        posts = [post if isinstance(post := child.get("data"), dict) else {} for child in children]
        findings = readable([_finding(post, ask) for post in posts], "posts")
        after = text_of(listing.get("after"), 100) if isinstance(listing, dict) else ""
        page = int(ask.cursor.partition(" ")[0] or 1)
        has_more = bool(posts) and bool(after) and page < _MOST_PAGES and not _reaches_back(findings, ask)
        return Page(findings, f"{page + 1} {after}" if has_more else "", rest=_rest(reply))


def _finding(post: dict[str, Any], ask: Ask) -> Finding | None:
    place = url_of(post.get("permalink"))
    if not place.startswith("/"):
        return None
    return Finding(
        f"{_WEB}{place}",
        text_of(post.get("name"), 100) or place,
        target_url=url_of(post.get("url")) if ask.query.wanted is Wanted.LINKS else "",
        title=text_of(post.get("title")),
        snippet=text_of(post.get("selftext")),
        author=text_of(post.get("author"), 200),
        published_at=moment_of(post.get("created_utc"), ask.now),
    )


def _reaches_back(findings: tuple[Finding, ...], ask: Ask) -> bool:
    """Whether a page goes back past what has been read; a post without a date proves nothing."""
    dates = [one.published_at for one in findings if one.published_at]
    return ask.since is not None and bool(dates) and min(dates) < ask.since


def _rest(reply: Reply) -> timedelta:
    """It says with every answer how many requests are left, and when there will be more."""
    left, again = (reply.headers.get(f"x-ratelimit-{name}", "").partition(".")[0] for name in ("remaining", "reset"))
    is_used_up = left == "0" and again.isascii() and again.isdigit()
    return timedelta(seconds=min(int(again[:5]), 3_600)) if is_used_up else timedelta(0)
