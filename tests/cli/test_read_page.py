"""Saved pages from the command line, offline: every link in document order, and one object per line of a batch."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.running import Anchorwatch
from tests.reading.hostile_pages import HUGE

KEYS = {
    "source_url", "charset", "title", "lang", "canonical_url", "indexable", "noindex_by", "page_nofollow_by", "text",
    "links",
}  # fmt: skip
URL = "https://blog.example/a/post"
SAVED = (
    '<html lang="de"><head><title>Größe</title><link rel="canonical" href="/c"><meta name="robots" content="noindex">'
    '</head><body><map><area href="/map"></map><p>Some words <a href="../x">one</a> and <a>no link</a> then '
    '<a href="https://acme.com/" rel="nofollow">two</a></p></body></html>'
)


@pytest.fixture
def saved(anchorwatch: Anchorwatch) -> Path:
    file = anchorwatch.folder / "post.html"
    file.write_text(SAVED, encoding="latin-1")
    return file


def test_every_link_of_a_saved_page_is_read_in_order(anchorwatch: Anchorwatch, saved: Path) -> None:
    ran = anchorwatch("read-page", saved, "--url", URL, "--content-type", "text/html; charset=latin-1", "--json")
    page = ran.json
    assert set(page) == KEYS
    assert (page["source_url"], page["title"], page["lang"]) == (URL, "Größe", "de")
    assert (page["canonical_url"], page["indexable"], page["noindex_by"]) == ("https://blog.example/c", False, "meta")
    assert page["charset"] == "windows-1252"
    assert "Some words one and no link then two" in page["text"]
    found = [(link["index"], link["target_url"], link["follow"]) for link in page["links"]]
    assert found == [
        (None, "https://blog.example/map", True),
        (0, "https://blog.example/x", True),
        (1, "https://acme.com/", False),
    ]
    assert anchorwatch.web.asked == []


def test_a_person_reads_a_table(anchorwatch: Anchorwatch, saved: Path) -> None:
    ran = anchorwatch("read-page", saved, "--url", URL)
    assert (ran.code, ran.err) == (0, "")
    assert "https://blog.example/x" in ran.out


def test_a_batch_goes_on_after_lines_that_cannot_be_read(anchorwatch: Anchorwatch, saved: Path) -> None:
    good = json.dumps({"file": str(saved), "url": URL, "content_type": "text/html"})
    lines = [
        good,
        "",
        "no json",
        "[" * 100_000,
        '["a list"]',
        '{"file": "post.html"}',
        '{"file": 7, "url": "https://blog.example/"}',
        '{"file": "post.html", "url": "https://blog.example/", "content_type": 5}',
        json.dumps({"file": "missing.html", "url": URL}),
        json.dumps({"file": "bad\0name", "url": URL}),
        good,
    ]
    ran = anchorwatch.process("read-page", "--batch", stdin="\n".join(lines).encode() + b"\n\xff\xfe{")
    assert (ran.code, ran.err) == (0, "")
    first, *bad, last, garbled = ran.objects
    assert first == last
    assert set(first) == KEYS | {"file"}
    assert len(bad) == 8
    assert all(it["error"] for it in [*bad, garbled])
    assert bad[-2] == {"file": "missing.html", "error": "Cannot read missing.html: no such file or directory."}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("missing.html", "--url", URL), 1, "Cannot read missing.html: no such file or directory."),
        ((".", "--url", URL), 1, "Cannot read .: is a directory."),
        (("/dev/zero", "--url", URL), 1, "/dev/zero is larger than 50 MB, which no page is."),
        (("post.html",), 2, "Give a FILE and its address with --url"),
        ((), 2, "Give a FILE and its address with --url"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    anchorwatch: Anchorwatch, saved: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = anchorwatch("read-page", *words)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


def test_a_hostile_page_is_answered_soon_with_one_sentence_and_holds_up_no_batch(
    anchorwatch: Anchorwatch, saved: Path
) -> None:
    hostile = anchorwatch.folder / "hostile.html"
    hostile.write_bytes(HUGE)
    began = time.monotonic()
    ran = anchorwatch.process("read-page", hostile, "--url", URL, "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "cannot be read" in ran.err or "takes too long" in ran.err or "gave up" in ran.err
    lines = "".join(json.dumps({"file": str(file), "url": URL}) + "\n" for file in (hostile, saved, hostile, saved))
    answers = anchorwatch.process("read-page", "--batch", stdin=lines).objects
    assert ["error" in answer for answer in answers] == [True, False, True, False]
    assert time.monotonic() - began < 40
