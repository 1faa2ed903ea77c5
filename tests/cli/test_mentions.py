"""Brands on pages from the command line: saved pages offline, pages on the web through the real fetcher."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.visits import PROSE
from tests.cli.running import Anchorwatch
from tests.servers.web import Reply

URL = "https://blog.example/post"
PAGE = (
    "<html><head><title>Acme and friends</title></head><body><nav><a href='/acme'>Acme menu</a></nav>"
    "<article><h1>A post</h1><p>{prose} We like Acme&rsquo;s rockets. {extra}</p></article>"
    "<footer><p>Copyright Globex</p></footer></body></html>"
)
ASKING = ("--brand", "Acme", "--brand", "Globex", "--site", "acme.com")


def page(extra: str = "") -> str:
    return PAGE.format(prose=PROSE, extra=extra)


@pytest.fixture
def saved(anchorwatch: Anchorwatch) -> Path:
    file = anchorwatch.folder / "post.html"
    file.write_text(page(), encoding="utf-8")
    return file


def places(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mention["brand"], mention["where"]) for mention in found["mentions"]]


def test_a_saved_page_tells_where_it_names_brands(anchorwatch: Anchorwatch, saved: Path) -> None:
    found = anchorwatch("mentions", saved, "--url", URL, *ASKING, "--json").json
    assert set(found) == {"mentions", "linked"}
    assert found["linked"] == "unlinked"
    assert places(found) == [("Acme", "title"), ("Acme", "main"), ("Acme", "boilerplate"), ("Globex", "boilerplate")]
    main = found["mentions"][1]
    assert set(main) == {"brand", "text", "where", "context", "offset"}
    assert "We like Acme’s rockets." in main["context"]
    text = anchorwatch("read-page", saved, "--url", URL, "--json").json["text"]
    assert text[main["offset"] :].startswith("Acme’s rockets.")
    assert anchorwatch.web.asked == []


def test_a_person_reads_a_table(anchorwatch: Anchorwatch, saved: Path) -> None:
    ran = anchorwatch("mentions", saved, "--url", URL, *ASKING)
    assert ran.code == 0
    assert ran.out.startswith("unlinked\n")
    assert "boilerplate" in ran.out


def test_a_batch_answers_every_line(anchorwatch: Anchorwatch, saved: Path) -> None:
    line = {"file": str(saved), "url": URL, "brands": ["Acme"], "sites": ["acme.com"]}
    lines = [line, line | {"brands": "Acme"}, line | {"file": "missing.html"}, "no", line | {"sites": []}, line]
    ran = anchorwatch.process("mentions", "--batch", stdin="\n".join(map(json.dumps, lines)))
    assert (ran.code, ran.err) == (0, "")
    first, *bad, last = ran.objects
    assert first == last
    assert first["file"] == str(saved)
    assert places(first) == [("Acme", "title"), ("Acme", "main"), ("Acme", "boilerplate")]
    assert len(bad) == 4
    assert all(answer["error"] for answer in bad)


@pytest.mark.parametrize(
    ("extra", "linked"),
    [
        ("", "unlinked"),
        ('<a href="{acme.com/tools}">tools</a>', "linked"),
        ('<a rel="nofollow" href="{acme.com/tools}">tools</a>', "linked_nofollow"),
        ('<a href="{acme.com/gone}">tools</a>', "linked_broken"),
        ('<a href="{bit.ly/3xYz}">tools</a>', "linked_via_redirect"),
        ("See acme.com for more.", "plain_url"),
    ],
)
def test_a_page_on_the_web_is_visited_and_its_links_are_followed(
    anchorwatch: Anchorwatch, extra: str, linked: str
) -> None:
    web = anchorwatch.web
    extra = re.sub("{(.*?)}", lambda address: web.url(address[1]), extra)
    post = web.put("blog.example/post", page(extra).encode())
    web.put("acme.com/tools", b"<title>Tools</title>")
    web.redirect("bit.ly/3xYz", web.url("acme.com/tools"))
    found = anchorwatch.process("mentions", post, *ASKING, "--json").json
    assert found["linked"] == linked
    assert ("Acme", "main") in places(found)


@pytest.mark.parametrize("status", [401, 403, 404, 503])
def test_a_page_nobody_may_read_names_nobody_for_sure(anchorwatch: Anchorwatch, status: int) -> None:
    post = anchorwatch.web.put("blog.example/post", Reply(page().encode(), status))
    ran = anchorwatch.process("mentions", post, *ASKING, "--json")
    assert ran.json == {"mentions": [], "linked": "unverified"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Give either one URL or FILE, or --batch"),
        (("post.html", "--batch"), "Give either one URL or FILE, or --batch"),
        (("post.html", "--url", URL, "--site", "acme.com"), "Name at least one brand with --brand"),
        (("post.html", "--url", URL, "--brand", "Acme"), "Name at least one brand with --brand"),
        (("post.html", *ASKING), "Give a FILE and its address with --url"),
        (("post.html", "--url", URL, "--brand", "Acme", "--site", "localhost"), "“localhost” is a name inside"),
    ],
)
def test_wrong_questions_are_answered_with_one_sentence(
    anchorwatch: Anchorwatch, saved: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(saved.parent)
    ran = anchorwatch("mentions", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)


def test_the_platform_itself_may_be_asked_about(anchorwatch: Anchorwatch, saved: Path) -> None:
    asked = ("--brand", "Medium", "--site", "medium.com")
    assert anchorwatch("mentions", saved, "--url", URL, *asked, "--json").json["linked"] == "unlinked"
