"""What a person does on the page, and what they put there for others to see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks.digest import digest_thread
from tests.blocks import samples

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

Page = Any
OpenPage = Callable[..., Page]
Connect = Callable[[Callable[[App], None]], App]


def composer(page: Page) -> Any:
    return page.get_by_role("combobox", name="Message #links")


def send(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def said(page: Page, text: str) -> Any:
    """The message in the channel that says this."""
    return page.locator("main .message").filter(has_text=text)


def post_digest(client: WebClient) -> int:
    """A digest as the bot writes it; returns how many replies its thread has."""
    told = (samples.lost(1), samples.lost(2, "blogroll.example"))
    thread = digest_thread(samples.digest(lost=samples.section(*told)), "key")
    assert thread is not None
    parent = client.chat_postMessage(channel="C0LINKS", text=thread.parent.text, blocks=list(thread.parent.blocks))
    for reply in thread.replies:
        client.chat_postMessage(channel="C0LINKS", text=reply.text, blocks=list(reply.blocks), thread_ts=parent["ts"])
    return len(thread.replies)


def plain(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def field(name: str, **element: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": name, **element}}


def option(words: str) -> dict[str, Any]:
    return {"text": plain(words), "value": words}
