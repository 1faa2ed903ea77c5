"""Logs: one line of JSON per event, whatever is logged, and no secret in any of them."""

from __future__ import annotations

import io
import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import configure_logs
from bot.redaction import redacting

logger = logging.getLogger("tests.logs")

CANARY = "c4n4ry"
SECRETS = (
    f"xoxb-1234-{CANARY}",
    f"xoxe.xoxp-1-{CANARY}",
    f"xapp-1-A02-{CANARY}",
    f"https://hooks.slack.com/commands/T1/2/{CANARY}",
    f"http://127.0.0.1:8642/response/{CANARY}",
    f"https://robin:{CANARY}@blog.example/post",
    f"postgresql://anchorwatch:{CANARY}@db.example/links",
    f"https://api.example/v1?q=acme&key={CANARY}&page=2",
    f"https://api.example/v1?access_token={CANARY}#top",
    f"wss://wss.slack.com/link/?ticket={CANARY}&app_id=A1",
    f"https://api.example/?api_key={CANARY}",
    f"Authorization: Bearer {CANARY}",
    f"Authorization: Digest username=robin, response={CANARY}",
    f"authorization: token {CANARY}",
    f"{{'Authorization': 'Basic {CANARY}', 'Accept': '*/*'}}",
    f'{{"client_secret": "{CANARY}"}}',
    f"Set-Cookie: d={CANARY}; Path=/",
    f"response_url={CANARY}",
    f"password: {CANARY}",
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def stderr() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    with redirect_stderr(stream):
        configure_logs("info", ["an-odd-secret"])
        yield stream


def test_an_event_is_one_line_whatever_its_words_hold(stderr: io.StringIO) -> None:
    logger.info("odd\r\nwords \x1b[2J\u2028\x85 of %s", "strangers\n", extra={"page": "a\nb\x00", "links": 3})
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logger.exception("failed")
    first, second = stderr.getvalue().splitlines()
    assert stderr.getvalue().isascii()
    assert "\x1b" not in stderr.getvalue()
    said = json.loads(first)
    assert said | {"timestamp": ""} == {
        "event": "odd\r\nwords \x1b[2J\u2028\x85 of strangers\n",
        "level": "info",
        "logger": "tests.logs",
        "page": "a\nb\x00",
        "links": 3,
        "timestamp": "",
    }
    assert said["timestamp"].endswith("Z")
    assert "two\nlines" in json.loads(second)["exception"]


@pytest.mark.parametrize("secret", [*SECRETS, "an-odd-secret"])
def test_a_secret_is_black_wherever_it_stands(stderr: io.StringIO, secret: str) -> None:
    class Odd:
        def __repr__(self) -> str:
            return f"<Odd {secret}>"

    logger.info("asked %s", secret, extra={"about": secret, "deep": {"list": [secret, {"odd": Odd()}]}})
    try:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise RuntimeError(f"while asking {secret}") from error
    except RuntimeError:
        logger.exception("failed", extra={"payload": {"text": f"{secret} and more"}})
    log = stderr.getvalue()
    assert CANARY not in log
    assert "an-odd-secret" not in log
    assert log.count("[redacted]") >= 7
    assert [json.loads(line)["level"] for line in log.splitlines()] == ["info", "error"]


def test_what_has_the_name_of_a_secret_is_black_whatever_it_is(stderr: io.StringIO) -> None:
    facts: dict[str, Any] = {"token": "plain words", "headers": {"Authorization": "words", "Accept": "html"}}
    logger.info("asked", extra={**facts, "SLACK_BOT_TOKEN": 5, "body": [{"response_url": None}]})
    said = json.loads(stderr.getvalue())
    assert said["token"] == said["SLACK_BOT_TOKEN"] == said["body"][0]["response_url"] == "[redacted]"
    assert said["headers"] == {"Authorization": "[redacted]", "Accept": "html"}


@given(st.lists(st.sampled_from([*SECRETS, *"\"\\'{}[],:=&? \n", "token", "é", "key", "a"]), max_size=12))
def test_a_line_stays_json_whatever_is_blacked_out(parts: list[str]) -> None:
    line = json.dumps({"event": "".join(parts), "more": parts, "last": 1})
    assert json.loads(redacting([])(line))["last"] == 1


@pytest.mark.parametrize("unit", ["a", " ", "token", "token=", "://", "basic ", "?key=", "authorization", '\\"', "="])
def test_a_long_text_is_read_once(unit: str) -> None:
    started = time.process_time()
    redacting([])(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5


def test_what_only_their_developers_want_to_know_is_left_out(stderr: io.StringIO) -> None:
    with redirect_stderr(stderr):
        configure_logs("debug")
    for name in ("slack_sdk.socket_mode.builtin.client", "bot.bolt", "slack_bolt.App", "apscheduler.executors.default"):
        logging.getLogger(name).info("A new session has been established (session id: 1)")
        logging.getLogger(name).debug("Sending a request - headers: {}")
    logging.getLogger("slack_sdk.web.base_client").error("Failed to send a request")
    assert stderr.getvalue() == ""
    logging.getLogger("bot.bolt").error("A listener failed")
    assert json.loads(stderr.getvalue())["event"] == "A listener failed"


def test_a_thread_that_dies_says_so_in_one_line(stderr: io.StringIO) -> None:
    thread = threading.Thread(target=lambda: json.loads("no json"), name="sender")
    thread.start()
    thread.join()
    said = json.loads(stderr.getvalue())
    assert (said["event"], said["thread_name"]) == ("thread ended by an error", "sender")
    assert "JSONDecodeError" in said["exception"]


def test_a_terminal_obeys_no_stranger() -> None:
    stream = Terminal()
    with redirect_stderr(stream):
        configure_logs("info")
        logger.info("title \x1b[2J\x9b31m is", extra={"page": "a\rb", "token": CANARY})
    shown = stream.getvalue()
    assert "\x1b[2J" not in shown
    assert "\x9b" not in shown
    assert "\r" not in shown
    assert r"\x1b[2J" in shown
    assert CANARY not in shown
