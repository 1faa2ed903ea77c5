"""Check runs: people's links come first, and the last check of a run ends it exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage.domain import (
    PEOPLE_FIRST,
    CheckRun,
    LinkId,
    LinkState,
    RunRequest,
    RunScope,
    Site,
    SiteSettings,
    Verdict,
    Workspace,
)
from storage.runs import ENROLLED_AT_ONCE
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import new_link, saw

EVERYTHING = RunRequest(RunScope.SITE, "U1", "C1")


def _links(store: Store, site: Site, clock: Clock, many: int) -> list[LinkId]:
    with store.transaction(site.workspace_id) as tx:
        return [tx.backlinks.add(site.id, new_link(f"blog{n}"), clock())[0].id for n in range(many)]


def _import(store: Store, site: Site, clock: Clock, many: int) -> None:
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage(new_link(f"blog{n}") for n in range(many))
        tx.imports.commit(site.id, clock())


def _enrolled(store: Store, site: Site) -> int:
    """How many links are due before all others."""
    with store.reading(site.workspace_id) as tx:
        links = tx.backlinks.list(site.id, set(LinkState), limit=10_000)
    return sum(link.prio == PEOPLE_FIRST for link in links)


def _check(store: Store, site: Site, link_id: LinkId, clock: Clock, verdict: Verdict = Verdict.LIVE) -> list[CheckRun]:
    with store.transaction(site.workspace_id) as tx:
        link = tx.backlinks.get(link_id)
        assert link is not None
        check_id = tx.backlinks.record(link, saw(link_id, link.slot, clock(), verdict))
        assert check_id is not None
        return list(tx.runs.note_checked({link_id: check_id}))


def test_a_run_makes_its_links_due_before_all_others(store: Store, site: Site, clock: Clock) -> None:
    ids = _links(store, site, clock, 3)
    with store.transaction(site.workspace_id) as tx:
        later = clock() - timedelta(days=1)
        run = tx.runs.start(site.id, RunRequest(RunScope.PAGE, "U1", None, (ids[1],)), later)
        link = tx.backlinks.get(ids[1])
        other = tx.backlinks.get(ids[0])
    assert link is not None
    assert other is not None
    assert (run.total, run.done, run.finished_at) == (1, 0, None)
    assert (link.prio, link.next_due_at, other.prio) == (100, later, 0)


def test_the_last_check_of_a_run_ends_it_and_says_so_once(store: Store, site: Site, clock: Clock) -> None:
    ids = _links(store, site, clock, 3)
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
    assert _check(store, site, ids[0], clock) == []
    assert _check(store, site, ids[0], clock) == [], "a second look at one link is no progress"
    assert _check(store, site, ids[1], clock, Verdict.REMOVED) == []
    with store.reading(site.workspace_id) as tx:
        assert [active.done for active in tx.runs.active(site.id)] == [2]
    clock.advance(timedelta(minutes=1))
    [finished] = _check(store, site, ids[2], clock)
    assert (finished.id, finished.done, finished.finished_at) == (run.id, 3, clock())
    assert _check(store, site, ids[2], clock) == []
    with store.reading(site.workspace_id) as tx:
        assert tx.runs.active(site.id) == ()
        assert tx.runs.verdicts(run.id) == {Verdict.LIVE: 2, Verdict.REMOVED: 1}


def test_one_check_can_end_several_runs(store: Store, site: Site, clock: Clock) -> None:
    [link_id] = _links(store, site, clock, 1)
    with store.transaction(site.workspace_id) as tx:
        runs = [tx.runs.start(site.id, EVERYTHING, clock()).id for _ in range(3)]
    assert [run.id for run in _check(store, site, link_id, clock)] == runs


def test_threads_that_finish_together_end_the_run_once(store: Store, site: Site, clock: Clock) -> None:
    ids = _links(store, site, clock, 12)
    with store.transaction(site.workspace_id) as tx:
        tx.runs.start(site.id, EVERYTHING, clock())
    with ThreadPoolExecutor(6) as threads:
        ended = [run for runs in threads.map(lambda id_: _check(store, site, id_, clock), ids) for run in runs]
    assert len(ended) == 1


def test_a_run_over_nothing_is_finished_at_once(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
        assert (run.total, run.finished_at) == (0, clock())
        assert tx.runs.active(site.id) == ()


def test_a_run_may_name_more_links_than_one_statement_can(store: Store, site: Site, clock: Clock) -> None:
    _import(store, site, clock, 1_203)
    with store.transaction(site.workspace_id) as tx:
        links = tuple(link.id for link in tx.backlinks.list(site.id, set(LinkState), limit=2_000))
        assert tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1", None, links), clock()).total == 1_203


def test_a_run_of_a_large_site_takes_its_links_in_parts_and_says_at_once_how_many(
    store: Store, site: Site, clock: Clock
) -> None:
    links = 2 * ENROLLED_AT_ONCE + 7
    _import(store, site, clock, links)
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
    assert (run.total, run.done) == (links, 0)
    enrolled = [_enrolled(store, site)]
    with store.surveying() as system:
        assert system.planner.enrolling() == ((site.workspace_id, site.id, run.id),)
    for _ in range(2):  # each part in a transaction of its own, as after a restart
        with store.transaction(site.workspace_id) as tx:
            assert tx.runs.enrol(run.id, clock()) == ()
        enrolled.append(_enrolled(store, site))
    assert enrolled == [ENROLLED_AT_ONCE, 2 * ENROLLED_AT_ONCE, links]
    with store.surveying() as system:
        assert system.planner.enrolling() == ()
    with store.reading(site.workspace_id) as tx:
        [active] = tx.runs.active(site.id)
        assert active.total == links


def test_a_run_is_not_over_while_links_are_still_to_become_part_of_it(store: Store, site: Site, clock: Clock) -> None:
    _import(store, site, clock, ENROLLED_AT_ONCE + 1)
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
        tx.runs.release("nobody.example", clock())
        first = [link.id for link in tx.backlinks.list(site.id, set(LinkState), limit=ENROLLED_AT_ONCE)]
        assert tx.runs.note_checked(dict.fromkeys(first, 1)) == ()
        assert tx.runs.enrol(run.id, clock()) == ()
        [still] = tx.runs.active(site.id)
        assert (still.done, still.total) == (ENROLLED_AT_ONCE, ENROLLED_AT_ONCE + 1)


def test_a_run_whose_last_links_rest_ends_when_the_others_are_done(store: Store, site: Site, clock: Clock) -> None:
    _import(store, site, clock, ENROLLED_AT_ONCE + 1)
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
        *first, last = tx.backlinks.list(site.id, set(LinkState), limit=ENROLLED_AT_ONCE + 1)
        assert tx.runs.note_checked({link.id: 1 for link in first}) == ()
    with store.system() as system:
        system.hosts.note(last.source_domain, 1, clock() + timedelta(hours=1))
    with store.transaction(site.workspace_id) as tx:
        [ended] = tx.runs.enrol(run.id, clock())
    assert (ended.id, ended.total, ended.finished_at) == (run.id, ENROLLED_AT_ONCE, clock())


def test_a_run_of_what_is_due_leaves_the_other_links_alone(store: Store, site: Site, clock: Clock) -> None:
    _import(store, site, clock, 3)
    earlier = clock() - timedelta(minutes=1)
    with store.transaction(site.workspace_id) as tx:
        none = tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1", only_due=True), earlier)
        assert (none.total, none.finished_at) == (0, earlier)
        assert tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1", only_due=True), clock()).total == 3


def test_no_run_waits_for_a_host_that_asked_us_to_wait(store: Store, site: Site, clock: Clock) -> None:
    ids = _links(store, site, clock, 3)
    with store.system() as tx:
        tx.hosts.note("blog0.example", 1, clock() + timedelta(hours=1))
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, EVERYTHING, clock())
        assert run.total == 2
    assert _check(store, site, ids[1], clock) == []
    with store.transaction(site.workspace_id) as tx:
        assert [freed.id for freed in tx.runs.release("blog2.example", clock())] == [run.id]
        assert tx.runs.release("blog2.example", clock()) == ()


def test_the_demos_runs_end_in_real_time(store: Store, workspace: Workspace, clock: Clock) -> None:
    with store.transaction(workspace.id) as tx:
        demo = tx.sites.add(SiteSettings(("demo.example",)), clock(), is_demo=True)
        moved = tx.sites.move_clock(demo.id, timedelta(days=2))
        link, _ = tx.backlinks.add(demo.id, new_link("blog"), clock())
        tx.runs.start(demo.id, EVERYTHING, clock())
        check_id = tx.backlinks.record(link, saw(link.id, 0, moved.time(clock())))
        assert check_id is not None
        [run] = tx.runs.note_checked({link.id: check_id})
    assert run.finished_at == clock()
