"""Reminders: inside the owner's working hours, once a day, of what is due and no more, whatever crashes between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from bot.blocks.outreach_lists import reminder
from jobs.analysis.outreach import OutreachRules
from jobs.remind_owners import RemindOwners
from storage.domain import Prospect, ProspectState
from storage.failpoints import FailpointReachedError, arm
from tests.jobs.outreach import DAY, Office
from tests.jobs.world import HOUR, World
from tests.servers.texts import shown_text

ROBIN, MAYA = "U0ROBIN", "U0MAYA"


@dataclass
class Known:
    """Where people live; whoever is missing is unknown to Slack."""

    zones: Mapping[str, str] = field(default_factory=lambda: {ROBIN: "UTC", MAYA: "UTC"})
    asked: list[str] = field(default_factory=list)

    def zone_of(self, user_id: str) -> str | None:
        return self.zones.get(user_id)

    def direct_channel(self, user_id: str) -> str | None:
        self.asked.append(user_id)
        return f"D{user_id}"


@dataclass(frozen=True)
class Desk:
    office: Office
    people: Known = field(default_factory=Known)

    @property
    def reminders(self) -> RemindOwners:
        world = self.office.world
        return RemindOwners(world.store, self.office.books, self.people, reminder, world.clock)

    def remind(self) -> int:
        return self.reminders.remind(self.office.world.workspace_id)

    def told(self, user: str, date: str) -> str | None:
        with self.office.reading() as tx:
            message = tx.outbox.get(f"remind/{self.office.world.workspace_id}/{user}/{date}")
        if message is None:
            return None
        assert message.channel_id == f"D{user}"
        return shown_text(message.message)

    def pass_time(self, time: timedelta) -> None:
        self.office.world.clock.advance(time)
        self.office.follow.tick()


@pytest.fixture
def desk(world: World) -> Desk:
    """It is Monday, 2 March 2026, 9:00."""
    assert world.clock() == datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Desk(Office(world))


def won(desk: Desk, prospect: Prospect) -> Prospect:
    before, at = desk.office.now(prospect), desk.office.world.clock()
    with desk.office.world.store.transaction(desk.office.world.workspace_id) as tx:
        return tx.prospects.advance(before, replace(before, state=ProspectState.WON, won_at=at, changed_at=at))


def test_nothing_due_and_nothing_said(desk: Desk) -> None:
    assert desk.remind() == 0
    desk.office.suggested()
    desk.office.contacted(desk.office.suggested("https://b.example/tools"))
    assert desk.remind() == 0
    assert desk.people.asked == []


def test_an_approved_letter_is_reminded_of_after_a_day(desk: Desk) -> None:
    letter = desk.office.approve(desk.office.suggested())
    desk.pass_time(23 * HOUR)
    assert desk.remind() == 0
    desk.pass_time(HOUR)
    assert desk.remind() == 1
    told = desk.told(ROBIN, "2026-03-03")
    assert told is not None
    assert "Waiting for you: 1" in told
    assert "Send the letter" in told
    assert f"#{letter.id}" in told
    assert "at most once a day" in told


def test_it_is_said_once_a_day_and_not_again_for_three(desk: Desk) -> None:
    desk.office.approve(desk.office.suggested())
    said = []
    for _ in range(8 * 24):
        desk.pass_time(HOUR)
        if desk.remind():
            said.append(f"{desk.office.world.clock():%a %d %H}")
    assert said == ["Tue 03 09", "Fri 06 09", "Mon 09 09"]


def test_something_new_is_told_on_the_next_day_with_all_that_is_due(desk: Desk) -> None:
    desk.office.approve(desk.office.suggested())
    desk.pass_time(DAY)
    assert desk.remind() == 1
    won(desk, desk.office.contacted(desk.office.suggested("https://b.example/tools")))
    desk.pass_time(HOUR)
    assert desk.remind() == 0
    desk.pass_time(DAY)
    assert desk.remind() == 1
    told = desk.told(ROBIN, "2026-03-04")
    assert told is not None
    assert "Waiting for you: 2" in told
    assert told.index("Send the letter") < told.index("Thank them")


def test_each_kind_has_its_patience(desk: Desk) -> None:
    office = desk.office
    workspace = office.world.workspace_id
    reply = office.follow.replied(workspace, office.contacted(office.suggested()).ticket, ROBIN).prospect
    desk.pass_time(2 * DAY)
    assert desk.remind() == 0
    desk.pass_time(DAY)
    assert desk.remind() == 1
    told = desk.told(ROBIN, "2026-03-05")
    assert told is not None
    assert f"*Answer them*\n*#{reply.id}*" in told
    due = office.contacted(office.suggested("https://b.example/tools"))
    desk.pass_time(7 * DAY)
    assert office.now(due).follow_up_due
    assert desk.remind() == 1
    assert "Send the follow-up" in (desk.told(ROBIN, "2026-03-12") or "")


def test_a_follow_up_that_is_due_late_is_reminded_of_from_then_on(world: World) -> None:
    desk = Desk(Office(world, OutreachRules(follow_up_after=20, looks=(60, 90))))
    due = desk.office.contacted(desk.office.suggested())
    desk.pass_time(29 * DAY)
    assert desk.office.now(due).follow_up_due
    desk.pass_time(2 * DAY)
    assert desk.remind() == 1
    assert "Send the follow-up" in (desk.told(ROBIN, "2026-04-02") or "")


def test_what_nobody_did_for_a_month_is_let_go(desk: Desk) -> None:
    workspace = desk.office.world.workspace_id
    desk.office.follow.replied(workspace, desk.office.contacted(desk.office.suggested()).ticket, ROBIN)
    said = 0
    for _ in range(90):
        desk.pass_time(DAY)
        said += desk.remind()
    assert 0 < said < 10
    desk.pass_time(3 * DAY)
    assert desk.remind() == 0


def test_everybody_hears_of_their_own_in_their_own_hours(world: World) -> None:
    desk = Desk(Office(world), Known({ROBIN: "America/Los_Angeles", MAYA: "Asia/Tokyo"}))
    desk.office.approve(desk.office.suggested(), ROBIN)
    desk.office.approve(desk.office.suggested("https://b.example/tools"), MAYA)
    desk.office.approve(desk.office.suggested("https://c.example/tools"), "U0UNKNOWN")
    said = []
    for _ in range(48):
        desk.pass_time(HOUR)
        before = len(desk.people.asked)
        desk.remind()
        said += [f"{user} {world.clock():%a %H}" for user in desk.people.asked[before:]]
    assert said == [f"{ROBIN} Tue 17", f"{MAYA} Wed 00"]
    assert "#1" in (desk.told(ROBIN, "2026-03-03") or "")
    assert "#2" in (desk.told(MAYA, "2026-03-04") or "")


def test_nobody_is_disturbed_at_the_weekend(desk: Desk) -> None:
    desk.pass_time(3 * DAY)
    desk.office.approve(desk.office.suggested())
    desk.pass_time(2 * DAY)
    assert f"{desk.office.world.clock():%a %H}" == "Sat 09"
    assert desk.remind() == 0
    desk.pass_time(2 * DAY)
    assert desk.remind() == 1


@pytest.mark.parametrize("place", ["remind.before_commit", "remind.after_commit"])
def test_a_crash_neither_loses_a_reminder_nor_says_it_twice(desk: Desk, place: str) -> None:
    desk.office.approve(desk.office.suggested())
    desk.pass_time(DAY)
    arm(f"{place}:1:raise")
    with pytest.raises(FailpointReachedError):
        desk.remind()
    arm("")
    assert desk.remind() == (place == "remind.before_commit")
    assert desk.told(ROBIN, "2026-03-03") is not None


def test_what_our_mail_server_sends_is_nobodys_duty(world: World) -> None:
    desk = Desk(Office(world, mail=True))
    desk.office.approve(desk.office.suggested())
    world.clock.advance(2 * DAY)
    assert desk.remind() == 0


def test_how_much_is_asked_does_not_grow_with_what_is_due(world: World) -> None:
    desk = Desk(Office(world, OutreachRules(weekly_quota=100), mail=True))
    asked: list[str] = []
    event.listen(world.store._readers, "before_cursor_execute", lambda *said: asked.append(said[2]))

    def approved_and_reminded(first: int, number: int) -> int:
        for one in range(first, first + number):
            desk.office.approve(desk.office.suggested(f"https://n{one}.example/tools"))
        world.clock.advance(2 * DAY)
        asked.clear()
        assert desk.remind() == 0
        return len(asked)

    assert approved_and_reminded(0, 2) == approved_and_reminded(2, 20)
