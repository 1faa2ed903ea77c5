"""The page's own routes: what a person at the page sees and does, and who else may not."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import aiohttp
import httpx
import pytest
from slack_bolt import Ack, App

from bot.preview.driver import Preview, running_preview
from tests.preview.conftest import QUICK


@pytest.fixture
def page(preview: Preview):
    with httpx.Client(base_url=preview.url, headers={"X-Preview-Token": preview.server.page_token}) as http:
        yield http


def test_the_page_carries_the_token_and_a_strict_policy(preview, page):
    answer = page.get("/")
    assert preview.server.page_token in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    ["/page/../server.py", "/page/%2e%2e/server.py", "/page/..%2fserver.py", "/page//etc/passwd", "/page/none.js"],
)
def test_no_file_outside_the_page_is_served(preview, path):
    # Unlike httpx, http.client sends a path as it is.
    with closing(HTTPConnection("127.0.0.1", httpx.URL(preview.url).port)) as connection:
        connection.request("GET", path)
        assert connection.getresponse().status == 404


def test_only_the_page_may_drive_the_workspace(preview, page):
    assert httpx.get(f"{preview.url}preview/state").status_code == 403
    assert page.get("/preview/state", headers={"X-Preview-Token": "guess"}).status_code == 403
    assert page.get("/preview/state", headers={"Origin": "https://evil.example"}).status_code == 403
    assert page.get("/preview/state", headers={"Origin": preview.url.rstrip("/")}).status_code == 200
    assert page.get("/", headers={"Host": f"evil.example:{httpx.URL(preview.url).port}"}).status_code == 403
    assert page.get("/", headers={"Host": "127.0.0.1:1"}).status_code == 403


def test_the_state_describes_people_channels_app_and_commands(preview, page):
    state = page.get("/preview/state").json()
    assert state["me"]["real_name"] == "Robin Hale"
    assert {c["name"]: c["is_member"] for c in state["channels"]} == {
        "general": False,
        "links": True,
        "random": False,
        "pr-plans": False,
        "Anchorwatch": True,
    }
    assert state["bot"]["connected"] is False
    assert state["commands"][0]["command"] == "/backlinks"
    assert state["demo"] is None


def test_what_is_said_appears_and_reading_it_clears_the_count(preview, page, client):
    client.chat_postMessage(channel="C0LINKS", text="3 lost")
    links = {c["id"]: c for c in page.get("/preview/state").json()["channels"]}["C0LINKS"]
    assert links["unread"] == 1
    page.post("/preview/messages", json={"channel": "C0LINKS", "text": "thanks"})
    messages = page.get("/preview/messages", params={"channel": "C0LINKS"}).json()["messages"]
    assert [(m["username"], m["text"], m["is_bot"]) for m in messages] == [
        ("Anchorwatch", "3 lost", True),
        ("Robin Hale", "thanks", False),
    ]
    links = {c["id"]: c for c in page.get("/preview/state").json()["channels"]}["C0LINKS"]
    assert links["unread"] == 0


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"channel": "C0LINKS", "text": "/foo bar"}, "/foo is not a command here. Commands: /backlinks."),
        ({"channel": "C0LINKS", "text": "/backlinks", "thread_ts": "1.0"}, "not supported in threads"),
        ({"channel": "C0LINKS", "text": "  "}, "nothing to send"),
        ({"channel": "C0NOWHERE", "text": "hi"}, "no such channel"),
        ([], "not a JSON object"),
    ],
)
def test_what_cannot_be_sent_is_said_in_a_sentence(page, said, sentence):
    answer = page.post("/preview/messages", json=said)
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]


def test_a_command_from_the_page_reaches_the_app_and_the_answer_reaches_the_page(preview, page, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack) -> None:
            ack(text="hello", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "*hello*"}}])

    connect(register)
    assert page.post("/preview/messages", json={"channel": "C0LINKS", "text": "/backlinks help"}).json()["command"]
    assert preview.wait_for(preview.ephemerals)
    message = page.get("/preview/messages", params={"channel": "C0LINKS"}).json()["messages"][0]
    assert message["ephemeral"] is True
    assert message["blocks"][0]["block_id"]


def test_a_button_on_the_page_is_pressed_by_its_ids(preview, page, connect, client):
    pressed: list[str] = []

    def register(app: App) -> None:
        @app.action("go")
        def go(ack: Ack, action: dict[str, Any]) -> None:
            ack()
            pressed.append(action["value"])

    connect(register)
    element = {"type": "button", "action_id": "go", "value": "7", "text": {"type": "plain_text", "text": "Go"}}
    ts = client.chat_postMessage(channel="C0LINKS", text="x", blocks=[{"type": "actions", "elements": [element]}])["ts"]
    block_id = preview.messages("links")[0].content.blocks[0]["block_id"]
    container = {"type": "message", "channel": "C0LINKS", "ts": ts}
    press = {"container": container, "block_id": block_id, "action_id": "go", "type": "button", "value": "forged"}
    assert page.post("/preview/actions", json=press).status_code == 200
    assert preview.wait_for(lambda: pressed == ["7"])
    gone = page.post("/preview/actions", json={**press, "action_id": "stop"})
    assert (gone.status_code, gone.json()["ok"]) == (422, False)


def test_a_shortcut_that_the_app_does_not_have_is_refused(page, client):
    ts = client.chat_postMessage(channel="C0LINKS", text="x")["ts"]
    for name in ("none", 7):
        said = {"callback_id": name, "channel": "C0LINKS", "ts": ts}
        assert page.post("/preview/shortcuts", json=said).status_code == 422


def test_events_stream_to_the_page_with_its_token_alone(preview, client):
    async def listen(token: str) -> list[dict[str, Any]]:
        url = f"{preview.url}preview/events?token={token}".replace("http://", "ws://")
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            await asyncio.to_thread(client.chat_postMessage, channel="C0LINKS", text="live")
            await asyncio.to_thread(client.chat_postEphemeral, channel="C0LINKS", user="U0MAYA", text="not for you")
            await asyncio.to_thread(preview.command, "/backlinks")
            return [json.loads(await asyncio.wait_for(socket.receive_str(), 5)) for _ in range(2)]

    with ThreadPoolExecutor(1) as thread:  # a browser test before this one may have left its loop in ours
        events = thread.submit(asyncio.run, listen(preview.server.page_token)).result()
        refused = thread.submit(asyncio.run, listen("guess")).exception()
    assert [event["type"] for event in events] == ["message", "notice"]
    assert events[0]["message"]["text"] == "live"
    assert isinstance(refused, aiohttp.WSServerHandshakeError)


def test_a_file_is_shared_from_the_page_and_comes_back_as_it_was(preview, page):
    form = {"channel": "C0LINKS"}
    answer = page.post("/preview/files", data=form, files={"file": ("<b>.html", b"<script>1</script>", "text/html")})
    assert answer.json()["ok"]
    shown = page.get("/preview/messages", params={"channel": "C0LINKS"}).json()["messages"][0]["files"][0]
    assert shown["name"] == "<b>.html"
    back = httpx.get(httpx.URL(preview.url).join(shown["url"]))
    assert back.content == b"<script>1</script>"
    assert back.headers["Content-Type"] == "application/octet-stream"
    assert back.headers["Content-Disposition"].startswith("attachment;")


def test_channels_are_made_and_the_app_invited_from_the_page(preview, page):
    made = page.post("/preview/channels", json={"name": "New-Links", "is_private": True}).json()["channel"]
    assert (made["name"], made["is_member"]) == ("new-links", False)
    page.post("/preview/invite", json={"channel": made["id"]})
    channels = {c["id"]: c for c in page.get("/preview/state").json()["channels"]}
    assert channels[made["id"]]["is_member"] is True
    again = page.post("/preview/channels", json={"name": "#new-links"})
    assert "already a channel" in again.json()["error"]


class TwoDays:
    """A demo that has only two days."""

    def __init__(self) -> None:
        self.day = 1

    def describe(self) -> dict[str, Any]:
        return {"day": self.day, "date": "Tue 3 Mar 2026", "domain": "acme.example", "next": None}

    async def next_day(self) -> None:
        self.day += 1


def test_the_demo_moves_on_by_a_day_when_the_page_asks():
    demo = TwoDays()
    with running_preview(QUICK, demo=demo) as preview:
        headers = {"X-Preview-Token": preview.server.page_token}
        answer = httpx.post(f"{preview.url}preview/demo/next-day", headers=headers)
        assert answer.status_code == 202
        assert preview.wait_for(lambda: demo.day == 2)
        state = httpx.get(f"{preview.url}preview/state", headers=headers).json()
        assert state["demo"] == {**demo.describe(), "busy": False}


def test_without_a_demo_there_is_no_next_day(page):
    assert page.post("/preview/demo/next-day").status_code == 404


def test_the_person_at_the_page_may_act_as_somebody_else(preview, page):
    assert page.post("/preview/me", json={"user": "U0SASHA"}).status_code == 200
    state = page.get("/preview/state").json()
    assert state["me"]["standing"] == "stranger"
    assert {channel["name"] for channel in state["channels"]} == {"links", "Anchorwatch"}
    assert page.get("/preview/messages", params={"channel": "C0GENERAL"}).status_code == 422
    assert page.post("/preview/messages", json={"channel": "C0LINKS", "text": "hello"}).status_code == 200
    assert preview.messages("links")[-1].user == "U0SASHA"


@pytest.mark.parametrize("user", ["U0LENA", "U0ANCHOR", "U0NOBODY", ""])
def test_nobody_acts_as_the_app_or_as_who_left(preview, page, user):
    assert page.post("/preview/me", json={"user": user}).status_code == 422
    assert page.get("/preview/state").json()["me"]["id"] == "U0ROBIN"
