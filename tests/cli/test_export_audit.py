"""The audit as a file: complete, harmless in a spreadsheet, and proved again by whoever holds it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import Any

import pytest

from bot.wall_clock import utc_now
from storage.domain import AuditEntry
from storage.store import Store
from tests.cli.running import Anchorwatch


@pytest.fixture
def written(anchorwatch: Anchorwatch, store: Store) -> list[AuditEntry]:
    anchorwatch("site", "list")  # so that there is a workspace
    moved = {"from": "suggested", "to": "approved"}
    said = {"reason": 'no "thanks"\n, really', "score": 3.0, "half": 0.5}
    entries = [
        AuditEntry(utc_now(), "U0ROBIN", "approved", "https://a.example/é", moved, "a.example"),
        AuditEntry(utc_now(), "=cmd()", "rejected", "+1", said),
    ]
    with store.system() as tx:
        (workspace,) = tx.workspaces.all()
    with store.transaction(workspace.id) as tx:
        for entry in entries:
            tx.audit.add(entry)
    return entries


def chain_of(lines: list[dict[str, Any]]) -> list[str]:
    """What docs/operating.md tells a reader to compute, with nothing of ours."""
    hashes = ["0" * 64]
    for line in lines:
        fields = [line[name] for name in ("seq", "at", "actor", "verb", "subject", "domain", "data")]
        spelt = json.dumps(fields, sort_keys=True, separators=(",", ":"))
        hashes.append(sha256((hashes[-1] + spelt).encode()).hexdigest())
    return hashes[1:]


def test_json_lines_say_everything_and_prove_themselves(anchorwatch: Anchorwatch, written: list[AuditEntry]) -> None:
    ran = anchorwatch("export", "audit", "--format", "jsonl")
    assert ran.code == 0
    lines = ran.objects
    assert [line["hash"] for line in lines] == chain_of(lines)
    for seq, (line, entry) in enumerate(zip(lines, written, strict=True), start=1):
        assert (line["seq"], line["at"], line["actor"]) == (
            seq,
            entry.at.isoformat(timespec="microseconds"),
            entry.actor,
        )
        assert (line["subject"], line["data"], line["domain"]) == (entry.subject, entry.data, entry.domain)
    assert ran.err == f"Audit: 2 entries, head {lines[-1]['hash']}, the chain is unbroken.\n"


def test_a_table_runs_nothing_in_a_spreadsheet_and_goes_to_a_file_or_to_standard_output(
    anchorwatch: Anchorwatch, written: list[AuditEntry]
) -> None:
    printed = anchorwatch("export", "audit", "-")
    rows = list(csv.DictReader(io.StringIO(printed.out, newline="")))
    assert [row["actor"] for row in rows] == ["U0ROBIN", "'=cmd()"]
    assert [row["subject"] for row in rows] == ["https://a.example/é", "'+1"]
    assert [json.loads(row["data"]) for row in rows] == [entry.data for entry in written]
    file = anchorwatch.folder / "audit.csv"
    assert anchorwatch("export", "audit", file).code == 0
    assert file.read_bytes().decode().splitlines() == printed.out.splitlines()


def test_links_are_exported_as_before(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    assert anchorwatch("export", "--site", "acme.com").out.startswith("source_url,target_url,state")
    assert anchorwatch("export", "audit").out.startswith("seq,at,actor,verb,subject,domain,data,hash")
    assert anchorwatch("export", "nonsense").code == 2
    assert anchorwatch("export", "audit", "--format", "xml").code == 2


def test_a_broken_chain_is_said_where_it_breaks_by_export_and_doctor(
    anchorwatch: Anchorwatch, written: list[AuditEntry]
) -> None:
    assert "ok   Audit: 2 entries" in anchorwatch("doctor").out
    with closing(sqlite3.connect(anchorwatch.database_url.removeprefix("sqlite:///"))) as intruder:
        intruder.executescript("DROP TRIGGER audit_stays; UPDATE audit SET actor = 'U0MAYA' WHERE seq = 2")
    ran = anchorwatch("export", "audit", "--format", "jsonl")
    assert (ran.code, len(ran.objects)) == (1, len(written))
    assert "the chain is broken: entry 2 is missing or is not as it was written" in ran.err
    doctor = anchorwatch("doctor")
    assert doctor.code == 1
    assert "BAD  Audit: 2 entries" in doctor.out
