"""Reading the audit: a domain's entries page by page, of this workspace only, and every workspace's proof."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import AddressError
from jobs.read_audit import PER_PAGE, ReadAudit
from storage.domain import AuditEntry
from tests.jobs.world import World


def test_a_domain_is_read_page_by_page_until_its_first_entry(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        for number in range(PER_PAGE + 5):
            tx.audit.add(AuditEntry(world.clock(), "U1", "said", str(number), domain="blog.example"))
            tx.audit.add(AuditEntry(world.clock(), "U1", "said", "other", domain="other.example"))
    audit = ReadAudit(world.store)
    first = audit.page(world.workspace_id, "https://www.blog.example/any/page")
    assert (first.domain, len(first.records), first.older) == ("blog.example", PER_PAGE, 5)
    rest = audit.page(world.workspace_id, "blog.example", first.records[-1].seq)
    assert [record.entry.subject for record in rest.records] == ["4", "3", "2", "1", "0"]
    assert rest.older == 0


def test_another_workspaces_entries_are_not_read(world: World) -> None:
    with world.store.system() as tx:
        other = tx.workspaces.ensure("T0OTHER", "Other").id
    with world.store.transaction(other) as tx:
        tx.audit.add(AuditEntry(world.clock(), "U1", "said", "s", domain="blog.example"))
    audit = ReadAudit(world.store)
    assert audit.page(world.workspace_id, "blog.example").records == ()
    assert [proof.broken_at for proof in audit.prove_all()] == [None, None]
    with audit.whole(other) as (proof, records):
        assert [record.hash for record in records] == [proof.head]


def test_what_is_no_domain_is_said(world: World) -> None:
    with pytest.raises(AddressError):
        ReadAudit(world.store).page(world.workspace_id, "not a domain")
