"""Every field a modal may ask for and every control below a message, filled in and pressed as a person does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.preview.driver import Preview
from tests.preview.page.acting import Connect, OpenPage, Page, expect, field, option, plain, send

pytestmark = pytest.mark.browser

KINDS = [option(word) for word in ("Lost", "New", "Changed")]
EVERYTHING = {
    "type": "modal",
    "callback_id": "everything",
    "title": plain("Everything"),
    "submit": plain("Save"),
    "blocks": [
        field("Notes", type="plain_text_input", multiline=True),
        field("Mail", type="email_text_input"),
        field("Page", type="url_text_input"),
        field("Count", type="number_input", is_decimal_allowed=False),
        field("Kinds", type="multi_static_select", options=KINDS, initial_options=KINDS[:1]),
        {**field("Channel", type="channels_select", initial_channel="C0LINKS"), "optional": True},
        field("Rhythm", type="radio_buttons", options=KINDS),
        field("Time", type="timepicker", initial_time="09:00"),
        field("Export", type="file_input", filetypes=["csv"], max_files=1),
    ],
}
SECOND = {
    "type": "modal",
    "callback_id": "second",
    "title": plain("Second"),
    "close": plain("Back"),
    "blocks": [{"type": "section", "text": plain("On top of the first.")}],
}


def asking(app: App, answers: list[dict[str, Any]], pushes: bool = False) -> None:
    @app.command("/backlinks")
    def _open(ack: Any, command: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=EVERYTHING)

    @app.view("everything")
    def _submit(ack: Any, view: dict[str, Any]) -> None:
        answers.append(view["state"]["values"])
        if pushes:
            ack(response_action="push", view=SECOND)
        else:
            ack()


def fill_in(page: Page, export: Path) -> None:
    dialog = page.get_by_role("dialog", name="Everything")
    dialog.get_by_label("Notes").fill("two\nlines")
    dialog.get_by_label("Mail").fill("robin@acme.com")
    dialog.get_by_label("Page").fill("https://acme.com/page")
    dialog.get_by_label("Count").fill("12")
    dialog.get_by_role("combobox", name="Kinds").click()
    page.get_by_role("option", name="Changed").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    dialog.get_by_role("button", name="Clear #links").click()
    dialog.get_by_label("New", exact=True).check()
    dialog.get_by_label("Time").fill("07:30")
    dialog.locator("input[type=file]").set_input_files(export)
    expect(dialog.get_by_role("list", name="Files to share")).to_contain_text("export.csv")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text("source\n")
    return path


def test_every_field_reaches_the_app_in_slacks_own_shape(open_page: OpenPage, connect: Connect, export: Path) -> None:
    answers: list[dict[str, Any]] = []
    connect(lambda app: asking(app, answers))
    page = open_page()
    send(page, "/backlinks")
    fill_in(page, export)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    given = {name: next(iter(actions.values())) for name, actions in answers[0].items()}
    assert [given[name]["value"] for name in ("Notes", "Mail", "Page", "Count")] == [
        "two\nlines",
        "robin@acme.com",
        "https://acme.com/page",
        "12",
    ]
    assert [chosen["value"] for chosen in given["Kinds"]["selected_options"]] == ["Lost", "Changed"]
    assert given["Channel"]["selected_channel"] is None
    assert given["Rhythm"]["selected_option"]["value"] == "New"
    assert given["Time"]["selected_time"] == "07:30"
    assert [file["name"] for file in given["Export"]["files"]] == ["export.csv"]


def test_what_is_missing_is_said_below_its_field(open_page: OpenPage, connect: Connect) -> None:
    answers: list[dict[str, Any]] = []
    connect(lambda app: asking(app, answers))
    page = open_page()
    send(page, "/backlinks")
    page.get_by_role("button", name="Save").click()
    notes = page.get_by_label("Notes")
    expect(notes).to_have_attribute("aria-invalid", "true")
    expect(notes).to_be_focused()
    expect(notes).to_have_accessible_description("Please complete this required field.")
    assert answers == []


def test_a_pushed_modal_lies_over_the_first_which_keeps_what_was_typed(
    open_page: OpenPage, connect: Connect, export: Path
) -> None:
    connect(lambda app: asking(app, [], pushes=True))
    page = open_page()
    send(page, "/backlinks")
    fill_in(page, export)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="Second")).to_contain_text("On top of the first.")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="Everything").get_by_label("Mail")).to_have_value("robin@acme.com")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


CONTROLS = [
    {"type": "static_select", "action_id": "kind", "placeholder": plain("Kind"), "options": KINDS},
    {"type": "users_select", "action_id": "who", "placeholder": plain("Who")},
    {"type": "overflow", "action_id": "more", "options": KINDS},
    {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-03"},
    {"type": "checkboxes", "action_id": "boxes", "options": KINDS},
]


def test_menus_and_pickers_below_a_message_act(
    open_page: OpenPage, connect: Connect, client: WebClient, preview: Preview
) -> None:
    acted: dict[str, Any] = {}

    def note(ack: Any, action: dict[str, Any]) -> None:
        ack()
        acted[action["action_id"]] = action

    connect(lambda app: app.action(re.compile(".*"))(note))
    client.chat_postMessage(channel="C0LINKS", text="Choose", blocks=[{"type": "actions", "elements": CONTROLS}])
    page = open_page()
    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="New").click()
    page.get_by_role("combobox", name="Who").fill("maya")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="More actions").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("date").fill("2026-03-05")
    page.get_by_label("Changed").check()
    assert preview.wait_for(lambda: len(acted) == len(CONTROLS)), acted.keys()
    assert acted["kind"]["selected_option"]["value"] == "New"
    assert acted["who"]["selected_user"] == "U0MAYA"
    assert acted["more"]["selected_option"]["value"] == "New"
    assert acted["day"]["selected_date"] == "2026-03-05"
    assert [chosen["value"] for chosen in acted["boxes"]["selected_options"]] == ["Changed"]
    expect(page.get_by_role("combobox", name="Kind")).to_have_value("New")
