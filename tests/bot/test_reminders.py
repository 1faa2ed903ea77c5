"""Reminders in Slack: a direct message in the person's own zone, which can be found again like any other message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.app_outreach import open_outreach
from bot.blocks.outreach_lists import reminder
from bot.people import SlackPeople
from bot.sender import SlackCourier
from jobs.deliver_messages import Outcome
from jobs.remind_owners import RemindOwners
from storage.domain import Prospect, Site
from tests.bot.outreaching import add_site, now, outreach, suggested
from tests.bot.running import Bot

DAY = timedelta(days=1)


def noon_of_a_working_day() -> datetime:
    """The latest one that is over."""
    day = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - DAY
    while day.weekday() > 4:
        day -= DAY
    return day


def approved_two_days_before(bot: Bot, site: Site, at: datetime) -> Prospect:
    target = suggested(bot, site)
    bot.side.services.decide.approve(bot.side.workspace.id, target.ticket, "U0ROBIN")
    before = now(bot, target)
    with bot.store.transaction(bot.side.workspace.id) as tx:
        return tx.prospects.advance(before, replace(before, changed_at=at - 2 * DAY))


def test_an_owner_is_reminded_in_a_direct_message_that_opens_the_target(bot: Bot) -> None:
    at = noon_of_a_working_day()
    target = approved_two_days_before(bot, add_site(bot), at)
    books = open_outreach(bot.settings, bot.store).books
    reminders = RemindOwners(bot.store, books, SlackPeople(bot.side.app.client), reminder, lambda: at)
    assert reminders.remind(bot.side.workspace.id) == 1
    assert bot.wait_for(bot.direct)
    assert f"Send the letter\n*#{target.id}*" in bot.direct()[0].replace("*Send the letter*", "Send the letter")
    assert reminders.remind(bot.side.workspace.id) == 0
    assert bot.direct("maya") == []
    (posted,) = bot.preview.direct_messages("robin")
    bot.preview.click(posted, f"outreach_open:{target.id}")
    assert bot.wait_for(bot.told)
    assert "Approved: news1.example" in bot.told()[0]
    assert "noted as written to" in outreach(bot, f"done {target.id}")


def test_a_reminder_whose_posting_is_unsure_is_found_in_the_direct_messages(bot: Bot) -> None:
    at = noon_of_a_working_day()
    approved_two_days_before(bot, add_site(bot), at)
    books = open_outreach(bot.settings, bot.store).books
    RemindOwners(bot.store, books, SlackPeople(bot.side.app.client), reminder, lambda: at).remind(bot.side.workspace.id)
    assert bot.wait_for(bot.direct)
    bot.everything_is_sent()
    with bot.store.reading(bot.side.workspace.id) as tx:
        message = tx.outbox.get(f"remind/{bot.side.workspace.id}/U0ROBIN/{at.date().isoformat()}")
    assert message is not None
    found = SlackCourier(bot.side.app.client).look_for(message)
    assert (found.outcome, found.ts) == (Outcome.POSTED, message.ts)


def test_what_slack_knows_of_people_is_asked_once_and_strangers_are_unknown(bot: Bot) -> None:
    people = SlackPeople(bot.side.app.client)
    robin = bot.preview.user("robin")
    assert people.zone_of(robin.id) == robin.zone
    channel_id = people.direct_channel(robin.id)
    assert channel_id is not None
    assert channel_id.startswith("D")
    assert (people.zone_of("U0NOBODY"), people.direct_channel("U0NOBODY")) == (None, None)
    assert people.direct_channel(robin.id) == channel_id


def test_the_running_bot_has_the_reminder_among_its_ticks(bot: Bot) -> None:
    add_site(bot)
    (tick,) = bot.side.ticks
    assert tick.name == "remind_owners"
    assert tick.do() == 0
