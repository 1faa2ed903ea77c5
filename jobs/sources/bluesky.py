"""Bluesky: posts that link to us, and posts that name us, by the search of the account's own server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from jobs.sources.answers import moment_of, readable, rows, text_of, url_of
from jobs.sources.errors import AuthError, SchemaDriftError, SourceError, TransientError
from jobs.sources.phrases import is_on, phrase, wanted_names
from jobs.sources.port import Ask, Pace, Page, Query, Reply, Request, Subject, Token, json_request, option, with_query
from storage.domain import Finding, Wanted

_ROWS = 100
_MOST_PAGES = 10
_SESSION = timedelta(minutes=60)  # about half of what a session lasts
_REFUSED = frozenset({"AuthMissing", "AuthenticationRequired", "ExpiredToken", "InvalidToken", "AccountTakedown"})


@dataclass(frozen=True)
class Bluesky:
    """Its search is meant for people: it is asked once an hour and no more than ten pages far."""

    name: ClassVar[str] = "bluesky"
    title: ClassVar[str] = "Bluesky"
    pace: ClassVar[Pace] = Pace(between=timedelta(seconds=3), every=timedelta(hours=1))
    cost_unit: ClassVar[str] = ""

    base_url: str = option("https://bsky.social", "the account's server")
    identifier: str = option("", "the account's handle or e-mail address", required=True)
    password: str = option("", "an app password of the account", secret=True, required=True)

    def queries(self, subject: Subject) -> tuple[Query, ...]:
        links = [Query(Wanted.LINKS, domain) for domain in subject.domains]
        return (*links, *[Query(Wanted.MENTIONS, name) for name in wanted_names(subject) if phrase(name)])

    def sign_in(self) -> Request:
        account = {"identifier": self.identifier, "password": self.password}
        return json_request(f"{self.base_url}/xrpc/com.atproto.server.createSession", account)

    def read_token(self, reply: Reply) -> Token:
        answer = reply.json()
        token = answer.get("accessJwt") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise SchemaDriftError("signing in gives no token")  # whatever it gives may be secret
        return Token(token, reply.at + _SESSION)

    def request(self, ask: Ask) -> Request:
        is_link = ask.query.wanted is Wanted.LINKS
        url = with_query(
            f"{self.base_url}/xrpc/app.bsky.feed.searchPosts",
            q="*" if is_link else phrase(ask.query.text),
            domain=ask.query.text if is_link else None,
            sort="latest",
            since=ask.since.strftime("%Y-%m-%dT%H:%M:%SZ") if ask.since else None,
            limit=_ROWS,
            cursor=ask.cursor.partition(" ")[2] or None,
        )
        return Request(url, headers={"Authorization": f"Bearer {ask.token}", "Accept": "application/json"})

    def explain(self, reply: Reply) -> SourceError | None:
        if reply.status not in (400, 401, 403):
            return None
        try:
            answer = reply.json()
        except SchemaDriftError:  # a page of the wall before it, not its own word
            return TransientError(f"something before it lets nobody through ({reply.status})")
        said = text_of(answer.get("error"), 100) if isinstance(answer, dict) else ""
        if reply.status == 401 or said in _REFUSED:
            return AuthError(f"it refuses our account ({said or reply.status})")
        return TransientError(f"it does not answer this search ({said or reply.status})")

    def read(self, ask: Ask, reply: Reply) -> Page:
        answer = reply.json()
        posts = rows(answer.get("posts") if isinstance(answer, dict) else None, "posts")
        findings = readable([_finding(post, ask) for post in posts], "posts")
        page = int(ask.cursor.partition(" ")[0] or 1)
        following = text_of(answer.get("cursor"), 200)
        has_more = bool(posts) and bool(following) and page < _MOST_PAGES
        return Page(findings, f"{page + 1} {following}" if has_more else "", complete=not following or not posts)


def _finding(post: dict[str, Any], ask: Ask) -> Finding | None:
    uri, author, record = text_of(post.get("uri")), _object(post.get("author")), _object(post.get("record"))
    handle, did = text_of(author.get("handle"), 300), text_of(author.get("did"), 300)
    key = uri.rpartition("/")[2]
    whose = did if handle in ("", "handle.invalid") else handle
    if not key or not whose or not uri.startswith("at://"):
        return None
    langs = record.get("langs")
    ours = [link for link in _links(post, record) if ask.query.wanted is Wanted.LINKS and is_on(link, ask.query.text)]
    return Finding(
        f"https://bsky.app/profile/{whose}/post/{key}",
        uri,
        target_url=ours[0] if ours else "",
        snippet=text_of(record.get("text")),
        author=handle,
        lang=text_of(langs[0], 35) if isinstance(langs, list) and langs else "",
        published_at=moment_of(post.get("indexedAt"), ask.now) or moment_of(record.get("createdAt"), ask.now),
    )


def _links(post: dict[str, Any], record: dict[str, Any]) -> list[str]:
    """Those in the text (facets), and the one of the card below it (embed), which may stand beside pictures."""
    facets = record.get("facets")
    features = [
        feature
        for facet in (facets if isinstance(facets, list) else [])
        for feature in _list(_object(facet).get("features"))
    ]
    cards = [_object(said.get("embed")) for said in (record, post)]
    cards += [_object(card.get("media")) for card in cards]
    places = [*features, *(card.get("external") for card in cards)]
    return [url for place in places if (url := url_of(_object(place).get("uri")))]


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
