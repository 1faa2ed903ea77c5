"""Close looks through the real worker in a moved time: what a team is told, and what it is never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.domain import Backlink, ChangeKind, Facet, LinkCheck, LinkState, Verdict
from storage.store import Store
from tests.analysis.visits import html
from tests.closer.looking import article, by_agent
from tests.conftest import Clock
from tests.jobs.world import DAY, new_world
from tests.servers.web import Reply, SiteServer
from tests.watching import LINKING, POST, WITHOUT, Team

HOME = "blog.example/"
HELD = "/out.php?url=https%3A%2F%2Facme.com%2Ftools"
OOPS = html("<h1>Vabandust!</h1><p>Siin ei ole midagi, aga vaata meie uusi lugusid ja pakkumisi.</p>").encode()
TALL_WALL = html(f"<p>{'Palun oota, kuni uks avaneb. ' * 200}</p><form><input type=submit></form>").encode()


@pytest.fixture
def team(store: Store, clock: Clock, site_server: SiteServer, tmp_path: Path) -> Team:
    site_server.put(HOME, article(text="Home is where the anchor is. " * 40, title="Home"))
    return Team(new_world(store, clock), site_server, tmp_path)


def last_check(team: Team, link: Backlink) -> LinkCheck:
    with team.world.store.reading(team.world.workspace_id) as tx:
        return tx.checks.history(link.id, 1)[0]


def assert_never_lost(team: Team, link: Backlink, verdict: Verdict) -> None:
    """However long it stays so."""
    team.check()
    team.until(40 * DAY)
    now = team.link(link)
    assert (now.state, now.verdict) == (LinkState.LIVE, verdict)
    assert team.changes(link) == ()


def test_a_page_that_became_what_its_host_says_to_any_address_is_one_loss(team: Team) -> None:
    link = team.watch(POST)
    team.server.put("blog.example/*", OOPS)
    team.server.put(POST, OOPS)
    team.check()
    team.reports()
    team.until(3 * DAY)
    assert [change.verdict for change in team.changes(link)] == [Verdict.SOFT_404]
    assert last_check(team, link).reason == "page shows what its host answers to an address that does not exist"
    team.until(60 * DAY)
    assert len(team.changes(link)) == 1


def test_a_wall_in_a_tongue_we_do_not_know_loses_nothing(team: Team) -> None:
    link = team.watch(POST)
    for place in (HOME, POST, "blog.example/*"):
        team.server.put(place, TALL_WALL)
    assert_never_lost(team, link, Verdict.BLOCKED)


@pytest.mark.parametrize("status", [301, 302])
def test_a_host_that_sends_everybody_to_its_wall_loses_nothing(team: Team, status: int) -> None:
    link = team.watch(POST)
    wall = team.server.put("tor.example/tere", TALL_WALL)
    for place in (HOME, POST):
        team.server.redirect(place, wall, status)
    assert_never_lost(team, link, Verdict.BLOCKED)


def test_a_link_that_only_scripts_build_is_held(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, WITHOUT.replace(b"</body>", b'<script>var u = "https://acme.com/"</script></body>'))
    assert_never_lost(team, link, Verdict.JS_ONLY)


def test_a_link_that_went_behind_a_redirector_stays_live(team: Team) -> None:
    link = team.watch(POST)
    team.server.redirect(f"blog.example{HELD}", "https://acme.com/")
    team.server.put(POST, article(f'<a href="{HELD}">Acme</a>'))
    assert_never_lost(team, link, Verdict.LIVE)
    facts = team.link(link).facts
    assert facts is not None
    assert facts.via == HELD


def test_a_redirector_that_falls_silent_loses_nothing_and_one_that_turns_away_does(team: Team) -> None:
    team.server.redirect(f"blog.example{HELD}", "https://acme.com/")
    link = team.watch(POST, page=article(f'<a href="{HELD}">Acme</a>'))
    assert team.link(link).state is LinkState.LIVE
    team.server.put(f"blog.example{HELD}", Reply(b"", status=503))
    assert_never_lost(team, link, Verdict.BLOCKED)
    team.server.redirect(f"blog.example{HELD}", team.server.put("other.example/", b"<title>Other</title>"))
    team.check()
    team.until(3 * DAY)
    assert [change.verdict for change in team.changes(link)] == [Verdict.REMOVED]


def test_a_link_that_stands_on_the_original_only_lives_and_dies_with_it(team: Team) -> None:
    original = team.server.put("first.example/story", LINKING)
    link = team.watch(POST, page=article(head=f'<link rel="canonical" href="{original}">'))
    assert (team.link(link).state, team.link(link).verdict) == (LinkState.LIVE, Verdict.CANONICALISED)
    team.server.put("first.example/story", Reply(b"", status=503))
    assert_never_lost(team, link, Verdict.BLOCKED)
    team.server.put("first.example/story", WITHOUT)
    team.check()
    team.until(3 * DAY)
    assert [change.verdict for change in team.changes(link)] == [Verdict.REMOVED]


def test_a_cloaked_link_is_said_to_be_so_and_not_lost(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, by_agent(WITHOUT, LINKING))
    team.check()
    team.until(10 * DAY)
    assert (team.link(link).state, team.link(link).verdict) == (LinkState.LIVE, Verdict.CLOAKED)
    [change] = team.changes(link)
    assert (change.kind, change.verdict) == (ChangeKind.CHANGED, Verdict.CLOAKED)
    assert change.facets == (Facet("visitors", "everyone", "some visitors only"),)
    team.reports()
    assert "was shown to everyone, is now shown to some visitors only" in " ".join(team.told())


def test_a_page_that_sends_its_readers_on_at_once_is_known_by_where_they_end(team: Team) -> None:
    link = team.watch(POST)
    team.server.put("blog.example/new", LINKING)
    team.server.put(POST, b'<meta http-equiv="refresh" content="0; url=/new">')
    team.check()
    assert (team.link(link).state, team.link(link).verdict) == (LinkState.LIVE, Verdict.LIVE)
    assert team.link(link).source_url == team.server.url(POST)
    team.server.put("blog.example/new", WITHOUT)
    team.check()
    team.until(3 * DAY)
    assert [change.verdict for change in team.changes(link)] == [Verdict.MOVED_LOST]


def test_a_page_that_was_never_live_costs_one_visit(team: Team) -> None:
    link = team.watch(POST, page=WITHOUT)
    assert team.link(link).state is LinkState.ABSENT
    assert team.server.pages_asked() == [POST]


def test_a_live_page_costs_one_visit(team: Team) -> None:
    link = team.watch(POST)
    assert team.server.pages_asked() == [POST]
    agent = team.server.asked_for(POST)[0].headers["user-agent"]
    assert last_check(team, link).evidence.agent == agent
