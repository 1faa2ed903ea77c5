"""A real Bolt app in the preview workspace: commands, clicks, modals, events."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.preview.socket_mode import Outcome


def test_a_slash_command_is_answered_for_its_caller_alone(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any], respond: Respond) -> None:
            ack()
            respond(f"you said {command['text']}")

    connect(register)
    assert preview.command("/backlinks", "check acme.com").outcome is Outcome.ANSWERED
    assert preview.wait_for(lambda: [m.content.text for m in preview.ephemerals()]) == ["you said check acme.com"]
    assert preview.messages("links") == ()
    assert preview.ephemerals("maya") == ()


def test_a_click_replaces_the_message_it_stands_below(preview, connect, client):
    def register(app: App) -> None:
        @app.action("approve")
        def approve(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
            ack()
            client.chat_update(
                channel=body["channel"]["id"], ts=body["message"]["ts"], text=f"approved {body['actions'][0]['value']}"
            )

    connect(register)
    button = {"type": "button", "action_id": "approve", "text": {"type": "plain_text", "text": "Yes"}, "value": "42"}
    client.chat_postMessage(channel="#links", text="approve?", blocks=[{"type": "actions", "elements": [button]}])
    preview.click(preview.messages("links")[0], "approve")
    assert preview.wait_for(lambda: preview.messages("links")[0].content.text == "approved 42")
