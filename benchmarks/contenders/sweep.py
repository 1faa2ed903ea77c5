"""Ours in B2: the worker's own path over every due link, from the planner to the recorded check."""

import asyncio
from datetime import UTC, datetime

from benchmarks.measuring import measured, tell
from bot.app import open_checker, prepared_store
from bot.settings import Settings, load_settings
from storage.domain import LinkState, SiteId, WorkspaceId
from storage.store import Store

_PLAN_SECONDS = 0.5


async def sweep(settings: Settings, store: Store, workspace_id: WorkspaceId, site_id: SiteId) -> None:
    """Visit until nothing is due."""

    def due() -> int:
        with store.reading(workspace_id) as tx:
            return tx.backlinks.count_due(site_id, datetime.now(UTC))

    async with open_checker(settings, store) as checker:
        running = asyncio.create_task(checker.runner.run())
        while await asyncio.to_thread(due):
            await asyncio.to_thread(checker.plan.plan)
            await asyncio.sleep(_PLAN_SECONDS)
        checker.runner.stop()
        await running


def main() -> None:
    settings = load_settings()
    store = prepared_store(settings)
    with store.surveying() as system:
        workspace = system.workspaces.all()[0]
    with store.reading(workspace.id) as tx:
        site = tx.sites.all()[0]
    with measured() as section:
        asyncio.run(sweep(settings, store, workspace.id, site.id))
    with store.reading(workspace.id) as tx:
        live = tx.backlinks.list(site.id, {LinkState.LIVE}, limit=1_000_000)
    store.close()
    tell(section, sum(link.slot == 2 for link in live))


if __name__ == "__main__":
    main()
