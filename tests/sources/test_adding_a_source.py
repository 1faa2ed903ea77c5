"""The recipe for a source is true: what docs/adding-a-source.md shows is run here as it stands there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from jobs.sources import registry
from jobs.sources.port import options_of
from tests.jobs.world import World
from tests.servers.web import Asked, Reply, SiteServer
from tests.sources import polling
from tests.sources.polling import Bench, a_bench, as_json

DOCUMENT = Path(__file__).parents[2] / "docs" / "adding-a-source.md"
SOURCE, LINE, TEST = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.S | re.M)


@pytest.fixture
def discourse(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The document's source, in a module and in the registry, as if its two files had been written."""
    module = ModuleType("jobs.sources.discourse")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(SOURCE, str(DOCUMENT), "exec"), module.__dict__)
    monkeypatch.setattr(registry, "SOURCES", (*registry.SOURCES, module.Discourse))
    return module


@pytest.fixture
def bench(discourse: ModuleType, world: World, site_server: SiteServer) -> Bench:
    site_server.put("forum.example/none", b"")
    forum = site_server.url("forum.example/").rstrip("/")
    return a_bench(world, site_server, "discourse", {"DISCOURSE_FORUMS": forum, "DISCOURSE_API_KEY": "k3y"})


def test_the_line_names_the_source_of_the_file(discourse: ModuleType) -> None:
    assert f"    {discourse.Discourse.__name__},\n" in LINE
    assert LINE.splitlines()[0] in Path(registry.__file__).read_text(encoding="utf-8")


def test_its_settings_are_those_that_the_document_names(discourse: ModuleType) -> None:
    for one in options_of(discourse.Discourse):
        assert f"`{one.variable}`" in DOCUMENT.read_text(encoding="utf-8")


def test_the_test_of_the_document_passes(bench: Bench) -> None:
    written: dict[str, object] = {**vars(polling)}
    exec(compile(TEST, str(DOCUMENT), "exec"), written)
    (test,) = [value for name, value in written.items() if name.startswith("test_") and callable(value)]
    test(bench)


def test_the_source_of_the_document_pages_to_the_end_and_asks_since_the_watermark(bench: Bench) -> None:
    def forum(asked: Asked) -> Reply:
        page = int(asked.parameters["page"])
        posts = [{"topic_id": page, "post_number": 1, "created_at": "2026-02-01T10:00:00.000Z"}]
        return as_json({"posts": posts, "grouped_search_result": {"more_full_page_results": page < 3 or None}})

    bench.server.put("forum.example/*", forum)
    bench.poll()
    assert len(bench.candidates) == 3
    assert bench.polls[0].watermark == bench.world.clock()
    assert bench.server.asked[0].headers["api-key"] == "k3y"
    bench.next_round()
    assert bench.server.asked[-1].parameters["q"] == '"acme.com" order:latest after:2026-03-02'


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"posts": [{}, {}]}', b'{"posts": "none"}'])
def test_the_source_of_the_document_takes_no_error_for_nothing_found(bench: Bench, body: bytes) -> None:
    bench.server.put("forum.example/*", Reply(body))
    bench.poll()
    assert bench.polls[0].trouble
    assert bench.polls[0].watermark is None
