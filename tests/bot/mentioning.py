"""Mentions put into the bot's database as its visits would, and what people type and press about them."""

from __future__ import annotations

from dataclasses import replace

from bot.preview.values import Message
from storage.domain import Lane, Mention, MentionId, Site, SiteSettings, Vote
from tests.blocks.samples import mention
from tests.bot.running import LINKS, Bot, said


def add_site(bot: Bot, domain: str = "acme.com", brands: tuple[str, ...] = ("Acme",)) -> Site:
    settings = SiteSettings(domains=(domain,), brands=brands, channel_id=LINKS)
    return bot.side.services.add_site.add(bot.side.workspace.id, settings, "U0ROBIN")


def record(bot: Bot, site: Site, number: int, lane: Lane = Lane.ASK, **values: object) -> MentionId:
    """One mention on a page of its own; the higher the number the better its score."""
    found = replace(mention(number, f"site{number:02}.example", lane), site_id=site.id, score=number, **values)
    with bot.store.transaction(bot.side.workspace.id) as tx:
        return tx.mentions.record(found)


def stored(bot: Bot, mention_id: MentionId) -> Mention:
    with bot.store.reading(bot.side.workspace.id) as tx:
        found = tx.mentions.get(mention_id)
    assert found is not None
    return found


def votes(bot: Bot, site: Site) -> tuple[Vote, ...]:
    with bot.store.reading(bot.side.workspace.id) as tx:
        return tx.brands.votes(site.id, "Acme")


def mentions(bot: Bot, text: str, user: str = "robin") -> str:
    """What ``/mentions text`` answers only to the person."""
    before = len(bot.preview.ephemerals(user))
    bot.preview.command("/mentions", text, channel="links", user=user)
    assert bot.wait_for(lambda: len(bot.preview.ephemerals(user)) > before), f"no answer to {text!r}"
    return said(bot.preview.ephemerals(user)[-1])


def last(bot: Bot, user: str = "robin") -> Message:
    return bot.preview.ephemerals(user)[-1]


def press(bot: Bot, action_id: str) -> str:
    """Press a button below the last answer and wait for it to change."""
    before = last(bot)
    bot.preview.click(before, action_id)
    assert bot.wait_for(lambda: last(bot) != before), f"{action_id} did nothing"
    return said(last(bot))
