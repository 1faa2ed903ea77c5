"""Drains hosts of a world's links through the real fetcher, parser and recorder, from plain tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from jobs.check_backlinks import CheckBacklinks
from jobs.look_closer import LookCloser
from jobs.parse_pages import PageParser
from jobs.record_together import RecordTogether
from jobs.web.opening import open_fetcher
from storage.domain import DueLink
from tests.jobs.world import World
from tests.servers.web import SiteServer


def drain(world: World, server: SiteServer, host: str, **changes: Any) -> None:
    """Drain a host once. ``changes`` replace fields of the use case."""

    async def use(check: CheckBacklinks) -> None:
        await check.drain(host)

    with_checker(world, server, use, **changes)


def with_checker(
    world: World, server: SiteServer, use: Callable[[CheckBacklinks], Awaitable[None]], **changes: Any
) -> None:
    async def run() -> None:
        async with open_fetcher(server.rules(), world.clock) as fetch:
            with PageParser() as parser:
                closer = LookCloser(fetch, parser.read, Random(7))
                parts = {"closer": closer, **_storage(world), "now": world.clock, **changes}
                await use(CheckBacklinks(**parts))

    asyncio.run(run())


def _storage(world: World) -> dict[str, Any]:
    async def off_loop(call: Callable[[], Any]) -> Any:
        return await asyncio.to_thread(call)

    def due(host: str, limit: int) -> tuple[DueLink, ...]:
        with world.store.surveying() as tx:
            return tx.planner.due_links(host, world.clock(), limit)

    return {
        "record": RecordTogether(world.records.record, off_loop).record,
        "due": lambda host, limit: off_loop(lambda: due(host, limit)),
        "note_host": lambda host, failures, until: off_loop(lambda: world.records.note_host(host, failures, until)),
    }
