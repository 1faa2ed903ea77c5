"""What is learnt of losses and solved of paces: kept in rows, bounded by the budget, lost without harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from jobs.analysis.loss_rates import LossRates
from jobs.analysis.timing import RecheckRules
from jobs.learn_paces import LearnPaces
from jobs.plan_checks import PlanChecks
from storage.domain import PEOPLE_FIRST
from tests.jobs.test_plan_checks import Requests
from tests.jobs.world import DAY, LIVE, REMOVED, World


def learning(world: World, budget: int = 1_000) -> LearnPaces:
    return LearnPaces(world.store, RecheckRules(), budget, world.clock)


def see(world: World, learns: LearnPaces, page: str, *visits: object, apart: timedelta = DAY) -> None:
    """Visits of one page, a day apart, recorded as the worker records them."""
    records = replace(world.records, hear=learns.hear, paces=learns.paces)
    link = world.add_link(page)
    for visit in visits:
        records.record([world.look(link, visit)])
        world.clock.advance(apart)


def rates(world: World) -> LossRates:
    again = learning(world)
    again.begin()
    return again.paces().rates


def test_looks_teach_and_the_next_start_knows_it(world: World) -> None:
    learns = learning(world)
    see(world, learns, "https://blog.example/post", *[LIVE] * 5)
    see(world, learns, "https://bad.example/post", LIVE, REMOVED, REMOVED)
    assert rates(world).seen == {}
    learns.remember()
    seen = rates(world).seen.values()
    assert sum(each.losses for each in seen) == 1
    assert 4 < sum(each.days for each in seen) < 6


def test_remembering_twice_counts_nothing_twice(world: World) -> None:
    learns = learning(world)
    see(world, learns, "https://blog.example/post", LIVE, LIVE)
    learns.remember()
    once = rates(world)
    learns.remember()
    assert rates(world) == once


def test_the_demo_teaches_nothing(world: World) -> None:
    learns = learning(world)
    demo = replace(world, site=replace(world.site, is_demo=True))
    see(demo, learns, "https://blog.example/post", LIVE, LIVE)
    learns.remember()
    assert rates(world).seen == {}


def test_a_small_budget_makes_looks_rarer_and_an_ample_one_leaves_the_usual_pace(world: World) -> None:
    for number in range(30):
        world.add_live_link(f"https://blog{number}.example/post")
    ample, small = learning(world, 1_000), learning(world, 2)
    ample.share_out()
    small.share_out()
    assert ample.paces().of_workspaces[world.workspace_id].k == 0
    world.clock.advance(DAY)
    small.share_out()
    pace = small.paces().of_workspaces[world.workspace_id]
    link = world.add_live_link("https://one.example/post")
    records = replace(world.records, paces=small.paces)
    records.record([world.look(link, LIVE)])
    assert pace.k > 0
    assert world.link(link.id).next_due_at - world.clock() > 10 * DAY


def test_paces_are_solved_once_a_day_or_when_links_have_come_in(world: World) -> None:
    learns = learning(world)
    for number in range(10):
        world.add_live_link(f"https://blog{number}.example/post")
    learns.share_out()
    first = learns.paces()
    learns.share_out()
    assert learns.paces() is first
    for number in range(3):
        world.add_live_link(f"https://more{number}.example/post")
    learns.share_out()
    second = learns.paces()
    assert second is not first
    world.clock.advance(DAY)
    learns.share_out()
    assert learns.paces() is not second


def test_a_spent_budget_holds_routine_looks_back_but_no_doubt_and_no_person(world: World) -> None:
    learns = learning(world, budget=3)
    doubted = world.see(world.add_live_link("https://doubt.example/post"), REMOVED)
    world.add_live_link("https://routine.example/post")
    learns.remember()
    assert learns.spent_budgets() == {world.workspace_id}
    world.clock.advance(timedelta(hours=2))
    world.add_link("https://asked.example/post", prio=PEOPLE_FIRST)
    world.add_link("https://first.example/post")
    asked = Requests()
    PlanChecks(world.store, asked, world.clock, spent=learns.spent_budgets).plan()
    assert [host for host, _ in asked.hosts] == ["asked.example", doubted.source_domain]
    PlanChecks(world.store, asked, world.clock).plan()
    assert "first.example" in {host for host, _ in asked.hosts}


def test_a_budget_is_there_again_a_day_later(world: World) -> None:
    learns = learning(world, budget=1)
    world.add_live_link()
    learns.remember()
    assert learns.spent_budgets()
    world.clock.advance(DAY + timedelta(minutes=1))
    learns.remember()
    assert not learns.spent_budgets()
