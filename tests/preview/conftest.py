"""A preview workspace per test, a clock to move, and real Bolt apps connected to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import PreviewSettings

QUICK = PreviewSettings(port=0, rate_limits=True, ack_timeout=0.5, event_retries=(0.0, 0.1))

Register = Callable[[App], None]
Connect = Callable[[Register], SocketModeHandler]


class MovableClock:
    """Real time, moved ahead by as much as a test likes."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, **by: float) -> None:
        self._ahead += timedelta(**by)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def preview(clock: MovableClock) -> Iterator[Preview]:
    with running_preview(QUICK, clock) as running:
        yield running


@pytest.fixture
def client(preview: Preview) -> WebClient:
    return WebClient(token=preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def connect(preview: Preview) -> Iterator[Connect]:
    """Builds a Bolt app, lets the test add its listeners, and connects it by Socket Mode."""
    with ExitStack() as stack:
        yield lambda register: stack.enter_context(connected(preview, register))


@contextmanager
def connected(preview: Preview, register: Register, ping_interval: float = 10.0) -> Iterator[SocketModeHandler]:
    client = WebClient(token=preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[])
    with ThreadPoolExecutor(8) as threads:
        app = App(client=client, listener_executor=threads)
        register(app)
        handler = SocketModeHandler(app, preview.settings.app_token, web_client=client, ping_interval=ping_interval)
        before = preview.connections
        handler.connect()
        assert preview.wait_for(lambda: preview.connections > before)
        yield handler
        _close(preview, handler)


def _close(preview: Preview, handler: SocketModeHandler) -> None:
    """The SDK's close waits seconds for threads that hear nothing; a cut socket and a word wake them."""
    handler.client.auto_reconnect_enabled = False
    handler.client.closed = True
    handler.client.enqueue_message("{}")
    preview.drop_sockets()
    handler.close()
