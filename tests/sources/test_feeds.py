"""Feeds over loopback: what is asked, what is read, and that no feed hurts us or another feed."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources.polling import Bench, a_bench, watch_feed

XML = (("Content-Type", "application/xml"),)
ENTRY = """<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{guid}</guid>
<description>&lt;p&gt;About &lt;b&gt;Acme&lt;/b&gt; Rockets&lt;/p&gt;</description><pubDate>{date}</pubDate></item>"""


def item(link: str, title: str = "On rockets", guid: str = "1", date: str = "Mon, 02 Mar 2026 10:00:00 +0100") -> str:
    return ENTRY.format(link=link, title=title, guid=guid, date=date)


def rss(*items: str, before: str = "") -> Reply:
    start = f'<?xml version="1.0" encoding="utf-8"?>{before}<rss version="2.0"><channel><title>A blog</title>'
    return Reply(f"{start}{''.join(items)}</channel></rss>".encode(), 200, XML)


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    bench = a_bench(world, site_server, "feeds")
    watch_feed(bench, site_server.url("blog.example/feed"))
    return bench


def serve(bench: Bench, reply: Reply, host: str = "blog.example") -> None:
    bench.server.put(f"{host}/feed", reply)


def test_an_entry_is_a_page_with_its_words_and_date(bench: Bench) -> None:
    serve(bench, rss(item("/rockets?a=1&amp;b=2", "<![CDATA[<i>Rockets</i> &amp; springs]]>")))
    bench.poll()
    (found,) = bench.candidates
    assert found.url == bench.server.url("blog.example/rockets?a=1&b=2")
    assert (found.title, found.snippet) == ("Rockets & springs", "About Acme Rockets")
    assert found.published_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_feed_that_has_not_changed_may_say_so_in_one_line(bench: Bench) -> None:
    marks = (("ETag", '"v1"'), ("Last-Modified", "Mon, 02 Mar 2026 09:00:00 GMT"))
    fresh = Reply(rss(item("https://b.example/1")).body, 200, (*XML, *marks))

    def script(asked: Asked) -> Reply:
        return Reply(status=304) if asked.headers.get("if-none-match") == '"v1"' else fresh

    bench.server.put("blog.example/feed", script)
    for _ in range(3):
        bench.next_round()
    asked = bench.server.asked_for("blog.example/feed")
    assert [one.headers.get("if-none-match") for one in asked] == [None, '"v1"', '"v1"']
    assert asked[1].headers["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    (poll,) = bench.polls
    assert (poll.trouble, poll.watermark, poll.found) == (None, bench.world.clock(), 1)


def test_one_feeds_trouble_is_no_other_feeds(bench: Bench) -> None:
    for number in range(5):
        watch_feed(bench, bench.server.url(f"ill{number}.example/feed"))
        serve(bench, Reply(b"no", (403, 500, 503, 429, 401)[number]), f"ill{number}.example")
    serve(bench, rss(item("https://b.example/1")))
    for _ in range(3):
        bench.next_round()
    assert len(bench.server.asked_for("blog.example/feed")) == 3
    assert [candidate.url for candidate in bench.candidates] == ["https://b.example/1"]
    assert bench.refused == []
    troubled = {poll.query.partition(".")[0].removeprefix("http://"): poll.trouble for poll in bench.polls}
    assert troubled == {
        "blog": None,
        "ill0": "it does not let us read it (403)",
        "ill1": "it answers with an error (500)",
        "ill2": "it asked to be left alone" if "asked" in str(troubled["ill2"]) else "it answers with an error (503)",
        "ill3": "we asked too often (429)",
        "ill4": "it does not let us read it (401)",
    }


def test_a_feed_that_has_ended_for_good_is_asked_no_more_for_a_month(bench: Bench) -> None:
    serve(bench, Reply(b"", 410))
    for _ in range(29):
        bench.next_round()
    assert len(bench.server.asked_for("blog.example/feed")) == 1
    assert bench.polls[0].trouble == "it has ended for good (410)"


def test_two_feeds_may_number_their_entries_alike(bench: Bench) -> None:
    watch_feed(bench, bench.server.url("other.example/feed"))
    serve(bench, rss(item("https://b.example/1", guid="1")))
    serve(bench, rss(item("https://b.example/2", guid="1")), "other.example")
    bench.poll()
    assert {candidate.url for candidate in bench.candidates} == {"https://b.example/1", "https://b.example/2"}


@pytest.mark.parametrize("date", ["Mon, 02 Mar 2099 10:00:00 GMT", "soon", "", "0000-00-00"])
def test_a_date_that_cannot_be_is_no_date(bench: Bench, date: str) -> None:
    serve(bench, rss(item("https://b.example/1", date=date)))
    bench.poll()
    assert [candidate.published_at for candidate in bench.candidates] == [None]


def bomb(declarations: str) -> Reply:
    return rss(item("https://b.example/1", "x&bomb;y"), before=f"<!DOCTYPE rss [{declarations}]>")


LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", [*"bcdefgh", "bomb"], strict=True)
)


@pytest.mark.parametrize(
    "reply",
    [
        bomb(f'<!ENTITY a "ha">{LAUGHS}'),
        bomb(f'<!ENTITY bomb "{"a" * 100_000}">'),
        bomb('<!ENTITY bomb SYSTEM "file:///etc/passwd">'),
        bomb('<!ENTITY % far SYSTEM "http://far.example/x.dtd">%far;<!ENTITY bomb "z">'),
        rss("<item>" * 50_000),
        rss(item("https://b.example/1", "<a " * 20_000)),
        rss(item("https://b.example/1", "<![CDATA[" + "<script>" * 100_000 + "]]>")),
        Reply(b"/etc/passwd", 200, XML),
        Reply(b"\xff\xfe\x00\x00" * 1_000, 200, XML),
    ],
    ids=["laughs", "blow-up", "file", "far file", "nested", "endless tag", "scripts", "a file's name", "no text"],
)
def test_a_hostile_feed_costs_little_and_tells_nothing(bench: Bench, reply: Reply) -> None:
    serve(bench, reply)
    bench.server.put("far.example/x.dtd", b"<!ENTITY z 'z'>")
    began = time.process_time()
    bench.poll()
    assert time.process_time() - began < 10
    assert not bench.server.asked_for("far.example/x.dtd")
    for candidate in bench.candidates:
        assert "root:" not in candidate.title
        assert "hahaha" not in candidate.title
        assert len(candidate.title) <= 2_000


def test_a_feed_of_a_title_of_four_megabytes_is_read_and_a_larger_one_refused(bench: Bench) -> None:
    serve(bench, rss(item("https://b.example/1", "long " * 800_000)))
    bench.poll()
    assert [len(candidate.title) for candidate in bench.candidates] == [2_000]
    serve(bench, rss(item("https://b.example/1", "long " * 1_100_000)))
    bench.next_round()
    assert bench.polls[0].trouble == "the feed is larger than 5 MB"
    assert bench.polls[0].watermark < bench.world.clock()


def test_a_broken_feed_is_read_as_far_as_it_goes(bench: Bench) -> None:
    whole = rss(item("https://b.example/1"), item("https://b.example/2?x=1&y=2&nbsp;", guid="2"))
    serve(bench, Reply(bytes(whole.body)[:-40], 200, XML))
    bench.poll()
    assert "https://b.example/1" in [candidate.url for candidate in bench.candidates]
    assert bench.polls[0].trouble is None


def test_a_private_address_of_a_team_is_never_asked(bench: Bench) -> None:
    bench.strangers_on_loopback = False
    serve(bench, rss(item("https://b.example/1")))
    bench.poll()
    assert bench.server.asked == []
    assert bench.polls[0].trouble == "its address is private, and only the operator may open such a one"
