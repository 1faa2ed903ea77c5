"""The page over time: the demo's days, a broken connection, a thousand messages, a permalink."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.preview.driver import Preview
from tests.preview.page.acting import OpenPage, composer, expect, post_digest, said
from tests.preview.page.conftest import QuickDemo

pytestmark = pytest.mark.browser


def test_next_day_is_busy_until_the_day_has_passed(open_page: OpenPage, demo: QuickDemo, preview: Preview) -> None:
    page = open_page()
    bar = page.get_by_role("complementary", name="Demo")
    expect(bar).to_contain_text("Day 1")
    expect(bar).to_contain_text("Tomorrow: a link goes")
    bar.get_by_role("button", name="Next day").click()
    expect(bar.get_by_role("button")).to_be_disabled()
    preview.post("time passes", user="maya")
    expect(said(page, "time passes")).to_be_visible()
    preview.server.slack.socket.run_soon(end_of_day(demo))
    expect(bar).to_contain_text("Day 2")
    expect(bar.get_by_role("button", name="Next day")).to_be_enabled()


async def end_of_day(demo: QuickDemo) -> None:
    demo.may_end.set()


def test_the_first_steps_type_the_command_and_stay_away_once_dismissed(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Type it for me").click()
    expect(composer(page)).to_have_value("/backlinks check")
    page.get_by_role("button", name="Dismiss the first steps").click()
    page.reload()
    expect(composer(page)).to_have_value("/backlinks check")
    expect(page.get_by_role("button", name="Type it for me")).to_have_count(0)


def test_only_what_is_about_the_demo_is_marked_as_one(open_page: OpenPage, client: WebClient) -> None:
    page = open_page()
    client.chat_postMessage(channel="C0LINKS", text="acme.example lost a link")
    client.chat_postMessage(channel="C0LINKS", text="real.com lost a link")
    expect(said(page, "acme.example lost").get_by_text("Demo", exact=True)).to_be_visible()
    expect(said(page, "real.com lost").get_by_text("Demo", exact=True)).to_have_count(0)


def test_beside_the_demo_no_date_is_called_tomorrow(open_page: OpenPage, client: WebClient) -> None:
    page = open_page(timezone_id="UTC")
    tomorrow = int(time.time()) + 86_400
    client.chat_postMessage(channel="C0LINKS", text=f"Seen <!date^{tomorrow}^{{date_short_pretty}}|later>")
    expect(said(page, "Seen")).to_contain_text(f"Seen {datetime.fromtimestamp(tomorrow, tz=UTC).day} ")


def test_a_lost_connection_is_said_and_what_was_missed_appears(open_page: OpenPage, preview: Preview) -> None:
    page = open_page()
    links: list[Any] = []

    def between(link: Any) -> None:
        links.append(link)
        link.connect_to_server()

    page.route_web_socket("**/preview/events*", between)
    page.reload()
    expect(composer(page)).to_be_visible()
    page.unroute_all()
    page.route_web_socket("**/preview/events*", lambda link: link.close())
    links[0].close()
    expect(page.get_by_role("alert")).to_contain_text("Reconnecting")
    preview.post("while you were away", user="maya")
    page.route_web_socket("**/preview/events*", lambda link: link.connect_to_server())
    expect(said(page, "while you were away")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_thousand_messages_are_drawn_as_they_are_scrolled_to(open_page: OpenPage, preview: Preview) -> None:
    for number in range(1000):
        preview.post(f"message {number:04}", user="maya")
    page = open_page()
    expect(said(page, "message 0999")).to_be_in_viewport()
    assert page.locator("main .message").count() < 200
    scroller = page.get_by_role("region", name="Messages in links")
    first = page.locator("main .message").first
    while "message 0000" not in (first.text_content() or ""):
        seen = page.locator("main .message").count()
        scroller.evaluate("(element) => element.scrollTo(0, 0)")
        expect(page.locator("main .message")).not_to_have_count(seen)
    preview.post("and one more", user="maya")
    page.get_by_role("button", name="1 new message").click()
    expect(said(page, "and one more")).to_be_in_viewport()


def test_earlier_messages_come_without_moving_what_is_read(open_page: OpenPage, preview: Preview) -> None:
    for number in range(300):
        preview.post(f"message {number:03}", user="maya")
    page = open_page()
    expect(said(page, "message 299")).to_be_in_viewport()
    watched = said(page, "message 225")
    watched.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
    expect(page.locator("main .message").nth(100)).to_be_attached()
    expect(watched).to_be_in_viewport()


def test_a_permalink_opens_the_thread_it_names(open_page: OpenPage, preview: Preview, client: WebClient) -> None:
    post_digest(client)
    parent = preview.messages("links")[-1]
    reply = preview.thread(parent)[0]
    link = client.chat_getPermalink(channel="C0LINKS", message_ts=reply.ts)["permalink"]
    page = open_page()
    page.goto(link)
    expect(page.get_by_role("complementary", name="Thread").locator(".message").first).to_contain_text("Link digest")


def test_a_person_can_act_as_a_stranger_and_come_back(open_page: OpenPage, preview: Preview) -> None:
    page = open_page()
    places = page.get_by_role("navigation", name="Workspace")
    expect(places.get_by_role("link", name="random")).to_be_visible()
    act_as(page, "Robin Hale", "Sasha Petrov (stranger)")
    expect(places.get_by_role("link", name="random")).to_have_count(0)
    composer(page).fill("Hello from next door")
    composer(page).press("Enter")
    expect(said(page, "Hello from next door")).to_contain_text("Sasha Petrov")
    assert preview.messages("links")[-1].user == "U0SASHA"
    act_as(page, "Sasha Petrov (stranger)", "Robin Hale")
    expect(places.get_by_role("link", name="random")).to_be_visible()


def act_as(page: Any, now: str, then: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=now).click()
    page.get_by_role("dialog", name="Act as").get_by_role("button", name=then).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
