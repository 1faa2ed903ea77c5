"""Pages that sources named: each once per site, with every witness, until we have seen it ourselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select, update

from storage.dialects import insert_new
from storage.domain import Candidate, CandidateId, SiteId, Wanted, Witness, WorkspaceId
from storage.parts import in_parts
from storage.source_tables import CandidateRow, WitnessRow
from storage.tenancy import SystemRepository, TenantRepository

_CANDIDATE = tuple([CandidateRow.__table__.c[field.name] for field in fields(Candidate)])
_MOST_SORTED = 20_000  # of the pages that are due, whatever waits behind them
_WORDS = ("title", "snippet", "author", "lang", "published_at", "authority", "target_url")


@dataclass(frozen=True, slots=True)
class NamedPage:
    """That a source named a page; ``page_key`` and ``raw_key`` are 16 bytes each."""

    page_key: bytes
    raw_key: bytes
    candidate: Candidate
    says_lost: bool = False


class Candidates(TenantRepository):
    def hear(self, site_id: SiteId, source: str, said: Collection[NamedPage], now: datetime) -> int:
        """Remember who named what; returns how many testimonies were new. An unknown page is due at once."""
        return sum(self._hear(site_id, source, testimony, now) for testimony in said)

    def get(self, candidate_id: CandidateId) -> Candidate | None:
        found = self.connection.execute(
            select(*_CANDIDATE).where(CandidateRow.workspace_id == self.workspace_id, CandidateRow.id == candidate_id)
        ).first()
        return None if found is None else Candidate(*found)

    def by_key(self, site_id: SiteId, page_key: bytes) -> Candidate | None:
        found = self.connection.execute(
            select(*_CANDIDATE).where(
                CandidateRow.workspace_id == self.workspace_id,
                CandidateRow.site_id == site_id,
                CandidateRow.page_key == page_key,
            )
        ).first()
        return None if found is None else Candidate(*found)

    def seen(self, candidate: Candidate, again_at: datetime | None) -> bool:
        """The fence around what a visit brought: False where another visit was quicker. ``again_at`` None: done."""
        moved = self.connection.execute(
            update(CandidateRow)
            .where(
                CandidateRow.workspace_id == self.workspace_id,
                CandidateRow.id == candidate.id,
                CandidateRow.slot == candidate.slot,
            )
            .values(slot=candidate.slot + 1, attempts=candidate.attempts + 1, next_due_at=again_at)
        )
        return moved.rowcount == 1

    def look_again(self, site_id: SiteId, page_key: bytes, now: datetime) -> None:
        """Have a page visited anew that we are done with; one that is due anyway stays as it is."""
        self.connection.execute(
            update(CandidateRow)
            .where(
                CandidateRow.workspace_id == self.workspace_id,
                CandidateRow.site_id == site_id,
                CandidateRow.page_key == page_key,
                CandidateRow.next_due_at.is_(None),
            )
            .values(next_due_at=now)
        )

    def count_due(self, site_id: SiteId, now: datetime) -> int:
        """How many pages wait to be looked at."""
        return self.connection.execute(
            select(func.count()).where(
                CandidateRow.workspace_id == self.workspace_id,
                CandidateRow.site_id == site_id,
                CandidateRow.next_due_at <= now,
            )
        ).scalar_one()

    def make_due(self, ids: Collection[CandidateId], now: datetime) -> None:
        """Have these looked at again."""
        for part in in_parts(ids):
            self.connection.execute(
                update(CandidateRow)
                .where(CandidateRow.workspace_id == self.workspace_id, CandidateRow.id.in_(part))
                .values(next_due_at=now)
            )

    def witnesses(self, ids: Collection[CandidateId]) -> dict[CandidateId, tuple[Witness, ...]]:
        """Who named each page, each source once, the first of them first."""
        found: dict[CandidateId, list[Witness]] = {}
        for part in in_parts(ids):
            rows = self.connection.execute(
                select(WitnessRow.candidate_id, WitnessRow.source, WitnessRow.seen_at)
                .where(WitnessRow.workspace_id == self.workspace_id, WitnessRow.candidate_id.in_(part))
                .order_by(WitnessRow.seen_at, WitnessRow.source)
            )
            for candidate_id, source, seen_at in rows:
                kept = found.setdefault(candidate_id, [])
                if all(witness.source != source for witness in kept):
                    kept.append(Witness(source, seen_at))
        return {candidate_id: tuple(kept) for candidate_id, kept in found.items()}

    def found_by_source(self, site_id: SiteId) -> Counter[str]:
        """How many pages each source has named."""
        rows = self.connection.execute(
            select(WitnessRow.source, WitnessRow.candidate_id)
            .where(WitnessRow.workspace_id == self.workspace_id, WitnessRow.site_id == site_id)
            .distinct()
        )
        return Counter(source for source, _ in rows)

    def _hear(self, site_id: SiteId, source: str, testimony: NamedPage, now: datetime) -> int:
        known = self.by_key(site_id, testimony.page_key)
        if known is None:
            self._add(site_id, testimony, now)
            known = self.by_key(site_id, testimony.page_key)
            assert known is not None  # just added, in this transaction
        else:
            self._learn(known, testimony.candidate)
        heard = self.connection.execute(
            insert_new(self.connection, WitnessRow).values(
                workspace_id=self.workspace_id, site_id=site_id, source=source, raw_key=testimony.raw_key,
                candidate_id=known.id, seen_at=now, says_lost=testimony.says_lost,
            )
        )  # fmt: skip
        return heard.rowcount

    def _add(self, site_id: SiteId, testimony: NamedPage, now: datetime) -> None:
        said = testimony.candidate
        self.connection.execute(
            insert_new(self.connection, CandidateRow).values(
                workspace_id=self.workspace_id, site_id=site_id, page_key=testimony.page_key, url=said.url,
                domain=said.domain, wanted=said.wanted, found_at=now, slot=0, attempts=0, next_due_at=now,
                quiet=said.quiet, **{name: getattr(said, name) for name in _WORDS},
            )
        )  # fmt: skip

    def _learn(self, known: Candidate, said: Candidate) -> None:
        """What this witness knows and no other said."""
        news = {name: getattr(said, name) for name in _WORDS if getattr(said, name) and not getattr(known, name)}
        if known.wanted is Wanted.LINKS and said.wanted is Wanted.MENTIONS:
            news["wanted"] = said.wanted  # looked at for both
        if news:
            self.connection.execute(
                update(CandidateRow)
                .where(CandidateRow.workspace_id == self.workspace_id, CandidateRow.id == known.id)
                .values(news)
            )


class CandidatesOfAll(SystemRepository):
    def due(
        self, now: datetime, limit: int, of_domain: int = _MOST_SORTED
    ) -> tuple[tuple[WorkspaceId, Candidate], ...]:
        """The pages to look at now, those that wait longest first; ``of_domain`` at most of any one domain."""
        waiting = (
            select(CandidateRow.id, CandidateRow.domain, CandidateRow.next_due_at)
            .where(CandidateRow.next_due_at <= now)
            .order_by(CandidateRow.next_due_at, CandidateRow.id)
            .limit(_MOST_SORTED)
            .subquery()
        )
        place = func.row_number().over(partition_by=waiting.c.domain, order_by=(waiting.c.next_due_at, waiting.c.id))
        placed = select(waiting.c.id, waiting.c.next_due_at, place.label("place")).subquery()
        fair = placed.c.place <= of_domain
        first = select(placed.c.id).where(fair).order_by(placed.c.next_due_at, placed.c.id).limit(limit)
        rows = self.connection.execute(
            select(CandidateRow.workspace_id, *_CANDIDATE)
            .where(CandidateRow.id.in_(first))
            .order_by(CandidateRow.next_due_at, CandidateRow.id)
        )
        return tuple([(workspace_id, Candidate(*candidate)) for workspace_id, *candidate in rows])

    def put_off(self, ids: Collection[CandidateId], until: datetime) -> None:
        """Look at these no sooner than then."""
        for part in in_parts(ids):
            self.connection.execute(update(CandidateRow).where(CandidateRow.id.in_(part)).values(next_due_at=until))
