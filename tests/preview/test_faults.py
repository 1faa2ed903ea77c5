"""The faults between an app and Slack happen as ordered, and the log of posts tells the truth about them."""

from __future__ import annotations

from collections import Counter
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError

from bot.preview import faults

KEYED = {"event_type": "anchorwatch", "event_payload": {"key": "k"}}


def post(client):
    return client.chat_postMessage(channel="C0LINKS", text="hi", metadata=KEYED)


def posted(preview) -> Counter[str | None]:
    return Counter(post.key for post in preview.posts)


@pytest.mark.parametrize("retry_after", ["1", "30", "junk", "999999"])
def test_a_429_carries_its_retry_after_and_posts_nothing(preview, client, retry_after):
    preview.faults.inject("chat.postMessage", faults.rate_limited(retry_after))
    with pytest.raises(SlackApiError) as refused:
        post(client)
    assert refused.value.response.headers["Retry-After"] == retry_after
    assert posted(preview) == {}
    assert post(client)["ok"]


@pytest.mark.parametrize(
    "fault", [faults.broken(500), faults.broken(502), faults.web_page(), faults.empty(), faults.closed()]
)
def test_a_failure_before_the_call_was_accepted_posts_nothing(preview, client, fault):
    preview.faults.inject("chat.postMessage", fault)
    with pytest.raises((SlackApiError, URLError, OSError)):
        post(client)
    assert posted(preview) == {}


@pytest.mark.parametrize(
    "fault",
    [
        faults.accepted_then_broken(500),
        faults.accepted_then_closed(),
        faults.accepted_then_silent(0.2),
        faults.refused("fatal_error", accepted=True),
    ],
)
def test_an_answer_can_be_lost_after_the_message_is_there(preview, client, fault):
    preview.faults.inject("chat.postMessage", fault)
    with pytest.raises((SlackApiError, URLError, OSError)):
        post(client)
    assert posted(preview) == {"k": 1}
    history = client.conversations_history(channel="C0LINKS", include_all_metadata=True)["messages"]
    assert [message["metadata"] for message in history] == [KEYED]


def test_a_late_message_is_not_in_the_history_at_first(preview, client, clock):
    preview.faults.inject("chat.postMessage", faults.accepted_then_late(20))
    with pytest.raises((URLError, OSError)):
        post(client)
    assert client.conversations_history(channel="C0LINKS")["messages"] == []
    clock.advance(seconds=21)
    assert len(client.conversations_history(channel="C0LINKS")["messages"]) == 1


def test_a_fault_strikes_as_often_as_ordered(preview, client):
    preview.faults.inject("chat.postMessage", faults.refused("internal_error"), times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="internal_error"):
            post(client)
    assert post(client)["ok"]


def test_a_silence_ends_with_the_server(preview, client):
    preview.faults.inject("chat.postMessage", faults.accepted_then_silent(65))
    client.timeout = 0.2
    with pytest.raises((URLError, OSError)):
        post(client)
    assert posted(preview) == {"k": 1}
