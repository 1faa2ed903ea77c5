"""Sites from the command line: adding, listing, their digest now, and their links as a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from storage.domain import OutboxState
from storage.store import Store
from tests.cli.running import Anchorwatch


def test_a_site_is_added_and_listed(anchorwatch: Anchorwatch) -> None:
    added = anchorwatch("site", "add", "https://www.Acme.com/", "--brand", "Acme", "--brand", "Acme Inc")
    assert added.code == 0
    assert added.out == (
        "Now watching acme.com (also called Acme, Acme Inc). Next: anchorwatch import FILE --site acme.com\n"
    )
    assert anchorwatch("site", "list").out == "acme.com\t0 links, 0 live, 0 lost\n"


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("localhost", "localhost"),
        ("192.168.0.1", "192.168.0.1"),
        ("co.uk", "co.uk"),
        ("robin@acme.com", "robin@acme.com"),
        ("", "That"),
    ],
)
def test_what_is_no_domain_is_refused_with_an_example(anchorwatch: Anchorwatch, domain: str, said: str) -> None:
    refused = anchorwatch("site", "add", domain)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert refused.err.count("\n") == 1
    assert "such as acme." in refused.err


def test_a_domain_cannot_be_added_twice(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    again = anchorwatch("site", "add", "www.acme.com")
    assert (again.code, again.err) == (1, "acme.com is already one of your sites.\n")


def test_a_channel_goes_by_its_id(anchorwatch: Anchorwatch) -> None:
    refused = anchorwatch("site", "add", "acme.com", "--channel", "#links")
    assert refused.code == 2
    assert "#links is no channel id" in refused.err
    assert anchorwatch("site", "list").out == ""
    assert anchorwatch("site", "add", "acme.com", "--channel", "C024BE91L").code == 0


def test_an_unknown_site_is_named_together_with_the_known_ones(anchorwatch: Anchorwatch) -> None:
    nothing = anchorwatch("export", "--site", "acme.com")
    assert nothing.code == 1
    assert "There is no site yet" in nothing.err
    anchorwatch("site", "add", "acme.com")
    other = anchorwatch("check", "--site", "other.example", "--json")
    assert (other.code, other.out) == (1, "")
    assert "other.example is not one of your sites (acme.com)" in other.err


def test_an_export_runs_nothing_in_a_spreadsheet_and_is_there_only_when_complete(anchorwatch: Anchorwatch) -> None:
    anchorwatch.web.put("blog.example/post", b'<a href="https://acme.com/">=HYPERLINK("http://evil.example")</a>')
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links(anchorwatch.web.url("blog.example/post")), "--yes")
    anchorwatch("check")
    printed = anchorwatch("export", "--site", "acme.com")
    row = next(csv.DictReader(io.StringIO(printed.out)))
    assert row["source_url"] == anchorwatch.web.url("blog.example/post")
    assert (row["state"], row["verdict"], row["follow"], row["contract"]) == ("live", "live", "yes", "no")
    assert row["anchor_text"] == '\'=HYPERLINK("http://evil.example")'
    file = anchorwatch.folder / "links-out.csv"
    assert anchorwatch("export", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").splitlines() == printed.out.splitlines()
    nowhere = anchorwatch("export", "-o", anchorwatch.folder / "missing" / "links.csv")
    assert nowhere.code == 1
    assert nowhere.err.count("\n") == 1
    assert not list(anchorwatch.folder.glob("*.part"))


def test_a_digest_needs_a_channel_and_news(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    assert "acme.com has no channel for its digest" in anchorwatch("digest").err
    anchorwatch("site", "add", "news.example", "--channel", "C024BE91L")
    assert anchorwatch("digest", "--site", "news.example").out == "No news: nothing to post today.\n"


def test_a_digest_gathers_the_news_once_for_the_bot_to_post(anchorwatch: Anchorwatch, store: Store) -> None:
    linking = b'<title>A post</title><p>We like <a href="https://acme.com/">Acme</a></p>'
    known, fresh = (anchorwatch.web.put(f"{name}.example/post", linking) for name in ("known", "fresh"))
    anchorwatch("site", "add", "acme.com", "--channel", "C024BE91L")
    anchorwatch("import", anchorwatch.links(known), "--yes")
    anchorwatch("check")
    anchorwatch("import", anchorwatch.links(fresh), "--yes")
    assert [change["kind"] for change in anchorwatch("check", "--json").json["changes"]] == ["new"]
    assert anchorwatch("digest").out == "The digest is on its way to Slack.\n"
    with store.surveying() as tx:
        assert tx.outbox.ages(datetime.now(UTC)).counts[OutboxState.PENDING] >= 1
    assert anchorwatch("digest").out == "No news: nothing to post today.\n"
