"""Invited to a channel, the bot says hello once and posts what had to wait for it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.preview.driver import running_preview
from storage.domain import Message, OutboxState, Thread
from storage.store import Store
from tests.bot.running import WORKSPACE, Bot, running_bot, said


def announce(bot: Bot, key: str, channel_id: str) -> None:
    thread = Thread(key, channel_id, Message(f"{key} parent"), (Message(f"{key} reply"),))
    bot.side.services.announce(bot.side.workspace.id, thread)


def paused(bot: Bot) -> dict[str, str]:
    with bot.store.reading(bot.side.workspace.id) as tx:
        return dict(tx.channels.paused())


def test_an_invitation_is_answered_with_a_welcome_once(bot: Bot) -> None:
    bot.preview.faults.repeat_envelopes(3, fresh_ids=True)
    bot.preview.invite_app("general")
    assert bot.wait_for(lambda: bot.posted("general"))
    bot.preview.faults.clear()
    bot.preview.remove_app("general")
    bot.preview.invite_app("general")
    bot.preview.invite_app("random")
    assert bot.wait_for(lambda: bot.posted("random"))
    assert bot.everything_is_sent()
    (hello,) = bot.posted("general")
    assert "Hello, I am Anchorwatch" in said(hello)
    assert "1. Add your site." in said(hello)


def test_a_welcome_to_a_team_that_has_sites_says_how_to_get_a_digest_there(bot: Bot) -> None:
    bot.add_site()
    bot.preview.invite_app("general")
    assert bot.wait_for(lambda: bot.posted("general"))
    assert "choose this channel in its settings" in said(bot.posted("general")[0])


def test_what_could_not_be_posted_waits_visibly_and_goes_out_after_an_invitation(bot: Bot) -> None:
    bot.add_site(channel_id="C0GENERAL")
    announce(bot, "a", "C0GENERAL")
    announce(bot, "b", "C0LINKS")
    assert bot.wait_for(lambda: paused(bot) == {"C0GENERAL": "not_in_channel"})
    assert bot.wait_for(lambda: len(bot.posted()) == 1)
    assert "I cannot post* to <#C0GENERAL>" in bot.ask("status")
    bot.preview.invite_app("general")
    assert bot.wait_for(lambda: len(bot.posted("general")) == 2)
    assert bot.everything_is_sent()
    first = bot.posted("general")[0]
    assert said(first) == "a parent"
    assert [said(reply) for reply in bot.preview.thread(first)] == ["a reply"]
    assert paused(bot) == {}
    assert "I cannot post" not in bot.ask("status")


def test_an_invitation_that_came_while_the_bot_was_away_counts_when_it_is_back(database_url: str, store: Store) -> None:
    with running_preview(WORKSPACE) as preview:
        with running_bot(preview, database_url, store) as bot:
            announce(bot, "a", "C0GENERAL")
            assert bot.wait_for(lambda: paused(bot) == {"C0GENERAL": "not_in_channel"})
        preview.invite_app("general")
        with running_bot(preview, database_url, store) as bot:
            assert bot.wait_for(lambda: said(bot.posted("general")[0]) == "a parent" if bot.posted("general") else None)


def test_an_archived_channel_keeps_its_messages(bot: Bot) -> None:
    bot.preview.archive("links")
    announce(bot, "a", "C0LINKS")
    assert bot.wait_for(lambda: paused(bot) == {"C0LINKS": "is_archived"})
    assert bot.outbox() == {OutboxState.PENDING: 2}
    assert bot.posted() == []


def test_the_welcome_is_no_secret_way_around_the_outbox(bot: Bot) -> None:
    bot.preview.invite_app("general")
    assert bot.wait_for(lambda: bot.posted("general"))
    assert [post.key for post in bot.preview.posts if not post.only_for] == ["welcome/C0GENERAL"]
    assert bot.posted("general")[0].at <= datetime.now(UTC)
