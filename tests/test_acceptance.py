"""The acceptance scenarios of the verifier, one test each: real visits of a pretend web, told in a moved time."""

from __future__ import annotations

import time
from itertools import chain, repeat
from pathlib import Path

import pytest

from bot.wall_clock import utc_now
from jobs.analysis.addresses import page_address
from jobs.suspect_missing import SuspectMissing
from storage.domain import Carrier, ChangeKind, Facet, LinkState, Listing, Placement, Verdict
from storage.store import Store
from tests.analysis.visits import LINK, PROSE, html
from tests.conftest import Clock
from tests.jobs.world import DAY, HOUR, new_world
from tests.servers.fixtures import site_server
from tests.servers.processes import dies, worker
from tests.servers.web import HTML, Reply, SiteServer
from tests.watching import LINKING, NOT_FOUND, POST, WITHOUT, Team, linking

__all__ = ["site_server"]


@pytest.fixture
def team(store: Store, database_url: str, clock: Clock, site_server: SiteServer, tmp_path: Path) -> Team:
    return Team(new_world(store, clock), site_server, tmp_path, {"database_url": database_url})


def test_1_a_404_once_and_then_the_page_again_is_never_told(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, NOT_FOUND)
    team.check()
    assert team.link(link).state is LinkState.SUSPECT
    team.server.put(POST, LINKING)
    team.after(HOUR)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())
    assert team.asked(POST) == 3
    team.reports()
    assert team.told() == []


def test_2_a_404_at_once_after_an_hour_and_after_a_day_is_one_loss_with_both_its_times(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, NOT_FOUND)
    noticed = team.world.clock()
    team.check()
    team.reports()
    team.after(HOUR)
    assert team.changes(link) == ()
    team.after(DAY)
    [loss] = team.changes(link)
    assert (loss.verdict, loss.first_observed, loss.confirmed_at) == (Verdict.GONE_404, noticed, noticed + 25 * HOUR)
    card = team.explained(link)
    for title, at in (("First noticed", loss.first_observed), ("Confirmed", loss.confirmed_at)):
        assert f"*{title}* <!date^{int(at.timestamp())}^" in card
    _, reply = team.told()
    assert "page gone (404)" in reply
    assert "confirmed twice, 25 hours apart" in reply
    team.until(60 * DAY)
    assert team.told() == []


def test_3_a_410_is_confirmed_after_an_hour(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, Reply(b"gone", status=410))
    team.check()
    team.after(HOUR)
    assert [change.verdict for change in team.changes(link)] == [Verdict.GONE_410]


def test_4_a_429_puts_off_the_next_visit_and_changes_nothing_however_often_it_comes(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, Reply(b"later", status=429, headers=(("Retry-After", "3600"),)))
    team.check()
    for _ in range(10):
        asked = team.asked(POST)
        team.after(HOUR * 0.99)
        assert team.asked(POST) == asked
        team.after(team.link(link).next_due_at - team.world.clock())
        assert team.asked(POST) == asked + 1
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())


def test_5_a_bot_wall_is_blocked_for_as_long_as_it_stands_and_no_news(team: Team) -> None:
    wall = html("<p>Checking your browser before you enter.</p>", title="Just a moment...")
    link = team.watch(POST)
    team.server.put(POST, Reply(wall.encode(), status=403))
    for _ in range(4):
        team.until(7 * DAY)
        assert team.told() == []
    link = team.link(link)
    assert (link.state, link.verdict, team.changes(link)) == (LinkState.LIVE, Verdict.BLOCKED, ())


def test_6_an_error_template_with_status_200_is_suspected_as_such_and_not_as_a_removal(team: Team) -> None:
    template = html("<h1>Sorry!</h1><p>This page could not be found.</p>", title="Blog").encode()
    link = team.watch(POST)
    team.server.put(POST, template)
    team.check()
    suspicion = team.link(link).suspicion
    assert suspicion is not None
    assert suspicion.verdict is Verdict.SOFT_404
    assert team.changes(link) == ()


def test_7_a_page_that_moved_with_its_link_is_followed_to_its_new_address(team: Team) -> None:
    link = team.watch(POST)
    new = team.server.put("blog.example/new-post", LINKING)
    team.server.redirect(POST, new)
    team.check()
    moved = team.link(link)
    assert (moved.source_url, moved.state, team.changes(link)) == (new, LinkState.LIVE, ())
    assert moved.verdict is Verdict.MOVED
    assert team.world.add_link(team.server.url(POST)).id == link.id
    team.reports()
    assert team.told() == []


def test_8_a_page_that_redirects_to_its_home_page_without_the_link_is_lost_by_its_move(team: Team) -> None:
    link = team.watch(POST)
    team.server.redirect(POST, team.server.put("blog.example/", WITHOUT))
    team.check()
    team.after(HOUR)
    team.after(DAY)
    assert [change.verdict for change in team.changes(link)] == [Verdict.MOVED_LOST]


def test_9_anchor_and_rel_changed_together_are_one_line_with_two_facts(team: Team) -> None:
    link = team.watch(POST)
    team.server.put(POST, linking('<a rel="nofollow" href="https://acme.com/">click here</a>'))
    team.check()
    team.reports()
    team.after(HOUR)
    team.after(DAY)
    [change] = team.changes(link)
    assert change.facets == (Facet("rel", "followed", "nofollow"), Facet("anchor", "Acme", "click here"))
    _, reply = team.told()
    assert reply.count("*Changed*") == 1
    assert "was followed, is now nofollow; anchor was “Acme”, is now “click here”" in reply


@pytest.mark.parametrize("rel", ["NoFollow  noopener", "ugc", "noopener,sponsored"])
def test_10_rel_is_read_as_a_set_of_tokens(team: Team, rel: str) -> None:
    link = team.watch(POST, page=linking(f'<a rel="{rel}" href="https://acme.com/">Acme</a>'))
    assert link.facts is not None
    assert (link.facts.follow, link.facts.nofollow_by) == (False, Carrier.REL)


def test_11_a_header_for_googlebot_is_what_forbids_following_and_indexing(team: Team) -> None:
    says = ("X-Robots-Tag", "googlebot: noindex, nofollow")
    link = team.watch(POST, page=Reply(LINKING, headers=(*HTML, says)))
    assert link.facts is not None
    assert (link.facts.nofollow_by, link.facts.noindex_by) == (Carrier.HEADER, Carrier.HEADER)


def test_12_a_relative_link_under_a_base_on_our_subdomain_counts(team: Team) -> None:
    base = '<base href="https://shop.acme.com/en/">'
    link = team.watch(POST, page=html(f'<p>{PROSE} <a href="sails">Acme</a></p>', head=base).encode())
    assert link.state is LinkState.LIVE
    assert link.facts is not None
    assert link.facts.target_url == "https://shop.acme.com/en/sails"


def test_13_one_of_two_links_removed_is_a_change_and_no_loss(team: Team) -> None:
    link = team.watch(POST, page=linking(f"{LINK} and again {LINK}"))
    team.server.put(POST, LINKING)
    team.check()
    team.after(HOUR)
    team.after(DAY)
    [change] = team.changes(link)
    assert (change.kind, change.facets) == (ChangeKind.CHANGED, (Facet("number of links", "2", "1"),))


def test_14_a_link_that_goes_from_the_main_text_to_the_footer_is_a_change_of_place(team: Team) -> None:
    link = team.watch(POST)
    footer = html(f"<article><h1>A post</h1><p>{PROSE}</p></article><footer>{LINK}</footer>")
    team.server.put(POST, footer.encode())
    team.check()
    team.after(HOUR)
    team.after(DAY)
    [change] = team.changes(link)
    assert change.facets == (Facet("placement", Placement.MAIN, Placement.FOOTER),)


def test_15_spellings_of_one_page_are_one_link_and_spellings_of_ours_are_ours(team: Team) -> None:
    report = team.bring(
        "first.csv",
        "http://bücher.example/post",
        "http://XN--BCHER-KVA.example/post",
        "http://bücher.example:80/post",
        "http://bücher.example./post",
        "http://bücher.example/post?utm_source=x&fbclid=1#top",
    )
    assert (report.record.rows, report.record.stored.added) == (5, 1)
    link = team.watch(POST, page=linking('<a href="https://ACME.com.:443/?utm_source=blog">Acme</a>'))
    assert link.state is LinkState.LIVE


@pytest.mark.parametrize("declared", ["; charset=windows-1251", ""])
def test_16_the_anchor_of_a_cyrillic_page_is_right_with_and_without_a_charset(team: Team, declared: str) -> None:
    words = "Мы давно знаем эту мастерскую парусов и охотно советуем её друзьям. " * 20
    page = html(f'<p>{words}<a href="https://acme.com/">Якорь и парус</a></p>', title="Записки").encode("cp1251")
    link = team.watch(POST, page=Reply(page, headers=(("Content-Type", f"text/html{declared}"),)))
    assert link.facts is not None
    assert link.facts.anchor_text == "Якорь и парус"


def test_17_sixty_links_of_a_host_without_a_name_are_one_line_and_no_loss(team: Team) -> None:
    team.watch("other.example/post", *[f"blog.example/{number}" for number in range(60)])
    team.lose_name("blog.example")
    team.check()
    team.until(10 * DAY)
    links = [link for link in team.links() if link.source_domain == "blog.example"]
    assert len(links) == 60
    assert {(link.state, link.verdict) for link in links} == {(LinkState.LIVE, Verdict.UNREACHABLE)}
    report, named = team.reports()
    assert "60 pages did not answer; none of them counted as lost" in report
    assert "*blog.example*: 60 pages — the server did not answer, since" in named
    assert [change for link in links for change in team.changes(link)] == []
    assert team.told() == []


def test_18_when_our_own_canaries_are_silent_nothing_is_judged_until_one_answers(team: Team) -> None:
    places = [f"blog{number}.example/post" for number in range(12)]
    link = team.watch(*places)
    team.lose_network()
    began = team.world.clock()
    team.check()
    assert {link.slot for link in team.links()} == {1}
    assert {link.unanswered_since for link in team.links()} == {None}
    [paused] = team.reports()
    assert "Checks are paused: no network" in paused
    assert f"<!date^{int(began.timestamp())}^" in paused
    team.after(9 * DAY)
    assert team.reports() == []
    team.regain_network()
    team.after(HOUR)
    assert {(link.state, link.verdict, link.slot) for link in team.links()} == {(LinkState.LIVE, Verdict.LIVE, 2)}
    back, report = team.reports()
    assert "Checks go on: the network is back" in back
    assert "12 live" in report
    assert "Interrupted" in report
    assert team.changes(link) == ()


def test_18_pages_that_the_operator_vouches_for_are_the_canaries(team: Team) -> None:
    team.settings["canary_urls"] = team.server.put("canary.example/", LINKING)
    link = team.watch(POST)
    team.lose_name("blog.example")
    team.check()
    assert team.link(link).unanswered_since is not None
    team.lose_network()
    team.after(DAY)
    assert team.link(link).slot == 2


def test_19_a_filtered_export_of_50_of_500_rows_loses_nothing(team: Team) -> None:
    pages = [team.server.url(f"blog{n % 10}.example/{n}") for n in range(500)]
    for host in range(10):
        team.server.put(f"blog{host}.example/*", LINKING)
    team.bring("all.csv", *pages)
    team.visit_due()
    team.world.begin()
    report = team.bring("filtered.csv", *pages[:50])
    assert (report.record.stored.added, report.record.stored.known) == (0, 50)
    team.visit_due()
    assert {link.state for link in team.links()} == {LinkState.LIVE}
    assert team.told() == []


def test_20_a_complete_listing_that_misses_three_pages_has_them_visited_first_and_one_is_lost(team: Team) -> None:
    places = [f"blog{number:02}.example/post" for number in range(12)]
    team.watch(*places)
    listed = {place: page_address(team.server.url(place)).key for place in places}
    listings = SuspectMissing(team.world.store, team.world.clock)

    def poll(*missing: str, complete: bool = True) -> int:
        keys = [key for place, key in listed.items() if place not in missing]
        return listings.note(team.world.workspace_id, Listing(team.world.site.id, "index", keys, complete))

    assert poll() == 0
    team.server.put(places[0], NOT_FOUND)
    asked = len(team.server.pages_asked())
    assert poll(*places[:3], complete=False) == 0
    assert poll(*places[:3]) == 3
    team.visit_due()
    assert sorted(team.server.pages_asked()[asked:]) == places[:3]
    assert [link.state for link in team.links()] == [LinkState.SUSPECT, *[LinkState.LIVE] * 11]
    team.after(HOUR)
    team.after(DAY)
    _, reply = team.told()
    assert "Lost: 1 domain, 1 link" in reply


def test_21_a_first_import_of_10_000_links_is_a_silent_baseline(team: Team) -> None:
    team.server.put("blog.example/*", LINKING)
    report = team.bring("all.csv", *[team.server.url(f"blog.example/{n}") for n in range(10_000)])
    assert (report.is_baseline, report.record.stored.added) == (True, 10_000)
    team.visit_due(slices=2)
    team.world.begin()
    team.visit_due(slices=2)
    assert sum(link.state is LinkState.LIVE for link in team.links()) >= 40
    assert team.told() == []


def test_22_a_return_is_told_once_to_those_who_were_told_of_the_loss(team: Team) -> None:
    link = team.watch(POST)
    _lose(team)
    assert "Lost" in team.told()[0]
    team.server.put(POST, LINKING)
    team.check()
    team.reports()
    assert [change.kind for change in team.changes(link)] == [ChangeKind.LOST, ChangeKind.RECOVERED]


def test_22_a_return_after_a_loss_nobody_was_told_of_is_no_news(team: Team) -> None:
    link = team.watch(POST)
    _lose(team)
    team.server.put(POST, LINKING)
    team.until(8 * DAY)
    assert (team.link(link).state, team.changes(link)) == (LinkState.LIVE, ())
    assert team.told() == []


@pytest.mark.parametrize("moment", ["check.after_fetch", "check.before_commit"])
def test_23_a_worker_killed_between_fetch_and_commit_announces_nothing_twice(team: Team, moment: str) -> None:
    link = team.watch(POST)
    team.server.put(POST, NOT_FOUND)
    team.check()
    team.reports()
    team.world.clock.advance(utc_now() - team.world.clock())  # a worker of its own lives by the clock on the wall
    dies(worker, team.worker_settings(), f"{moment}:1:kill")
    assert team.asked(POST) == 3
    assert team.changes(link) == ()
    for _ in range(2):
        team.visit_due()
        assert [change.kind for change in team.changes(link)] == [ChangeKind.LOST]
    assert sum("page gone (404)" in text for text in team.told()) == 1
    assert team.told() == []


def test_24_a_page_closed_to_robots_is_never_fetched_and_said_to_be_closed(team: Team) -> None:
    team.server.put(POST, LINKING)
    team.server.robots("blog.example", "User-agent: *\nDisallow: /post")
    link = team.world.add_link(team.server.url(POST))
    team.until(30 * DAY)
    link = team.link(link)
    assert (link.state, link.verdict) == (LinkState.UNSEEN, Verdict.ROBOTS_BLOCKED)
    assert team.asked(POST) == 0
    assert any("1 page closed to robots" in text for text in team.told())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Reply(chain(repeat(b"<p>" + b"x" * 65_000, 50_000))), Verdict.NON_HTML),  # 3 GB
        (Reply(LINKING, drip=0.5), Verdict.UNREACHABLE),
        (Reply(status=301, headers=(("Location", "/post"),)), Verdict.UNREACHABLE),
        (Reply(status=302, headers=(("Location", "http://10.0.0.1/"),)), Verdict.REFUSED),
        (Reply(status=302, headers=(("Location", "http://[::1]/"),)), Verdict.REFUSED),
        (Reply(status=302, headers=(("Location", "http://169.254.169.254/latest/meta-data/"),)), Verdict.REFUSED),
    ],
    ids=["3 GB", "slow drip", "redirect loop", "private network", "own machine", "metadata service"],
)
def test_25_hostile_answers_are_bounded_and_lose_nothing(team: Team, answer: Reply, reason: Verdict) -> None:
    team.settings["fetch_deadline"] = 2
    link = team.watch(POST)
    team.server.put(POST, answer)
    before = time.monotonic()
    team.check()
    assert time.monotonic() - before < 10
    link = team.link(link)
    assert (link.state, link.verdict, team.changes(link)) == (LinkState.LIVE, reason, ())


def _lose(team: Team) -> None:
    team.server.put(POST, NOT_FOUND)
    team.check()
    team.reports()
    team.after(HOUR)
    team.after(DAY)
