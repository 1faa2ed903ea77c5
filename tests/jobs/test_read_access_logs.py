"""Access logs: rotated in every way, read once, believed from two visitors on, and nobody's address anywhere."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.blocks.sources import source_line
from jobs.list_sources import ListSources, SourceHealth
from jobs.log_files import Logs
from jobs.read_access_logs import SOURCE, ReadAccessLogs
from storage.domain import Candidate, Referrals, SourceState
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.world import World, new_world

ONE, OTHER = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    return new_world(store, clock)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "access.log"


@pytest.fixture
def reader(world: World, log: Path) -> ReadAccessLogs:
    return ReadAccessLogs(world.store, (Logs(f"{log}*", "acme.com"),), world.clock)


def line(page: str, client: str = ONE, path: str = "/guide", status: int = 200, day: str = "02/Mar/2026") -> str:
    return (
        f'{client} - - [{day}:10:11:12 +0000] "GET {path} HTTP/1.1" {status} 5123 '
        f'"https://{page}" "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0"\n'
    )


def write(log: Path, lines: Iterable[str]) -> None:
    with log.open("a", encoding="utf-8") as opened:
        opened.writelines(lines)


def by_two(page: str, **more: object) -> list[str]:
    return [line(page, ONE, **more), line(page, OTHER, **more)]


def heard(world: World) -> tuple[Candidate, ...]:
    with world.store.surveying() as tx:
        return tuple(candidate for _, candidate in tx.candidates.due(world.clock(), 10_000))


def counted(world: World) -> dict[str, tuple[int, int]]:
    """Hits and misses by page."""
    with world.store.reading(world.workspace_id) as tx:
        days: tuple[Referrals, ...] = tx.visitors.of_site(world.site.id, date(2000, 1, 1))
    found: dict[str, tuple[int, int]] = {}
    for one in days:
        hits, missing = found.get(one.url.removeprefix("https://"), (0, 0))
        found[one.url.removeprefix("https://")] = hits + one.hits, missing + one.missing
    return found


def state(world: World) -> SourceState:
    with world.store.surveying() as tx:
        return tx.sources.get(SOURCE)


def test_a_page_from_which_two_came_is_a_candidate_with_the_page_it_led_to(
    world: World, log: Path, reader: ReadAccessLogs
) -> None:
    write(log, [*by_two("blog.example/post"), line("blog.example/lonely"), line("acme.com/", OTHER)])
    assert reader.read() == 1
    (found,) = heard(world)
    assert (found.url, found.target_url) == ("https://blog.example/post", "https://acme.com/guide")
    with world.store.reading(world.workspace_id) as tx:
        assert [one.source for one in tx.candidates.witnesses([found.id])[found.id]] == [SOURCE]
    assert counted(world) == {"blog.example/post": (2, 0)}


def test_a_second_visitor_may_come_later_and_the_first_counts_then(
    world: World, log: Path, reader: ReadAccessLogs
) -> None:
    write(log, [line("blog.example/post"), line("blog.example/post", "203.0.113.200")])
    reader.read()
    assert heard(world) == ()
    write(log, [line("blog.example/post", OTHER, day="03/Mar/2026")])
    reader.read()
    assert len(heard(world)) == 1
    assert counted(world) == {"blog.example/post": (3, 0)}


def test_visitors_who_found_nothing_are_counted_apart(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, by_two("blog.example/post", path="/old", status=404))
    reader.read()
    assert counted(world) == {"blog.example/post": (2, 2)}
    assert heard(world)[0].target_url == "https://acme.com/old"


def test_nothing_is_read_twice_and_half_a_line_not_at_all(world: World, log: Path, reader: ReadAccessLogs) -> None:
    first, second = by_two("blog.example/post")
    write(log, [first, second[:40]])
    reader.read()
    reader.read()
    assert counted(world) == {}
    write(log, [second[40:]])
    reader.read()
    reader.read()
    assert counted(world) == {"blog.example/post": (2, 0)}


def test_a_log_that_is_renamed_and_begun_anew_loses_nothing(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, by_two("blog.example/one"))
    reader.read()
    write(log, by_two("blog.example/late"))
    log.rename(log.with_name("access.log.1"))
    write(log, by_two("blog.example/two"))
    reader.read()
    expected = {f"blog.example/{name}": (2, 0) for name in ("one", "late", "two")}
    assert counted(world) == expected
    reader.read()
    assert counted(world) == expected


def test_a_log_that_is_copied_and_cut_off_loses_nothing(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, by_two("blog.example/one"))
    reader.read()
    shutil.copy(log, log.with_name("access.log.1"))
    os.truncate(log, 0)
    write(log, by_two("blog.example/two"))
    reader.read()
    assert counted(world) == {"blog.example/one": (2, 0), "blog.example/two": (2, 0)}


def test_a_log_that_is_packed_is_the_same_log(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, by_two("blog.example/one"))
    reader.read()
    write(log, by_two("blog.example/late"))
    with gzip.open(log.with_name("access.log.2.gz"), "wb") as packed:
        packed.write(log.read_bytes())
    log.unlink()
    reader.read()
    reader.read()
    assert counted(world) == {"blog.example/one": (2, 0), "blog.example/late": (2, 0)}


def test_a_reader_that_begins_anew_goes_on_where_the_last_one_was(
    world: World, log: Path, reader: ReadAccessLogs
) -> None:
    write(log, by_two("blog.example/one"))
    reader.read()
    anew = ReadAccessLogs(world.store, reader.logs, world.clock)
    write(log, [line("blog.example/one")])
    anew.read()
    assert counted(world) == {"blog.example/one": (3, 0)}  # a page that is known needs no second visitor


@pytest.mark.parametrize("content", [b"\x1f\x8b\x08\x00broken", gzip.compress(os.urandom(5000))[:2000]])
def test_a_damaged_file_is_told_and_holds_up_no_other(
    world: World, log: Path, reader: ReadAccessLogs, content: bytes
) -> None:
    log.with_name("access.log.0.gz").write_bytes(content)
    write(log, by_two("blog.example/one"))
    reader.read()
    assert counted(world) == {"blog.example/one": (2, 0)}
    assert "access.log.0.gz cannot be read" in str(state(world).trouble)


def test_another_format_and_a_missing_file_are_told(world: World, log: Path, reader: ReadAccessLogs) -> None:
    reader.read()
    assert "there is no file" in str(state(world).trouble)
    write(log, ['{"time": "2026-03-02", "referer": "https://blog.example/"}\n'])
    reader.read()
    reader.read()  # nothing new, and no better
    assert "is not in the combined format" in str(state(world).trouble)
    log.unlink()
    write(log, by_two("blog.example/one"))
    reader.read()
    assert state(world).trouble is None
    assert state(world).last_success_at == world.clock()


def test_without_a_domain_a_log_is_that_of_the_only_site(world: World, log: Path) -> None:
    write(log, by_two("blog.example/one"))
    reader = ReadAccessLogs(world.store, (Logs(str(log)),), world.clock)
    other = world.add_site("other.example")
    reader.read()
    assert "is no site's log" in str(state(world).trouble)
    assert counted(world) == {}
    named = replace(reader, logs=(Logs(str(log), "other.example"),))
    named.read()
    with world.store.reading(world.workspace_id) as tx:
        assert len(tx.visitors.of_site(other.id, date(2000, 1, 1))) == 1


def test_how_the_logs_are_doing_stands_with_the_other_sources(world: World, log: Path, reader: ReadAccessLogs) -> None:
    sources = ListSources(world.store, (), {}, (), world.clock)
    assert SOURCE not in {one.name for one in sources.all(world.workspace_id)}
    write(log, by_two("blog.example/one"))
    reader.read()
    (found,) = [one for one in sources.all(world.workspace_id) if one.name == SOURCE]
    assert (found.health, found.found, found.last_success_at) == (SourceHealth.WORKS, 1, world.clock())
    log.unlink()
    reader.read()
    (found,) = [one for one in sources.all(world.workspace_id) if one.name == SOURCE]
    assert found.health is SourceHealth.TROUBLED
    assert "there is no file" in source_line(found)


def test_no_address_of_a_visitor_is_anywhere(
    world: World, log: Path, reader: ReadAccessLogs, database_url: str
) -> None:
    clients = ["203.0.113.9", "198.51.100.7", "2001:db8:77:88::99"]
    write(log, [line("blog.example/post", client, "/guide?name=robin") for client in clients])
    reader.read()
    assert counted(world) == {"blog.example/post": (3, 0)}
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
        said = "\n".join(database.iterdump())
    for secret in [*clients, "203.0.113", "198.51.100", "2001:db8", "robin", "Mozilla", "cb0071", "c63364"]:
        assert secret not in said.lower()


def test_a_flood_of_made_up_pages_ends(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, [text for at in range(2_200) for text in by_two(f"spam{at}.example/")])
    for _ in range(3):
        reader.read()
    assert len(counted(world)) == 2_000


def test_old_days_are_forgotten(world: World, log: Path, reader: ReadAccessLogs) -> None:
    write(log, by_two("blog.example/one") + by_two("blog.example/old", day="02/Jan/2026"))
    reader.read()
    reader.forget_old()
    assert counted(world) == {"blog.example/one": (2, 0)}
    world.clock.advance(timedelta(days=200))
    reader.forget_old()
    assert counted(world) == {}


def test_a_large_log_needs_little_memory(tmp_path: Path, database_url: str) -> None:
    """What is held does not grow with the log, nor with a line that never ends."""
    log = tmp_path / "access.log"
    block = "".join(line(f"blog{at % 300}.example/{at}", f"203.{at % 250}.113.9") for at in range(6_000)) * 10
    with log.open("w", encoding="utf-8") as opened:
        for _ in range(3):
            opened.write(block)
        opened.write("x" * 5_000_000 + "\n")
    script = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from jobs.log_files import Logs; from jobs.read_access_logs import ReadAccessLogs;"
        "from storage.store import open_store;"
        "from storage.domain import SiteSettings; from tests.memory import peak_megabytes;"
        f"store = open_store({database_url!r}); now = lambda: datetime(2026, 3, 2, tzinfo=UTC);\n"
        "with store.system() as tx: one = tx.workspaces.ensure('T1', 'One')\n"
        "with store.transaction(one.id) as tx: tx.sites.add(SiteSettings(('acme.com',)), now())\n"
        f"reader = ReadAccessLogs(store, (Logs({str(log)!r}),), now); before = peak_megabytes()\n"
        "reader.read(); reader.read()\n"
        "print(peak_megabytes() - before)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert log.stat().st_size > 30_000_000
    assert int(ran.stdout) < 40
