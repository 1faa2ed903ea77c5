"""What holds for every source there is, over loopback and through the real HTTP path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

import pytest

from jobs.sources.errors import SourceError
from jobs.sources.port import Ask, Explains, Reply, Subject
from jobs.sources.registry import SOURCES
from storage.domain import Brand
from tests.jobs.world import World
from tests.servers.web import Reply as Answer
from tests.servers.web import SiteServer
from tests.sources.described import DESCRIBED
from tests.sources.polling import JSON, Bench, a_bench, watch_feed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = [kind.name for kind in SOURCES]
HOSTILE = (
    "\u202egnp.exe\u202c \u2066x <!channel> *_~`& <https://evil.example> before\0after half \ud83d a character "
    + "long " * 200_000
)
HALF = "half \ud83d a character"
LATEST = "9999-12-31T23:59:59-12:00"  # which no clock in UTC can show

NO_ANSWERS = (
    ("<!doctype html><title>Just a moment…</title>", 200),
    ('{"unheard": ["of"]}', 200),
    ("[[[[", 200),
    ("[" * 100_000, 200),
    ("", 200),
    ("null", 200),
    ("<h1>Bad gateway</h1>", 502),
)


@pytest.fixture(params=NAMES)
def bench(request: pytest.FixtureRequest, world: World, site_server: SiteServer) -> Bench:
    return bench_of(request.param, world, site_server)


@pytest.fixture(params=[kind.name for kind in SOURCES if kind.pace.is_one_server])
def one_server(request: pytest.FixtureRequest, world: World, site_server: SiteServer) -> Bench:
    return bench_of(request.param, world, site_server)


def bench_of(name: str, world: World, server: SiteServer) -> Bench:
    here = server.url(f"api.{name}.example/").rstrip("/")
    settings = {variable: value.format(here=here) for variable, value in DESCRIBED[name].settings.items()}
    bench = a_bench(world, server, name, settings)
    if sign_in := DESCRIBED[name].sign_in:
        server.put(f"api.{name}.example/{sign_in[0]}", Answer(sign_in[1].encode(), 200, JSON))
    if DESCRIBED[name].is_feed:
        watch_feed(bench, f"{here}/feed")
    return bench


def answer_with(bench: Bench, text: str, status: int = 200, **headers: str) -> None:
    said = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    bench.server.put(f"api.{bench.names[0]}.example/*", Answer(text.encode(), status, (*JSON, *said)))


def description(bench: Bench) -> Any:
    return DESCRIBED[bench.names[0]]


def test_every_source_is_described() -> None:
    assert set(NAMES) == set(DESCRIBED)


def test_a_full_answer_names_pages_and_ends_the_poll(bench: Bench) -> None:
    answer_with(bench, description(bench).full)
    assert bench.poll() > 0
    assert bench.candidates
    assert {poll.trouble for poll in bench.polls} == {None}
    assert any(poll.found for poll in bench.polls)
    assert all(poll.watermark and not poll.cursor for poll in bench.polls)


def test_an_empty_answer_is_an_answer(bench: Bench) -> None:
    answer_with(bench, description(bench).empty)
    bench.poll()
    assert bench.candidates == ()
    assert all(poll.watermark and poll.trouble is None for poll in bench.polls)


def test_what_is_no_answer_is_never_nothing_found(bench: Bench) -> None:
    for body, status in NO_ANSWERS:
        answer_with(bench, body, status)
        assert bench.poll()
        assert bench.candidates == ()
        assert all(poll.trouble and poll.watermark is None for poll in bench.polls)
        assert bench.state.trouble or not bench.sources[0].source.pace.is_one_server
        bench.world.clock.advance(timedelta(days=7))


def test_a_wrong_key_is_told_once_and_loses_no_watermark(one_server: Bench) -> None:
    bench = one_server
    answer_with(bench, description(bench).empty)
    bench.poll()
    marks = [poll.watermark for poll in bench.polls]
    answer_with(bench, '{"error": "unauthorized"}', 401)
    for _ in range(2):
        bench.world.clock.advance(timedelta(days=7))
        bench.poll()
    assert len(bench.refused) == 1
    assert [poll.watermark for poll in bench.polls] == marks


def test_a_busy_source_is_left_alone(one_server: Bench) -> None:
    bench = one_server
    answer_with(bench, "{}", 429, Retry_After="7200")
    bench.poll()
    asked = len(bench.server.asked)
    assert bench.poll() == 0
    assert len(bench.server.asked) == asked
    assert bench.state.open_until is not None


def test_hostile_texts_are_kept_as_texts_and_no_longer_than_we_can(bench: Bench) -> None:
    full = json.loads(description(bench).full)
    for name in description(bench).texts:
        _set(full, name, HOSTILE)
    answer_with(bench, json.dumps(full))
    bench.poll()
    for candidate in bench.candidates:
        for said in (candidate.title, candidate.snippet, candidate.author):
            assert len(said) <= 2_000
            assert "\0" not in said
            said.encode()
    assert all(poll.watermark or poll.trouble for poll in bench.polls)


def test_an_answer_of_ten_megabytes_is_refused_or_cut(bench: Bench) -> None:
    full = json.loads(description(bench).full)
    for name in description(bench).texts:
        _set(full, name, "long " * 2_000_000)
    answer_with(bench, json.dumps(full))
    bench.poll()
    assert {poll.trouble for poll in bench.polls} == {"its answer is too large"}


def test_dates_in_the_future_are_no_dates(bench: Bench) -> None:
    full = json.loads(description(bench).full)
    for name in description(bench).dates:
        _set(full, name, 32_503_680_000 if isinstance(_get(full, name), int) else "3000-01-01T00:00:00Z")
    answer_with(bench, json.dumps(full))
    bench.poll()
    assert bench.candidates
    assert all(candidate.published_at is None for candidate in bench.candidates)


@pytest.mark.parametrize("name", NAMES)
def test_any_value_may_be_of_any_type(name: str, world: World, site_server: SiteServer) -> None:
    bench = bench_of(name, world, site_server)
    source = bench.sources[0].source
    asks = [
        Ask(query, NOW, since=NOW)
        for query in source.queries(Subject(("acme.com",), (Brand(("Acme Rockets",)),), ("https://blog.example/feed",)))
    ]
    for ask in asks:
        for changed in _changed(json.loads(DESCRIBED[name].full)):
            reply = Reply(200, {}, json.dumps(changed).encode(), "https://api.example/", NOW)
            try:
                if isinstance(source, Explains):
                    source.explain(reply)
                page = source.read(ask, reply)
                source.request(replace(ask, cursor=page.next_cursor, memory=page.memory))
            except SourceError:
                continue


def _changed(value: Any) -> Iterator[Any]:
    """The same JSON with one value after another replaced by others, and each key once missing."""
    for path in list(_paths(value)):
        for other in (None, True, -1, 7.5, 10**30, inf, "", "x", HALF, LATEST, [], [None], {}, {"a": 1}):
            changed = deepcopy(value)
            _at(changed, path[:-1])[path[-1]] = other
            yield changed
        changed = deepcopy(value)
        del _at(changed, path[:-1])[path[-1]]
        yield changed


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from _paths(one, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _get(value: Any, name: str) -> Any:
    return next(_at(value, path) for path in _paths(value) if path[-1] == name)


def _set(value: Any, name: str, text: Any) -> None:
    for path in [path for path in _paths(value) if path[-1] == name]:
        _at(value, path[:-1])[name] = text
