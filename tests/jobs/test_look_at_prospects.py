"""Before anybody decides, the page is looked at: it is still so, whom to write to, and a first draft."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from jobs.analysis.addresses import page_address
from jobs.analysis.outreach import OutreachRules
from jobs.look_at_prospects import LookAtProspects
from jobs.look_closer import LookCloser
from jobs.look_for_mentions import LookForMentions
from jobs.parse_pages import PageParser
from jobs.web.opening import open_fetcher
from storage.domain import (
    Case,
    ContactKind,
    LinkedPage,
    NewProspect,
    Origin,
    PageFault,
    Prospect,
    ProspectState,
    Sighting,
    Suggestion,
)
from storage.store import Store
from tests.analysis.visits import LINK
from tests.conftest import Clock
from tests.jobs.outreach import BODY, DAY, LINE, Office
from tests.jobs.searching import Search, a_search, article
from tests.jobs.world import new_world
from tests.servers.fixtures import site_server
from tests.servers.web import Reply, SiteServer

__all__ = ["site_server"]

PAGE = "news.example/tools"
BYLINE = '<p>By <a rel="author" href="/about/robin">Robin Vale</a>, <a href="mailto:robin@news.example">write</a></p>'
NAMED = article(f"We tried Acme Rockets.</p>{BYLINE}<p>More of it.")
LINKING = article(f"We tried {LINK} Acme Rockets.")
GONE = Reply(b"<title>Not found</title>", status=404)
WALL = Reply(b"<title>Access denied</title>", status=403)


@dataclass(frozen=True)
class Scene:
    office: Office
    search: Search

    def put(self, body: str | Reply) -> str:
        return self.search.server.put(PAGE, body if isinstance(body, Reply) else body.encode())

    def suggest(self, body: str | Reply, origin: Origin = Origin.MENTION, because: str = "unlinked") -> Prospect:
        """A prospect that nobody has looked at yet."""
        world, address = self.office.world, page_address(self.put(body))
        case = Case("why", "Acme Rockets", suggestion=Suggestion("https://acme.com/rockets", "Acme Rockets"))
        new = NewProspect(
            world.site.id, origin, because, f"test/{address.url}", address.url, address.key, address.domain, case,
            0.2, 70,
        )  # fmt: skip
        with world.store.transaction(world.workspace_id) as tx:
            added = tx.prospects.add(new, self.office.new_ticket(), world.clock())
        assert added is not None
        return added

    def look(self, meanwhile: Callable[[], object] = lambda: None, *, offline: bool = False) -> int:
        world = self.office.world

        async def off_loop(call: Callable[[], Any]) -> Any:
            return await asyncio.to_thread(call)

        async def run() -> int:
            with PageParser() as parser:
                async with open_fetcher(self.search.server.rules(), world.clock, room=parser.room) as fetch:
                    look = LookForMentions(fetch, LookCloser(fetch, parser.read, Random(1)), parser)

                    class During(LookForMentions):
                        async def see(self, url: str, wanted: Any) -> Any:
                            seen = await look.see(url, wanted)
                            await asyncio.to_thread(meanwhile)
                            return replace(seen, page=None, is_offline=True) if offline else seen

                    during = During(fetch, look.closer, parser)
                    books, ticket = self.office.books, self.office.new_ticket
                    return await LookAtProspects(world.store, during, books, off_loop, world.clock, ticket).see()

        return asyncio.run(run())

    def looked(self, prospect: Prospect) -> Prospect:
        self.look()
        return self.office.now(prospect)


@pytest.fixture
def scene(store: Store, clock: Clock, site_server: SiteServer) -> Scene:
    world = new_world(store, clock)
    return Scene(Office(world), a_search(world, site_server))


def test_a_page_that_names_us_is_ready_with_whom_to_write_to_and_a_first_draft(scene: Scene) -> None:
    seen = scene.looked(scene.suggest(NAMED))
    assert (seen.state, seen.sighting, seen.seen_at) == (
        ProspectState.SUGGESTED,
        Sighting.READY,
        scene.office.world.clock(),
    )
    assert ("robin@news.example", ContactKind.EMAIL) in [(one.address, one.kind) for one in seen.case.contacts]
    assert seen.draft is not None
    assert seen.draft.to == "robin@news.example"
    assert seen.draft.template.startswith("mention")
    assert [said for said in scene.office.card(seen).obstacles if "personal line" not in said] == []


def test_the_draft_is_in_the_language_of_the_page(scene: Scene) -> None:
    german = NAMED.replace("<html", '<html lang="de"', 1)
    seen = scene.looked(scene.suggest(german))
    assert seen.draft is not None
    assert (seen.case.lang, seen.draft.template) == ("de", "mention/de")


def test_a_page_that_does_not_let_us_look_is_not_pitched_and_is_tried_again_the_next_day(scene: Scene) -> None:
    seen = scene.looked(scene.suggest(WALL))
    assert seen.sighting is Sighting.NO_ANSWER
    assert "what I have not seen is not pitched" in " ".join(scene.office.card(seen).obstacles)
    scene.put(NAMED)
    assert scene.look() == 0
    scene.office.world.clock.advance(DAY)
    assert scene.looked(seen).sighting is Sighting.READY


def test_a_page_that_never_lets_us_look_leaves_its_domain_to_others_after_a_month(scene: Scene) -> None:
    prospect = scene.suggest(WALL)
    for _ in range(31):
        scene.look()
        scene.office.world.clock.advance(DAY)
    assert (scene.office.now(prospect).state, scene.office.now(prospect).why) == (
        ProspectState.CLOSED,
        "its page never let me look",
    )


def test_a_page_that_is_gone_at_two_looks_is_closed_and_one_that_is_back_is_ready(scene: Scene) -> None:
    gone, world = scene.looked(scene.suggest(GONE)), scene.office.world
    assert (gone.state, gone.sighting) == (ProspectState.SUGGESTED, Sighting.GONE)
    with scene.office.reading() as tx:
        assert tx.prospects.queue(world.site.id, 10) == ()
    scene.put(NAMED)
    world.clock.advance(DAY)
    assert scene.looked(gone).sighting is Sighting.READY
    scene.put(GONE)
    for _ in range(2):
        world.clock.advance(7 * DAY)
        gone = scene.looked(gone)
    assert (gone.state, gone.why) == (ProspectState.CLOSED, "the page is gone")
    assert scene.office.audit(gone)[-1].verb == "prospect closed"


def test_a_page_that_is_gone_keeps_its_letter_where_the_lost_link_is_the_reason(scene: Scene) -> None:
    prospect = scene.suggest(GONE, Origin.LOST_LINK, "gone_404")
    for _ in range(3):
        prospect = scene.looked(prospect)
        scene.office.world.clock.advance(7 * DAY)
    assert (prospect.state, prospect.sighting) == (ProspectState.SUGGESTED, Sighting.GONE)
    assert prospect.draft is not None
    assert prospect.draft.template.startswith("lost_page")
    assert not [said for said in scene.office.card(prospect).obstacles if "gone" in said]
    with scene.office.reading() as tx:
        assert [one.id for one in tx.prospects.queue(scene.office.world.site.id, 10)] == [prospect.id]


def test_a_page_that_links_by_now_closes_its_prospect_without_anybody_being_asked(scene: Scene) -> None:
    seen = scene.looked(scene.suggest(LINKING))
    assert (seen.state, seen.why, seen.won_at) == (ProspectState.CLOSED, "it links to you by now", None)


def test_when_our_own_line_is_down_nothing_is_learnt_and_it_is_tried_soon(scene: Scene) -> None:
    prospect = scene.suggest(NAMED)
    scene.look(offline=True)
    seen = scene.office.now(prospect)
    assert (seen.sighting, seen.seen_at) == (Sighting.UNSEEN, None)
    assert seen.next_look_at is not None
    assert seen.next_look_at - scene.office.world.clock() < DAY


def test_what_was_decided_while_we_looked_stands(scene: Scene) -> None:
    prospect = scene.suggest(NAMED)

    def reject() -> None:
        scene.office.decide.reject(scene.office.world.workspace_id, prospect.ticket, "U0KIM", "off topic")

    scene.look(reject)
    seen = scene.office.now(prospect)
    assert (seen.state, seen.sighting, seen.draft) == (ProspectState.REJECTED, Sighting.UNSEEN, None)


def test_what_waits_is_looked_at_anew_after_a_week_and_a_persons_text_stays(scene: Scene) -> None:
    seen = scene.looked(scene.suggest(NAMED))
    written = scene.office.write(seen, BODY, LINE)
    scene.office.world.clock.advance(6 * DAY)
    assert scene.look() == 0
    scene.office.world.clock.advance(DAY)
    assert scene.look() == 1
    again = scene.office.now(seen)
    assert again.seen_at == scene.office.world.clock()
    assert (again.draft, again.ticket) == (written.draft, written.ticket)


def test_a_look_takes_away_neither_an_approval_nor_the_first_of_two(scene: Scene) -> None:
    office = Office(scene.office.world, OutreachRules(second_approver_from=60))
    first = office.write(scene.looked(scene.suggest(NAMED)), BODY, LINE)
    with office.world.store.transaction(office.world.workspace_id) as tx:
        first = tx.prospects.advance(first, replace(first, authority=90))
    office.approve(first, "U0ROBIN")
    office.world.clock.advance(7 * DAY)
    assert scene.look() == 1
    assert office.now(first).first_by == "U0ROBIN"
    office.approve(first, "U0KIM")
    office.world.clock.advance(7 * DAY)
    assert scene.look() == 0
    assert office.now(first).state is ProspectState.APPROVED


def test_a_broken_page_of_ours_is_not_visited_like_a_stranger(scene: Scene) -> None:
    prospect = scene.suggest(LINKING, Origin.BROKEN_TARGET, "target_broken")
    assert scene.look() == 0
    put_off = scene.office.decide.snooze(scene.office.world.workspace_id, prospect.ticket, "U0KIM", 7 * DAY)
    scene.office.world.clock.advance(7 * DAY)
    break_own_page(scene, put_off.prospect.url)
    scene.office.follow.tick()
    assert scene.office.now(prospect).state is ProspectState.SUGGESTED
    assert scene.look() == 0


def test_a_page_behind_a_wall_does_not_stand_in_the_way_of_another(scene: Scene) -> None:
    scene.suggest(WALL)
    world = scene.office.world
    other = scene.search.server.put("other.example/a", NAMED.encode())
    address = page_address(other)
    with world.store.transaction(world.workspace_id) as tx:
        added = tx.prospects.add(
            NewProspect(
                world.site.id, Origin.PERSON, "person", "test/other", address.url, address.key, address.domain,
                Case("why", suggestion=Suggestion("https://acme.com/")), 0.2, 70,
            ),
            scene.office.new_ticket(),
            world.clock(),
        )  # fmt: skip
    assert added is not None
    assert scene.look() == 2
    assert scene.office.now(added).sighting is Sighting.READY


def break_own_page(scene: Scene, url: str) -> None:
    world, now = scene.office.world, scene.office.world.clock()
    with world.store.transaction(world.workspace_id) as tx:
        tx.linked_pages.note_counts([LinkedPage(0, world.site.id, url, 3, 2, 40, now)], now)
        known = tx.linked_pages.by_url(world.site.id, url)
        assert known is not None
        tx.linked_pages.record(replace(known, checked_at=now, fault=PageFault.GONE, faulty_since=now))
