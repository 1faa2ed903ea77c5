"""The floor of B7: the same answers by hand-written SQL through sqlite3, as plain tuples."""

import sqlite3
import sys

from benchmarks.measuring import best_wall, measured, tell

_WAITING = "c.workspace_id = 1 AND c.site_id = 1 AND c.telling = 'waiting'"
_JOIN = f"link_changes c JOIN backlinks b ON b.id = c.link_id WHERE {_WAITING}"
_COUNTS = f"SELECT c.kind, count(*), count(DISTINCT b.source_domain) FROM {_JOIN} GROUP BY c.kind"
_TOLD = f"""
SELECT * FROM (
    SELECT c.*, b.*, row_number() OVER (
        PARTITION BY c.kind ORDER BY b.authority DESC NULLS LAST, b.source_domain, c.id) AS place
    FROM {_JOIN}
) WHERE place <= 5000 ORDER BY place
"""
_CHECKS = f"""
SELECT k.* FROM link_changes c JOIN link_checks k ON k.id IN (c.first_check_id, c.confirming_check_id) WHERE {_WAITING}
"""
_STATES = "SELECT state, count(*) FROM backlinks WHERE workspace_id = 1 AND site_id = 1 GROUP BY state"
_HELD = """
SELECT state, verdict, count(*) FROM backlinks
WHERE workspace_id = 1 AND site_id = 1 AND unanswered_since IS NOT NULL AND state <> 'suspect' GROUP BY state, verdict
"""
_FIRST_OF_STATE = """
SELECT * FROM
    (SELECT id FROM backlinks WHERE workspace_id = 1 AND site_id = 1 AND state = '{state}' ORDER BY id LIMIT 11)
"""
_STATE_NAMES = ("absent", "live", "lost", "suspect", "unseen")
_PAGE = f"""
SELECT * FROM backlinks WHERE id IN ({" UNION ALL ".join(_FIRST_OF_STATE.format(state=name) for name in _STATE_NAMES)})
ORDER BY id LIMIT 11
"""
_TOTAL = "SELECT count(*) FROM backlinks WHERE workspace_id = 1 AND site_id = 1"

connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)


def gather() -> int:
    states, _held, counts, told, _checks = (
        connection.execute(statement).fetchall() for statement in (_STATES, _HELD, _COUNTS, _TOLD, _CHECKS)
    )
    return sum(links for _, links in states) + sum(links for _, links, _ in counts) + len(told)


def page() -> int:
    shown = connection.execute(_PAGE).fetchall()
    return connection.execute(_TOTAL).fetchone()[0] + len(shown[:10])


with measured() as section:
    digest, listing = best_wall(gather), best_wall(page)
tell(section, gather() + page(), digest=digest, list=listing)
connection.close()
