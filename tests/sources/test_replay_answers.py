"""What was answered is kept for two weeks, also what nobody could read: a mended reader finds what it had missed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from jobs.analysis.unwrapping import mention_address
from jobs.read_answers import AnswerReader
from jobs.replay_answers import ReplayAnswers, Replayed
from jobs.sources.hackernews import HackerNews
from jobs.sources.port import Ask, Page, Reply
from tests.jobs.world import World
from tests.servers.web import SiteServer
from tests.sources.polling import Bench, a_bench, as_json

SEARCH = "api.hackernews.example/*"
HIT = {"objectID": "1", "created_at_i": 1_700_000_000, "title": "t", "url": "https://blog.example/a"}
FOUND = as_json({"hits": [HIT], "nbPages": 1})
DRIFTED = as_json({"results": [HIT], "nbPages": 1})


@dataclass(frozen=True)
class Mended(HackerNews):
    """Knows the new name of what it looks for."""

    def read(self, ask: Ask, reply: Reply) -> Page:
        return super().read(ask, replace(reply, body=reply.body.replace(b'"results"', b'"hits"')))


@pytest.fixture
def bench(world: World, site_server: SiteServer) -> Bench:
    return a_bench(world, site_server, "hackernews")


def replayed(bench: Bench, *, mended: bool = False) -> Replayed:
    (one,) = bench.sources
    if mended:
        one = replace(one, source=Mended())
    with AnswerReader() as reader:
        again = ReplayAnswers(bench.world.store, (one,), reader, mention_address, bench.world.clock)
        return asyncio.run(again.replay(bench.world.workspace_id))


def test_an_answer_that_nobody_could_read_is_read_by_a_mended_reader(bench: Bench) -> None:
    bench.server.put(SEARCH, DRIFTED)
    bench.poll()
    assert not bench.candidates
    assert replayed(bench) == Replayed(answers=2, unread=2, found=0)
    asked, marks = len(bench.server.asked), [poll.watermark for poll in bench.polls]
    assert replayed(bench, mended=True) == Replayed(answers=2, unread=0, found=2)
    assert bench.candidates
    assert (len(bench.server.asked), [poll.watermark for poll in bench.polls]) == (asked, marks)


def test_what_is_known_is_not_heard_twice_and_old_answers_are_forgotten(bench: Bench) -> None:
    bench.server.put(SEARCH, FOUND)
    bench.poll()
    assert replayed(bench) == Replayed(answers=2, unread=0, found=0)
    with bench.world.store.system() as tx:
        tx.polls.forget_answers(bench.world.clock() + timedelta(seconds=1))
    assert replayed(bench) == Replayed()
