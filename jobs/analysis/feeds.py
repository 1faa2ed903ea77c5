"""What a feed says, of whatever kind it is: RSS, RDF, Atom, CDF or JSON Feed, well-formed or not."""

from __future__ import annotations

import calendar
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

from jobs.analysis.charset_guess import guess
from jobs.analysis.plain_words import one_line, plain_words
from storage.errors import AnchorwatchError

_MOST_BYTES = 5_000_000
_MOST_ENTRIES = 1_000
_LONGEST = 8_192
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x4c\x6f\xa7\x94")
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}\bencoding\s*=")
_CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,40})|([0-9]{1,40}));")
# feedparser is a parser of forgiving sort, and stumbles over what nobody forgives.
_STUMBLES = (ValueError, LookupError, AssertionError, ArithmeticError, RecursionError, AttributeError, TypeError)


class UnreadableFeedError(AnchorwatchError):
    """Bytes that are no feed, or one that is larger than anybody needs."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """``title`` and ``summary`` are plain text; what an entry lacks is empty. ``link`` is absolute."""

    link: str
    id: str
    title: str = ""
    summary: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """``kind`` as feedparser names it (rss20, atom10 …), or json; empty for kinds without a name."""

    kind: str
    title: str
    lang: str
    entries: tuple[FeedEntry, ...]


def read_feed(body: bytes, url: str, content_type: str = "", location: str = "") -> Feed:
    """``location`` is the Content-Location header: relative links begin there. Raises ``UnreadableFeedError``."""
    if len(body) > _MOST_BYTES:
        raise UnreadableFeedError("the feed is larger than 5 MB")
    feed = _json_feed(body) if body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else None
    feed = feed or _xml_feed(body, url, content_type, location)
    if not feed.kind and not feed.entries:
        raise UnreadableFeedError("what is there is no feed")
    return feed


def _xml_feed(body: bytes, url: str, content_type: str, location: str) -> Feed:
    headers = {
        "content-location": feedparser.urls.make_safe_absolute_uri(url, location) or url,
        "content-type": _charset_said(body, content_type),
    }
    try:
        # Never the bytes themselves: feedparser takes those for the name of a file.
        # Its care for HTML takes five sixths of the time, and we keep nothing but words.
        file = io.BytesIO(_CHARACTER.sub(_possible, body))
        read = feedparser.parse(file, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _STUMBLES as error:
        raise UnreadableFeedError("the feed cannot be read") from error
    channel = read.feed
    entries = tuple([_entry(entry) for entry in read.entries[:_MOST_ENTRIES]])
    return Feed(read.get("version", ""), _words(channel, "title"), _text(channel, "language", 35), entries)


def _possible(reference: re.Match[bytes]) -> bytes:
    """Halves of characters and numbers that no character has would end the reading of the whole feed."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_one = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return reference[0] if is_one else b"&#xFFFD;"


def _charset_said(body: bytes, content_type: str) -> str:
    """The Content-Type; where nothing declares a charset, with the one that the bytes are in."""
    is_declared = (
        "charset=" in content_type.lower()
        or body.startswith(_MARKS)
        or b"\0" in body[:4]
        or _DECLARATION.match(body) is not None
    )
    if is_declared:
        return content_type or "application/xml"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        guessed = guess(body)
        return f"application/xml; charset={guessed.codec if guessed else 'windows-1252'}"
    return "application/xml; charset=utf-8"


def _entry(entry: dict[str, Any]) -> FeedEntry:
    summary = _words(entry, "summary")
    if not summary and (contents := entry.get("content")):
        summary = _markup_or_text(contents[0], contents[0].get("value"))
    return FeedEntry(
        link=_text(entry, "link", _LONGEST),
        id=_text(entry, "id", _LONGEST),
        title=_words(entry, "title"),
        summary=summary,
        author=one_line(_text(entry, "author", 200)),
        published=_moment(dict.get(entry, "published_parsed")),
        updated=_moment(dict.get(entry, "updated_parsed")),
    )


def _text(said: dict[str, Any], name: str, limit: int) -> str:
    """A text, whole or not at all: a part of an address leads elsewhere."""
    value = said.get(name)
    return value if isinstance(value, str) and len(value) <= limit else ""


def _words(said: dict[str, Any], name: str) -> str:
    return _markup_or_text(said.get(f"{name}_detail") or {}, said.get(name))


def _markup_or_text(detail: dict[str, Any], value: object) -> str:
    if not isinstance(value, str):
        return ""
    return plain_words(value) if detail.get("type", "text/html") in _HTML else one_line(value)


def _moment(parts: Any) -> datetime | None:  # noqa: ANN401  (a struct_time, or what feedparser made of nonsense)
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _json_feed(body: bytes) -> Feed | None:
    try:
        said = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(items := said.get("items"), list):
        return None
    if "jsonfeed.org" not in str(said.get("version", ""))[:200]:
        return None
    entries = tuple([_item(item) for item in items[:_MOST_ENTRIES] if isinstance(item, dict)])
    return Feed("json", one_line(_string(said.get("title"))), _text(said, "language", 35), entries)


def _item(item: dict[str, Any]) -> FeedEntry:
    number = item.get("id")
    words = _string(item.get("summary")) or _string(item.get("content_text"))
    return FeedEntry(
        link=_text(item, "url", _LONGEST) or _text(item, "external_url", _LONGEST),
        id=str(number) if isinstance(number, int) else _text(item, "id", _LONGEST),
        title=one_line(_string(item.get("title"))),
        summary=one_line(words) or plain_words(_string(item.get("content_html"))),
        author=one_line(_author(item), 200),
        published=_iso(item.get("date_published")),
        updated=_iso(item.get("date_modified")),
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return _string(first.get("name")) if isinstance(first, dict) else ""


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _iso(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_string(value).strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
