"""Ours in B2: the worker's own path over every due link, from the planner to the recorded check."""

import asyncio

from benchmarks.measuring import measured, tell
from bot.app_parts import prepared_store
from bot.app_worker import Checker, open_checker
from bot.settings import Settings, load_settings
from storage.domain import LinkState
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
    with store.surveying() as system:
        workspace = system.workspaces.all()[0]
    with store.reading(workspace.id) as tx:
        site = tx.sites.all()[0]
    with measured() as section:
        asyncio.run(sweep(settings, store))
    with store.reading(workspace.id) as tx:
        live = tx.backlinks.list(site.id, {LinkState.LIVE}, limit=1_000_000)
    store.close()
    tell(section, sum(link.slot == 2 for link in live))


if __name__ == "__main__":
    main()
