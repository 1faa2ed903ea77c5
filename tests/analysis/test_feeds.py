"""What feeds of every kind say, and in which letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.analysis.feeds import UnreadableFeedError, read_feed

URL = "https://blog.example/feeds/all"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="/posts/"><title>Blog</title><entry>'
    '<title type="html">&lt;b&gt;Größe&lt;/b&gt; &amp;amp; Maß</title><link rel="self" href="x"/>'
    '<link href="../a?b=1&amp;c=2"/><id>urn:1</id><author><name>Ada</name></author>'
    "<updated>2026-03-02T10:00:00+01:00</updated><summary>Wörter</summary></entry></feed>"
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="x"><title>Old</title></channel><item rdf:about="https://b.example/1"><title>T</title>'
    "<link>https://b.example/1</link></item></rdf:RDF>"
)
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1", "title": "J", "items": [{"id": 7, "external_url": '
    '"https://b.example/2", "content_html": "<p>Acme</p><script>no()</script>", "author": {"name": "Bo"}}, 3]}'
)


def test_an_atom_entry_has_its_link_from_the_base_and_its_words_without_markup() -> None:
    feed = read_feed(ATOM.encode(), URL)
    (entry,) = feed.entries
    assert (feed.kind, feed.title, entry.title) == ("atom10", "Blog", "Größe & Maß")
    assert (entry.link, entry.id, entry.author) == ("https://blog.example/a?b=1&c=2", "urn:1", "Ada")
    assert (entry.updated, entry.summary) == (datetime(2026, 3, 2, 9, tzinfo=UTC), "Wörter")


def test_an_old_feed_and_a_new_one_are_read_alike() -> None:
    assert [entry.link for entry in read_feed(RDF.encode(), URL).entries] == ["https://b.example/1"]
    (entry,) = read_feed(b"\xef\xbb\xbf" + JSON_FEED.encode(), URL).entries
    assert (entry.link, entry.id, entry.summary, entry.author) == ("https://b.example/2", "7", "Acme", "Bo")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (ATOM.encode(), ""),
        (ATOM.encode(), "text/xml"),
        (ATOM.encode("iso-8859-1"), ""),
        (ATOM.encode("utf-16"), "application/xml"),
        (ATOM.encode("iso-8859-1"), "text/xml; charset=iso-8859-1"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + ATOM.encode("iso-8859-1"), "application/atom+xml"),
        (b'<?xml version="1.0" encoding="utf-8"?>' + ATOM.encode("windows-1252"), "application/atom+xml"),
    ],
    ids=["bare", "text/xml", "undeclared", "utf-16", "header", "declaration", "wrongly declared"],
)
def test_letters_are_right_however_they_are_declared(body: bytes, content_type: str) -> None:
    assert read_feed(body, URL, content_type).entries[0].title == "Größe & Maß"


def test_impossible_characters_spoil_nothing_else() -> None:
    (entry,) = read_feed(ATOM.replace("urn:1", "u&#xD800;&#99999999999;&#0;&#65;").encode(), URL).entries
    assert entry.id.endswith("u\ufffd\ufffd\ufffdA")
    assert entry.title == "Größe & Maß"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><title>Sign in</title></html>", b'{"items": []}', b"{", b"[" * 100_000, b"<error/>", b"\0" * 100],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadableFeedError):
        read_feed(body, URL)
