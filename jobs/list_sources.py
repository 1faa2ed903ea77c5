"""Answers how every source is doing: what it lacks, when it last answered, what it found, what troubles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jobs.sources.port import Source
from jobs.sources.registry import SOURCES, Configured, lacking
from storage.domain import Poll, SiteId, SourceState, WorkspaceId
from storage.store import Store
from storage.transactions import Transaction

_UNASKED = {"access_log": "Access logs", "webmention": "Webmentions"}


class SourceHealth(StrEnum):
    """How a source is doing, the best first."""

    WORKS = "works"
    NOT_ASKED = "not_asked"
    TROUBLED = "troubled"
    RESTING = "resting"
    REFUSED = "refused"
    LACKS = "lacks_settings"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source: ``lacks`` are the variables to set, ``troubles`` what is wrong, each once and in a plain sentence.

    ``queries`` are asked of it for the workspace, ``found`` pages were named; ``cost`` is of this month.
    """

    name: str
    title: str
    health: SourceHealth
    lacks: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    queries: int = 0
    found: int = 0
    last_success_at: datetime | None = None
    resting_until: datetime | None = None
    requests: int = 0
    cost: float = 0.0
    cost_unit: str = ""


@dataclass(frozen=True)
class ListSources:
    """``off`` are the names that the operator switched off, ``variables`` what is set."""

    store: Store
    sources: tuple[Configured, ...]
    variables: Mapping[str, str]
    off: Collection[str]
    now: Callable[[], datetime]

    def all(self, workspace_id: WorkspaceId, site_id: SiteId | None = None) -> tuple[SourceReport, ...]:
        """Every source there is, those in use first."""
        with self.store.surveying() as tx:
            states = {state.name: state for state in tx.sources.all()}
        with self.store.reading(workspace_id) as tx:
            polls = _polls(tx, site_id)
            named = _named(tx, site_id)
        reports = [self._report(kind, states.get(kind.name) or SourceState(kind.name), polls) for kind in SOURCES]
        reports += [_unasked(state, named[name]) for name in _UNASKED if (state := states.get(name))]
        return tuple(sorted(reports, key=lambda one: list(SourceHealth).index(one.health)))

    def _report(self, kind: type[Source], state: SourceState, polls: tuple[Poll, ...]) -> SourceReport:
        mine = [poll for poll in polls if poll.source == kind.name]
        troubles = dict.fromkeys(poll.trouble for poll in mine if poll.trouble)
        lacks = tuple(one.variable for one in lacking(kind, self.variables))
        successes = [poll.last_success_at for poll in mine if poll.last_success_at]
        return SourceReport(
            kind.name,
            kind.title,
            self._health(kind, state, lacks, bool(troubles), bool(successes)),
            lacks,
            tuple(troubles),
            len(mine),
            sum(poll.found for poll in mine),
            max(successes, default=None),
            state.open_until if state.open_until and state.open_until > self.now() else None,
            state.requests,
            state.cost,
            kind.cost_unit,
        )

    def _health(
        self, kind: type[Source], state: SourceState, lacks: tuple[str, ...], is_troubled: bool, has_answered: bool
    ) -> SourceHealth:
        fingerprints = {one.source.name: one.fingerprint for one in self.sources}
        if kind.name in self.off:
            return SourceHealth.OFF
        if lacks:
            return SourceHealth.LACKS
        if state.disabled_for and state.disabled_for == fingerprints.get(kind.name):
            return SourceHealth.REFUSED
        if state.open_until and state.open_until > self.now():
            return SourceHealth.RESTING
        if is_troubled:
            return SourceHealth.TROUBLED
        return SourceHealth.WORKS if has_answered else SourceHealth.NOT_ASKED


def _unasked(state: SourceState, found: int) -> SourceReport:
    """A source that is not asked but listened to, or read where it lies."""
    return SourceReport(
        state.name,
        _UNASKED[state.name],
        SourceHealth.TROUBLED if state.trouble else SourceHealth.WORKS,
        troubles=(state.trouble,) if state.trouble else (),
        found=found,
        last_success_at=state.last_success_at,
    )


def _named(tx: Transaction, site_id: SiteId | None) -> Counter[str]:
    """How many pages each source named."""
    ids = [site_id] if site_id is not None else [site.id for site in tx.sites.all()]
    return sum((tx.candidates.found_by_source(one) for one in ids), Counter())


def _polls(tx: Transaction, site_id: SiteId | None) -> tuple[Poll, ...]:
    ids = [site_id] if site_id is not None else [site.id for site in tx.sites.all()]
    return tuple([poll for one in ids for poll in tx.polls.of_site(one)])
