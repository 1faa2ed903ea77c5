"""Targets in a running bot: suggested, posted as cards, and pressed by people."""

from __future__ import annotations

from datetime import time

from bot.app_outreach import open_outreach
from bot.preview.values import Message
from bot.wall_clock import utc_now
from jobs.post_queue import PostQueue
from storage.domain import DigestSchedule, Prospect, Site, SiteSettings
from tests.bot.running import LINKS, Bot, said
from tests.jobs.outreach import Office
from tests.jobs.world import World


def office(bot: Bot, site: Site) -> Office:
    """The same use cases beside the bot's own, over its database and in real time."""
    return Office(World(bot.store, utc_now, bot.side.workspace.id, site))  # type: ignore[arg-type]


def add_site(bot: Bot) -> Site:
    """Its hour has come, whatever the time."""
    settings = SiteSettings(("acme.com",), ("Acme",), LINKS, DigestSchedule(time(0, 0)))
    return bot.side.services.add_site.add(bot.side.workspace.id, settings, "U0ROBIN")


def post_queue(bot: Bot) -> Message:
    """Have the queue posted, and return the message above the cards."""
    books = open_outreach(bot.settings, bot.store).books
    before = len(bot.posted())
    assert PostQueue(bot.store, books, utc_now).post_due() == 1
    assert bot.wait_for(lambda: len(bot.posted()) > before)
    bot.everything_is_sent()
    return bot.posted()[-1]


def cards(bot: Bot) -> list[Message]:
    """Every card below the last queue message, as it is now."""
    return list(bot.preview.thread(bot.posted()[-1]))


def card_of(bot: Bot, prospect: Prospect) -> Message:
    page = prospect.url.partition("//")[2]
    return next(one for one in cards(bot) if page in said(one))


def buttons(card: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in card.content.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def suggested(bot: Bot, site: Site, number: int = 1, **more: object) -> Prospect:
    return office(bot, site).suggested(f"https://news{number}.example/tools", **more)


def approved(bot: Bot, site: Site, number: int = 1) -> Prospect:
    return office(bot, site).approve(suggested(bot, site, number))


def now(bot: Bot, prospect: Prospect) -> Prospect:
    with bot.store.reading(bot.side.workspace.id) as tx:
        found = tx.prospects.get(prospect.id)
    assert found is not None
    return found


def outreach(bot: Bot, text: str, user: str = "robin") -> str:
    """What ``/outreach text`` answers only to the person."""
    before = len(bot.preview.ephemerals(user))
    bot.preview.command("/outreach", text, channel="links", user=user)
    assert bot.wait_for(lambda: len(bot.preview.ephemerals(user)) > before), f"no answer to {text!r}"
    return said(bot.preview.ephemerals(user)[-1])


def press(bot: Bot, action_id: str) -> str:
    """Press a button below the last answer and wait for it to change, or for another."""
    before = list(bot.preview.ephemerals("robin"))
    bot.preview.click(before[-1], action_id)
    assert bot.wait_for(lambda: list(bot.preview.ephemerals("robin")) != before), f"{action_id} did nothing"
    return said(bot.preview.ephemerals("robin")[-1])
