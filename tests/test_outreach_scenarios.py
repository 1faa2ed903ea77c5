"""The acceptance scenarios of outreach, one test each: named by a source, looked at, approved, written to, and won."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest

from bot.app_outreach import Outreach, open_outreach
from bot.app_worker import open_checker
from bot.blocks.outreach import card_message
from jobs.analysis.outreach import AlreadyDecidedError
from jobs.post_queue import PostQueue
from jobs.take_steps import ChangedSinceError, ObstacleError
from jobs.write_drafts import Written
from storage.domain import Origin, Prospect, ProspectCard, ProspectState
from storage.store import Store
from tests.analysis.visits import LINK, html
from tests.conftest import Clock
from tests.jobs.outreach import everyone
from tests.jobs.searching import Search, a_search, article
from tests.jobs.world import DAY, World, new_world
from tests.servers.fixtures import site_server
from tests.servers.texts import shown_text
from tests.servers.web import SiteServer
from tests.watching import Team

__all__ = ["site_server"]

LINE = "Your table of engines is the clearest that I know."
BYLINE = '<p>By <a rel="author" href="/about/robin">Robin Vale</a>, <a href="mailto:robin@blog.example">write</a></p>'


@dataclass
class Desk:
    """A team at work: the worker's own parts look and follow, people decide, and the clock is moved."""

    search: Search
    team: Team

    @property
    def world(self) -> World:
        return self.search.world

    @cached_property
    def outreach(self) -> Outreach:
        return open_outreach(self.team.worker_settings(), self.world.store, self.world.clock)

    def named(self, where: str = "blog.example/engines", said: str = "We tried Acme Rockets.") -> None:
        """A source names a page that names us."""
        self.search.name(where, article(f"{said}</p>{BYLINE}<p>More."))

    def round(self) -> None:
        """What the worker does in a while: look for mentions, propose, look at prospects, visit links, follow."""
        self.search.look()
        self.outreach.propose.propose()
        asyncio.run(self._see())
        self.team.visit_due()
        self.outreach.follow.tick()
        PostQueue(self.world.store, self.outreach.books, self.world.clock).post_due()

    def later(self, days: int) -> None:
        self.world.clock.advance(days * DAY)
        self.round()

    def prospects(self) -> list[Prospect]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return everyone(tx)

    @property
    def only(self) -> Prospect:
        (prospect,) = self.prospects()
        return prospect

    def card(self, prospect: Prospect) -> ProspectCard:
        return self.outreach.decide.card(self.world.workspace_id, prospect.ticket)

    def shown(self, prospect: Prospect) -> str:
        return shown_text(card_message(self.card(prospect)))

    def buttons(self, prospect: Prospect) -> list[str]:
        return self.shown(prospect).splitlines()

    def write(self, prospect: Prospect, line: str = LINE) -> Prospect:
        draft = prospect.draft
        assert draft is not None
        form = Written(draft.to, draft.name, draft.subject, line, draft.body, draft.follow_ups, "Sam")
        return self.outreach.drafts.write(self.world.workspace_id, prospect.ticket, form, "U0SAM").prospect

    def approve(self, prospect: Prospect, by: str = "U0ROBIN") -> Prospect:
        return self.outreach.decide.approve(self.world.workspace_id, prospect.ticket, by).prospect

    def sent(self, prospect: Prospect) -> Prospect:
        return self.outreach.follow.sent(self.world.workspace_id, prospect.ticket, "U0ROBIN").prospect

    async def _see(self) -> None:
        async with open_checker(self.team.worker_settings(), self.world.store, self.world.clock) as checker:
            while await checker.prospects.see():
                pass


@pytest.fixture
def desk(store: Store, database_url: str, clock: Clock, site_server: SiteServer, tmp_path: Path) -> Desk:
    world = new_world(store, clock)
    world.begin()
    return Desk(a_search(world, site_server), Team(world, site_server, tmp_path, {"database_url": database_url}))


def test_35_a_domain_on_the_do_not_contact_list_has_no_approve_button_and_later_approvals_are_void(desk: Desk) -> None:
    desk.named()
    desk.round()
    ready = desk.write(desk.only)
    assert "Approve" in desk.buttons(ready)
    desk.outreach.suppress.add(desk.world.workspace_id, "robin@blog.example", "U0KIM", "they asked")
    desk.outreach.suppress.lift(desk.world.workspace_id, "robin@blog.example", "U0KIM")
    approved = desk.approve(desk.only)
    desk.outreach.suppress.add(desk.world.workspace_id, "blog.example", "U0KIM", "they asked")
    assert desk.only.state is ProspectState.DO_NOT_CONTACT
    assert desk.only.approved is None
    with pytest.raises(AlreadyDecidedError):
        desk.sent(approved)
    assert "Approve" not in desk.buttons(desk.only)
    desk.named("blog.example/again", "Again with Acme Rockets.")
    desk.round()
    assert len(desk.prospects()) == 1


def test_36_two_who_press_approve_at_once_make_one_record(desk: Desk) -> None:
    desk.named()
    desk.round()
    ready = desk.write(desk.only)

    def press(who: str) -> str:
        try:
            desk.approve(ready, who)
        except AlreadyDecidedError as late:
            return late.user_message
        return "done"

    with ThreadPoolExecutor(2) as people:
        said = sorted(people.map(press, ["U0ROBIN", "U0KIM"]))
    assert said[1] == "done"
    assert said[0] == f"<@{desk.only.decided_by}> has approved it already. Nothing was changed by you."
    with desk.world.store.reading(desk.world.workspace_id) as tx:
        verbs = [entry.verb for entry in tx.audit.about(ready.url)]
    assert verbs.count("prospect approved") == 1


def test_37_an_edited_draft_voids_the_approval(desk: Desk) -> None:
    desk.named()
    desk.round()
    approved = desk.approve(desk.write(desk.only))
    edited = desk.write(approved, "Nobody else compares the valves.")
    assert (edited.state, edited.approved) == (ProspectState.SUGGESTED, None)
    with pytest.raises(ChangedSinceError):
        desk.sent(approved)
    assert desk.approve(edited).state is ProspectState.APPROVED


def test_38_a_domain_that_was_written_to_within_a_hundred_days_shows_its_cool_down(desk: Desk) -> None:
    desk.named()
    desk.round()
    asked = desk.sent(desk.approve(desk.write(desk.only)))
    desk.outreach.follow.declined(desk.world.workspace_id, asked.ticket, "U0ROBIN", "no links")
    desk.later(50)
    url = desk.search.server.put("blog.example/valves", article(f"Acme Rockets.</p>{BYLINE}<p>").encode())
    added = desk.outreach.propose.add(desk.world.workspace_id, url, None, "U0SAM", None).prospect
    desk.round()
    ready = desk.write(next(one for one in desk.prospects() if one.id == added.id))
    assert "cool-down of 100 days" in desk.shown(ready)
    assert "Approve" not in desk.buttons(ready)
    with pytest.raises(ObstacleError):
        desk.approve(ready)
    desk.later(50)
    assert "Approve" in desk.buttons(next(one for one in desk.prospects() if one.id == added.id))


def test_43_the_queue_keeps_its_order_for_equal_values(desk: Desk) -> None:
    for number in range(6):
        own_words = " ".join(f"Sentence {n} of paper {number} is about day {n * 7 + number}." for n in range(40))
        desk.search.name(f"paper{number}.example/engines", html(f"<article><p>Acme Rockets. {own_words}</p></article>"))
    desk.round()
    with desk.world.store.transaction(desk.world.workspace_id) as tx:
        for one in everyone(tx, ProspectState.SUGGESTED):
            tx.prospects.advance(one, replace(one, value=0.5))
        first = [one.id for one in tx.prospects.queue(desk.world.site.id, 10)]
        assert len(first) == 6
        assert first == sorted(first)
        for one in reversed(tx.prospects.queue(desk.world.site.id, 10)):
            tx.prospects.advance(one, replace(one, owner="U0KIM"))
        assert [one.id for one in tx.prospects.queue(desk.world.site.id, 10)] == first


def test_a_mention_goes_all_the_way_from_a_source_to_a_link_that_is_won(desk: Desk) -> None:
    desk.named()
    desk.round()
    found = desk.only
    assert (found.state, found.origin) == (ProspectState.SUGGESTED, Origin.MENTION)
    posted = desk.world.outbox()
    assert [key for key in posted if key.startswith("queue/")] == [f"queue/{desk.world.site.id}/2026-03-03"]
    assert "blog.example" in shown_text(posted[f"prospect/{found.id}"])
    asked = desk.sent(desk.approve(desk.write(found)))
    assert asked.state is ProspectState.CONTACTED
    desk.later(2)
    assert desk.only.state is ProspectState.CONTACTED
    desk.search.server.put("blog.example/engines", article(f"We tried {LINK} Acme Rockets.").encode())
    desk.later(1)
    won = desk.only
    assert won.state is ProspectState.WON
    assert won.time_to_link is not None
    assert 3 <= won.time_to_link / DAY < 4
    with desk.world.store.reading(desk.world.workspace_id) as tx:
        verbs = [entry.verb for entry in reversed(tx.audit.about(won.url))]
        assert tx.audit.verify().broken_at is None
    assert verbs == ["draft written", "prospect approved", "letter sent by hand", "link found"]
    assert "blog.example" in " ".join(desk.team.told())
