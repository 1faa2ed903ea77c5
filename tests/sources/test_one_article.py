"""One article is one candidate, however each source writes its address."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.jobs.world import World
from tests.servers.web import Reply, SiteServer
from tests.sources.polling import Bench, a_bench, as_json, watch_feed

ARTICLE = "https://news.example/2026/03/acme-rockets-land?id=7&page=2"
ALERT = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - Acme Rockets</title><entry>
<id>tag:google.com,2013:googlealerts/feed:1</id><title type="html">&lt;b&gt;Acme Rockets&lt;/b&gt; land</title>
<link href="{link}"/><published>2026-01-01T10:00:00Z</published></entry></feed>"""


def by_google(url: str) -> str:
    return f"https://www.google.com/url?rct=j&amp;sa=t&amp;url={quote(url, safe=':/')}&amp;ct=ga&amp;cd=CA&amp;usg=AO"


def by_bing(url: str) -> str:
    return f"https://www.bing.com/ck/a?!&&p=abc&u=a1{urlsafe_b64encode(url.encode()).decode().rstrip('=')}&ntb=1"


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    bench = a_bench(world, site_server, "feeds")
    settings = {}
    for name in ("searxng", "gdelt"):
        settings |= a_bench(world, site_server, name).settings
    watch_feed(bench, site_server.url("alerts.example/feed"))
    return replace(bench, names=("feeds", "searxng", "gdelt"), settings=settings)


def test_a_google_alert_a_bing_result_and_an_amp_page_of_one_article_are_one_candidate(bench: Bench) -> None:
    amp = "https://news-example.cdn.ampproject.org/c/s/news.example/2026/03/acme-rockets-land/amp?page=2&id=7"
    bench.server.put("alerts.example/feed", Reply(ALERT.format(link=by_google(ARTICLE)).encode()))
    found = {"url": by_bing(f"{ARTICLE}&utm_source=bing"), "title": "Acme Rockets land", "content": ""}
    bench.server.put("api.searxng.example/*", as_json({"results": [found], "unresponsive_engines": []}))
    bench.server.put("api.gdelt.example/*", as_json({"articles": [{"url": amp, "title": "Acme Rockets land"}]}))
    assert bench.poll() == 3
    assert {poll.trouble for poll in bench.polls} == {None}
    (candidate,) = bench.candidates
    assert "google" not in candidate.url + candidate.domain
    assert candidate.domain == "news.example"
    with bench.world.store.reading(bench.world.workspace_id) as tx:
        (witnesses,) = tx.candidates.witnesses([candidate.id]).values()
    assert {witness.source for witness in witnesses} == {"feeds", "searxng", "gdelt"}


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@b.example", "http://[", "https://www.google.com/url?x=1"]
)
def test_an_address_that_leads_to_no_page_spoils_no_other(bench: Bench, link: str) -> None:
    entry = '<item><title>x</title><link>{}</link><guid isPermaLink="false">{}</guid></item>'
    items = entry.format(link, 1) + entry.format(ARTICLE.replace("&", "&amp;"), 2)
    bench.server.put("alerts.example/feed", Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
    bench.poll()
    assert ARTICLE in {candidate.url for candidate in bench.candidates}
