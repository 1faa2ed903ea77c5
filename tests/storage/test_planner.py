"""The planner: people first, fair between workspaces, and never at a host that asked for a pause."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.domain import DueHost, LinkId, NewLink, RunRequest, RunScope, Site, SiteSettings
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import new_link

HOUR = timedelta(hours=1)


def _site(store: Store, team: str, at: datetime) -> Site:
    with store.system() as tx:
        workspace = tx.workspaces.ensure(team, team)
    with store.transaction(workspace.id) as tx:
        return tx.sites.add(SiteSettings(("acme.example",)), at)


def _add(store: Store, site: Site, due_at: datetime, *links: NewLink) -> list[LinkId]:
    with store.transaction(site.workspace_id) as tx:
        return [tx.backlinks.add(site.id, link, due_at)[0].id for link in links]


def _hosts(store: Store, clock: Clock, limit: int, *excluding: str) -> list[str]:
    with store.surveying() as tx:
        return [host.source_domain for host in tx.planner.due_hosts(clock(), limit, excluding)]


def test_hosts_come_with_their_due_links_the_longest_overdue_first(store: Store, site: Site, clock: Clock) -> None:
    _add(store, site, clock() - HOUR, new_link("a"), new_link("later", domain="b.example"))
    _add(store, site, clock() - 2 * HOUR, new_link("b"))
    _add(store, site, clock() + HOUR, new_link("future"), new_link("too", domain="b.example"))
    with store.surveying() as tx:
        due = tx.planner.due_hosts(clock(), 10)
    assert due == (DueHost("b.example", 0, 2), DueHost("a.example", 0, 1))


def test_a_workspace_with_very_many_links_does_not_starve_a_small_one(store: Store, clock: Clock) -> None:
    big, small = _site(store, "BIG", clock()), _site(store, "SMALL", clock())
    with store.transaction(big.workspace_id) as tx:
        tx.imports.stage(new_link(f"big{n}", domain=f"big{n % 40}.example") for n in range(2_000))
        tx.imports.commit(big.id, clock() - HOUR)
    _add(store, small, clock(), *[new_link(f"small{n}") for n in range(3)])
    hosts = _hosts(store, clock, 8)
    assert [host for host in hosts if host.startswith("small")] == [
        "small0.example",
        "small1.example",
        "small2.example",
    ]
    assert len(set(hosts)) == 8
    assert set(hosts[:2]) == {"big0.example", "small0.example"}, "each workspace's first before any second"


def test_a_host_with_very_many_links_does_not_hide_the_others(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        for n in range(3):
            tx.imports.stage(new_link(f"huge{m}", domain="huge.example") for m in range(n * 700, n * 700 + 700))
            tx.imports.commit(site.id, clock() - 9 * HOUR + n * HOUR)
    _add(store, site, clock() - HOUR, new_link("a"), new_link("b"))
    assert _hosts(store, clock, 10) == ["huge.example", "a.example", "b.example"]


def test_people_come_first(store: Store, site: Site, clock: Clock) -> None:
    _add(store, site, clock() - 9 * HOUR, *[new_link(f"old{n}") for n in range(4)])
    [asked] = _add(store, site, clock() + HOUR, new_link("asked"))
    with store.transaction(site.workspace_id) as tx:
        tx.runs.start(site.id, RunRequest(RunScope.PAGE, "U1", None, (asked,)), clock())
    with store.surveying() as tx:
        hosts = tx.planner.due_hosts(clock(), 3)
    assert hosts[0] == DueHost("asked.example", 100, 1)
    assert len(hosts) == 3


def test_hosts_in_back_off_and_excluded_ones_are_left_out(store: Store, site: Site, clock: Clock) -> None:
    _add(store, site, clock() - HOUR, new_link("a"), new_link("b"), new_link("c"))
    with store.system() as tx:
        tx.hosts.note("a.example", 1, clock() + HOUR)
        tx.hosts.note("a.example", 2, clock() + 2 * HOUR)
        assert (tx.hosts.get("a.example").failures, tx.hosts.get("b.example").failures) == (2, 0)
    assert _hosts(store, clock, 10, "b.example") == ["c.example"]
    clock.advance(2 * HOUR)
    assert _hosts(store, clock, 10) == ["a.example", "b.example", "c.example"]
    with store.system() as tx:
        tx.hosts.note("a.example", 0)
        known = tx.hosts.get("a.example")
    assert (known.backoff_until, known.failures) == (None, 0)


def test_the_links_of_a_host_come_from_all_workspaces_most_urgent_first(store: Store, clock: Clock) -> None:
    one, two = _site(store, "T1", clock()), _site(store, "T2", clock())
    [late] = _add(store, one, clock() - 2 * HOUR, new_link("late", domain="big.example"))
    [theirs] = _add(store, two, clock() - 3 * HOUR, new_link("theirs", domain="big.example"))
    [asked] = _add(store, one, clock() - HOUR, new_link("asked", domain="big.example"))
    _add(store, one, clock() + HOUR, new_link("future", domain="big.example"))
    with store.transaction(one.workspace_id) as tx:
        tx.runs.start(one.id, RunRequest(RunScope.PAGE, "U1", None, (asked,)), clock())
    with store.surveying() as tx:
        due = tx.planner.due_links("big.example", clock(), 10)
        assert [link.link.id for link in tx.planner.due_links("big.example", clock(), 2)] == [asked, theirs]
        assert {found.id for _, found in tx.planner.sites_of("big.example")} == {one.id, two.id}
    assert [(link.link.id, link.site, link.workspace_id) for link in due] == [
        (asked, one, one.workspace_id),
        (theirs, two, two.workspace_id),
        (late, one, one.workspace_id),
    ]


def test_on_a_shared_host_no_workspace_waits_for_all_links_of_another(store: Store, clock: Clock) -> None:
    big, small = _site(store, "T1", clock()), _site(store, "T2", clock())
    theirs = [new_link(f"big{number}", domain="shared.example") for number in range(50)]
    _add(store, big, clock() - 2 * HOUR, *theirs)
    few = _add(store, small, clock() - HOUR, *[new_link(f"s{n}", domain="shared.example") for n in range(2)])
    with store.surveying() as tx:
        due = [link.link.id for link in tx.planner.due_links("shared.example", clock(), 10)]
    assert (due[1], due[3]) == tuple(few)
    assert len(set(due)) == 10
    with store.transaction(big.workspace_id) as tx:
        asked = (due[8], due[9])
        tx.runs.start(big.id, RunRequest(RunScope.PAGE, "U1", None, asked), clock())
    with store.surveying() as tx:
        first = [link.link.id for link in tx.planner.due_links("shared.example", clock(), 10)][:4]
    assert set(first[:2]) == set(asked), "people first"
    assert first[3] == few[0]


def test_an_event_is_new_once(store: Store, clock: Clock) -> None:
    with store.system() as tx:
        assert tx.seen.first_time("T1/Ev1", clock())
        assert not tx.seen.first_time("T1/Ev1", clock())
    with store.system() as tx:
        assert not tx.seen.first_time("T1/Ev1", clock.advance(HOUR))
        assert tx.seen.first_time("T1/Ev2", clock())
        assert tx.seen.forget_before(clock()) == 1
        assert tx.seen.first_time("T1/Ev1", clock())
