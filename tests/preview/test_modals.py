"""A real Bolt app's modals and App Home: what people fill in, what the app answers, what Slack refuses."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.preview.block_kit import buttons, modal, opens_modal, plain


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


def test_a_button_in_a_modal_carries_what_was_chosen_so_far_and_the_app_keeps_it(preview, connect):
    seen: list[Any] = []
    options = [{"text": plain(zone), "value": zone} for zone in ("UTC", "Asia/Kolkata")]
    menu = {"type": "static_select", "action_id": "zone", "options": options}
    field = {"type": "input", "block_id": "zones", "label": plain("Zone"), "element": menu, "dispatch_action": True}
    view = modal("Site", callback_id="site")
    view["blocks"] += [field, *buttons("more")]

    def register(app: App) -> None:
        opens_modal(app, view)

        @app.action("zone")
        def zone(ack: Ack) -> None:
            ack()

        @app.action("more")
        def more(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
            ack()
            seen.append(body["view"]["state"]["values"]["zones"]["zone"]["selected_option"])
            client.views_update(
                view_id=body["view"]["id"], hash=body["view"]["hash"], view={**view, "title": plain("More")}
            )

        @app.view("site")
        def site(ack: Ack, view: dict[str, Any]) -> None:
            ack()
            seen.append(view["state"]["values"]["zones"]["zone"]["selected_option"]["value"])

    connect(register)
    preview.command("/backlinks")
    assert preview.wait_for(preview.view)
    preview.click_view("zone", choose="Asia/Kolkata")
    preview.click_view("more")
    assert preview.wait_for(lambda: preview.view().body["title"]["text"] == "More")
    preview.submit({"typed": "acme.com"})
    assert seen == [options[1], "Asia/Kolkata"]


def test_a_button_in_the_app_home_says_which_view_it_is_in(preview, connect):
    containers: list[dict[str, Any]] = []

    def register(app: App) -> None:
        @app.event("app_home_opened")
        def opened(event: dict[str, Any], client: WebClient) -> None:
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": buttons("refresh")})

        @app.action("refresh")
        def refresh(ack: Ack, body: dict[str, Any]) -> None:
            ack()
            containers.append(body["container"])

    connect(register)
    preview.open_home(user="maya")
    home = preview.wait_for(lambda: preview.home("maya"))
    preview.click_view("refresh", user="maya")
    assert preview.wait_for(lambda: containers == [{"type": "view", "view_id": home.id}])


def test_closing_a_modal_is_told_to_an_app_that_wants_to_know(preview, connect):
    closed: list[str] = []

    def register(app: App) -> None:
        opens_modal(app, modal(callback_id="add", notify_on_close=True))

        @app.view_closed("add")
        def gone(ack: Ack, view: dict[str, Any]) -> None:
            ack()
            closed.append(view["callback_id"])

    connect(register)
    preview.command("/backlinks")
    assert preview.wait_for(preview.view)
    preview.close_view()
    assert preview.wait_for(lambda: closed == ["add"])
    assert preview.view() is None


@pytest.mark.parametrize(
    ("view", "place"),
    [
        (modal("x" * 25), "/view/title/text"),
        ({**modal(), "submit": None}, "/view"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        ({**modal(), "blocks": [{"type": "divider"}] * 101}, "/view/blocks"),
        ({**modal(), "blocks": [{"type": "markdown", "text": "x"}]}, "/view/blocks/0/type"),
        ({"type": "home", "blocks": []}, "/view"),
    ],
)
def test_a_view_slack_would_refuse_is_refused_at_its_place(client, view, place):
    with pytest.raises(SlackApiError) as refused:
        client.views_open(trigger_id="any", view=view)
    assert refused.value.response["error"] == "invalid_arguments"
    assert any(place in message for message in refused.value.response["response_metadata"]["messages"])
