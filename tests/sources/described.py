"""What an answer of each source looks like: the table that tests/sources/test_every_source.py goes through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Described:
    """A full answer with at least one finding, and an answer without any, for the site acme.com of Acme Rockets.

    ``settings`` are those beside the base URL; ``{here}`` in them is the base URL on loopback. ``texts`` and ``dates``
    are names of fields of the full answer that strangers fill. ``sign_in`` is the path of signing in, and its answer.
    ``is_feed``: it is asked for at an address that the team watches.
    """

    full: str
    empty: str
    settings: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    sign_in: tuple[str, str] | None = None
    is_feed: bool = False


def _said(full: Any, empty: Any, **more: Any) -> Described:
    return Described(json.dumps(full), json.dumps(empty), **more)


DESCRIBED: dict[str, Described] = {
    "feeds": _said(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "A blog",
            "items": [
                {
                    "id": "8",
                    "url": "https://blog.example/rockets",
                    "title": "On rockets",
                    "content_text": "They fly.",
                    "date_published": "2026-02-11T10:12:13-06:00",
                    "authors": [{"name": "Robin"}],
                }
            ],
        },
        {"version": "https://jsonfeed.org/version/1", "title": "A blog", "items": []},
        texts=("title", "content_text", "name"),
        dates=("date_published",),
        is_feed=True,
    ),
    "hackernews": _said(
        {"hits": [{"objectID": "8", "created_at_i": 1_700_000_000, "title": "On rockets", "url": None}], "nbPages": 1},
        {"hits": [], "nbPages": 0},
        texts=("title",),
        dates=("created_at_i",),
    ),
    "searxng": _said(
        {
            "query": "x",
            "results": [
                {
                    "url": "https://blog.example/rockets",
                    "title": "On rockets",
                    "content": "They fly.",
                    "engine": "mojeek",
                    "publishedDate": "2026-02-11T10:12:13",
                }
            ],
            "unresponsive_engines": [],
        },
        {"query": "x", "results": [], "unresponsive_engines": []},
        texts=("title", "content"),
        dates=("publishedDate",),
    ),
    "gdelt": _said(
        {
            "articles": [
                {
                    "url": "https://news.example/rockets",
                    "title": "On rockets",
                    "seendate": "20260211T101213Z",
                    "language": "English",
                }
            ]
        },
        {},
        texts=("title", "language"),
        dates=("seendate",),
    ),
    "brave": _said(
        {
            "query": {"original": "x", "more_results_available": False},
            "web": {
                "results": [
                    {
                        "url": "https://blog.example/rockets",
                        "title": "On rockets",
                        "description": "They fly.",
                        "page_age": "2026-02-11T10:12:13",
                    }
                ]
            },
        },
        {"query": {"original": "x", "more_results_available": False}},
        settings={"BRAVE_TOKEN": "brave-secret"},
        texts=("title", "description"),
        dates=("page_age",),
    ),
    "serper": _said(
        {
            "searchParameters": {"q": "x"},
            "organic": [
                {
                    "link": "https://blog.example/rockets",
                    "title": "On rockets",
                    "snippet": "They fly.",
                    "date": "Feb 11, 2026",
                }
            ],
            "credits": 1,
        },
        {"searchParameters": {"q": "x"}, "organic": [], "credits": 1},
        settings={"SERPER_KEY": "serper-secret"},
        texts=("title", "snippet"),
        dates=("date",),
    ),
    "bluesky": _said(
        {
            "posts": [
                {
                    "uri": "at://did:plc:abc/app.bsky.feed.post/3kx",
                    "author": {"did": "did:plc:abc", "handle": "robin.example"},
                    "record": {
                        "text": "Look at acme.com",
                        "createdAt": "2026-02-11T10:12:13Z",
                        "langs": ["en"],
                        "embed": {"external": {"uri": "https://acme.com/landing"}},
                    },
                    "indexedAt": "2026-02-11T10:12:14Z",
                }
            ]
        },
        {"posts": []},
        settings={"BLUESKY_IDENTIFIER": "acme.example", "BLUESKY_PASSWORD": "bluesky-secret"},
        texts=("text", "handle"),
        dates=("createdAt", "indexedAt"),
        sign_in=("xrpc/com.atproto.server.createSession", '{"accessJwt": "eyJ.a.b"}'),
    ),
    "reddit": _said(
        {
            "kind": "Listing",
            "data": {
                "after": None,
                "children": [
                    {
                        "kind": "t3",
                        "data": {
                            "name": "t3_1abc",
                            "permalink": "/r/rockets/comments/1abc/on_rockets/",
                            "title": "On rockets",
                            "selftext": "They fly.",
                            "url": "https://acme.com/landing",
                            "author": "robin",
                            "created_utc": 1_770_000_000,
                        },
                    }
                ],
            },
        },
        {"kind": "Listing", "data": {"after": None, "children": []}},
        settings={
            "REDDIT_TOKEN_URL": "{here}/api/v1/access_token",
            "REDDIT_CLIENT_ID": "app-id",
            "REDDIT_CLIENT_SECRET": "app-secret",
        },
        texts=("title", "selftext", "author"),
        dates=("created_utc",),
        sign_in=("api/v1/access_token", '{"access_token": "a.b-c", "token_type": "bearer", "expires_in": 86400}'),
    ),
    "mastodon": _said(
        {
            "statuses": [
                {
                    "id": "1",
                    "uri": "https://social.example/users/robin/statuses/1",
                    "url": "https://social.example/@robin/1",
                    "created_at": "2026-02-11T10:12:13.000Z",
                    "visibility": "public",
                    "spoiler_text": "",
                    "content": '<p>Look at <a href="https://acme.com/landing">acme.com</a></p>',
                    "account": {"acct": "robin"},
                    "language": "en",
                    "card": {"url": "https://acme.com/landing"},
                }
            ]
        },
        {"statuses": []},
        settings={"MASTODON_TOKEN": "mastodon-secret"},
        texts=("content", "spoiler_text", "acct"),
        dates=("created_at",),
    ),
    "mediawiki": _said(
        {
            "batchcomplete": True,
            "query": {"exturlusage": [{"pageid": 7, "ns": 0, "title": "Rocket", "url": "https://www.acme.com/guide"}]},
        },
        {"batchcomplete": True, "query": {"exturlusage": []}},
        settings={"MEDIAWIKI_WIKIS": "{here}/w/api.php"},
        texts=("title", "url"),
    ),
    "lobsters": _said(
        [
            {
                "short_id": "abc123",
                "created_at": "2026-02-11T10:12:13.000-06:00",
                "title": "Rockets that land",
                "url": "https://acme.com/landing",
                "description": "",
                "submitter_user": "robin",
                "tags": ["science"],
            }
        ],
        [],
        texts=("title", "description", "submitter_user"),
        dates=("created_at",),
    ),
    "stackexchange": _said(
        {
            "items": [
                {
                    "question_id": 4711,
                    "title": "How do I land an Acme &quot;Rocket&quot;?",
                    "link": "https://stackoverflow.com/questions/4711/how-do-i-land",
                    "owner": {"display_name": "Robin"},
                    "creation_date": 1_700_000_000,
                }
            ],
            "has_more": False,
            "quota_max": 300,
            "quota_remaining": 299,
        },
        {"items": [], "has_more": False, "quota_max": 300, "quota_remaining": 298},
        texts=("title", "display_name"),
        dates=("creation_date",),
    ),
    "webmention_io": _said(
        {
            "type": "feed",
            "children": [
                {
                    "type": "entry",
                    "wm-id": 99,
                    "wm-source": "https://blog.example/reply",
                    "wm-target": "https://acme.com/",
                    "wm-received": "2026-02-11T10:12:13Z",
                    "wm-property": "in-reply-to",
                    "author": {"name": "Robin"},
                    "content": {"text": "Well said"},
                    "published": "2026-02-11T10:00:00+00:00",
                }
            ],
        },
        {"type": "feed", "children": []},
        settings={"WEBMENTION_IO_TOKEN": "t0ken", "WEBMENTION_IO_DOMAINS": "acme.com"},
        texts=("name", "text"),
        dates=("published",),
    ),
    "bing": Described(
        '{"d": {"__type": "LinkCounts", "Links": [{"Url": "https://www.acme.com/", "Count": 1}], "TotalPages": 1,'
        ' "Details": [{"AnchorText": "Acme", "Url": "https://blog.example/post"}]}}',
        '{"d": {"__type": "LinkCounts", "Links": [], "TotalPages": 0}}',
        settings={"BING_KEY": "k3y", "BING_SITES": "https://www.acme.com/"},
        texts=("AnchorText",),
    ),
    "plausible": _said(
        {"results": [{"dimensions": ["blog.example/post", "/guide"], "metrics": [12]}], "meta": {}, "query": {}},
        {"results": [], "meta": {}, "query": {}},
        settings={"PLAUSIBLE_KEY": "k3y", "PLAUSIBLE_SITES": "acme.com"},
        texts=("meta",),
    ),
    "matomo": _said(
        [{"label": "blog.example/post", "nb_visits": 3, "nb_actions": 9, "bounce_count": 1, "sum_visit_length": 50}],
        [],
        settings={"MATOMO_TOKEN": "t0ken", "MATOMO_SITES": "acme.com=1"},
        texts=("label",),
    ),
    "dataforseo": _said(
        {
            "status_code": 20000,
            "cost": 0.02,
            "tasks": [
                {
                    "status_code": 20000,
                    "result": [
                        {
                            "total_count": 1,
                            "items_count": 1,
                            "items": [
                                {
                                    "url_from": "https://blog.example/post",
                                    "url_to": "https://acme.com/",
                                    "page_from_title": "On rockets",
                                    "anchor": "Acme",
                                    "text_pre": "as",
                                    "text_post": "says",
                                    "domain_from_rank": 41,
                                    "first_seen": "2026-01-02 03:04:05 +00:00",
                                    "is_lost": False,
                                }
                            ],
                        }
                    ],
                }
            ],
        },
        {
            "status_code": 20000,
            "cost": 0.02,
            "tasks": [{"status_code": 20000, "result": [{"total_count": 0, "items_count": 0, "items": None}]}],
        },
        settings={"DATAFORSEO_LOGIN": "robin", "DATAFORSEO_PASSWORD": "s3cret"},
        texts=("page_from_title", "text_pre", "anchor", "text_post"),
        dates=("first_seen",),
    ),
    "ahrefs": _said(
        {
            "backlinks": [
                {
                    "url_from": "https://blog.example/post",
                    "url_to": "https://acme.com/",
                    "anchor": "Acme",
                    "title": "On rockets",
                    "domain_rating_source": 61.4,
                    "first_seen_link": "2026-01-08T07:06:33Z",
                }
            ]
        },
        {"backlinks": []},
        settings={"AHREFS_KEY": "k3y"},
        texts=("anchor", "title"),
        dates=("first_seen_link",),
    ),
}
