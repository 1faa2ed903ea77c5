"""A real browser on the page of a real preview workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import Command, InstalledApp, MessageShortcut, PreviewSettings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
USAGE = "check [site|page] · add <page> [target] · help"
COMMANDS = (Command("/backlinks", "Watch", USAGE),)
SHORTCUTS = (MessageShortcut("watch_this", "Watch this link"),)
SETTINGS = PreviewSettings(port=0, ack_timeout=1.0, app=InstalledApp(commands=COMMANDS, shortcuts=SHORTCUTS))


class QuickDemo:
    """A demo whose days pass in a moment."""

    def __init__(self) -> None:
        self.day = 1
        self.may_end = asyncio.Event()

    def describe(self) -> dict[str, Any]:
        return {"day": self.day, "date": f"{self.day} Mar 2026", "domain": "acme.example", "next": "a link goes"}

    async def next_day(self) -> None:
        await self.may_end.wait()
        self.day += 1


@pytest.fixture
def demo() -> QuickDemo:
    return QuickDemo()


@pytest.fixture
def preview(demo: QuickDemo) -> Iterator[Preview]:
    with running_preview(SETTINGS, demo=demo) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the tests of a file. Playwright keeps a loop running in this thread, so it must end with them."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield running
        running.close()


def is_complaint(said: Any) -> bool:
    # A refusal, such as an unknown command's, is no fault of the page; the browser notes it all the same.
    return said.type in {"error", "warning"} and "status of 422" not in said.text


@pytest.fixture
def open_page(browser: Any, preview: Preview) -> Iterator[Callable[..., Any]]:
    """Opens the page in #links; whatever the browser complains about fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def _open(**options: Any) -> Any:
        contexts.append(browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options}))
        page = contexts[-1].new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(preview.url)
        page.get_by_role("heading", name="links", exact=True).wait_for()
        return page

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []
