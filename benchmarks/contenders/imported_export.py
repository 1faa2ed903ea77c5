"""Ours in B6: an export into a fresh database, through the use case that ``anchorwatch import`` calls."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import measured, tell
from bot.app import prepared_store
from bot.settings import load_settings
from jobs.import_links import ImportLinks
from storage.domain import SiteSettings


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    store = prepared_store(load_settings())
    with store.system() as system:
        workspace = system.workspaces.ensure("local", "This machine")
    with store.transaction(workspace.id) as tx:
        site = tx.sites.add(SiteSettings(("acme.com",)), _now())
    with measured() as section:
        report = ImportLinks(store, _now).run(Path(sys.argv[1]), site, "benchmark")
    store.close()
    tell(section, report.record.stored.added)


if __name__ == "__main__":
    main()
