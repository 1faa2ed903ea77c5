"""Small pieces of Block Kit that several tests post or open."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(title: str = "Add a site", **more: object) -> dict[str, Any]:
    field = {
        "type": "input",
        "block_id": "domain",
        "label": plain("Domain"),
        "element": {"type": "plain_text_input", "action_id": "typed"},
    }
    return {"type": "modal", "title": plain(title), "submit": plain("Add"), "blocks": [field], **more}


def buttons(*names: str) -> list[dict[str, Any]]:
    elements = [{"type": "button", "action_id": name, "text": plain(name), "value": f"v-{name}"} for name in names]
    return [{"type": "actions", "elements": elements}]


def opens_modal(app: App, view: dict[str, Any]) -> None:
    @app.command("/backlinks")
    def backlinks(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)
