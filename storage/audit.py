"""Who did what, when: added, read, never changed."""

from __future__ import annotations

from sqlalchemy import insert, select

from storage.domain import AuditEntry
from storage.service_tables import AuditRow
from storage.tenancy import TenantRepository


class Audit(TenantRepository):
    def add(self, entry: AuditEntry) -> None:
        self.connection.execute(
            insert(AuditRow).values(
                workspace_id=self.workspace_id,
                at=entry.at,
                actor=entry.actor,
                verb=entry.verb,
                subject=entry.subject,
                data=entry.data,
            )
        )

    def about(self, subject: str, limit: int = 50) -> tuple[AuditEntry, ...]:
        """What was done to ``subject``, the latest first."""
        rows = self.connection.execute(
            select(AuditRow.at, AuditRow.actor, AuditRow.verb, AuditRow.subject, AuditRow.data)
            .where(AuditRow.workspace_id == self.workspace_id, AuditRow.subject == subject)
            .order_by(AuditRow.id.desc())
            .limit(limit)
        )
        return tuple([AuditEntry(*row) for row in rows])
