"""How the page looks and reads: hostile text stays text, every text has contrast, nothing overflows a telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.preview.driver import Preview
from tests.preview.page.acting import OpenPage, expect, option, plain, post_digest, said, send

pytestmark = pytest.mark.browser

# Asked once, for the page's Content Security Policy forbids a browser's driver to evaluate words again and again.
ANIMATIONS_ENDED = """Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    .map((one) => one.finished),
)"""
BELOW_AA = (Path(__file__).parent / "contrast.js").read_text()
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"
HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "<javascript:window.hacked=1|click>",
    "<data:text/html,<script>window.hacked=1</script>|click>",
    "&lt;img src=x onerror=window.hacked=1&gt;",
    "```<svg onload=window.hacked=1>``` `<b onclick=window.hacked=1>` *<i>* _</div>_",
    "[click](javascript:window.hacked=1) [ok](https://ok.example/?a=1&b=2)",
)


def every_kind_of_text(text: str) -> list[dict[str, Any]]:
    words = {"type": "text", "text": text}
    cell = {"type": "raw_text", "text": text}
    return [
        {"type": "header", "text": plain(text[:140])},
        {"type": "section", "text": {"type": "mrkdwn", "text": text}, "fields": [plain(text)]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]},
        {"type": "markdown", "text": text},
        {"type": "table", "rows": [[cell], [cell]]},
        {"type": "actions", "elements": [{"type": "button", "action_id": "b", "text": plain(text[:70])}]},
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(open_page: OpenPage, client: WebClient, text: str) -> None:
    page = open_page()
    client.chat_postMessage(channel="C0LINKS", text=text, blocks=every_kind_of_text(text))
    client.chat_postMessage(channel="C0LINKS", text=text)
    expect(page.locator("main .message")).to_have_count(2)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".message :is(script, img, svg:not(.icon), b, i, iframe)").count() == 0
    addresses = page.locator(".message a").evaluate_all("all => all.map((a) => new URL(a.href).protocol)")
    assert set(addresses) <= {"http:", "https:", "mailto:"}


def test_entities_are_decoded_exactly_once(open_page: OpenPage, client: WebClient) -> None:
    page = open_page()
    client.chat_postMessage(
        channel="C0LINKS", text="a &amp;amp; b &amp;lt;i&amp;gt; <https://ok.example/?a=1&amp;b=2|R&amp;D>"
    )
    expect(said(page, "a &amp; b &lt;i&gt; R&D")).to_be_visible()
    expect(page.get_by_role("link", name="R&D")).to_have_attribute("href", "https://ok.example/?a=1&b=2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(open_page: OpenPage, client: WebClient, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    post_digest(client)
    client.chat_postMessage(
        channel="C0LINKS", text="all", blocks=every_kind_of_text("*a* `b` <https://ok.example|c> <!here>")
    )
    client.chat_postEphemeral(channel="C0LINKS", user="U0ROBIN", text="psst")
    send(page, "/nothing")
    said(page, "Link digest").get_by_role("link", name="Last reply").click()
    expect(page.locator(".thread .message").nth(1)).to_be_visible()
    expect(page.locator(".notice")).to_be_visible()
    page.evaluate(ANIMATIONS_ENDED)
    assert page.evaluate(BELOW_AA) == []


def test_the_theme_follows_the_system_until_a_person_chooses(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.get_by_role("button", name="Use the light theme").click()
    light = page.evaluate(background)
    assert light == "rgb(255, 255, 255)" != dark
    page.reload()
    expect(page.get_by_role("button", name="Use the dark theme")).to_be_visible()
    assert page.evaluate(background) == light


def test_a_telephone_shows_all_of_it(open_page: OpenPage, client: WebClient) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    post_digest(client)
    menu = {
        "type": "static_select",
        "action_id": "s",
        "options": [option("a long choice that is wider than it should be")],
    }
    section = {"type": "section", "text": plain("word " * 40), "accessory": menu}
    client.chat_postMessage(channel="C0LINKS", text="wide", blocks=[section])
    expect(said(page, "word word")).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    expect(page.get_by_role("link", name="general")).to_be_hidden()
    page.get_by_role("button", name="Open the sidebar").click()
    page.get_by_role("link", name="general").click()
    expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
    page.go_back()
    said(page, "Link digest").get_by_role("link", name="Last reply").click()
    expect(page.get_by_role("button", name="Close the thread")).to_be_in_viewport()
    assert page.evaluate(OVERFLOW) <= 0


def test_what_comes_in_another_channel_is_counted_and_marked(open_page: OpenPage, preview: Preview) -> None:
    preview.post("old", channel="general", user="maya")
    page = open_page()
    page.get_by_role("link", name="general").click()
    expect(said(page, "old")).to_be_visible()
    page.get_by_role("link", name="links").click()
    expect(page.get_by_role("heading", name="links", exact=True)).to_be_visible()
    preview.post("fresh", channel="general", user="maya")
    expect(page.get_by_role("link", name="general 1 unread")).to_be_visible()
    page.get_by_role("link", name="general 1 unread").click()
    expect(page.locator("main ol > *")).to_contain_text(["Today", "old", "New", "fresh"])
    expect(page.get_by_role("link", name="general", exact=True)).to_be_visible()
