"""Every feed of the collection that lies beside the repository reads as it should."""

from __future__ import annotations

import ast
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jobs.analysis.feeds import Feed, FeedEntry, UnreadableFeedError, read_feed
from jobs.analysis.plain_words import plain_words
from jobs.analysis.unwrapping import unwrap
from tests.analysis.readings import SHARED_DATA

FEEDS = SHARED_DATA / "feeds"
GOLD: list[dict[str, Any]] = json.loads((FEEDS / "gold.json").read_text()) if (FEEDS / "gold.json").exists() else []
SERVED_AT = "http://127.0.0.1:8097"
_ASSERTED = re.compile(r"entries\[(\d+)\]\['(link|id|title|author)'\] == (u?'[^']*'|\"[^\"]*\")$")


@pytest.mark.skipif(not GOLD, reason="the collection of feeds is not here")
@pytest.mark.parametrize("gold", GOLD, ids=[gold["file"].removeprefix("files/") for gold in GOLD])
def test_a_real_feed_reads_as_it_should(gold: dict[str, Any]) -> None:
    feed = _read(gold)
    assert len(feed.entries) == gold["n_entries"]
    assert (feed.kind or None) == (gold["version"] or None)
    assert _same_words(feed.title, gold["feed_title"], gold)
    for entry, expected in zip(feed.entries, gold["entries"], strict=False):
        assert (entry.link or None, entry.id or None) == (expected["link"] or None, expected["id"] or None)
        assert (entry.published, entry.updated) == (_moment(expected["published"]), _moment(expected["updated"]))
        assert _same_words(entry.title, expected["title"], gold)
    _as_its_makers_say(feed, gold["upstream_expect"])
    if "unwrapped" in gold:
        assert [unwrap(entry.link) for entry in feed.entries] == gold["unwrapped"]


def _read(gold: dict[str, Any]) -> Feed:
    headers = gold["headers"]
    url = f"{SERVED_AT}/{Path(gold['file']).name}"
    try:
        return read_feed(
            (FEEDS / gold["file"]).read_bytes(),
            url,
            headers.get("content-type", ""),
            headers.get("content-location", ""),
        )
    except UnreadableFeedError:  # as good as nothing to read
        return Feed(gold["version"], "", "", ())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _same_words(ours: str, gold: str | None, whole: dict[str, Any]) -> bool:
    """Or the same bytes in the charset that the feed's makers assert, where the gold took them for Latin letters."""
    theirs = gold or ""
    asserted = re.search(r"encoding == '([^']+)'", whole["upstream_expect"] or "")
    if asserted and asserted[1].lower() != whole["encoding"].lower():
        theirs = theirs.encode("iso-8859-1").decode(asserted[1])
    return ours in (plain_words(theirs), " ".join(theirs.split()), plain_words(gold or ""))


def _as_its_makers_say(feed: Feed, expected: str | None) -> None:
    for claim in (expected or "").split(" and "):
        if found := _ASSERTED.match(claim.strip()):
            entry: FeedEntry = feed.entries[int(found[1])]
            said = str(ast.literal_eval(found[3].removeprefix("u")))
            assert getattr(entry, found[2]) in (said, plain_words(said))
