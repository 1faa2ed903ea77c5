"""Ours in RK: the import as the command line runs it, into a database that was just migrated."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import measured, tell
from bot.app_parts import prepared_store
from bot.settings import load_settings
from jobs.import_ranks import ImportRanks

store = prepared_store(load_settings())
with measured() as section:
    done = ImportRanks(store, lambda: datetime.now(UTC), int(sys.argv[2])).run(Path(sys.argv[1]))
store.close()
tell(section, found=done.lines)
