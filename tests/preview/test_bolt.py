"""A real Bolt app in the preview workspace: commands, clicks, modals, the App Home, shortcuts, events."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.preview.errors import PersonError
from bot.preview.socket_mode import Outcome


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(title: str = "Add a site", **more: object) -> dict[str, Any]:
    field = {
        "type": "input",
        "block_id": "domain",
        "label": plain("Domain"),
        "element": {"type": "plain_text_input", "action_id": "typed"},
    }
    return {"type": "modal", "title": plain(title), "submit": plain("Add"), "blocks": [field], **more}


def buttons(*names: str) -> list[dict[str, Any]]:
    elements = [{"type": "button", "action_id": name, "text": plain(name), "value": f"v-{name}"} for name in names]
    return [{"type": "actions", "elements": elements}]


def opens_modal(app: App, view: dict[str, Any]) -> None:
    @app.command("/backlinks")
    def backlinks(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def test_a_slash_command_is_answered_for_its_caller_alone(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any], respond: Respond) -> None:
            ack()
            respond(f"you said {command['text']}")

    connect(register)
    assert preview.command("/backlinks", "check acme.com").outcome is Outcome.ANSWERED
    assert preview.wait_for(lambda: [m.content.text for m in preview.ephemerals()] == ["you said check acme.com"])
    assert preview.messages("links") == ()
    assert preview.ephemerals("maya") == ()


def test_an_answer_in_the_ack_is_shown_and_a_public_one_shows_the_command_too(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, command: dict[str, Any]) -> None:
            if command["text"] == "quietly":
                ack("only for you")
            else:
                ack(text="for everyone", response_type="in_channel")

    connect(register)
    preview.command("/backlinks", "quietly")
    assert [m.content.text for m in preview.ephemerals()] == ["only for you"]
    preview.command("/backlinks", "loudly", channel="random")
    assert [m.content.text for m in preview.messages("random")] == ["/backlinks loudly", "for everyone"]


def test_an_ephemeral_answer_is_edited_in_place_through_its_response_url(preview, connect):
    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, respond: Respond) -> None:
            ack()
            respond("checking…")
            respond("done", replace_original=True)

    connect(register)
    preview.command("/backlinks", "check")
    assert preview.wait_for(lambda: [m.content.text for m in preview.ephemerals()] == ["done"])


def test_a_response_url_works_five_times_and_thirty_minutes(preview, connect, clock):
    urls: list[Respond] = []

    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack, respond: Respond) -> None:
            ack()
            urls.append(respond)

    connect(register)
    preview.command("/backlinks")
    preview.command("/backlinks")
    assert preview.wait_for(lambda: len(urls) == 2)
    assert [urls[0](str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    clock.advance(minutes=31)
    assert "expired_url" in urls[1]("late").body
    assert [refusal.error for refusal in preview.refusals] == ["used_url", "expired_url"]


def test_an_app_that_does_not_ack_in_time_is_named_to_the_person(preview, connect):
    finished = threading.Event()

    def register(app: App) -> None:
        @app.command("/backlinks")
        def backlinks(ack: Ack) -> None:
            finished.wait(5)
            ack()

    connect(register)
    assert preview.command("/backlinks").outcome is Outcome.TIMED_OUT
    finished.set()
    assert preview.notices == ("/backlinks did not answer within 3 seconds (operation_timeout).",)


def test_a_command_without_a_connected_app_says_so(preview):
    assert preview.command("/backlinks").outcome is Outcome.NOT_CONNECTED
    assert "not connected" in preview.notices[0]


def test_a_click_changes_the_message_it_stands_below(preview, connect, client):
    def register(app: App) -> None:
        @app.action("approve")
        def approve(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
            ack()
            who, value = body["user"]["id"], body["actions"][0]["value"]
            client.chat_update(
                channel=body["channel"]["id"], ts=body["message"]["ts"], text=f"{value} by {who}", blocks=[]
            )

    connect(register)
    client.chat_postMessage(channel="#links", text="approve?", blocks=buttons("approve", "reject"))
    message = preview.messages("links")[0]
    preview.click(message, "approve", user="maya")
    assert preview.wait_for(lambda: preview.messages("links")[0].content.text == "v-approve by U0MAYA")
    with pytest.raises(PersonError, match="nothing called approve"):
        preview.click(message, "approve")


def test_a_click_below_an_ephemeral_message_can_delete_it(preview, connect, client):
    bodies: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.action("dismiss")
        def dismiss(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
            ack()
            bodies.append(body)
            respond(delete_original=True)

    connect(register)
    client.chat_postEphemeral(channel="C0LINKS", user="U0ROBIN", text="hint", blocks=buttons("dismiss"))
    preview.click(preview.ephemerals()[0], "dismiss")
    assert preview.wait_for(lambda: not preview.ephemerals())
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]


def test_a_menu_sends_the_chosen_option(preview, connect, client):
    chosen: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.action("menu")
        def menu(ack: Ack, action: dict[str, Any]) -> None:
            ack()
            chosen.append(action["selected_option"])

    connect(register)
    options = [{"text": plain(word), "value": word.lower()} for word in ("Mute", "Explain")]
    element = {"type": "overflow", "action_id": "menu", "options": options}
    client.chat_postMessage(channel="C0LINKS", text="x", blocks=[{"type": "actions", "elements": [element]}])
    preview.click(preview.messages("links")[0], "menu", choose="explain")
    assert preview.wait_for(lambda: chosen == [options[1]])


def test_a_modal_takes_values_complains_and_closes(preview, connect):
    values: list[Any] = []

    def register(app: App) -> None:
        opens_modal(app, modal(callback_id="add"))

        @app.view("add")
        def add(ack: Ack, view: dict[str, Any]) -> None:
            typed = view["state"]["values"]["domain"]["typed"]["value"]
            if "." not in typed:
                ack(response_action="errors", errors={"domain": "A domain looks like acme.com."})
                return
            values.append(typed)
            ack()

    connect(register)
    preview.command("/backlinks")
    view = preview.wait_for(preview.view)
    assert view is not None
    assert preview.submit() is None
    assert preview.view_errors(view) == {"domain": "Please complete this required field."}
    preview.submit({"typed": "acme"})
    assert preview.view_errors(view) == {"domain": "A domain looks like acme.com."}
    preview.submit({"domain": "acme.com"})
    assert values == ["acme.com"]
    assert preview.view() is None


def test_modals_stack_up_to_three_and_can_be_cleared_at_once(preview, connect):
    def register(app: App) -> None:
        opens_modal(app, modal("1", callback_id="step"))

        @app.view("step")
        def step(ack: Ack, view: dict[str, Any]) -> None:
            number = int(view["title"]["text"])
            if number == 3:
                ack(response_action="clear")
            else:
                ack(response_action="push", view=modal(str(number + 1), callback_id="step"))

    connect(register)
    preview.command("/backlinks")
    assert preview.wait_for(preview.view)
    for expected in ("2", "3"):
        preview.submit({"domain": "x"})
        assert preview.view().body["title"]["text"] == expected
    preview.close_view()
    assert preview.view().body["title"]["text"] == "2"
    preview.submit({"domain": "x"})
    preview.submit({"domain": "x"})
    assert preview.view() is None


def test_a_trigger_works_once_and_for_three_seconds(preview, connect, clock):
    triggers: list[str] = []
    clients: list[WebClient] = []

    def register(app: App) -> None:
        clients.append(app.client)

        @app.command("/backlinks")
        def backlinks(ack: Ack, body: dict[str, Any]) -> None:
            ack()
            triggers.append(body["trigger_id"])

    connect(register)
    preview.command("/backlinks")
    preview.command("/backlinks")
    assert preview.wait_for(lambda: len(triggers) == 2)
    clients[0].views_open(trigger_id=triggers[0], view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        clients[0].views_open(trigger_id=triggers[0], view=modal())
    clock.advance(seconds=4)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        clients[0].views_open(trigger_id=triggers[1], view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        clients[0].views_open(trigger_id="1.2", view=modal())


def test_opening_the_app_home_brings_its_view_and_a_stale_update_is_refused(preview, connect):
    hashes: list[str] = []
    clients: list[WebClient] = []

    def register(app: App) -> None:
        @app.event("app_home_opened")
        def opened(event: dict[str, Any], client: WebClient) -> None:
            view = {"type": "home", "blocks": buttons("refresh")}
            hashes.append(client.views_publish(user_id=event["user"], view=view)["view"]["hash"])
            clients.append(client)

    connect(register)
    preview.open_home()
    assert preview.wait_for(lambda: len(clients) == 1)
    home = {"type": "home", "blocks": buttons("other")}
    clients[0].views_publish(user_id="U0ROBIN", view=home, hash=hashes[0])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        clients[0].views_publish(user_id="U0ROBIN", view=home, hash=hashes[0])
    assert preview.home().body["blocks"][0]["elements"][0]["action_id"] == "other"


def test_a_message_shortcut_carries_its_message(preview, connect):
    seen: list[str] = []

    def register(app: App) -> None:
        @app.shortcut("watch")
        def watch(ack: Ack, shortcut: dict[str, Any]) -> None:
            ack()
            seen.append(shortcut["message"]["text"])

    connect(register)
    preview.shortcut("watch", preview.post("look at https://blog.example/x"))
    assert seen == ["look at <https://blog.example/x>"]


def test_the_app_hears_what_is_said_where_it_is_a_member(preview, connect):
    heard: list[tuple[str, str]] = []

    def register(app: App) -> None:
        @app.event("message")
        def message(event: dict[str, Any]) -> None:
            heard.append(("message", event["text"]))

        @app.event("app_mention")
        def mention(event: dict[str, Any]) -> None:
            heard.append(("mention", event["text"]))

        @app.event("member_joined_channel")
        def joined(event: dict[str, Any]) -> None:
            heard.append(("joined", event["channel"]))

    connect(register)
    preview.post("nobody listens", channel="random")
    preview.post("R&D <3 @anchorwatch #general")
    preview.invite_app("random")
    words = "R&amp;D &lt;3 <@U0ANCHOR> <#C0GENERAL|general>"
    expected = [("joined", "C0RANDOM"), ("mention", words), ("message", words)]
    assert preview.wait_for(lambda: sorted(heard) == expected), heard
