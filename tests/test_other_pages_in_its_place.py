"""What stands in the place of a watched page for weeks: walls never lose its link, and a new text in the end does."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

import pytest

from storage.domain import ChangeKind, LinkState, Verdict
from storage.store import Store
from tests.analysis.staged import servers, walls
from tests.analysis.visits import PROSE, html
from tests.conftest import Clock
from tests.jobs.world import DAY, HOUR, new_world
from tests.servers.fixtures import site_server
from tests.servers.web import Reply, SiteServer
from tests.watching import LINKING, POST, WITHOUT, Team, linking

__all__ = ["site_server"]

BREAD = " ".join(f"Line {n} of a page about bread, ovens and the early hours of bakers." for n in range(40))
REWRITTEN = html(f"<h1>Bread</h1><p>{BREAD}</p>", title="Bread").encode()


@pytest.fixture
def team(store: Store, clock: Clock, site_server: SiteServer, tmp_path: Path) -> Team:
    return Team(new_world(store, clock), site_server, tmp_path)


def test_walls_of_every_kind_one_after_another_are_no_loss(team: Team) -> None:
    link = team.watch(POST)
    kinds = (walls.BOT_CHECKS, walls.CONSENT_WALLS, walls.GATES, servers.TROUBLE)
    for markup in islice(chain.from_iterable(kind.values() for kind in kinds), 0, None, 8):
        team.server.put(POST, markup.encode())
        team.after(DAY)
    assert (team.link(link).state, team.changes(link), team.told()) == (LinkState.LIVE, (), [])


def test_a_page_rewritten_under_another_title_is_told_once_as_lost_after_it_stayed_so(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, REWRITTEN)
    team.check()
    team.until(7 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())
    team.until(3 * DAY)
    [loss] = team.changes(link)
    assert (loss.kind, loss.verdict) == (ChangeKind.LOST, Verdict.REMOVED)
    assert loss.confirmed_at - loss.first_observed >= DAY
    team.until(30 * DAY)
    assert len(team.changes(link)) == 1


def test_a_page_that_shows_something_else_for_days_and_then_itself_is_no_loss(team: Team) -> None:
    link = team.watch(POST)
    for _ in range(3):
        team.server.put(POST, REWRITTEN)
        team.until(6 * DAY)
        team.server.put(POST, LINKING)
        team.until(2 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())


def test_a_removal_that_is_plain_to_see_is_told_as_soon_as_ever(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, WITHOUT)
    team.check()
    team.until(26 * HOUR)
    assert [change.verdict for change in team.changes(link)] == [Verdict.REMOVED]


def test_a_link_given_to_somebody_who_lets_no_robot_in_is_told_after_a_week(team: Team) -> None:
    link = team.watch(POST)
    other = team.server.put("partner.example/about", Reply(b"", status=403))
    team.server.put(POST, linking(f'<a href="{other}">Acme</a>'))
    team.check()
    team.until(7 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())
    team.until(4 * DAY)
    assert [(change.kind, change.verdict) for change in team.changes(link)] == [(ChangeKind.LOST, Verdict.REMOVED)]


def test_a_link_through_a_shortener_that_lets_no_robot_in_is_never_a_loss(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, linking(f'<a href="{team.server.put("bit.ly/3xYz", Reply(b"", status=403))}">Acme</a>'))
    team.check()
    team.until(30 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())


def test_a_page_that_is_cut_for_days_is_no_loss_and_one_that_stays_cut_is_told_once(team: Team) -> None:
    link = team.watch(POST)
    cut = html(f"<h1>A post</h1><p>{PROSE[:900]}</p><button>Read more</button>").encode()
    for _ in range(2):
        team.server.put(POST, cut)
        team.check()
        team.until(5 * DAY)
        team.server.put(POST, LINKING)
        team.check()
        team.until(2 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())
    team.server.put(POST, cut)
    team.check()
    team.until(40 * DAY)
    assert [(change.kind, change.verdict) for change in team.changes(link)] == [(ChangeKind.LOST, Verdict.REMOVED)]
