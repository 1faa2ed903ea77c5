"""Writes down what visits saw, what we therefore believe, and what must be told, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from jobs.analysis.addresses import PageAddress
from jobs.analysis.beliefs import Believed, believe, may_be_silent_for_good
from jobs.analysis.doubting import BeliefRules, Guard, pulse_near
from jobs.analysis.paces import Paces
from jobs.analysis.timing import RecheckRules, next_due
from jobs.analysis.traits import traits_after
from jobs.analysis.verdicts import Judgement
from jobs.join_incidents import end_incident, with_incident
from storage.domain import (
    IN_DOUBT,
    Backlink,
    ChangeKind,
    CheckRun,
    Degraded,
    Doubts,
    DueLink,
    LinkCheck,
    LinkId,
    LinkState,
    NewLink,
    Pulse,
    RunReport,
    RunScope,
    Site,
    SiteId,
    Thread,
)
from storage.failpoints import failpoint
from storage.store import Store
from storage.transactions import Transaction

_SUSPECTS_SHOWN = 30
_PARTS_A_TICK = 5
_MOST_LINES = 5_000
_MOST_HELD = 100
_NO_DOUBT = Guard()
# How other checks went matters to a doubt about a link that was live; a lost link may have been told of meanwhile.
_GUARDED = frozenset({LinkState.SUSPECT, LinkState.LOST})


@dataclass(frozen=True, slots=True)
class Look:
    """One visit, judged for one link. ``at`` is in the site's own time."""

    due: DueLink
    judgement: Judgement
    at: datetime
    retry_after: timedelta | None = None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The team's settings for believing and for looking again."""

    belief: BeliefRules
    rechecks: RecheckRules


def _learn_nothing(_before: Backlink, _after: Backlink, _check: LinkCheck) -> None:
    pass


@dataclass(frozen=True)
class RecordChecks:
    """``report`` renders the report of a check run that these checks finished; ``paces`` are what was learnt last,
    ``hear`` learns more.

    ``doubt_ourselves`` renders the one line for the operator when so many pages turn at once that none is believed.
    """

    store: Store
    rules: Rules
    now: Callable[[], datetime]
    chance: Random
    report: Callable[[RunReport], Thread]
    doubt_ourselves: Callable[[Site, Pulse | Doubts, str], Thread]
    paces: Callable[[], Paces] = Paces
    hear: Callable[[Backlink, Backlink, LinkCheck], None] = _learn_nothing

    def record(self, looks: Sequence[Look]) -> None:
        """Record looks; one whose link somebody else recorded first is dropped (the slot fence)."""
        failpoint("check.after_fetch")
        for workspace_id in dict.fromkeys(look.due.workspace_id for look in looks):
            with self.store.transaction(workspace_id) as tx:
                for look in self._record_together(
                    tx, [look for look in looks if look.due.workspace_id == workspace_id]
                ):
                    self._record_one(tx, look)
                failpoint("check.before_commit")
        failpoint("check.after_commit")

    def note_host(self, domain: str, failures: int, until: datetime | None = None) -> None:
        """How a host treats us now. One that needs a rest is left alone, and no check run waits for it."""
        with self.store.system() as system:
            system.hosts.note(domain, failures, until)
            waiting = system.planner.sites_of(domain) if until is not None else ()
        for workspace_id, site in waiting:
            with self.store.transaction(workspace_id) as tx:
                for run in tx.runs.release(domain, self.now()):
                    self._finish(tx, site, run)

    def enrol(self) -> None:
        """Go on making links part of the runs that people asked for, a few parts of each: the next tick goes on."""
        with self.store.surveying() as system:
            enrolling = system.planner.enrolling()
        for workspace_id, site_id, run_id in enrolling:
            for _ in range(_PARTS_A_TICK):
                with self.store.transaction(workspace_id) as tx:
                    site = tx.sites.get(site_id)
                    for run in tx.runs.enrol(run_id, self.now()):
                        if site is not None:
                            self._finish(tx, site, run)

    def _record_together(self, tx: Transaction, looks: Sequence[Look]) -> Sequence[Look]:
        """Store the looks that lose and move nothing, which are nearly all, by few statements; return the others."""
        plain = {at: step for at, look in enumerate(looks) if (step := self._plain(look)) is not None}
        steps = tuple(plain.values())
        recorded = tx.backlinks.record_all([(step.link, step.check) for step in steps]) if len(steps) > 1 else None
        if recorded is None:
            return looks
        news = [change for step in steps for change in step.changes]
        self._watch_for_mass_turn(tx, looks, [step.check for step in steps])
        tx.changes.add_all([replace(change, confirming_check_id=recorded[change.link_id]) for change in news])
        self._tick_off(tx, {look.due.site.id: look.due.site for look in looks}, recorded)
        for at, step in plain.items():
            self._hear(looks[at], step.link, step.check)
        return [look for at, look in enumerate(looks) if at not in plain]

    def _plain(self, look: Look) -> Believed | None:
        """What to store of a look that only goes on or finds a new link; None where there is more to it."""
        check = _observation(look)
        if look.due.link.state in _GUARDED or may_be_silent_for_good(look.due.link, check, self.rules.belief):
            return None
        believed = believe(look.due.link, check, _NO_DOUBT, self.rules.belief)
        is_more = any(change.kind is not ChangeKind.NEW for change in believed.changes)
        if is_more or believed.withdrawn or believed.moved_to is not None:
            return None
        return replace(believed, link=self._scheduled(look, believed, check))

    def _record_one(self, tx: Transaction, look: Look) -> None:
        site = look.due.site
        check = _observation(look)
        guard = self._guard(tx, look, check)
        believed = believe(_as_told(tx, look.due.link), check, guard, self.rules.belief)
        link = self._scheduled(look, believed, check)
        check_id = tx.backlinks.record(link, believed.check)
        if check_id is None:
            return
        if believed.withdrawn:
            tx.changes.withdraw(link.id)
        for change in believed.changes:
            tx.changes.add(replace(with_incident(tx, link, change), confirming_check_id=check_id))
        if look.due.link.state is LinkState.LOST and link.state is LinkState.LIVE:
            end_incident(tx, link, check.checked_at)
        self._watch_for_mass_turn(tx, [look], [believed.check])
        self._watch_for_blindness(tx, look, guard)
        self._hear(look, link, check)
        stands_as = link.id
        if believed.moved_to is not None:  # last, since the link may be merged into one that is known there
            stands_as = tx.backlinks.rename(link.id, _at_new_address(link, believed.moved_to))
        self._tick_off(tx, {site.id: site}, {stands_as: check_id})

    def _tick_off(self, tx: Transaction, sites: Mapping[SiteId, Site], checks: Mapping[LinkId, int]) -> None:
        """``checks`` can only end runs of ``sites``."""
        for run in tx.runs.note_checked(checks):
            self._finish(tx, sites[run.site_id], run)

    def _hear(self, look: Look, link: Backlink, check: LinkCheck) -> None:
        """The demo's days are no days."""
        if not look.due.site.is_demo:
            self.hear(look.due.link, link, check)

    def _scheduled(self, look: Look, believed: Believed, check: LinkCheck) -> Backlink:
        prio = IN_DOUBT if believed.link.suspicion is not None or believed.link.is_contract else 0
        link = replace(believed.link, prio=prio, traits=traits_after(look.due.link, believed.link, check))
        pace = self.paces().of(look.due.workspace_id, link, check.checked_at)
        due_at = next_due(link, check, self.rules.rechecks, self.chance, pace)
        return replace(link, next_due_at=due_at - look.due.site.clock_offset)

    def _guard(self, tx: Transaction, look: Look, check: LinkCheck) -> Guard:
        """How other checks went, around the first doubt and now, and earlier ones; asked only where it can matter."""
        link, rules = look.due.link, self.rules.belief
        silent: tuple[datetime, ...] = ()
        if link.unanswered_since is not None and may_be_silent_for_good(link, check, rules):
            silent = tx.checks.looks_since(link.id, link.unanswered_since)
        if link.suspicion is None or link.state is not LinkState.SUSPECT:
            return Guard(silent_looks=silent)
        first = pulse_near(tx.checks.pulse, link.suspicion.since, rules, ahead=True)
        current = pulse_near(tx.checks.pulse, check.checked_at, rules)
        if check.checked_at - link.suspicion.since < min(rules.first_recheck, rules.confirm_after):
            return Guard(first, current, silent)  # too soon to be believed
        doubts = tx.checks.doubts(check.checked_at - rules.confirm_after / 2, check.checked_at)
        return Guard(first, current, silent, doubts)

    def _watch_for_mass_turn(self, tx: Transaction, looks: Sequence[Look], checks: Sequence[LinkCheck]) -> None:
        """What so many pages show at once is not believed (see ``BeliefRules``); here it is told, once a day."""
        turned_at = max((check.checked_at for check in checks if check.turned), default=None)
        if turned_at is None:
            return
        pulse = pulse_near(tx.checks.pulse, turned_at, self.rules.belief)
        if not self.rules.belief.is_outage(pulse):
            return
        tx.runs.degrade(Degraded.MASS_TURN)
        site = next((look.due.site for look in looks if look.due.site.settings.channel_id), None)
        if site is not None:
            tx.outbox.put(self.doubt_ourselves(site, pulse, f"mass/{turned_at:%Y-%m-%d}"), self.now())

    def _watch_for_blindness(self, tx: Transaction, look: Look, guard: Guard) -> None:
        """Links stay missing everywhere: of few, look whether we find any at all; of many, say so once a week.

        That they turned at once has been told before (see ``_watch_for_mass_turn``).
        """
        rules, doubt, site = self.rules.belief, look.due.link.suspicion, look.due.site
        if doubt is None or not rules.is_blind(guard.doubts):
            return
        if guard.doubts.domains < rules.outage_domains:
            tx.checks.call_witnesses(self.now())
        elif site.settings.channel_id and look.at - doubt.since >= 2 * rules.confirm_after:
            tx.outbox.put(self.doubt_ourselves(site, guard.doubts, f"blind/{look.at:%G-%V}"), self.now())

    def _finish(self, tx: Transaction, site: Site, run: CheckRun) -> None:
        if run.channel_id is None:
            return
        sections = tx.runs.changes(run.id, limit_per_kind=_MOST_LINES)
        report = RunReport(
            run=run,
            site=site,
            verdicts=tx.runs.verdicts(run.id),
            sections=sections,
            tally=tx.backlinks.tally(site.id, site.time(self.now())),
            suspects=_suspects(tx, run),
            confirm_after=self.rules.belief.confirm_after,
            incidents=tx.changes.incidents(sections.values()),
            held=tx.backlinks.held(site.id, _MOST_HELD) if run.scope is RunScope.SITE else (),
        )
        thread = self.report(report)
        failpoint("check.before_outbox")
        if tx.outbox.put(thread, self.now()) and thread.channel_id == site.settings.channel_id:
            tx.changes.announce_run(run.id)  # the team has been told here, so the digest does not say it again


def _as_told(tx: Transaction, link: Backlink) -> Backlink:
    """A digest may have told of the loss while the page was being visited; then its return is news."""
    return (tx.backlinks.get(link.id) or link) if link.state is LinkState.LOST else link


def _suspects(tx: Transaction, run: CheckRun) -> tuple[Backlink, ...]:
    """The links of the run that wait for their second look: those of its site, or the one page it was about."""
    if run.scope is RunScope.SITE:
        return tx.backlinks.list(run.site_id, {LinkState.SUSPECT}, limit=_SUSPECTS_SHOWN)
    pages = [tx.backlinks.get(link_id) for link_id in tx.runs.pages(run.id)]
    return tuple(page for page in pages if page is not None and page.state is LinkState.SUSPECT)


def _at_new_address(link: Backlink, page: PageAddress) -> NewLink:
    return NewLink(
        source_url=page.url,
        source_key=page.key,
        source_host=page.host,
        source_domain=page.domain,
        target_url=link.target_url,
        added_by=link.added_by,
        quiet=link.quiet,
        authority=link.authority,
    )


def _observation(look: Look) -> LinkCheck:
    judgement = look.judgement
    return LinkCheck(
        link_id=look.due.link.id,
        slot=look.due.link.slot,
        checked_at=look.at,
        conclusion=judgement.conclusion,
        verdict=judgement.verdict,
        reason=judgement.reason,
        facts=judgement.facts,
        evidence=judgement.evidence,
        page=judgement.page_memory,
        stranger=judgement.stranger,
        retry_after=look.retry_after,
        fresh_for=look.fresh_for,
    )
