"""Check runs: people's links come first, and the last check of a run ends it exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage.domain import CheckRun, LinkId, RunRequest, RunScope, Site, SiteSettings, Verdict, Workspace
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import new_link, saw

EVERYTHING = RunRequest(RunScope.SITE, "U1", "C1")


def _links(store: Store, site: Site, clock: Clock, many: int) -> list[LinkId]:
    with store.transaction(site.workspace_id) as tx:
        return [tx.backlinks.add(site.id, new_link(f"blog{n}"), clock())[0].id for n in range(many)]


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
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage(new_link(f"blog{n}") for n in range(1_203))
        tx.imports.commit(site.id, clock())
        due = tx.backlinks.due_ids(site.id, clock())
        assert tx.backlinks.count_due(site.id, clock()) == len(due) == 1_203
        assert tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1", None, due), clock()).total == 1_203


def test_no_run_waits_for_a_host_that_asked_us_to_wait(store: Store, site: Site, clock: Clock) -> None:
    ids = _links(store, site, clock, 3)
    with store.system() as tx:
        tx.hosts.back_off("blog0.example", clock() + timedelta(hours=1))
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
