"""Learns from every look how links are lost, and shares each workspace's budget out among its links."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from jobs.analysis.budgeting import routine_budget, solve_pace
from jobs.analysis.learning import Lesson, grouped, rates_from
from jobs.analysis.loss_rates import HostSpread, LinkClass, Losses, LossRates
from jobs.analysis.paces import Paces
from jobs.analysis.timing import Pace, RecheckRules
from jobs.analysis.traits import SETTLED, YOUNG
from storage.domain import DAY, Backlink, LinkCheck, SolvedPace, WorkspaceId
from storage.store import Store
from storage.transactions import SystemTransaction

logger = logging.getLogger(__name__)

_HOSTS_A_STEP = 2_000
_BUDGET_DAYS = 14
_GROWN = 1.2


@dataclass
class LearnPaces:
    """``budget`` is visits per day and workspace. A crash forgets the looks of the last minute, and no check."""

    store: Store
    rules: RecheckRules
    budget: int
    now: Callable[[], datetime]
    current: Paces = field(default_factory=Paces)
    spent: frozenset[WorkspaceId] = frozenset()
    _lesson: Lesson = field(default_factory=Lesson)
    _turn: Lock = field(default_factory=Lock)

    def paces(self) -> Paces:
        return self.current

    def spent_budgets(self) -> frozenset[WorkspaceId]:
        """The workspaces that had all their visits of the last 24 hours."""
        return self.spent

    def hear(self, before: Backlink, after: Backlink, check: LinkCheck) -> None:
        """A look was recorded."""
        with self._turn:
            self._lesson.hear(before, after, check, self.current.rates)

    def begin(self) -> None:
        """Go on with what was learnt and solved before the last stop."""
        with self.store.surveying() as tx:
            self.current = Paces(_rates(tx), {solved.workspace_id: _pace(solved) for solved in tx.pacing.solved()})

    def remember(self) -> None:
        """A tick: store the lesson so far, a bounded part in each transaction, and see whose budget is spent."""
        with self._turn:
            lesson, self._lesson = self._lesson, Lesson()
        hosts = list(lesson.hosts.items())
        classes = {kind.code: (seen.losses, seen.days) for kind, seen in lesson.classes.items()}
        for start in range(0, len(hosts), _HOSTS_A_STEP):
            with self.store.system() as tx:
                tx.pacing.learn(classes, dict(hosts[start : start + _HOSTS_A_STEP]))
            classes = {}
        now = self.now()
        with self.store.surveying() as tx:
            visits = {id_: tx.pacing.visits(id_, now - DAY, now) for id_ in tx.pacing.workspaces()}
        self.spent = frozenset(id_ for id_, made in visits.items() if made >= self.budget)

    def share_out(self) -> None:
        """A tick: once a day, or when a workspace has grown by a fifth, solve its pace anew."""
        with self.store.surveying() as tx:
            known = {solved.workspace_id: solved for solved in tx.pacing.solved()}
            sizes = {id_: tx.pacing.links(id_) for id_ in tx.pacing.workspaces()}
            due = [id_ for id_, links in sizes.items() if self._is_due(known.get(id_), links)]
            if not due:
                return
            rates = _rates(tx)
            solved = [self._solve(tx, id_, sizes[id_], rates) for id_ in due]
        for pace in solved:
            with self.store.system() as tx:
                tx.pacing.keep(pace)
        paces = {pace.workspace_id: _pace(pace) for pace in solved}
        self.current = replace(self.current, rates=rates, of_workspaces={**self.current.of_workspaces, **paces})
        logger.info("paces solved", extra={"workspaces": len(solved), "links": sum(pace.links for pace in solved)})

    def _is_due(self, solved: SolvedPace | None, links: int) -> bool:
        if solved is None:
            return links > 0
        return self.now() - solved.solved_at >= DAY or links > _GROWN * solved.links

    def _solve(self, tx: SystemTransaction, workspace_id: WorkspaceId, links: int, rates: LossRates) -> SolvedPace:
        now = self.now()
        others = tx.pacing.visits(workspace_id, now - _BUDGET_DAYS * DAY, now, routine=False) / _BUDGET_DAYS
        watched = tx.pacing.watched(workspace_id, (now - YOUNG, now - SETTLED))
        pace = solve_pace(grouped(watched, rates), routine_budget(self.budget, others), self.rules)
        return SolvedPace(workspace_id, pace.k, pace.high, links, now, pace.contract)


def _rates(tx: SystemTransaction) -> LossRates:
    classes = {LinkClass.of_code(kind): Losses(*seen) for kind, seen in tx.pacing.classes().items()}
    return rates_from(classes, tx.pacing.hosts(), HostSpread(*tx.pacing.spread()))


def _pace(solved: SolvedPace) -> Pace:
    return Pace(solved.k, solved.high, solved.contract)
