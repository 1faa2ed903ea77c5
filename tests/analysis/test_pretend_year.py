"""Months of the benchmarks' pretend web against the real machine: no false loss, and true ones are found in time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.simulator.fates import STANDING, PretendWeb, Shown, Spell, draw_web
from benchmarks.simulator.scores import Score, score
from benchmarks.simulator.watch import FoundLoss, Policy, Watch

LINKS, DAYS, BUDGET = 300, 120, 40


@pytest.fixture(scope="module", params=[2, 3])
def told(request: pytest.FixtureRequest) -> Score:
    return score(Watch(draw_web(LINKS, DAYS, request.param), Policy(BUDGET)).run())


def test_no_link_that_stands_is_called_lost(told: Score) -> None:
    assert told.false == ()


def test_nearly_every_true_loss_is_found(told: Score) -> None:
    assert len(told.losses) > 20
    assert len(told.missed) <= 0.1 * len(told.losses)


def test_visits_keep_to_the_budget(told: Score) -> None:
    assert 0.8 * BUDGET <= told.visits / DAYS <= 1.15 * BUDGET


def test_losses_are_seen_sooner_than_by_looking_at_all_links_equally_often() -> None:
    web = draw_web(LINKS, DAYS, 2)
    ours = Watch(web, Policy(BUDGET)).run()
    uniform = Watch(web, Policy(ours.visits / DAYS, learns=False)).run()
    assert uniform.visits >= 0.95 * ours.visits
    assert score(ours).delay() < 0.9 * score(uniform).delay()


def test_the_pretend_web_holds_every_trouble_it_promises() -> None:
    web = draw_web(2_000, 365, 1)
    ends = {shown for link in web.links for _, shown in link.turns} - STANDING
    troubles = {spell.shown for link in web.links for spell in link.host.spells}
    assert ends == {
        Shown.REMOVED, Shown.GONE_404, Shown.GONE_410, Shown.SOFT_404, Shown.SENT_HOME, Shown.PARKED, Shown.NO_NAME
    }  # fmt: skip
    assert troubles >= {Shown.SERVER_ERROR, Shown.FORBIDDEN, Shown.CONSENT, Shown.GONE_404, Shown.NO_NAME, Shown.LOGIN}
    assert {spell.shown for spell in web.outages} & {Shown.PORTAL, Shown.PORTAL_REDIRECT, Shown.GONE_404}


def test_the_same_seed_tells_the_same_story() -> None:
    one, other = (Watch(draw_web(50, 60, 5), Policy(10)).run() for _ in range(2))
    assert (one.visits, one.losses) == (other.visits, other.losses)


@pytest.mark.parametrize("shown", [Shown.GONE_404, Shown.SENT_HOME, Shown.SOFT_404, Shown.PORTAL_REDIRECT])
@pytest.mark.parametrize("budget", [30, 300])
def test_days_of_an_outage_of_ours_that_looks_like_losses_lose_nothing(shown: Shown, budget: int) -> None:
    assert _losses_in_an_outage(shown, budget, 2.5) == []


def test_nor_do_weeks() -> None:
    assert _losses_in_an_outage(Shown.GONE_404, 30, 12.0) == []


def _losses_in_an_outage(shown: Shown, budget: int, days: float) -> list[FoundLoss]:
    web = draw_web(200, 60, 4)
    calm = tuple(
        replace(link, arrives=0.0, turns=(), host=replace(link.host, flaky=0.0, spells=())) for link in web.links
    )
    outage = Spell(40.0, 40.0 + days, shown)
    told = Watch(PretendWeb(calm, (outage,), 60), Policy(budget)).run()
    assert told.visits > 1_000
    return told.losses


def test_losses_of_many_domains_on_one_day_are_found_all_the_same() -> None:
    """A mass of true losses is doubted for longer, but not for ever."""
    web = draw_web(200, 60, 4)
    calm = [replace(link, arrives=0.0, turns=(), host=replace(link.host, flaky=0.0, spells=())) for link in web.links]
    fallen = [replace(link, turns=((40.0, Shown.GONE_404),)) if link.number % 3 == 0 else link for link in calm]
    told = score(Watch(PretendWeb(tuple(fallen), (), 60), Policy(60)).run())
    assert told.false == ()
    assert len(told.losses) == sum(link.number % 3 == 0 for link in calm)
    assert not [loss for loss in told.losses if loss.found is None and loss.ended < 45]
