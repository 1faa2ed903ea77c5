"""Builds the database of B7 by set-based SQL: many links, one site with a quarter of them, and what changed."""

from __future__ import annotations

import sqlite3
import sys
from datetime import UTC, datetime, timedelta

from bot.app_parts import prepared_store
from bot.settings import load_settings
from storage.codecs import write_evidence, write_facts, write_page
from storage.domain import (
    Evidence,
    LinkFacts,
    LinkKind,
    PageMemory,
    Placement,
    SiteSettings,
)
from storage.engine import database_file
from storage.types import json_text

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SITES = 16  # the first has a quarter of all links, the others share the rest
_FACTS = LinkFacts(
    "https://acme.example/guide", "anchor NUMBER of a long guide", LinkKind.TEXT, ("noopener",), True, None,
    Placement.MAIN, False, 1, "some words that stand before the link " * 3, "and some that follow it " * 4, None, "",
)  # fmt: skip
_EVIDENCE = Evidence(404, (), "https://d.example/post", "Page not found", "the words around it " * 10, "0" * 32)
_PAGE = PageMemory("The title of a page", 9000, tuple(range(1 << 31, (1 << 31) + 64)), "0" * 32, '"etag"', "")

_LINKS = """
INSERT INTO backlinks (workspace_id, site_id, source_key, source_url, source_host, source_domain, target_url, state,
    verdict, slot, prio, next_due_at, added_at, added_by, quiet, authority, first_live_at, last_live_at,
    last_checked_at, unanswered_since, loss_announced, suspected, suspicion, facts, page)
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :links - 1),
    mixed AS (SELECT n, (n * 7919) % 100 AS lot, (n * 104729) % (:links / 15) AS host FROM numbers)
SELECT 1, CASE WHEN n % 4 = 0 THEN 1 ELSE 2 + (n / 4) % :others END, randomblob(16),
    'https://www.d' || host || '.example/posts/' || n || '/a-long-guide', 'www.d' || host || '.example',
    'd' || host || '.example', 'https://acme.example/guide',
    CASE WHEN lot < 90 THEN 'live' WHEN lot < 93 THEN 'lost' WHEN lot < 95 THEN 'suspect'
         WHEN lot < 97 THEN 'absent' ELSE 'unseen' END,
    CASE WHEN lot < 88 THEN 'live' WHEN lot < 90 THEN 'blocked' WHEN lot < 95 THEN 'gone_404'
         WHEN lot < 97 THEN 'removed' END,
    7, 0, strftime('%Y-%m-%d %H:%M:%S.000000+00:00', :now, '+' || (n * 31 % 10000) || ' minutes'), :stored, 'import',
    0, CASE WHEN n % 3 > 0 THEN n * 13 % 90 END, :stored, :stored, :stored,
    CASE WHEN lot BETWEEN 88 AND 89 THEN :stored END, 0, NULL, NULL,
    CASE WHEN lot < 95 THEN replace(:facts, 'NUMBER', n) END, CASE WHEN lot < 95 THEN :page END
FROM mixed ORDER BY n
"""
# Of every 50 links of the large site one has changed: a tenth of these changes waits to be told.
_CHANGES = """
INSERT INTO link_changes (workspace_id, link_id, site_id, kind, verdict, first_observed, confirmed_at, slot, facets,
    first_check_id, confirming_check_id, incident_id, digest_id, telling)
SELECT 1, id, site_id, CASE (id / 200) % 3 WHEN 0 THEN 'lost' WHEN 1 THEN 'new' ELSE 'changed' END,
    CASE (id / 200) % 3 WHEN 0 THEN 'gone_404' WHEN 1 THEN 'live' ELSE 'rel_changed' END, :stored,
    strftime('%Y-%m-%d %H:%M:%S.000000+00:00', :now, '-' || (id * 31 % 40000) || ' minutes'), 6, '[]',
    id * 2, id * 2 + 1, NULL, NULL, CASE WHEN (id / 200) % 10 = 0 THEN 'waiting' ELSE 'told' END
FROM backlinks WHERE site_id = 1 AND id % 200 = 1
"""
_CHECKS = """
INSERT INTO link_checks (id, workspace_id, link_id, slot, checked_at, source_domain, conclusion, verdict, reason,
    turned, facts, evidence)
SELECT link_id * 2 + which, 1, link_id, 5 + which, confirmed_at, 'd' || link_id || '.example', 'lost', verdict,
    'page answers 404', which, :facts, :evidence
FROM link_changes, (SELECT 0 AS which UNION ALL SELECT 1)
"""


def main() -> None:
    links = int(sys.argv[1])
    settings = load_settings()
    store = prepared_store(settings)
    with store.system() as system:
        workspace = system.workspaces.ensure("T1", "Acme")
    with store.transaction(workspace.id) as tx:
        for number in range(SITES):
            tx.sites.add(SiteSettings((f"acme{number}.example",), channel_id="C1"), NOW)
    store.close()
    values = {
        "links": links,
        "others": SITES - 1,
        "now": NOW.strftime("%Y-%m-%d %H:%M:%S"),
        "stored": (NOW - timedelta(days=3)).isoformat(" ", "microseconds"),
        "facts": json_text(write_facts(_FACTS)),
        "page": json_text(write_page(_PAGE)),
        "evidence": json_text(write_evidence(_EVIDENCE)),
    }
    connection = sqlite3.connect(database_file(settings.database_url))
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-500000")
    for statement in (_LINKS, _CHANGES, _CHECKS):
        connection.execute(statement, values)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main()
