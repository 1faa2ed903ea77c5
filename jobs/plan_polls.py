"""Keeps what is asked of sources in step with what the teams want to be found by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.sources.port import Subject
from jobs.sources.registry import Configured
from storage.domain import Site, Wanted
from storage.store import Store
from storage.transactions import Transaction

Wish = tuple[str, Wanted, str]


@dataclass(frozen=True)
class PlanPolls:
    """An idempotent tick. The demo's site is never asked for: it does not exist."""

    store: Store
    sources: tuple[Configured, ...]
    now: Callable[[], datetime]

    def plan(self) -> None:
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            with self.store.reading(workspace.id) as tx:
                changed = [
                    (site, wished)
                    for site in tx.sites.all()
                    if not site.is_demo and (wished := self._wished(tx, site)) != _asked(tx, site)
                ]
            for site, wished in changed:
                with self.store.transaction(workspace.id) as tx:
                    tx.polls.ensure(site.id, wished, self.now())

    def _wished(self, tx: Transaction, site: Site) -> set[Wish]:
        subject = subject_of(tx, site)
        return {
            (one.source.name, query.wanted, query.text) for one in self.sources for query in one.source.queries(subject)
        }


def subject_of(tx: Transaction, site: Site) -> Subject:
    """What a site wants to be found by, as its team set it."""
    return Subject(
        site.settings.domains, tx.brands.of_site(site), tx.polls.feeds(site.id), terms=tx.brands.terms(site.id)
    )


def _asked(tx: Transaction, site: Site) -> set[Wish]:
    return {(poll.source, poll.wanted, poll.query) for poll in tx.polls.of_site(site.id)}
