"""Takes the screenshots of the preview workspace that the docs show: plays the demo's days in a real browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from bot.logs import configure_logs
from bot.preview.demo.staging import Stage, open_stage
from bot.settings import load_settings

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def main() -> None:
    configure_logs("error")
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'preview.db'}"
        settings = load_settings(database_url=database, preview_port=0, log_level="error")
        with open_stage(settings) as stage, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            page = browser.new_page(viewport=DESKTOP)
            _play(page, stage)
            for name, take in (("digest", _desktop), ("digest-dark", _dark), ("digest-phone", _phone)):
                take(page)
                page.screenshot(path=IMAGES / f"{name}.png")
                sys.stdout.write(f"docs/images/{name}.png\n")
            _mentions(page)
            page.screenshot(path=IMAGES / "mentions.png")
            _outreach(page)
            page.screenshot(path=IMAGES / "outreach.png")
            browser.close()


def _play(page: Page, stage: Stage) -> None:
    """What the hint on the page tells a newcomer to do."""
    page.goto(stage.preview.url)
    composer = page.get_by_role("combobox", name="Message #links")
    composer.fill("/backlinks check")
    composer.press("Enter")
    page.get_by_text("Check of acme.example").first.wait_for()
    for _ in range(2):
        _next_day(page)
    page.get_by_text("Link digest").first.wait_for(timeout=60_000)
    _open_thread(page, "Link digest")
    page.get_by_text("link removed").first.wait_for()
    page.get_by_text("Not counted as lost").first.wait_for()  # the last of the replies
    page.get_by_role("heading", name="To approve · acme.example").wait_for()


def _next_day(page: Page) -> None:
    """Until the button can be pressed again."""
    page.get_by_role("button", name="Next day").click()
    page.get_by_text("A day passes").wait_for()
    page.get_by_text("A day passes").wait_for(state="detached", timeout=60_000)


def _open_thread(page: Page, heading: str, place: int = 0) -> Locator:
    """Of the messages with this heading the one in this place, as soon as it has replies."""
    replies = page.get_by_role("link", name="replies")
    told = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=heading)).filter(has=replies)
    told.nth(place).get_by_role("link", name="replies").click(timeout=60_000)
    return page.get_by_role("complementary", name="Thread")


def _desktop(page: Page) -> None:
    page.set_viewport_size(DESKTOP)


def _dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")


def _phone(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(1_000)  # the sidebar slides out of sight


def _mentions(page: Page) -> None:
    """The day after, with the cards of the thread in sight."""
    page.set_viewport_size(DESKTOP)
    _next_day(page)
    page.get_by_text("worth asking").first.wait_for(timeout=60_000)
    thread = _open_thread(page, "Link digest", place=1)
    thread.get_by_role("button", name="Vote on").scroll_into_view_if_needed()
    page.wait_for_timeout(500)


def _outreach(page: Page) -> None:
    """A letter that waits, with the buttons that decide on it in sight."""
    thread = _open_thread(page, "To approve · acme.example", place=1)
    thread.get_by_role("button", name="Approve: quietops").scroll_into_view_if_needed()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
