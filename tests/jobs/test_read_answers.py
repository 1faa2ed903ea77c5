"""What strangers answer is read where it can be stopped, and what is read there is what would be read here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from jobs.read_answers import AnswerReader
from jobs.reading.lone_reader import Bounds
from jobs.sources.errors import SchemaDriftError
from jobs.sources.feeds import Feeds
from jobs.sources.port import Ask, Page, Query, Reply
from storage.domain import Wanted

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ASK = Ask(Query(Wanted.MENTIONS, "https://blog.example/feed"), NOW)
GOOD = (
    b"<rss version='2.0'><channel><item><title>On rockets</title><link>https://b.example/1</link>"
    b"<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"
)
SLOW = b"<rss version='2.0'><channel>" + b"<item/>" * 600_000 + b"</channel></rss>"


def answer(body: bytes, status: int = 200) -> Reply:
    return Reply(status, {"etag": '"1"'}, body, ASK.query.text, NOW)


def read(reader: AnswerReader, body: bytes, *, is_strangers: bool = True) -> Page:
    return asyncio.run(reader.read(Feeds(), ASK, answer(body), is_strangers=is_strangers))


@pytest.fixture
def reader() -> Iterator[AnswerReader]:
    with AnswerReader() as reader:
        yield reader


def test_what_is_read_apart_is_what_would_be_read_here(reader: AnswerReader) -> None:
    assert read(reader, GOOD) == read(reader, GOOD, is_strangers=False) == Feeds().read(ASK, answer(GOOD))
    assert read(reader, GOOD).findings[0].published_at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_what_is_no_answer_is_refused_in_the_same_words(reader: AnswerReader) -> None:
    for apart in (True, False):
        with pytest.raises(SchemaDriftError, match="what is there is no feed"):
            read(reader, b"<html></html>", is_strangers=apart)


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    with AnswerReader(replace(Bounds(), seconds=1.0, memory=400_000_000)) as reader:
        assert read(reader, GOOD).findings
        with pytest.raises(SchemaDriftError, match="takes too long to read"):
            read(reader, SLOW)
    with AnswerReader() as reader:
        assert read(reader, GOOD).findings


def test_a_feed_that_takes_too_much_of_the_processor_is_given_up_and_the_next_one_is_read() -> None:
    with AnswerReader(replace(Bounds(), seconds=60.0, cpu_seconds=1, memory=400_000_000)) as reader:
        with pytest.raises(SchemaDriftError, match="within its bounds"):
            read(reader, SLOW)
        assert read(reader, GOOD).findings


def test_a_feed_that_takes_too_much_memory_is_given_up_and_the_next_one_is_read() -> None:
    with AnswerReader(replace(Bounds(), seconds=60.0, memory=90_000_000)) as reader:
        with pytest.raises(SchemaDriftError):
            read(reader, SLOW)
        assert read(reader, GOOD).findings
