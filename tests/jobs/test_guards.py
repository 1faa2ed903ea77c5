"""Many changes at once: of one domain they are one piece of news, of everybody they are no news at all."""

from __future__ import annotations

from storage.domain import ChangeKind, Incident, Verdict
from tests.analysis.visits import a_visit
from tests.jobs.world import DAY, GONE, LIVE, NOFOLLOW, REMOVED, World, kinds_of
from tests.servers.texts import shown_text


def test_six_links_lost_on_one_blog_are_one_incident(world: World) -> None:
    world.add_live_link("https://elsewhere.example/")
    world.begin()
    links = [world.add_live_link(f"https://blog.example/{number}") for number in range(6)]
    for _ in range(2):
        for link in links:
            world.see(link, REMOVED)
        world.clock.advance(DAY)
    incidents = {change.incident_id for link in links for change in world.changes(link)}
    assert len(incidents) == 1
    assert None not in incidents
    parent, reply = map(shown_text, world.digest().values())
    assert "6 of them one incident at blog.example" in parent
    assert reply.count("one incident") == 1


def test_a_single_loss_among_many_links_of_a_domain_is_no_incident(world: World) -> None:
    first, *_ = [world.add_live_link(f"https://blog.example/{number}") for number in range(4)]
    world.see(first, REMOVED)
    world.clock.advance(DAY)
    world.see(first, REMOVED)
    assert [change.incident_id for change in world.changes(first)] == [None]


def test_so_many_pages_turning_at_once_lose_nothing_and_are_told_to_the_operator_once(world: World) -> None:
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(12)]
    world.begin()
    world.ask_for_check()
    for link in links:
        world.see(link, GONE)
    told = world.outbox()
    assert [key for key in told if key.startswith("mass/")] == ["mass/2026-03-03"]
    assert "in the same way at about the same time" in shown_text(told["mass/2026-03-03"])
    assert "*Held back:* so many pages turned at once" in shown_text(told["run/1"])
    world.clock.advance(DAY)
    for link in links:
        world.see(link, GONE)
    assert [world.changes(link) for link in links] == [()] * 12
    assert world.digest() == {}


def test_what_is_still_gone_a_day_after_a_doubtful_hour_is_believed_then(world: World) -> None:
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(12)]
    for _ in range(3):
        for link in links[:3]:
            world.see(link, GONE)
        for link in links[3:]:
            world.see(link, LIVE)
        world.clock.advance(DAY)
    assert [kinds_of(world, link) for link in links] == [["lost"]] * 3 + [[]] * 9


def test_an_outage_of_ours_loses_nothing_however_long_it_lasts_and_is_told_once_a_week(world: World) -> None:
    """All pages of all domains show a wall's 404 for weeks; then it is over, and only what is gone then is lost."""
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(12)]
    world.begin()
    told: list[str] = []
    for _ in range(20):
        for link in links:
            world.see(link, GONE)
        told += world.outbox()
        world.clock.advance(DAY)
    assert [world.changes(link) for link in links] == [()] * 12
    assert [key for key in told if key.startswith("mass/")] == ["mass/2026-03-03"]
    assert len([key for key in told if key.startswith("blind/")]) == 3
    for _ in range(3):
        for link in links[1:]:
            world.see(link, LIVE)
        world.see(links[0], GONE)
        world.clock.advance(DAY)
    assert [kinds_of(world, link) for link in links] == [["lost"]] + [[]] * 11


def test_links_of_half_a_dozen_domains_that_all_go_are_believed_once_another_is_found(world: World) -> None:
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(6)]
    standing = world.add_live_link("https://standing.example/")
    for _ in range(3):
        for link in links:
            world.see(link, GONE)
        world.clock.advance(DAY)
    assert [kinds_of(world, link) for link in links] == [[]] * 6
    assert world.link(standing.id).next_due_at <= world.clock(), "called as a witness"
    world.see(standing, LIVE)
    for link in links:
        world.see(link, GONE)
    assert [kinds_of(world, link) for link in links] == [["lost"]] * 6


def test_few_links_that_are_all_gone_are_believed_after_a_week_without_any_witness(world: World) -> None:
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(6)]
    days = []
    for day in range(10):
        for link in links:
            world.see(link, GONE)
        days += [day for link in links if world.changes(link)]
        world.clock.advance(DAY)
    assert min(days) == 7


def test_most_of_the_web_missing_for_days_is_believed_late_but_believed(world: World) -> None:
    """Some pages are found all the time, so our eyes work, and yet it is more than true losses ever are."""
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(24)]
    days = []
    for day in range(11):
        for link in links[12:]:
            world.see(link, LIVE)
        for link in links[:12]:
            world.see(link, GONE)
        days += [day for link in links[:12] if world.changes(link)]
        world.clock.advance(DAY)
    assert 7 <= min(days) <= 9
    assert [kinds_of(world, link) for link in links] == [["lost"]] * 12 + [[]] * 12


def test_a_server_that_fails_for_a_week_is_unreachable_but_not_where_we_looked_away_for_that_week(world: World) -> None:
    failing = a_visit("<p>Oops</p>", status=500)
    heard, unheard = world.add_live_link("https://a.example/"), world.add_live_link("https://b.example/")
    world.see(unheard, failing)
    for _ in range(9):
        world.see(heard, failing)
        world.clock.advance(DAY)
    assert world.link(heard.id).verdict is Verdict.UNREACHABLE
    assert world.see(unheard, failing).verdict is Verdict.SERVER_ERROR


def test_links_that_a_whole_blog_sets_to_nofollow_are_one_incident_and_so_is_their_return(world: World) -> None:
    world.add_live_link("https://elsewhere.example/")
    world.begin()
    links = [world.add_live_link(f"https://blog.example/{number}") for number in range(6)]
    for visit in (NOFOLLOW, NOFOLLOW, LIVE, LIVE):
        for link in links:
            world.see(link, visit)
        world.clock.advance(DAY)
    stories = [world.changes(link) for link in links]
    for at, cause in ((0, "policy_nofollow"), (1, "policy_follow")):
        [incident_id] = {story[at].incident_id for story in stories}
        assert _incident(world, incident_id).cause == cause
    assert _incident(world, stories[0][0].incident_id).closed_at is not None


def test_an_incident_is_over_when_its_last_link_is_back_and_says_so_in_one_line(world: World) -> None:
    world.add_live_link("https://elsewhere.example/")
    world.begin()
    links = [world.add_live_link(f"https://blog.example/{number}") for number in range(6)]
    for _ in range(2):
        for link in links:
            world.see(link, GONE)
        world.clock.advance(DAY)
    assert "pages taken down at blog.example: 6 links, one incident" in shown_text([*world.digest().values()][1])
    for link in links[:5]:
        world.see(link, LIVE)
    _, partly = map(shown_text, world.digest().values())
    assert "blog.example: 5 links of one incident there again ·" in partly
    world.see(links[5], LIVE)
    incident_id = world.changes(links[5])[-1].incident_id
    assert _incident(world, incident_id).closed_at == world.clock()
    for link in links:
        world.see(link, GONE)
    world.clock.advance(DAY)
    for link in links:
        world.see(link, GONE)
    assert world.changes(links[0])[-1].incident_id not in (None, incident_id)


def _incident(world: World, incident_id: int | None) -> Incident:
    with world.store.reading(world.workspace_id) as tx:
        everything = tx.changes.recent(world.site.id, set(ChangeKind), world.clock() - 99 * DAY, limit=99)
        return next(found for found in tx.changes.incidents([everything]) if found.id == incident_id)
