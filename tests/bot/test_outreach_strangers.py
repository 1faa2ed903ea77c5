"""In a channel shared with another organisation: its people see the cards, and get nothing else out of us."""

from __future__ import annotations

from bot.blocks import names
from tests.bot.outreaching import add_site, card_of, now, post_queue, suggested
from tests.bot.running import Bot

_OPENING = (names.OUTREACH_ASSIGN, names.OUTREACH_EDIT, names.OUTREACH_SNOOZE, names.OUTREACH_NEVER)


def test_a_stranger_gets_no_list_and_adds_nobody(bot: Bot) -> None:
    add_site(bot)
    for text in (
        "",
        "mine",
        "stats",
        "audit news1.example",
        "dnc",
        "dnc news1.example",
        "dnc forget a@b.example",
        "won",
    ):
        before = len(bot.told("sasha"))
        bot.preview.command("/outreach", text, channel="links", user="sasha")
        assert bot.wait_for(lambda seen=before: len(bot.told("sasha")) > seen)
        assert "acme.com" not in bot.told("sasha")[-1]
    with bot.store.reading(bot.side.workspace.id) as tx:
        assert tx.do_not_contact.all(9) == ()


def test_a_stranger_opens_no_form_and_takes_no_step(bot: Bot) -> None:
    prospect = suggested(bot, add_site(bot))
    post_queue(bot)
    for name in _OPENING:
        before = len(bot.told("sasha"))
        bot.preview.click(card_of(bot, prospect), names.at(name, prospect.id), user="sasha")
        assert bot.wait_for(lambda seen=before: len(bot.told("sasha")) > seen)
        assert bot.preview.view("sasha") is None
    assert now(bot, prospect).version == prospect.version + 1  # its card was posted, and nothing more
