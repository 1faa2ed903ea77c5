"""One page from the command line: the keys that scripts rely on, and what may be concluded from one visit."""

from __future__ import annotations

import pytest

from tests.cli.running import Anchorwatch
from tests.servers.web import Reply

PAGE_KEYS = {
    "source_url", "final_url", "class", "verdict", "reason", "status", "redirects", "fetched_bytes", "charset",
    "title", "lang", "canonical_url", "indexable", "noindex_by", "page_nofollow_by", "links",
}  # fmt: skip
LINK_KEYS = {
    "href", "target_url", "anchor_text", "kind", "rel", "follow", "nofollow_by", "placement", "hidden", "via",
    "context",
}  # fmt: skip
LINKING = (
    '<html lang="en"><head><title>Ten tools</title><meta name="robots" content="nofollow"></head><body><main>'
    '<p>We like <a href="/out" rel="ugc sponsored">nothing</a> and <a href="https://www.acme.com/tools?x=1#y">'
    "Acme’s tools</a> for their sails.</p></main></body></html>"
).encode()


def test_a_link_is_described_with_every_key(anchorwatch: Anchorwatch) -> None:
    url = anchorwatch.web.put("blog.example/post", LINKING)
    found = anchorwatch("inspect", url, "--site", "acme.com", "--json").json
    assert set(found) == PAGE_KEYS
    assert found | {"links": [], "reason": ""} == {
        "source_url": url,
        "final_url": url,
        "class": "live",
        "verdict": "live",
        "reason": "",
        "status": 200,
        "redirects": [],
        "fetched_bytes": len(LINKING),
        "charset": "utf-8",
        "title": "Ten tools",
        "lang": "en",
        "canonical_url": None,
        "indexable": True,
        "noindex_by": None,
        "page_nofollow_by": "meta",
        "links": [],
    }
    (link,) = found["links"]
    assert set(link) == LINK_KEYS
    assert link["placement"] in ("main", "nav", "header", "footer", "aside", "comment", "bio", "head", "other")
    assert link | {"context": {}, "placement": ""} == {
        "href": "https://www.acme.com/tools?x=1#y",
        "target_url": "https://www.acme.com/tools?x=1#y",
        "anchor_text": "Acme’s tools",
        "kind": "text",
        "rel": [],
        "follow": False,
        "nofollow_by": "meta",
        "placement": "",
        "hidden": False,
        "via": None,
        "context": {},
    }
    assert set(link["context"]) == {"before", "after"}
    assert link["context"]["before"].endswith("We like nothing and")
    assert link["context"]["after"].startswith("for their sails.")


def test_redirects_are_followed_and_listed(anchorwatch: Anchorwatch) -> None:
    end = anchorwatch.web.put("new.example/post", LINKING)
    middle = anchorwatch.web.redirect("old.example/post", end, 302)
    start = anchorwatch.web.redirect("short.example/1", middle, 301)
    found = anchorwatch("inspect", start, "--site", "acme.com", "--json").json
    assert (found["source_url"], found["final_url"], found["class"]) == (start, end, "live")
    assert found["redirects"] == [{"status": 301, "url": start}, {"status": 302, "url": middle}]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(b"<p>Nothing of yours</p>" * 40), ("lost", "removed", 200)),
        (Reply(b"", status=404), ("lost", "gone_404", 404)),
        (Reply(b"", status=410), ("lost", "gone_410", 410)),
        (Reply(b"", status=403), ("no_answer", "blocked", 403)),
        (Reply(b"", status=429), ("no_answer", "blocked", 429)),
        (Reply(b"", status=500), ("no_answer", "server_error", 500)),
        (Reply(b"%PDF", headers=(("Content-Type", "application/pdf"),)), ("no_answer", "non_html", 200)),
        (Reply(reset=True, raw=b""), ("no_answer", "unreachable", None)),
    ],
)
def test_what_one_visit_allows_to_conclude(
    anchorwatch: Anchorwatch, reply: Reply, expected: tuple[str, str, int | None]
) -> None:
    url = anchorwatch.web.put("blog.example/post", reply)
    found = anchorwatch("inspect", url, "--site", "acme.com", "--json").json
    assert set(found) == PAGE_KEYS
    assert (found["class"], found["verdict"], found["status"]) == expected
    assert found["links"] == []


def test_what_must_not_be_visited_is_refused_with_its_reason(anchorwatch: Anchorwatch) -> None:
    closed = anchorwatch.web.put("closed.example/post", LINKING)
    anchorwatch.web.robots("closed.example", "User-agent: *\nDisallow: /")
    refused = anchorwatch("inspect", closed, "--site", "acme.com", "--json").json
    assert (refused["class"], refused["verdict"], refused["reason"]) == ("refused", "robots_blocked", "robots")
    assert anchorwatch.web.pages_asked() == []
    for address in ("http://10.0.0.1/", "http://[::1]/", "http://user:pw@blog.example/", "ftp://blog.example/", "junk"):
        refused = anchorwatch("inspect", address, "--site", "acme.com", "--json").json
        assert (refused["class"], refused["verdict"], refused["reason"]) == ("refused", "refused", "address")
        assert refused["source_url"] == address
        assert set(refused) == PAGE_KEYS


def test_several_own_domains_are_all_ours(anchorwatch: Anchorwatch) -> None:
    body = b'<a href="https://acme.com/">a</a><a href="https://acme.de/">b</a><a href="https://other.example/">c</a>'
    url = anchorwatch.web.put("blog.example/post", body)
    found = anchorwatch("inspect", url, "--site", "acme.com", "--site", "acme.de", "--json").json
    assert [link["anchor_text"] for link in found["links"]] == ["a", "b"]


def test_a_person_reads_a_table_that_no_page_can_format(anchorwatch: Anchorwatch) -> None:
    body = '<a href="https://acme.com/">[red]\x1b[2J Acme [/nothing] ⚓</a>'.encode()
    url = anchorwatch.web.put("blog.example/[bold]", body)
    ran = anchorwatch("inspect", url, "--site", "acme.com")
    assert ran.code == 0
    assert "live: live" in ran.out
    assert "[red]" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing option '--site'. Try: anchorwatch inspect --help"),
        (("--site", "acme.com"), "Give either one URL, or --batch"),
        (("--site", "acme.com", "--batch", "http://blog.example/"), "Give either one URL, or --batch"),
        (("http://blog.example/", "--site", "localhost"), "localhost"),
        (("http://blog.example/", "--sight", "acme.com"), "No such option"),
    ],
)
def test_wrong_usage_is_one_sentence(anchorwatch: Anchorwatch, words: tuple[str, ...], said: str) -> None:
    ran = anchorwatch("inspect", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
