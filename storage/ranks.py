"""Ranks of domains: a new release is read only once all of it is there, and then takes the place of the old one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage.dialects import insert_rows
from storage.domain import RankedDomain, RankList, RankRelease
from storage.parts import in_parts
from storage.rank_tables import RankReleaseRow, RankRow
from storage.tables import BacklinkRow
from storage.tenancy import SystemRepository

_DELETED_AT_ONCE = 50_000


class Ranks(SystemRepository):
    def begin(self, kind: RankList, release: str, now: datetime) -> int:
        """A release whose rows are about to come."""
        begun = self.connection.execute(
            insert(RankReleaseRow)
            .values(kind=kind, release=release, imported_at=now, lines=0, kept=0)
            .returning(RankReleaseRow.id)
        )
        return begun.scalar_one()

    def add(self, release_id: int, rows: Sequence[RankedDomain]) -> None:
        """A domain that stands twice in a file keeps its better, first place."""
        new = [(row.domain, release_id, row.position, row.page_rank) for row in rows]
        insert_rows(self.connection, "ranks", new, new_only=True)

    def finish(self, release_id: int, lines: int, kept: int, now: datetime) -> None:
        self.connection.execute(
            update(RankReleaseRow)
            .where(RankReleaseRow.id == release_id)
            .values(lines=lines, kept=kept, finished_at=now)
        )

    def forget_older(self, kind: RankList) -> int:
        """Drop some rows of releases that are read no longer, finished or not; returns how many. Call until none."""
        current = self._current(kind)
        old = self.connection.scalars(
            select(RankReleaseRow.id).where(RankReleaseRow.kind == kind, RankReleaseRow.id != current)
        ).all()
        for release_id in old:
            some = select(RankRow.domain).where(RankRow.release_id == release_id).limit(_DELETED_AT_ONCE)
            dropped = self.connection.execute(
                delete(RankRow).where(RankRow.release_id == release_id, RankRow.domain.in_(some))
            ).rowcount
            if dropped:
                return dropped
            self.connection.execute(delete(RankReleaseRow).where(RankReleaseRow.id == release_id))
        return 0

    def releases(self) -> tuple[RankRelease, ...]:
        """The releases that are read, one of each list at most."""
        rows = self.connection.execute(
            select(
                RankReleaseRow.kind, RankReleaseRow.release, RankReleaseRow.imported_at, RankReleaseRow.lines,
                RankReleaseRow.kept,
            )
            .where(RankReleaseRow.id.in_([id_ for kind in RankList if (id_ := self._current(kind)) is not None]))
            .order_by(RankReleaseRow.kind)
        )  # fmt: skip
        return tuple([RankRelease(*row) for row in rows])

    def of(self, kind: RankList, domains: Collection[str]) -> dict[str, RankedDomain]:
        """The ranks of these domains, as far as the list has them."""
        current = self._current(kind)
        return {} if current is None else self._places(current, domains)

    def linking_domains(self) -> tuple[str, ...]:
        """Every domain that some link of any workspace stands on."""
        return tuple(self.connection.scalars(select(BacklinkRow.source_domain).distinct()))

    def _current(self, kind: RankList) -> int | None:
        return self.connection.scalar(
            select(RankReleaseRow.id)
            .where(RankReleaseRow.kind == kind, RankReleaseRow.finished_at.is_not(None))
            .order_by(RankReleaseRow.id.desc())
            .limit(1)
        )

    def _places(self, release_id: int, domains: Collection[str]) -> dict[str, RankedDomain]:
        found: dict[str, RankedDomain] = {}
        for part in in_parts(list(domains)):
            rows = self.connection.execute(
                select(RankRow.domain, RankRow.position, RankRow.page_rank).where(
                    RankRow.release_id == release_id, RankRow.domain.in_(part)
                )
            )
            found |= {domain: RankedDomain(domain, position, rank) for domain, position, rank in rows}
        return found
