"""Whatever goes wrong on the way: an ack in time, one plain sentence for the person, a traceback for the log."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.preview import faults, inbound
from bot.preview.inbound import Invocation
from bot.preview.socket_mode import Ack, Outcome
from bot.sender import run_sender
from storage.domain import Message, Thread
from storage.store import open_store
from tests.bot.running import LINKS, Bot

SORRY = "Something went wrong on our side."
BUSY = "The database is busy, please try again in a moment."


@contextmanager
def locked(bot: Bot) -> Iterator[None]:
    """Another program writes to the database and does not end."""
    file = bot.settings.database_url.removeprefix("sqlite:///")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def type_with(bot: Bot, text: str, **changes: str) -> Ack:
    """A command with something else in its payload."""
    preview = bot.preview
    slack = preview.server.slack
    typed = Invocation(preview.user("robin"), preview.channel("links"), "/backlinks", text)

    async def deliver() -> Ack:
        url = slack.response_urls.give(typed.user.id, typed.channel.id)
        payload = inbound.slash_command(slack, typed, f"{slack.base_url}/response/{url.token}")
        return await slack.socket.ask("slash_commands", {**payload, **changes})

    return preview._thread.wait(deliver())


@pytest.mark.parametrize("text", ["list", "check"])
def test_a_locked_database_is_acknowledged_at_once_and_answered_within_three_seconds(bot: Bot, text: str) -> None:
    bot.add_site()
    with locked(bot):
        began = time.monotonic()
        assert bot.preview.command("/backlinks", text).outcome is Outcome.ANSWERED
        assert time.monotonic() - began < 1.0
        assert bot.wait_for(bot.told)
        assert time.monotonic() - began < 3.0
    assert BUSY in bot.told()[0]
    assert "acme.com" in bot.ask("list")


def test_a_form_submitted_to_a_locked_database_complains_in_time_and_can_be_sent_again(bot: Bot) -> None:
    bot.preview.command("/backlinks", "")
    assert bot.wait_for(bot.preview.view)
    view = bot.preview.view()
    assert view is not None
    with locked(bot):
        ack = bot.preview.submit({"domains": "acme.com"})
    assert ack is not None
    assert ack.outcome is Outcome.ANSWERED
    assert BUSY in bot.preview.view_errors(view)["domains"]
    bot.preview.submit({"domains": "acme.com"})
    assert bot.preview.view() is None
    assert len(bot.side.services.lists.sites(bot.side.workspace.id)) == 1


def test_delivery_outlasts_a_locked_database(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    stop = threading.Event()
    with (
        closing(open_store(bot.settings.database_url, timedelta(seconds=0.1))) as hasty,
        ThreadPoolExecutor(1) as thread,
    ):
        with locked(bot):
            sending = thread.submit(run_sender, replace(bot.side.deliver, store=hasty), stop)
            assert bot.wait_for(lambda: "delivery interrupted" in caplog.text)
        bot.side.services.announce(bot.side.workspace.id, Thread("a", LINKS, Message("a")))
        assert bot.everything_is_sent()
        assert not sending.done()
        stop.set()
    assert [post.key for post in bot.preview.posts] == ["a"]


def test_a_team_that_has_not_installed_us_is_refused(bot: Bot) -> None:
    bot.add_site()
    assert type_with(bot, "list", team_id="T0STRANGER").outcome is Outcome.ANSWERED
    assert bot.wait_for(bot.told)
    assert bot.told() == ["Anchorwatch is not installed in your workspace."]


def test_an_error_nobody_foresaw_is_answered_with_one_sentence_and_logged(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.add_site()
    bot.preview.faults.inject("users.info", faults.broken(500))
    bot.preview.faults.inject("views.open", faults.broken(500))
    bot.preview.command("/backlinks", "")
    assert bot.wait_for(bot.told)
    assert SORRY in bot.told()[0]
    assert "request failed" in caplog.text
    assert "Traceback" in caplog.text


def test_tokens_stay_out_of_what_people_and_logs_are_told(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.preview.faults.inject("views.open", faults.broken(500))
    bot.preview.command("/backlinks", "")
    assert bot.wait_for(bot.told)
    assert bot.settings.slack_bot_token not in "".join(bot.told())


def test_commands_of_a_stand_in_that_knows_no_triggers_are_all_answered(bot: Bot) -> None:
    for expected in (1, 2, 3):
        type_with(bot, "help", trigger_id="")
        assert bot.wait_for(lambda expected=expected: len(bot.told()) == expected)


@pytest.mark.parametrize("copies", [2, 3])
def test_a_command_delivered_several_times_has_one_effect(bot: Bot, copies: int) -> None:
    site = bot.add_site()
    bot.preview.faults.repeat_envelopes(copies, fresh_ids=True)
    answer = bot.ask("add https://blog.example/post")
    bot.preview.faults.clear()
    assert "We visit it now." in answer
    bot.ask("help")
    assert len(bot.told()) == 2
    assert bot.links(site) == 1


def test_a_click_delivered_several_times_has_one_effect(bot: Bot) -> None:
    bot.add_site()
    bot.add_link("https://blog.example/post")
    bot.ask("list")
    bot.preview.faults.repeat_envelopes(3, fresh_ids=True)
    bot.preview.click(bot.preview.ephemerals()[0], "explain:0")
    assert bot.wait_for(lambda: len(bot.told()) == 2)
    bot.preview.faults.clear()
    bot.ask("help")
    assert len(bot.told()) == 3
