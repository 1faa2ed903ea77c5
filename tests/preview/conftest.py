"""A preview workspace per test, and a real Bolt app connected to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import PreviewSettings

QUICK = PreviewSettings(port=0, rate_limits=True, ack_timeout=0.5, event_retries=(0.0, 0.1))


@pytest.fixture
def preview() -> Iterator[Preview]:
    with running_preview(QUICK) as running:
        yield running


@pytest.fixture
def client(preview: Preview) -> WebClient:
    return WebClient(token=preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def connect(preview: Preview) -> Iterator[Callable[[Callable[[App], None]], App]]:
    """Builds a Bolt app, lets the test add its listeners, and connects it by Socket Mode."""
    handlers: list[SocketModeHandler] = []
    threads: list[ThreadPoolExecutor] = []

    def _connect(register: Callable[[App], None]) -> App:
        client = WebClient(token=preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[])
        threads.append(ThreadPoolExecutor(8))
        app = App(client=client, token=preview.settings.bot_token, listener_executor=threads[-1])
        register(app)
        handler = SocketModeHandler(app, preview.settings.app_token, web_client=client)
        handlers.append(handler)
        before = preview.connections
        handler.connect()
        assert preview.wait_for(lambda: preview.connections > before)
        return app

    yield _connect
    for handler in handlers:
        handler.close()
    for pool in threads:
        pool.shutdown()
