"""Socket Mode as Slack does it: one connection per envelope, events again without an ack, sockets that go."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.preview.driver import running_preview
from bot.preview.settings import InstalledApp
from bot.preview.socket_mode import Outcome
from tests.preview.conftest import QUICK, connected


def counting(commands: list[str]):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any]) -> None:
            ack()
            commands.append(command["text"])

    return register


def test_each_envelope_goes_to_one_of_the_connections_in_turn(preview):
    first: list[str] = []
    second: list[str] = []
    with connected(preview, counting(first)), connected(preview, counting(second)):
        for n in range(6):
            assert preview.command("/backlinks", str(n)).outcome is Outcome.ANSWERED
        assert preview.wait_for(lambda: len(first) + len(second) == 6)
    assert len(first) == len(second) == 3


def test_an_event_without_an_ack_comes_again_with_its_attempt_and_reason(preview, connect):
    attempts: list[tuple[Any, Any, str]] = []
    slow = threading.Event()

    def register(app: App) -> None:
        @app.middleware
        def late(req: Any, next_: Any) -> None:
            headers = {name: values[0] for name, values in req.headers.items()}
            event = (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"), req.body["event_id"])
            attempts.append(event)
            if len(attempts) == 1:
                slow.wait(5)
            next_()

        app.event("message")(lambda: None)

    connect(register)
    preview.post("hello")
    assert preview.wait_for(lambda: len(attempts) == 2)
    slow.set()
    assert [attempt[0] for attempt in attempts] == ["0", "1"]
    assert attempts[1][1] == "timeout"
    assert attempts[0][2] == attempts[1][2]


def test_an_event_waits_for_an_app_that_connects_later(preview, connect):
    heard: list[str] = []

    def register(app: App) -> None:
        @app.event("message")
        def message(event: dict[str, Any]) -> None:
            heard.append(event["text"])

    preview.post("early")
    connect(register)
    assert preview.wait_for(lambda: heard == ["early"])


def test_a_fault_delivers_every_envelope_three_times(preview, connect):
    commands: list[str] = []
    connect(counting(commands))
    preview.faults.repeat_envelopes(3)
    preview.command("/backlinks", "x")
    assert preview.wait_for(lambda: commands == ["x"] * 3)


def test_a_fault_delivers_an_event_again_under_another_event_id(preview, connect):
    ids: list[str] = []

    def register(app: App) -> None:
        @app.event("message")
        def message(body: dict[str, Any]) -> None:
            ids.append(body["event_id"])

    connect(register)
    preview.faults.repeat_envelopes(2, fresh_ids=True)
    preview.post("x")
    assert preview.wait_for(lambda: len(set(ids)) == 2)


def test_an_app_that_is_asked_to_reconnect_serves_the_next_command(preview, connect):
    commands: list[str] = []
    handler = connect(counting(commands))
    before = handler.client.session_id()
    preview.refresh_sockets()
    assert preview.wait_for(lambda: handler.client.session_id() != before and preview.connections == 1)
    assert preview.command("/backlinks", "after").outcome is Outcome.ANSWERED


def test_an_app_whose_socket_is_closed_comes_back_by_itself(preview):
    with connected(preview, counting([]), ping_interval=0.2) as handler:
        before = handler.client.session_id()
        preview.close_sockets()
        assert preview.wait_for(lambda: handler.client.session_id() != before and preview.connections == 1)
        assert preview.command("/backlinks", "after").outcome is Outcome.ANSWERED


def test_an_app_whose_socket_is_cut_comes_back_after_its_pings_fail(preview):
    commands: list[str] = []
    with connected(preview, counting(commands), ping_interval=0.2) as handler:
        before = handler.client.session_id()
        preview.drop_sockets()
        assert preview.command("/backlinks", "lost").outcome is Outcome.NOT_CONNECTED
        assert preview.wait_for(lambda: handler.client.session_id() != before and preview.connections == 1)
        assert preview.command("/backlinks", "after").outcome is Outcome.ANSWERED
    assert commands == ["after"]


def test_the_page_is_told_when_the_app_comes_and_goes(preview):
    with connected(preview, counting([])):
        assert preview.connections == 1
    assert preview.wait_for(lambda: preview.connections == 0)


def test_an_app_hears_only_the_events_its_manifest_names():
    heard: list[str] = []

    def register(app: App) -> None:
        @app.event("message")
        def message(event: dict[str, Any]) -> None:
            heard.append(event["text"])

    app = InstalledApp(events=frozenset({"message.im"}))
    with running_preview(replace(QUICK, app=app)) as preview, connected(preview, register):
        preview.post("in a channel")
        preview.post("directly", channel="D0ANCHOR")
        assert preview.wait_for(lambda: heard)
    assert heard == ["directly"]
