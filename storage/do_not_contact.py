"""Whom nobody of a workspace may write to: kept by digest, so that the entry outlives the address itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import delete, select, update

from storage.dialects import insert_new
from storage.domain import DoNotContact
from storage.parts import in_parts
from storage.prospect_tables import DoNotContactRow
from storage.tenancy import TenantRepository

_ENTRY = tuple([DoNotContactRow.__table__.c[field.name] for field in fields(DoNotContact)])


class DoNotContacts(TenantRepository):
    def add(self, entry: DoNotContact) -> bool:
        """False when it is there already."""
        values = {field.name: getattr(entry, field.name) for field in fields(DoNotContact)}
        added = insert_new(self.connection, DoNotContactRow).values(workspace_id=self.workspace_id, **values)
        return self.connection.execute(added).rowcount == 1

    def lift(self, digest: bytes) -> bool:
        """Allow writing again; False when it was allowed."""
        lifted = self.connection.execute(
            delete(DoNotContactRow).where(
                DoNotContactRow.workspace_id == self.workspace_id, DoNotContactRow.digest == digest
            )
        )
        return lifted.rowcount > 0

    def forget_value(self, digest: bytes) -> None:
        """Forget who it is; that nobody may write to them stays known."""
        self.connection.execute(
            update(DoNotContactRow)
            .where(DoNotContactRow.workspace_id == self.workspace_id, DoNotContactRow.digest == digest)
            .values(value="", reason="")
        )

    def naming(self, domain: str) -> tuple[DoNotContact, ...]:
        """Entries whose reason has an e-mail address at the domain in it."""
        named = DoNotContactRow.reason.icontains(f"@{domain}", autoescape=True)
        rows = self.connection.execute(
            select(*_ENTRY).where(DoNotContactRow.workspace_id == self.workspace_id, named)
        ).all()
        return tuple([DoNotContact(*row) for row in rows])

    def reword(self, digest: bytes, reason: str) -> None:
        self.connection.execute(
            update(DoNotContactRow)
            .where(DoNotContactRow.workspace_id == self.workspace_id, DoNotContactRow.digest == digest)
            .values(reason=reason)
        )

    def first_of(self, digests: Collection[bytes]) -> DoNotContact | None:
        """The earliest entry among these; None when nobody minds."""
        for part in in_parts(digests):
            found = self.connection.execute(
                select(*_ENTRY)
                .where(DoNotContactRow.workspace_id == self.workspace_id, DoNotContactRow.digest.in_(part))
                .order_by(DoNotContactRow.added_at)
                .limit(1)
            ).first()
            if found is not None:
                return DoNotContact(*found)
        return None

    def all(self, limit: int, offset: int = 0) -> tuple[DoNotContact, ...]:
        """The latest first."""
        rows = self.connection.execute(
            select(*_ENTRY)
            .where(DoNotContactRow.workspace_id == self.workspace_id)
            .order_by(DoNotContactRow.added_at.desc(), DoNotContactRow.digest)
            .limit(limit)
            .offset(offset)
        )
        return tuple([DoNotContact(*row) for row in rows])
