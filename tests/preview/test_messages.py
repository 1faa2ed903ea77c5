"""chat.* and conversations.* answer as Slack does, refusals included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp
from tests.preview.conftest import QUICK

KEYED = {"event_type": "anchorwatch", "event_payload": {"key": "digest/1"}}


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_a_posted_message_comes_back_in_the_history_with_its_metadata(preview, client):
    answer = client.chat_postMessage(channel="C0LINKS", text="3 lost", metadata=KEYED)
    assert answer["channel"] == "C0LINKS"
    bare = client.conversations_history(channel="C0LINKS")["messages"][0]
    full = client.conversations_history(channel="C0LINKS", include_all_metadata=True)["messages"][0]
    assert bare["ts"] == full["ts"] == answer["ts"]
    assert "metadata" not in bare
    assert full["metadata"] == KEYED
    assert [post.key for post in preview.posts] == ["digest/1"]


def test_every_ts_is_different_and_later(preview, client):
    stamps = [client.chat_postMessage(channel="#links", text=str(n))["ts"] for n in range(5)]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0NOWHERE", "channel_not_found"), ("#random", "not_in_channel"), ("C0PRIVATE", "channel_not_found")],
)
def test_the_app_cannot_post_where_it_is_not(preview, client, channel, error):
    assert error_of(lambda: client.chat_postMessage(channel=channel, text="hi")) == error
    assert preview.refusals[-1].error == error


def test_a_channel_goes_by_name_only_where_something_is_posted(preview, client):
    ts = client.chat_postMessage(channel="#links", text="hi")["ts"]
    assert error_of(lambda: client.conversations_info(channel="#links")) == "channel_not_found"
    assert error_of(lambda: client.chat_update(channel="links", ts=ts, text="ho")) == "channel_not_found"


def test_an_archived_channel_takes_neither_posts_nor_updates(preview, client):
    ts = client.chat_postMessage(channel="C0LINKS", text="hi")["ts"]
    preview.archive("links")
    assert error_of(lambda: client.chat_postMessage(channel="C0LINKS", text="hi")) == "is_archived"
    assert error_of(lambda: client.chat_update(channel="C0LINKS", ts=ts, text="ho")) == "is_inactive"


def test_a_message_needs_something_to_say(preview, client):
    wordless = lambda: client.api_call("chat.postMessage", json={"channel": "C0LINKS", "text": " "})  # noqa: E731
    assert error_of(wordless) == "no_text"
    assert error_of(lambda: client.chat_postMessage(text="hi", channel="")) == "invalid_arguments"


def test_a_long_text_is_cut_when_posted_and_refused_when_updated(preview, client):
    ts = client.chat_postMessage(channel="C0LINKS", text="x" * 40_001)["ts"]
    assert len(preview.messages("links")[0].content.text) == 40_000
    assert error_of(lambda: client.chat_update(channel="C0LINKS", ts=ts, text="语" * 1334)) == "msg_too_long"
    assert client.chat_update(channel="C0LINKS", ts=ts, text="语" * 1333)["ok"]


def test_a_refusal_of_blocks_says_where(preview, client):
    blocks = [{"type": "header", "text": {"type": "mrkdwn", "text": "no"}}]
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0LINKS", text="hi", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"]


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "a"}, "invalid_metadata_schema"),
        ("{no json", "invalid_metadata_format"),
        ({"event_type": "a", "event_payload": {"key": "x" * 9000}}, "metadata_too_large"),
    ],
)
def test_wrong_metadata_is_refused(preview, client, metadata, error):
    call = lambda: client.chat_postMessage(channel="C0LINKS", text="hi", metadata=metadata)  # noqa: E731
    assert error_of(call) == error


def test_an_update_keeps_what_it_does_not_name(preview, client):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]
    ts = client.chat_postMessage(channel="C0LINKS", text="hi", blocks=blocks, metadata=KEYED)["ts"]
    client.chat_update(channel="C0LINKS", ts=ts, text="ho")
    kept = preview.messages("links")[0]
    assert (kept.content.text, len(kept.content.blocks), kept.content.metadata) == ("ho", 1, KEYED)
    assert kept.edited_ts is not None
    client.chat_update(channel="C0LINKS", ts=ts, text="ho", blocks=[], metadata={})
    emptied = preview.messages("links")[0]
    assert (emptied.content.blocks, emptied.content.metadata) == ((), None)


def test_only_its_own_messages_can_be_changed(preview, client):
    said = preview.post("mine")
    assert error_of(lambda: client.chat_update(channel="C0LINKS", ts=said.ts, text="x")) == "cant_update_message"
    assert error_of(lambda: client.chat_delete(channel="C0LINKS", ts=said.ts)) == "cant_delete_message"
    assert error_of(lambda: client.chat_update(channel="C0LINKS", ts="1.0", text="x")) == "message_not_found"


def test_replies_gather_under_their_parent(preview, client):
    parent = client.chat_postMessage(channel="C0LINKS", text="parent")["ts"]
    reply = client.chat_postMessage(channel="C0LINKS", text="reply", thread_ts=parent)["ts"]
    preview.post("thanks", thread_ts=parent)
    thread = client.conversations_replies(channel="C0LINKS", ts=parent)["messages"]
    assert [message["text"] for message in thread] == ["parent", "reply", "thanks"]
    assert thread[0]["reply_count"] == 2
    assert [message["text"] for message in client.conversations_history(channel="C0LINKS")["messages"]] == ["parent"]
    client.chat_postMessage(channel="C0LINKS", text="to a reply", thread_ts=reply)
    assert [m.content.text for m in preview.thread(preview.messages("links")[0])] == ["reply", "thanks", "to a reply"]


def test_a_thread_without_its_parent_is_not_found(preview, client):
    parent = client.chat_postMessage(channel="C0LINKS", text="parent")["ts"]
    client.chat_delete(channel="C0LINKS", ts=parent)
    assert (
        error_of(lambda: client.chat_postMessage(channel="C0LINKS", text="x", thread_ts=parent)) == "thread_not_found"
    )
    assert error_of(lambda: client.conversations_replies(channel="C0LINKS", ts=parent)) == "thread_not_found"


def test_the_history_is_paged_and_bounded_in_time(preview, client):
    stamps = [client.chat_postMessage(channel="C0LINKS", text=str(n))["ts"] for n in range(5)]
    first = client.conversations_history(channel="C0LINKS", limit=2)
    following = client.conversations_history(
        channel="C0LINKS", limit=2, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [m["text"] for m in (*first["messages"], *following["messages"])] == ["4", "3", "2", "1"]
    since = client.conversations_history(channel="C0LINKS", oldest=stamps[2])["messages"]
    assert [m["text"] for m in since] == ["4", "3"]
    including = client.conversations_history(channel="C0LINKS", oldest=stamps[2], inclusive=True)["messages"]
    assert [m["text"] for m in including] == ["4", "3", "2"]


def test_an_ephemeral_message_is_for_one_member_and_in_no_history(preview, client):
    client.chat_postEphemeral(channel="C0LINKS", user="U0MAYA", text="psst")
    assert [m.content.text for m in preview.ephemerals("maya")] == ["psst"]
    assert preview.ephemerals() == ()
    assert client.conversations_history(channel="C0LINKS")["messages"] == []
    stranger = lambda: client.chat_postEphemeral(channel="D0ANCHOR", user="U0MAYA", text="psst")  # noqa: E731
    assert error_of(stranger) == "user_not_in_channel"


def test_a_message_to_a_person_lands_in_their_direct_messages(preview, client):
    client.chat_postMessage(channel="U0MAYA", text="hello")
    opened = client.conversations_open(users="U0MAYA")["channel"]["id"]
    assert [m.content.text for m in preview.direct_messages("maya")] == ["hello"]
    assert preview.direct_messages("maya")[0].channel == opened


def test_more_than_a_message_a_second_is_too_fast_after_a_burst(preview, client, clock):
    for n in range(5):
        client.chat_postMessage(channel="C0LINKS", text=str(n))
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C0LINKS", text="6")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    preview.invite_app("general")
    assert client.chat_postMessage(channel="C0GENERAL", text="elsewhere")["ok"]
    clock.advance(seconds=1)
    assert client.chat_postMessage(channel="C0LINKS", text="6")["ok"]


def test_tokens_are_checked(preview):
    def ask(token: str | None) -> str:
        client = WebClient(token=token, base_url=preview.api_url, retry_handlers=[])
        return error_of(client.auth_test)

    assert ask("xoxb-wrong") == "invalid_auth"
    assert ask(preview.settings.app_token) == "not_allowed_token_type"
    assert ask(None) == "not_authed"


def test_a_method_nobody_granted_names_the_missing_scope():
    app = InstalledApp(scopes=frozenset({"chat:write"}))
    with running_preview(replace(QUICK, app=app)) as preview:
        client = WebClient(token=preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[])
        with pytest.raises(SlackApiError) as refused:
            client.conversations_history(channel="C0LINKS")
        assert refused.value.response["error"] == "missing_scope"
        assert refused.value.response["provided"] == "chat:write"
        assert client.chat_postMessage(channel="C0LINKS", text="hi")["ok"]


def test_only_channels_the_app_may_know_are_listed(preview, client):
    names = {c["name"] for c in client.conversations_list(types="public_channel,private_channel")["channels"]}
    assert names == {"general", "links", "random"}
    preview.invite_app("pr-plans")
    names = {c["name"] for c in client.conversations_list(types="public_channel,private_channel")["channels"]}
    assert "pr-plans" in names
    assert client.conversations_info(channel="C0LINKS")["channel"]["is_member"]
    assert "U0ANCHOR" in client.conversations_members(channel="C0LINKS")["members"]


def test_the_app_joins_public_channels_by_itself(preview, client):
    client.conversations_join(channel="C0RANDOM")
    assert client.chat_postMessage(channel="C0RANDOM", text="hi")["ok"]


def test_people_and_groups_are_described(preview, client):
    assert client.users_info(user="U0JONAS")["user"]["tz"] == "Europe/Stockholm"
    assert len(client.users_list()["members"]) == 9
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U0ROBIN", "U0MAYA"]
    assert client.usergroups_users_list(usergroup="S0OUTREACH")["users"] == ["U0ROBIN", "U0MAYA"]
    assert client.team_info()["team"]["name"] == "Preview"
    assert client.bots_info(bot="B0ANCHOR")["bot"]["app_id"] == "A0ANCHOR"
    assert error_of(lambda: client.users_info(user="U0NOBODY")) == "user_not_found"


def test_visitors_are_told_from_members(preview, client):
    assert client.users_info(user="U0OMAR")["user"]["is_restricted"]
    assert client.users_info(user="U0GWEN")["user"]["is_ultra_restricted"]
    assert client.users_info(user="U0LENA")["user"]["deleted"]
    stranger = client.users_info(user="U0SASHA")["user"]
    assert (stranger["is_stranger"], stranger["team_id"]) == (True, "T0PARTNER")
    member = client.users_info(user="U0MAYA")["user"]
    assert not any(member[flag] for flag in ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted"))


def test_a_reaction_can_be_added_once(preview, client):
    ts = preview.post("look").ts
    client.reactions_add(channel="C0LINKS", timestamp=ts, name="eyes")
    assert preview.messages("links")[0].reactions == (("U0ANCHOR", "eyes"),)
    again = lambda: client.reactions_add(channel="C0LINKS", timestamp=ts, name="eyes")  # noqa: E731
    assert error_of(again) == "already_reacted"


def test_a_permalink_leads_to_this_server(preview, client):
    ts = client.chat_postMessage(channel="C0LINKS", text="hi")["ts"]
    link = client.chat_getPermalink(channel="C0LINKS", message_ts=ts)["permalink"]
    assert link == f"{preview.url}archives/C0LINKS/p{ts.replace('.', '')}"


def test_a_form_and_a_json_body_mean_the_same(preview, client):
    client.api_call("chat.postMessage", params={"channel": "C0LINKS", "text": "form", "blocks": "[]"})
    client.api_call("chat.postMessage", json={"channel": "C0LINKS", "text": "json"})
    assert [m.content.text for m in preview.messages("links")] == ["form", "json"]


def test_an_unknown_method_is_named(preview: Preview, client: WebClient):
    assert error_of(lambda: client.api_call("chat.shout")) == "unknown_method"
