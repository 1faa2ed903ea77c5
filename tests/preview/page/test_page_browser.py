"""The page in use: digests, commands, buttons, modals, threads, files, against a real Bolt app."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.preview.driver import Preview
from tests.preview.page.acting import (
    Connect,
    OpenPage,
    composer,
    expect,
    field,
    option,
    plain,
    post_digest,
    said,
    send,
)
from tests.preview.page.conftest import USAGE

pytestmark = pytest.mark.browser


def test_a_digest_shows_its_lines_and_its_thread_the_evidence(open_page: OpenPage, client: WebClient) -> None:
    page = open_page()
    replies = post_digest(client)
    parent = said(page, "Link digest")
    expect(parent.get_by_role("heading")).to_contain_text("acme.com")
    expect(parent.locator("strong", has_text="Lost")).to_be_visible()
    parent.get_by_role("link", name=f"{replies} repl").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator(".message")).to_have_count(replies + 1)
    expect(thread.get_by_role("link", name="technews.example")).to_have_attribute(
        "href", "https://www.technews.example/best-tools-1"
    )


def test_a_typed_command_reaches_the_app_and_its_answer_is_for_one_person(
    open_page: OpenPage, connect: Connect
) -> None:
    def answer(ack: Any, command: dict[str, Any]) -> None:
        ack(f"You asked for `{command['text']}`.")

    connect(lambda app: app.command("/backlinks")(answer))
    page = open_page()
    send(page, "/backlinks check acme.com")
    expect(said(page, "You asked for check acme.com.")).to_contain_text("Only visible to you")


def test_a_silent_or_unknown_command_says_so(open_page: OpenPage, connect: Connect) -> None:
    connect(lambda app: app.command("/backlinks")(lambda: None))
    page = open_page()
    send(page, "/backlinks check")
    expect(page.locator(".notice")).to_contain_text("did not answer")
    send(page, "/unknown thing")
    expect(page.locator(".notice").last).to_contain_text("/unknown is not a command here")
    expect(composer(page)).to_have_value("/unknown thing")


def test_a_slash_lists_what_could_be_typed(open_page: OpenPage) -> None:
    page = open_page()
    typing = composer(page)
    typing.press_sequentially("/b")
    expect(page.get_by_role("option")).to_contain_text(USAGE)
    typing.press("Tab")
    expect(page.get_by_role("option")).to_have_count(3)
    typing.press("ArrowDown")
    typing.press("Enter")
    expect(typing).to_have_value("/backlinks add ")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_button_asks_first_when_it_should_then_acts_once(
    open_page: OpenPage, connect: Connect, client: WebClient
) -> None:
    clicks: list[str] = []

    def clicked(ack: Any, action: dict[str, Any], respond: Any) -> None:
        ack()
        clicks.append(action["value"])
        respond("Gone for good.", replace_original=False)

    connect(lambda app: app.action("never")(clicked))
    words = {name: plain(name) for name in ("title", "text", "confirm", "deny")}
    button = {"type": "button", "action_id": "never", "value": "7", "text": words["title"], "confirm": words}
    client.chat_postMessage(channel="C0LINKS", text="Choose", blocks=[{"type": "actions", "elements": [button]}])
    page = open_page()
    page.get_by_role("button", name="title").click()
    page.get_by_role("button", name="deny").click()
    assert clicks == []
    page.get_by_role("button", name="title").click()
    page.get_by_role("button", name="confirm").click()
    expect(said(page, "Gone for good.")).to_be_visible()
    assert clicks == ["7"]


ZONES = [option(zone) for zone in ("Europe/Berlin", "Europe/Paris", "Asia/Kolkata")]
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Add a site"),
    "submit": plain("Add"),
    "blocks": [
        field("Domain", type="plain_text_input"),
        field("Zone", type="static_select", options=ZONES, initial_option=ZONES[0]),
        field("Kinds", type="checkboxes", options=ZONES[:2]),
    ],
}


def with_form(app: App, submitted: list[dict[str, Any]]) -> None:
    @app.command("/backlinks")
    def _open(ack: Any, command: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=FORM)

    @app.view("form")
    def _submit(ack: Any, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if values["Domain"]["Domain"]["value"] == "localhost":
            ack(response_action="errors", errors={"Domain": "localhost is not a public domain."})
        else:
            ack()
            submitted.append(values)


def test_a_modal_takes_what_is_typed_and_shows_what_is_wrong(open_page: OpenPage, connect: Connect) -> None:
    submitted: list[dict[str, Any]] = []
    connect(lambda app: with_form(app, submitted))
    page = open_page()
    send(page, "/backlinks")
    dialog = page.get_by_role("dialog", name="Add a site")
    domain = dialog.get_by_label("Domain")
    expect(domain).to_be_focused()
    domain.fill("localhost")
    dialog.get_by_role("combobox", name="Zone").click()
    page.keyboard.type("par")
    page.keyboard.press("Enter")
    dialog.get_by_label("Europe/Berlin").check()
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_text("localhost is not a public domain.")).to_be_visible()
    expect(domain).to_be_focused()
    domain.fill("acme.com")
    domain.press("Enter")
    expect(dialog).to_have_count(0)
    assert submitted[0]["Domain"]["Domain"]["value"] == "acme.com"
    assert submitted[0]["Zone"]["Zone"]["selected_option"]["value"] == "Europe/Paris"
    assert [chosen["value"] for chosen in submitted[0]["Kinds"]["Kinds"]["selected_options"]] == ["Europe/Berlin"]


def test_escape_closes_a_modal_and_gives_the_focus_back(open_page: OpenPage, connect: Connect) -> None:
    connect(lambda app: with_form(app, []))
    page = open_page()
    send(page, "/backlinks")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(composer(page)).to_be_focused()


def test_a_reply_joins_the_thread_and_is_counted_below_its_parent(open_page: OpenPage, preview: Preview) -> None:
    preview.post("Shall we ask them?", user="maya")
    page = open_page()
    parent = said(page, "Shall we ask them?")
    parent.hover()
    parent.get_by_role("link", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    thread.get_by_role("combobox").fill("Yes, today.")
    thread.get_by_role("combobox").press("Enter")
    expect(thread.locator(".message").last).to_contain_text("Yes, today.")
    expect(parent).to_contain_text("1 reply")
    expect(said(page, "Yes, today.")).to_have_count(0)
    page.go_back()
    expect(thread).to_have_count(0)


def test_an_edited_message_changes_at_once_in_its_channel_and_in_an_open_thread(
    open_page: OpenPage, client: WebClient
) -> None:
    approve = {"type": "button", "action_id": "approve", "text": plain("Approve")}
    asking = {"text": "May we ask?", "blocks": [{"type": "actions", "elements": [approve]}]}
    parent = client.chat_postMessage(channel="C0LINKS", **asking)["ts"]
    card = client.chat_postMessage(channel="C0LINKS", thread_ts=parent, **asking)["ts"]
    page = open_page()
    page.get_by_role("link", name="1 reply").click()
    buttons = page.get_by_role("button", name="Approve")
    expect(buttons).to_have_count(3)
    for ts in (parent, card):
        decided = [{"type": "section", "text": plain("Approved by Robin")}]
        client.chat_update(channel="C0LINKS", ts=ts, text="Approved by Robin", blocks=decided)
    expect(buttons).to_have_count(0)
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.get_by_text("Approved by Robin")).to_have_count(2)


def test_a_file_is_shared_and_can_be_fetched_again(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    export = tmp_path / "export.csv"
    export.write_text("source\nhttps://a.example/\n")
    page.locator("main input[type=file]").set_input_files(export)
    expect(page.get_by_role("list", name="Files to share")).to_contain_text("export.csv")
    composer(page).press("Enter")
    with page.expect_download() as fetched:
        said(page, "export.csv").get_by_role("link", name=re.compile("export.csv")).click()
    assert Path(fetched.value.path()).read_bytes() == export.read_bytes()


def test_the_app_home_shows_what_the_app_publishes(open_page: OpenPage, connect: Connect) -> None:
    def publish(event: dict[str, Any], client: WebClient) -> None:
        blocks = [{"type": "header", "text": plain("Three sites")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    connect(lambda app: app.event("app_home_opened")(publish))
    page = open_page()
    page.get_by_role("link", name="Anchorwatch home").click()
    expect(page.get_by_role("heading", name="Three sites")).to_be_visible()


def test_a_channel_without_the_app_offers_to_invite_it(open_page: OpenPage, preview: Preview, connect: Connect) -> None:
    connect(lambda app: app.event("member_joined_channel")(lambda: None))
    page = open_page()
    page.get_by_role("link", name="general").click()
    page.get_by_role("button", name="Invite Anchorwatch").click()
    expect(page.get_by_role("button", name="Invite Anchorwatch")).to_have_count(0)
    assert preview.server.slack.workspace.has_bot(preview.channel("general"))


def test_a_shortcut_is_offered_for_every_message_and_carries_it(
    open_page: OpenPage, connect: Connect, client: WebClient
) -> None:
    def used(ack: Any, shortcut: dict[str, Any], respond: Any) -> None:
        ack()
        respond(text=f"watching {shortcut['message']['text']}")

    connect(lambda app: app.shortcut("watch_this")(used))
    page = open_page()
    client.chat_postMessage(channel="C0LINKS", text="the page at blog.example")
    message = said(page, "the page at")
    message.hover()
    message.get_by_role("button", name="Watch this link").click()
    expect(said(page, "watching the page at blog.example")).to_contain_text("Only visible to you")
