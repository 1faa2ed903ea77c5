"""Asking for a check: what is meant, what becomes due, where the report goes, and what is refused in one sentence."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import AddressError
from jobs.check_now import CheckNow
from jobs.find_site import NoSuchSiteError
from jobs.request_check import Asked, NothingToCheckError, NowhereToReportError, RequestCheck
from storage.domain import CheckRun, RunScope, Site, SiteSettings, Verdict
from tests.jobs.world import DAY, HERE, HOUR, LIVE, REMOVED, World

ELSEWHERE = "C0OTHER"


def ask(world: World, what: str | None = None, **more: object) -> tuple[Site, CheckRun]:
    asked = Asked("U0ROBIN", what, **more)  # type: ignore[arg-type]
    return RequestCheck(world.store, world.clock).request(world.workspace_id, asked)


def due(world: World) -> list[str]:
    with world.store.surveying() as tx:
        return [host.source_domain for host in tx.planner.due_hosts(world.clock(), 10)]


def test_a_check_of_the_site_makes_all_its_links_due_before_any_sweep(world: World) -> None:
    for page in ("https://one.example/", "https://two.example/"):
        world.add_live_link(page)
    world.add_link("https://sweep.example/", site=world.add_site("other.com"))
    _, run = ask(world, "acme.com")
    assert (run.scope, run.total, run.done, run.channel_id) == (RunScope.SITE, 2, 0, HERE)
    assert due(world) == ["one.example", "two.example", "sweep.example"]


@pytest.mark.parametrize(
    "what",
    ["acme.com", "ACME.com", "www.acme.com/", "https://acme.com/", "<https://acme.com/|acme.com>", "<http://acme.com>"],
)
def test_a_site_is_known_however_it_is_written(world: World, what: str) -> None:
    world.add_live_link()
    _, run = ask(world, what)
    assert run.scope is RunScope.SITE


@pytest.mark.parametrize(
    "what", ["https://blog.example/post", "blog.example/post/", "<https://blog.example/post?utm_source=x|blog.example>"]
)
def test_a_known_page_is_checked_alone(world: World, what: str) -> None:
    world.add_live_link()
    world.add_live_link("https://other.example/")
    _, run = ask(world, what)
    assert (run.scope, run.total) == (RunScope.PAGE, 1)
    assert due(world) == ["blog.example"]


def test_the_report_goes_where_it_was_asked_for_or_to_the_sites_channel(world: World) -> None:
    world.add_live_link()
    assert ask(world, channel_id=ELSEWHERE)[1].channel_id == ELSEWHERE
    assert ask(world)[1].channel_id == HERE
    assert ask(world, wants_report=False)[1].channel_id is None


def test_a_report_that_nobody_would_see_is_not_promised(world: World) -> None:
    world.add_live_link()
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.change(world.site.id, SiteSettings(domains=("acme.com",)))
    with pytest.raises(NowhereToReportError, match="/invite"):
        ask(world)
    assert ask(world, channel_id=ELSEWHERE)[1].total == 1


def test_what_cannot_be_checked_is_refused_in_one_sentence(world: World) -> None:
    with pytest.raises(NothingToCheckError, match=r"No links to acme\.com are known yet"):
        ask(world)
    world.add_live_link()
    with pytest.raises(NothingToCheckError, match=r"https://blog\.example/other is not a page we watch"):
        ask(world, "blog.example/other")
    with pytest.raises(NoSuchSiteError, match=r"stranger.com is not one of your sites \(acme.com\)"):
        ask(world, "stranger.com")
    with pytest.raises(AddressError):
        ask(world, "localhost")
    world.add_site("other.com")
    with pytest.raises(NoSuchSiteError, match=r"Which site\? Name one of acme.com, other.com"):
        ask(world)
    with world.store.reading(world.workspace_id) as tx:
        assert tx.runs.active(world.site.id) == ()


def test_a_check_of_nothing_but_hosts_that_rest_is_refused_instead_of_reporting_nothing(world: World) -> None:
    world.add_live_link()
    world.records.note_host("blog.example", 1, world.clock() + HOUR)
    trouble = "server that we leave alone for now, because it asked for that or has trouble answering"
    with pytest.raises(NothingToCheckError, match=f"Each of these pages is on a {trouble}"):
        ask(world)
    with pytest.raises(NothingToCheckError, match=f"This page is on a {trouble}"):
        ask(world, "https://blog.example/post")
    assert ask(world, wants_report=False)[1].finished_at == world.clock()


def test_a_round_over_what_is_due_leaves_the_rest_alone(world: World) -> None:
    world.add_live_link("https://fresh.example/")
    world.add_link("https://due.example/")
    assert ask(world, only_due=True)[1].total == 1
    assert due(world) == ["due.example"]


def test_a_round_run_to_its_end_tells_the_changes_it_confirmed_once(world: World) -> None:
    link = world.see(world.add_live_link(), REMOVED)
    kept = world.add_live_link("https://kept.example/")
    world.clock.advance(DAY)
    seen: list[CheckRun] = []

    def visit_both() -> None:
        if not seen:
            world.see(link, REMOVED)
        world.see(kept, LIVE)

    check = CheckNow(world.store, RequestCheck(world.store, world.clock), visit_both)
    done = check.check(world.workspace_id, Asked("command line", wants_report=False), seen.append)
    assert done.verdicts == {Verdict.REMOVED: 1, Verdict.LIVE: 1}
    assert [told.change.verdict for told in done.changes] == [Verdict.REMOVED]
    assert seen[-1].finished_at is not None
    again = check.check(world.workspace_id, Asked("command line", wants_report=False, only_due=True), seen.append)
    assert (again.verdicts, again.changes) == ({}, ())
