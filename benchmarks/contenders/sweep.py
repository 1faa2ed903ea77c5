"""Ours in B2: the worker's own path over every due link, from the planner to the recorded check."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.measuring import measured, tell
from bot.app_parts import prepared_store
from bot.app_worker import Checker, open_checker
from bot.settings import Settings, load_settings
from storage.engine import database_file
from storage.store import Store

_PLAN_SECONDS = 0.5


async def sweep(settings: Settings, store: Store) -> None:
    """Visit until nothing is due."""
    async with open_checker(settings, store) as checker:
        running = asyncio.create_task(checker.runner.run())
        planned = 1
        while planned or _is_busy(checker):
            planned = await asyncio.to_thread(checker.plan.plan)
            await asyncio.sleep(_PLAN_SECONDS)
        checker.runner.stop()
        await running


def _is_busy(checker: Checker) -> bool:
    health = checker.runner.health()
    return bool(health.waiting or health.draining)


def main() -> None:
    settings = load_settings()
    store = prepared_store(settings)
    with measured() as section:
        asyncio.run(sweep(settings, store))
    store.close()
    tell(section, _found_live_twice(database_file(settings.database_url)))


def _found_live_twice(file: Path) -> int:
    """Counted in the file: links as values would be the largest thing this process ever held."""
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM backlinks WHERE state = 'live' AND slot = 2").fetchone()
    return int(found)


if __name__ == "__main__":
    main()
