"""What Slack's answer to one call lets us believe, for every error name we know and every way a call can end."""

from __future__ import annotations

import json
import socket
from datetime import timedelta
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack_answers import classify
from jobs.deliver_messages import Answer, Outcome


def answer_to(error: Exception) -> Answer:
    def call() -> str:
        raise error

    return classify(call)


def refused(error: object, status: int = 200, headers: dict[str, object] | None = None) -> SlackApiError:
    data = {"ok": False, "error": error}
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("ratelimited", Outcome.LATER),
        ("message_limit_exceeded", Outcome.LATER),
        ("fatal_error", Outcome.UNSURE),
        ("internal_error", Outcome.UNSURE),
        ("service_unavailable", Outcome.UNSURE),
        ("request_timeout", Outcome.UNSURE),
        ("not_in_channel", Outcome.CHANNEL_CLOSED),
        ("channel_not_found", Outcome.CHANNEL_CLOSED),
        ("is_archived", Outcome.CHANNEL_CLOSED),
        ("restricted_action_read_only_channel", Outcome.CHANNEL_CLOSED),
        ("token_revoked", Outcome.INSTALL_DEAD),
        ("account_inactive", Outcome.INSTALL_DEAD),
        ("missing_scope", Outcome.INSTALL_DEAD),
        ("invalid_blocks", Outcome.OUR_FAULT),
        ("msg_blocks_too_long", Outcome.OUR_FAULT),
        ("no_text", Outcome.OUR_FAULT),
        # No name of Slack's: what the SDK says of a body that is not JSON, or nothing at all.
        ("Received a response in a non-JSON format: <!doctype html>", Outcome.UNSURE),
        ("", Outcome.UNSURE),
        (None, Outcome.UNSURE),
        (["odd"], Outcome.UNSURE),
    ],
)
def test_slacks_word_decides(error: object, outcome: Outcome) -> None:
    assert answer_to(refused(error)).outcome is outcome


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_may_have_posted_it(status: int) -> None:
    assert answer_to(refused("channel_not_found", status)).outcome is Outcome.UNSURE


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ({"Retry-After": "30"}, timedelta(seconds=30)),
        ({"retry-after": ["7"]}, timedelta(seconds=7)),
        ({"Retry-After": "999999"}, timedelta(hours=1)),
        ({"Retry-After": "junk"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": []}, None),
        ({}, None),
    ],
)
def test_a_429_says_how_long_to_wait_an_hour_at_most(header: dict[str, object], wait: timedelta | None) -> None:
    answer = answer_to(refused("ratelimited", 429, header))
    assert (answer.outcome, answer.retry_after) == (Outcome.LATER, wait)


@pytest.mark.parametrize("reason", [ConnectionRefusedError(), socket.gaierror(-2, "unknown name")])
def test_what_never_reached_slack_was_surely_not_posted(reason: OSError) -> None:
    assert answer_to(URLError(reason)).outcome is Outcome.LATER


@pytest.mark.parametrize(
    "error",
    [
        URLError(TimeoutError()),
        URLError(ConnectionResetError()),
        TimeoutError(),
        ConnectionResetError(),
        RemoteDisconnected("gone"),
        IncompleteRead(b"half"),
        SlackClientError("odd"),
        json.JSONDecodeError("odd", "", 0),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_broke_on_the_way_may_have_been_posted(error: Exception) -> None:
    assert answer_to(error).outcome is Outcome.UNSURE


def test_an_answer_without_trouble_is_posted() -> None:
    assert classify(lambda: "1.2") == Answer(Outcome.POSTED, "1.2")
    assert classify(lambda: None) == Answer(Outcome.POSTED, None)
