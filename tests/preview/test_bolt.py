"""A real Bolt app in the preview workspace: commands, clicks, shortcuts, events."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.preview.errors import PersonError
from bot.preview.socket_mode import Outcome
from tests.preview.block_kit import buttons, plain


def test_a_slash_command_is_answered_for_its_caller_alone(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any], respond: Respond) -> None:
            ack()
            respond(f"you said {command['text']}")

    connect(register)
    assert preview.command("/backlinks", "check acme.com").outcome is Outcome.ANSWERED
    assert preview.wait_for(lambda: [m.content.text for m in preview.ephemerals()] == ["you said check acme.com"])
    assert preview.messages("links") == ()
    assert preview.ephemerals("maya") == ()


def test_an_answer_in_the_ack_is_shown_and_a_public_one_shows_the_command_too(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any]) -> None:
            if command["text"] == "quietly":
                ack("only for you")
            else:
                ack(text="for everyone", response_type="in_channel")

    connect(register)
    preview.command("/backlinks", "quietly")
    assert [m.content.text for m in preview.ephemerals()] == ["only for you"]
    preview.command("/backlinks", "loudly", channel="random")
    assert [m.content.text for m in preview.messages("random")] == ["/backlinks loudly", "for everyone"]


def test_an_ephemeral_answer_is_edited_in_place_through_its_response_url(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, respond: Respond) -> None:
            ack()
            respond("checking…")
            respond("done", replace_original=True)

    connect(register)
    preview.command("/backlinks", "check")
    assert preview.wait_for(lambda: [m.content.text for m in preview.ephemerals()] == ["done"])


def test_a_response_url_works_five_times_and_thirty_minutes(preview, connect, clock):
    urls: list[Respond] = []

    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, respond: Respond) -> None:
            ack()
            urls.append(respond)

    connect(register)
    preview.command("/backlinks")
    preview.command("/backlinks")
    assert preview.wait_for(lambda: len(urls) == 2)
    assert [urls[0](str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    clock.advance(minutes=31)
    assert "expired_url" in urls[1]("late").body
    assert [refusal.error for refusal in preview.refusals] == ["used_url", "expired_url"]


def test_an_app_that_does_not_ack_in_time_is_named_to_the_person(preview, connect):
    finished = threading.Event()

    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack) -> None:
            finished.wait(5)
            ack()

    connect(register)
    assert preview.command("/backlinks").outcome is Outcome.TIMED_OUT
    finished.set()
    assert preview.notices == ("/backlinks did not answer within 3 seconds (operation_timeout).",)


def test_a_command_without_a_connected_app_says_so(preview):
    assert preview.command("/backlinks").outcome is Outcome.NOT_CONNECTED
    assert "not connected" in preview.notices[0]


def test_a_click_changes_the_message_it_stands_below(preview, connect, client):
    def register(app: App) -> None:
        @app.action("approve")
        def approve(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
            ack()
            who, value = body["user"]["id"], body["actions"][0]["value"]
            client.chat_update(
                channel=body["channel"]["id"], ts=body["message"]["ts"], text=f"{value} by {who}", blocks=[]
            )

    connect(register)
    client.chat_postMessage(channel="#links", text="approve?", blocks=buttons("approve", "reject"))
    message = preview.messages("links")[0]
    preview.click(message, "approve", user="maya")
    assert preview.wait_for(lambda: preview.messages("links")[0].content.text == "v-approve by U0MAYA")
    with pytest.raises(PersonError, match="nothing called approve"):
        preview.click(message, "approve")


def test_a_click_below_an_ephemeral_message_can_delete_it(preview, connect, client):
    bodies: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.action("dismiss")
        def dismiss(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
            ack()
            bodies.append(body)
            respond(delete_original=True)

    connect(register)
    client.chat_postEphemeral(channel="C0LINKS", user="U0ROBIN", text="hint", blocks=buttons("dismiss"))
    preview.click(preview.ephemerals()[0], "dismiss")
    assert preview.wait_for(lambda: not preview.ephemerals())
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]


def test_a_menu_sends_the_chosen_option(preview, connect, client):
    chosen: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.action("menu")
        def menu(ack: Ack, action: dict[str, Any]) -> None:
            ack()
            chosen.append(action["selected_option"])

    connect(register)
    options = [{"text": plain(word), "value": word.lower()} for word in ("Mute", "Explain")]
    element = {"type": "overflow", "action_id": "menu", "options": options}
    client.chat_postMessage(channel="C0LINKS", text="x", blocks=[{"type": "actions", "elements": [element]}])
    preview.click(preview.messages("links")[0], "menu", choose="explain")
    assert preview.wait_for(lambda: chosen == [options[1]])


def test_a_message_shortcut_carries_its_message(preview, connect):
    seen: list[str] = []

    def register(app: App) -> None:
        @app.shortcut("watch")
        def watch(ack: Ack, shortcut: dict[str, Any]) -> None:
            ack()
            seen.append(shortcut["message"]["text"])

    connect(register)
    preview.shortcut("watch", preview.post("look at https://blog.example/x"))
    assert seen == ["look at <https://blog.example/x>"]


def test_the_app_hears_what_is_said_where_it_is_a_member(preview, connect):
    heard: list[tuple[str, str]] = []

    def register(app: App) -> None:
        @app.event("message")
        def message(event: dict[str, Any]) -> None:
            heard.append(("message", event["text"]))

        @app.event("app_mention")
        def mention(event: dict[str, Any]) -> None:
            heard.append(("mention", event["text"]))

        @app.event("member_joined_channel")
        def joined(event: dict[str, Any]) -> None:
            heard.append(("joined", event["channel"]))

    connect(register)
    preview.post("nobody listens", channel="random")
    preview.post("R&D <3 @anchorwatch #general")
    preview.invite_app("random")
    words = "R&amp;D &lt;3 <@U0ANCHOR> <#C0GENERAL|general>"
    expected = [("joined", "C0RANDOM"), ("mention", words), ("message", words)]
    assert preview.wait_for(lambda: sorted(heard) == expected), heard


def test_the_app_is_told_when_it_is_removed_and_a_channel_archived(preview, connect):
    heard: list[str] = []

    def register(app: App) -> None:
        for name in ("member_left_channel", "channel_archive", "channel_unarchive"):
            app.event(name)(lambda event: heard.append(event["type"]))

    connect(register)
    preview.archive("links")
    assert preview.wait_for(lambda: len(heard) == 1)
    preview.archive("links", is_archived=False)
    assert preview.wait_for(lambda: len(heard) == 2)
    preview.remove_app("links")
    assert preview.wait_for(lambda: len(heard) == 3)
    assert heard == ["channel_archive", "channel_unarchive", "member_left_channel"]
