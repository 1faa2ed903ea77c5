"""Takes the README's screenshots of the preview workspace: plays three days of the demo in a real browser."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
            browser.close()


def _play(page: Page, stage: Stage) -> None:
    """What the hint on the page tells a newcomer to do."""
    page.goto(stage.preview.url)
    composer = page.get_by_role("combobox", name="Message #links")
    composer.fill("/backlinks check")
    composer.press("Enter")
    page.get_by_text("Check of acme.example").first.wait_for()
    for shown in ("Day 2", "Link digest"):
        page.get_by_role("button", name="Next day").click()
        page.get_by_text(shown).first.wait_for(timeout=60_000)
    page.get_by_role("link", name="replies").last.click()
    page.get_by_text("link removed").first.wait_for()


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
    page.get_by_role("button", name="Next day").click()
    page.get_by_text("worth asking").first.wait_for(timeout=60_000)
    page.get_by_role("link", name="2 replies").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_role("button", name="Vote on").scroll_into_view_if_needed()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
