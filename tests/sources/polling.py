"""Asks a source over loopback as the worker does, and tells what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from jobs.analysis.unwrapping import mention_address
from jobs.plan_polls import PlanPolls
from jobs.poll_sources import PollSources
from jobs.read_answers import AnswerReader
from jobs.sources.registry import Configured, configured
from jobs.web.source_client import open_source_client
from storage.domain import Candidate, Poll, SiteSettings, SourceState
from tests.jobs.world import World
from tests.servers.web import LOOPBACK, Asked, Reply, SiteServer

JSON = (("Content-Type", "application/json"),)


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    said = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return Reply(json.dumps(value).encode(), status, (*JSON, *said))


@dataclass
class Bench:
    """acme.com with the brand Acme Rockets, and one source whose address is a host of the loopback server."""

    world: World
    server: SiteServer
    settings: dict[str, str]
    names: tuple[str, ...]
    refused: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    strangers_on_loopback: bool = False

    def poll(self, times: int = 1) -> int:
        """Let what is due be asked ``times`` times; returns how many queries were asked."""
        PlanPolls(self.world.store, self.sources, self.world.clock).plan()
        return sum(asyncio.run(self._poll()) for _ in range(times))

    def next_round(self) -> int:
        """Ask again when every query is due and every breaker has closed."""
        self.world.clock.advance(timedelta(days=1))
        return self.poll()

    @property
    def sources(self) -> tuple[Configured, ...]:
        return tuple(one for one in configured(self.settings) if one.source.name in self.names)

    @property
    def polls(self) -> tuple[Poll, ...]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return tx.polls.of_site(self.world.site.id)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every page that was named, oldest first."""
        with self.world.store.surveying() as tx:
            return tuple(candidate for _, candidate in tx.candidates.due(self.world.clock(), 10_000))

    @property
    def state(self) -> SourceState:
        with self.world.store.surveying() as tx:
            return tx.sources.get(self.names[0])

    async def _poll(self) -> int:
        async def off_loop(call: Callable[[], Any]) -> Any:
            return await asyncio.to_thread(call)

        async def sleep(seconds: float) -> None:
            self.waited.append(seconds)

        trusted = [address for one in self.sources for address in one.addresses]
        rules = self.server.rules(allow_networks=(LOOPBACK,) if self.strangers_on_loopback else ())
        async with open_source_client(rules, self.world.clock, trusted) as client:
            with AnswerReader() as reader:
                return await PollSources(
                    self.world.store,
                    self.sources,
                    client.call,
                    reader,
                    mention_address,
                    off_loop,
                    self.world.clock,
                    lambda one, why: self.refused.append(f"{one.source.name}: {why}"),
                    sleep,
                ).poll()


def a_bench(world: World, server: SiteServer, name: str, settings: Mapping[str, str] | None = None) -> Bench:
    """``NAME_BASE_URL`` is ``http://api.<name>.example`` on the loopback server unless ``settings`` say otherwise."""
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.change(world.site.id, SiteSettings(("acme.com",), ("Acme Rockets",), "C0LINKS"))
    server.put(f"api.{name}.example/none", b"")
    base = {f"{name}_BASE_URL".upper(): server.url(f"api.{name}.example/").rstrip("/")}
    return Bench(world, server, {**base, **(settings or {})}, (name,))


def watch_feed(bench: Bench, url: str) -> None:
    """A feed is a stranger's, and here strangers are on loopback too."""
    bench.strangers_on_loopback = True
    with bench.world.store.transaction(bench.world.workspace_id) as tx:
        tx.polls.watch_feed(bench.world.site.id, url, "U0ROBIN", bench.world.clock())


def answering(*replies: Reply) -> Callable[[Asked], Reply]:
    """One reply after another; the last one for ever."""
    left = list(replies)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]
