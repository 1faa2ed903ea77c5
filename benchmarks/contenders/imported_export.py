"""Ours in B6: the import as the command line and Slack run it, into a database that was just migrated."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import measured, tell
from bot.app_parts import prepared_store
from bot.settings import load_settings
from jobs.import_links import ImportLinks
from storage.domain import SiteSettings

store = prepared_store(load_settings())
with store.system() as system:
    workspace = system.workspaces.ensure("T1", "Acme")
with store.transaction(workspace.id) as tx:
    site = tx.sites.add(SiteSettings(domains=("acme.com",)), datetime.now(UTC))
with measured() as section:
    report = ImportLinks(store, lambda: datetime.now(UTC)).run(Path(sys.argv[1]), site, "benchmark")
store.close()
if report.record.stored.added != report.record.rows:
    sys.exit(f"not every row became a link: {report.record}")
tell(section)
