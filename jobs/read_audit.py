"""Reads the audit: what was done about a domain, and the whole of it with the proof that it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from jobs.analysis.addresses import understand_page
from storage.domain import AuditProof, AuditRecord, WorkspaceId
from storage.store import Store

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What was done about a domain, the latest first; ``older`` entries are on later pages."""

    domain: str
    records: tuple[AuditRecord, ...]
    older: int = 0


@dataclass(frozen=True)
class ReadAudit:
    store: Store

    def page(self, workspace_id: WorkspaceId, what: str, before_seq: int | None = None) -> AuditPage:
        """``what`` is a domain, or a page of it."""
        domain = understand_page(what).domain
        with self.store.reading(workspace_id) as tx:
            records = tx.audit.about_domain(domain, PER_PAGE, before_seq)
            older = tx.audit.count_about_domain(domain, records[-1].seq) if records else 0
        return AuditPage(domain, records, older)

    @contextmanager
    def whole(self, workspace_id: WorkspaceId) -> Iterator[tuple[AuditProof, Iterator[AuditRecord]]]:
        """Every entry from the first on, and what is proved of just these; read while the block lasts."""
        with self.store.reading(workspace_id) as tx:
            yield tx.audit.verify(), tx.audit.every()

    def prove_all(self) -> tuple[AuditProof, ...]:
        """What is proved of each workspace's audit."""
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        proofs = []
        for workspace in workspaces:
            with self.store.reading(workspace.id) as tx:
                proofs.append(tx.audit.verify())
        return tuple(proofs)
