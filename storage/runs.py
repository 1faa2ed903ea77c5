"""Checks that people asked for: which links they wait for, and when the last of them is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, func, insert, literal, select, update

from storage.domain import (
    PEOPLE_FIRST,
    ChangeKind,
    CheckRun,
    CheckRunId,
    Degraded,
    LinkId,
    RunRequest,
    Section,
    SiteId,
    Verdict,
)
from storage.history_tables import ENROLLING, CheckRunLinkRow, CheckRunRow, LinkCheckRow
from storage.parts import in_parts
from storage.rows import RUNS
from storage.run_changes import confirmed_by_run
from storage.sections import Sections
from storage.service_tables import HostRow
from storage.tables import BacklinkRow, SiteRow
from storage.tenancy import TenantRepository

# A transaction's worth: a tenth of a second, in which nobody else can write.
ENROLLED_AT_ONCE = 1_000
_RUN_LINKS = cast("Table", CheckRunLinkRow.__table__)
# Asked after every commit of checks, so built once.
_ANY_ACTIVE = (
    select(CheckRunRow.id)
    .where(CheckRunRow.workspace_id == bindparam("its_workspace"), CheckRunRow.finished_at.is_(None))
    .limit(1)
)
_TICK_OFF = (
    update(_RUN_LINKS)
    .where(
        _RUN_LINKS.c.workspace_id == bindparam("its_workspace"),
        _RUN_LINKS.c.link_id == bindparam("its_link"),
        _RUN_LINKS.c.check_id.is_(None),
    )
    .values(check_id=bindparam("check"))
)


class Runs(TenantRepository):
    def start(self, site_id: SiteId, request: RunRequest, now: datetime) -> CheckRun:
        """Remember who asked for what, and make those links due at once and before all others.

        Links on hosts that asked us to wait are no part of the run. Of a large site the first links are enrolled
        here, and the others by ``enrol``, a part at a time: nobody else could write meanwhile.
        """
        run_id = self._insert(site_id, request, now)
        if request.link_ids is None:
            self._update(run_id, enrolled_to=0, total=self._expected(site_id, request, now))
            self.enrol(run_id, now)
        else:
            wanted = [BacklinkRow.site_id == site_id, *self._may_be_visited(now)]
            parts = in_parts(request.link_ids)
            links = sum(self._wait_for(run_id, [*wanted, BacklinkRow.id.in_(part)], now) for part in parts)
            self._update(run_id, total=links, finished_at=None if links else now)
        return self._all(CheckRunRow.id == run_id)[0]

    def enrol(self, run_id: CheckRunId, now: datetime) -> tuple[CheckRun, ...]:
        """Make the next links part of a run, if there are more; the runs that are complete without any."""
        of_run = (CheckRunRow.workspace_id == self.workspace_id, CheckRunRow.id == run_id)
        columns = (CheckRunRow.site_id, CheckRunRow.enrolled_to, CheckRunRow.only_due, CheckRunRow.started_at)
        run = self.connection.execute(select(*columns).where(*of_run, ENROLLING)).first()
        if run is None:
            return ()
        # "+ 0" keeps databases from sorting all links of the workspace: they are read in the order of their ids.
        mine, rest = BacklinkRow.workspace_id + 0 == self.workspace_id, BacklinkRow.id > run.enrolled_to
        next_ids = select(BacklinkRow.id).where(mine, rest).order_by(BacklinkRow.id).limit(ENROLLED_AT_ONCE).subquery()
        last, links = self.connection.execute(select(func.max(next_ids.c.id), func.count()).select_from(next_ids)).one()
        if links:
            part = [BacklinkRow.site_id + 0 == run.site_id, rest, BacklinkRow.id <= last, *self._may_be_visited(now)]
            self._wait_for(run_id, [*part, BacklinkRow.next_due_at <= run.started_at] if run.only_due else part, now)
        if links == ENROLLED_AT_ONCE:
            self._update(run_id, enrolled_to=last)
            return ()
        self._update(run_id, enrolled_to=None, total=CheckRunRow.done + self._still_waiting(run_id))
        return self._finish([*of_run, *self._complete()], lambda: now)

    def note_checked(self, checks: Mapping[LinkId, int]) -> tuple[CheckRun, ...]:
        """Tick links off wherever they are waited for; the runs this finishes, each returned exactly once."""
        if not checks or self.connection.scalar(_ANY_ACTIVE, {"its_workspace": self.workspace_id}) is None:
            return ()
        active = (CheckRunRow.workspace_id == self.workspace_id, CheckRunRow.finished_at.is_(None))
        for run_id, links in self._waiting_for(checks).items():
            done = update(CheckRunRow).where(*active, CheckRunRow.id == run_id)
            self.connection.execute(done.values(done=CheckRunRow.done + links))
        ticks = [{"its_workspace": self.workspace_id, "its_link": link, "check": checks[link]} for link in checks]
        self.connection.execute(_TICK_OFF, ticks)
        last = max(checks.values())
        return self._finish([*active, *self._complete()], lambda: self._when(last))

    def release(self, source_domain: str, now: datetime) -> tuple[CheckRun, ...]:
        """Let no run wait for a host that asked us to come back later; the runs this finishes."""
        active = (CheckRunRow.workspace_id == self.workspace_id, CheckRunRow.finished_at.is_(None))
        on_host = select(BacklinkRow.id).where(
            BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.source_domain == source_domain
        )
        waiting = (
            CheckRunLinkRow.workspace_id == self.workspace_id,
            CheckRunLinkRow.check_id.is_(None),
            CheckRunLinkRow.link_id.in_(on_host),
        )
        counted = select(CheckRunLinkRow.run_id, func.count()).where(*waiting).group_by(CheckRunLinkRow.run_id)
        for run_id, links in self.connection.execute(counted).all():
            self._update(run_id, total=CheckRunRow.total - links)
        self.connection.execute(delete(CheckRunLinkRow).where(*waiting))
        return self._finish([*active, *self._complete()], lambda: now)

    def degrade(self, why: Degraded) -> None:
        """Mark the unfinished runs: what they find is not the whole truth. The first reason stays."""
        self.connection.execute(
            update(CheckRunRow)
            .where(
                CheckRunRow.workspace_id == self.workspace_id,
                CheckRunRow.finished_at.is_(None),
                CheckRunRow.degraded.is_(None),
            )
            .values(degraded=why)
        )

    def give_up(self, run_id: CheckRunId, now: datetime) -> None:
        """End a run before its time, with what was checked by then; the other links stay due."""
        self.connection.execute(
            delete(CheckRunLinkRow).where(
                CheckRunLinkRow.workspace_id == self.workspace_id,
                CheckRunLinkRow.run_id == run_id,
                CheckRunLinkRow.check_id.is_(None),
            )
        )
        self._update(run_id, total=CheckRunRow.done, enrolled_to=None, finished_at=now)

    def get(self, run_id: CheckRunId) -> CheckRun | None:
        found = self._all(CheckRunRow.id == run_id)
        return found[0] if found else None

    def active(self, site_id: SiteId) -> tuple[CheckRun, ...]:
        """The site's unfinished runs, oldest first."""
        return self._all(CheckRunRow.site_id == site_id, CheckRunRow.finished_at.is_(None))

    def verdicts(self, run_id: CheckRunId) -> dict[Verdict, int]:
        """What the visits of a run found, so far."""
        counted = self.connection.execute(
            select(LinkCheckRow.verdict, func.count())
            .join(CheckRunLinkRow, CheckRunLinkRow.check_id == LinkCheckRow.id)
            .where(
                CheckRunLinkRow.workspace_id == self.workspace_id,
                LinkCheckRow.workspace_id == self.workspace_id,
                CheckRunLinkRow.run_id == run_id,
            )
            .group_by(LinkCheckRow.verdict)
        )
        return dict(counted.all())

    def changes(self, run_id: CheckRunId, limit_per_kind: int = 10) -> dict[ChangeKind, Section]:
        """The changes that the visits of a run confirmed."""
        sections = Sections(self.connection, self.workspace_id)
        return sections.by_kind(confirmed_by_run(self.workspace_id, run_id), limit=limit_per_kind)

    def pages(self, run_id: CheckRunId) -> tuple[LinkId, ...]:
        """The links of a run that have been looked at, in the order of the looks."""
        looked_at = (
            select(CheckRunLinkRow.link_id)
            .where(
                CheckRunLinkRow.workspace_id == self.workspace_id,
                CheckRunLinkRow.run_id == run_id,
                CheckRunLinkRow.check_id.is_not(None),
            )
            .order_by(CheckRunLinkRow.check_id)
        )
        return tuple(self.connection.scalars(looked_at).all())

    def _waiting_for(self, links: Iterable[LinkId]) -> Counter[CheckRunId]:
        """How many of these links each run still waits for."""
        counted: Counter[CheckRunId] = Counter()
        for part in in_parts(links):
            waiting = (
                CheckRunLinkRow.workspace_id == self.workspace_id,
                CheckRunLinkRow.link_id.in_(part),
                CheckRunLinkRow.check_id.is_(None),
            )
            runs = select(CheckRunLinkRow.run_id, func.count()).where(*waiting).group_by(CheckRunLinkRow.run_id)
            counted.update(dict(self.connection.execute(runs).all()))
        return counted

    def _insert(self, site_id: SiteId, request: RunRequest, now: datetime) -> CheckRunId:
        added = self.connection.execute(
            insert(CheckRunRow).values(
                workspace_id=self.workspace_id, site_id=site_id, scope=request.scope,
                requested_by=request.requested_by, channel_id=request.channel_id, total=0, done=0, started_at=now,
                only_due=request.only_due,
            ).returning(CheckRunRow.id)
        )  # fmt: skip
        return added.scalar_one()

    def _wait_for(self, run_id: CheckRunId, wanted: Sequence[ColumnElement[bool]], now: datetime) -> int:
        mine = BacklinkRow.workspace_id == self.workspace_id
        links = select(BacklinkRow.workspace_id, literal(run_id), BacklinkRow.id).where(mine, *wanted)
        self.connection.execute(insert(CheckRunLinkRow).from_select(["workspace_id", "run_id", "link_id"], links))
        urgent = update(BacklinkRow).where(mine, *wanted).values(next_due_at=now, prio=PEOPLE_FIRST)
        return self.connection.execute(urgent).rowcount

    def _expected(self, site_id: SiteId, request: RunRequest, now: datetime) -> int:
        """How many links the run will have, as far as narrow indexes can tell; ``enrol`` counts them in the end."""
        mine, of_site = BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.site_id == site_id
        if request.only_due:  # "+ 0" leaves databases only the index that is narrow enough
            due = (BacklinkRow.site_id + 0 == site_id, BacklinkRow.next_due_at <= now, *self._may_be_visited(now))
            return self.connection.scalar(select(func.count()).where(mine, *due)) or 0
        links = self.connection.scalar(select(func.count()).where(mine, of_site)) or 0
        resting = BacklinkRow.source_domain.in_(self._asked_to_wait(now))
        on_resting = (resting, BacklinkRow.workspace_id + 0 == self.workspace_id, BacklinkRow.site_id + 0 == site_id)
        return links - (self.connection.scalar(select(func.count()).where(*on_resting)) or 0)

    def _may_be_visited(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return (BacklinkRow.source_domain.not_in(self._asked_to_wait(now)),)

    def _asked_to_wait(self, now: datetime) -> Select[str]:
        return select(HostRow.domain).where(HostRow.backoff_until > now)

    def _still_waiting(self, run_id: CheckRunId) -> int:
        waiting = (
            CheckRunLinkRow.workspace_id == self.workspace_id,
            CheckRunLinkRow.run_id == run_id,
            CheckRunLinkRow.check_id.is_(None),
        )
        return self.connection.scalar(select(func.count()).where(*waiting)) or 0

    def _complete(self) -> tuple[ColumnElement[bool], ...]:
        return (CheckRunRow.done >= CheckRunRow.total, CheckRunRow.enrolled_to.is_(None))

    def _update(self, run_id: CheckRunId, **values: Any) -> None:  # noqa: ANN401  (columns of one table)
        self.connection.execute(
            update(CheckRunRow)
            .where(CheckRunRow.workspace_id == self.workspace_id, CheckRunRow.id == run_id)
            .values(**values)
        )

    def _finish(self, complete: list[ColumnElement[bool]], at: Callable[[], datetime]) -> tuple[CheckRun, ...]:
        ids = self.connection.scalars(select(CheckRunRow.id).where(*complete)).all()
        if not ids:
            return ()
        self.connection.execute(update(CheckRunRow).where(*complete).values(finished_at=at()))
        return self._all(CheckRunRow.id.in_(ids))

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[CheckRun, ...]:
        rows = self.connection.execute(
            RUNS.where(CheckRunRow.workspace_id == self.workspace_id, *conditions).order_by(CheckRunRow.id)
        )
        return tuple([CheckRun(*row) for row in rows])

    def _when(self, check_id: int) -> datetime:
        """When the check happened, by the clock on the wall: the demo's checks happen in its moved time."""
        checked_at, offset_us = self.connection.execute(
            select(LinkCheckRow.checked_at, SiteRow.clock_offset_us)
            .join(BacklinkRow, BacklinkRow.id == LinkCheckRow.link_id)
            .join(SiteRow, SiteRow.id == BacklinkRow.site_id)
            .where(
                LinkCheckRow.workspace_id == self.workspace_id,
                BacklinkRow.workspace_id == self.workspace_id,
                SiteRow.workspace_id == self.workspace_id,
                LinkCheckRow.id == check_id,
            )
        ).one()
        return checked_at - timedelta(microseconds=offset_us)
