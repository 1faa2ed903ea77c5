"""Who did what, when: added, read, never changed; each entry is chained to the one before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update

from storage.audit_chain import GENESIS, chained, settled
from storage.dialects import insert_new
from storage.domain import AuditEntry, AuditProof, AuditRecord
from storage.service_tables import AuditHeadRow, AuditRow
from storage.tenancy import TenantRepository

_ENTRY = (AuditRow.at, AuditRow.actor, AuditRow.verb, AuditRow.subject, AuditRow.data, AuditRow.domain)
_READ_AT_ONCE = 1_000


class Audit(TenantRepository):
    def add(self, entry: AuditEntry) -> None:
        """Write it at the end of the chain, in the transaction of what it tells."""
        seq, before = self._head_to_write()
        added = AuditRecord(seq + 1, entry, chained(before, seq + 1, entry))
        self.connection.execute(
            insert(AuditRow).values(
                workspace_id=self.workspace_id,
                seq=added.seq,
                at=entry.at,
                actor=entry.actor,
                verb=entry.verb,
                subject=entry.subject,
                data=entry.data,
                domain=entry.domain,
                hash=added.hash,
            )
        )
        mine = AuditHeadRow.workspace_id == self.workspace_id
        self.connection.execute(update(AuditHeadRow).where(mine).values(seq=added.seq, hash=added.hash))

    def about(self, subject: str, limit: int = 50) -> tuple[AuditEntry, ...]:
        """What was done to ``subject``, the latest first."""
        rows = self.connection.execute(self._newest_first(AuditRow.subject == subject).limit(limit))
        return tuple([_record(row).entry for row in rows])

    def about_domain(self, domain: str, limit: int, before_seq: int | None = None) -> tuple[AuditRecord, ...]:
        """What was done about a registrable domain, the latest first, or the latest before another entry."""
        rows = self.connection.execute(self._newest_first(*_of_domain(domain, before_seq)).limit(limit))
        return tuple([_record(row) for row in rows])

    def count_about_domain(self, domain: str, before_seq: int | None = None) -> int:
        mine = AuditRow.workspace_id == self.workspace_id
        return self.connection.scalars(select(func.count()).where(mine, *_of_domain(domain, before_seq))).one()

    def every(self) -> Iterator[AuditRecord]:
        """The whole log from its beginning, read as it is asked for; it ends where somebody made it unreadable."""
        in_order = self._selected().order_by(AuditRow.seq).execution_options(yield_per=_READ_AT_ONCE)
        try:
            for row in self.connection.execute(in_order):
                yield _record(row)
        except (TypeError, ValueError):
            return  # no time or no JSON any more: whoever wrote that, it was not us

    def head(self) -> tuple[int, str]:
        """How many entries were written, and the hash of the last."""
        head = self.connection.execute(self._head()).first()
        return (0, GENESIS) if head is None else (head[0], head[1])

    def verify(self) -> AuditProof:
        """Read the whole log and say whether it is as it was written."""
        last, head = self.head()
        mine = AuditRow.workspace_id == self.workspace_id
        rows = self.connection.scalars(select(func.count()).where(mine)).one()
        held, hash_ = self._held()
        is_whole = (held, held, hash_) == (rows, last, head)
        return AuditProof(rows, head, None if is_whole else min(held, last) + 1)

    def _held(self) -> tuple[int, str]:
        """How many entries from the beginning are as they were written, and the hash of the last of them."""
        held, before = 0, GENESIS
        for record in self.every():
            if (record.seq, record.hash) != (held + 1, chained(before, held + 1, record.entry)):
                break
            held, before = record.seq, record.hash
        return held, before

    def _head_to_write(self) -> tuple[int, str]:
        """Held until the transaction ends: where several may write at once, they queue here."""
        to_write = self._head().with_for_update()
        head = self.connection.execute(to_write).first()
        if head is None:
            begun = insert_new(self.connection, AuditHeadRow)
            self.connection.execute(begun.values(workspace_id=self.workspace_id, seq=0, hash=GENESIS))
            head = self.connection.execute(to_write).one()
        return head[0], head[1]

    def _head(self) -> Select[int, str]:
        mine = AuditHeadRow.workspace_id == self.workspace_id
        return select(AuditHeadRow.seq, AuditHeadRow.hash).where(mine)

    def _newest_first(self, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
        return self._selected().where(*conditions).order_by(AuditRow.seq.desc())

    def _selected(self) -> Select[*tuple[Any, ...]]:
        mine = AuditRow.workspace_id == self.workspace_id
        return select(AuditRow.seq, AuditRow.hash, *_ENTRY).where(mine)


def _of_domain(domain: str, before_seq: int | None) -> tuple[ColumnElement[bool], ...]:
    of_domain = (AuditRow.domain == domain,)
    return of_domain if before_seq is None else (*of_domain, AuditRow.seq < before_seq)


def _record(row: Row[*tuple[Any, ...]]) -> AuditRecord:
    seq, hash_, at, actor, verb, subject, data, domain = row
    return AuditRecord(seq, AuditEntry(at, actor, verb, subject, settled(dict(data)), domain), hash_)
