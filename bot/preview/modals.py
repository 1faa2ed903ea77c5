"""What a person does in a modal or an App Home, and what the app's ack does to it."""

from __future__ import annotations

from bot.preview import inbound, slack_shapes
from bot.preview.arguments import invalid
from bot.preview.errors import PersonError, RefusedError
from bot.preview.slack import PreviewSlack
from bot.preview.socket_mode import Ack, Outcome
from bot.preview.values import Json, Refusal, User, View
from bot.preview.view_rules import read_view
from bot.preview.view_values import complaints, complete_values, value_of
from bot.preview.views import Views


class Modals:
    def __init__(self, slack: PreviewSlack) -> None:
        self._slack = slack

    @property
    def _views(self) -> Views:
        return self._slack.views

    async def act(self, view: View, action: Json, given: Json) -> Ack:
        """Clicks or chooses something in a view; ``given`` is what else has been typed so far."""
        block_id, acted = action["block_id"], {action["action_id"]: value_of(action["type"], action)}
        given = {**given, block_id: {**given.get(block_id, {}), **acted}}
        view = self._views.remember(view, complete_values(view, self._with_files(given)))
        payload = inbound.view_actions(self._slack, self._user(view), view, action)
        ack = await self._slack.socket.ask("interactive", payload)
        tell_of_silence(self._slack, ack, "The app")
        return ack

    async def submit(self, view: View, given: Json) -> Ack | None:
        """None: a field was not filled in well, so nothing was sent."""
        if view.body.get("submit") is None:
            raise PersonError("This view has nothing to submit.")
        values = complete_values(view, self._with_files(given))
        wrong = complaints(view, values)
        if wrong:
            self._show_errors(view, wrong)
            return None
        view = self._views.remember(view, values)
        ack = await self._slack.socket.ask("interactive", inbound.view_submission(self._slack, self._user(view), view))
        tell_of_silence(self._slack, ack, "The app")
        if ack.outcome is Outcome.ANSWERED:
            self._obey(view, ack.payload or {})
        return ack

    async def close(self, view: View) -> None:
        self._show_closed(self._views.close(view))
        if view.body.get("notify_on_close"):
            payload = inbound.view_closed(self._slack, self._user(view), view, is_cleared=False)
            await self._slack.socket.ask("interactive", payload)

    def _obey(self, view: View, said: Json) -> None:
        try:
            self._apply(view, said)
        except RefusedError as error:
            self._slack.refusals.append(Refusal("ack view_submission", error.error, error.places))
            self._slack.feed.notice(f"The app answered something Slack refuses: {error.error}.")

    def _apply(self, view: View, said: Json) -> None:
        match said.get("response_action"):
            case None:
                self._show_closed(self._views.close(view))
            case "clear":
                self._show_closed(self._views.close_all(view.user))
            case "errors":
                self._show_errors(view, _errors(view, said))
            case "update":
                show(self._slack, self._views.update(view, read_view(said.get("view"), "modal")))
            case "push":
                show(self._slack, self._views.push(view.user, read_view(said.get("view"), "modal")))
            case other:
                raise invalid(f"unknown response_action: {other}")

    def _show_errors(self, view: View, errors: dict[str, str]) -> None:
        self._slack.feed.publish({"type": "view_errors", "view_id": view.id, "errors": errors})

    def _show_closed(self, closed: tuple[View, ...]) -> None:
        for view in closed:
            self._slack.feed.publish({"type": "view_closed", "view_id": view.id})
        below = self._views.top(closed[0].user) if closed else None
        if below is not None:
            show(self._slack, below)

    def _with_files(self, given: Json) -> Json:
        """A page names files by id; the app gets them described, the second time too."""
        return {
            block: {action: self._described(value) for action, value in actions.items()}
            for block, actions in given.items()
        }

    def _described(self, value: Json) -> Json:
        if value.get("type") != "file_input":
            return value
        ids = [file["id"] if isinstance(file, dict) else file for file in value.get("files") or ()]
        files = [found for id_ in ids if (found := self._slack.files.get(str(id_)))]
        return {**value, "files": [slack_shapes.file(self._slack, file) for file in files]}

    def _user(self, view: View) -> User:
        return self._slack.workspace.users[view.user]


def _errors(view: View, said: Json) -> dict[str, str]:
    errors = said.get("errors")
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise invalid("errors must name input blocks of the view [json-pointer:/errors]")
    return {str(block): str(text) for block, text in errors.items()}


def show(slack: PreviewSlack, view: View) -> None:
    """Tells the page of a view, if it is its person's."""
    if view.user == slack.workspace.me.id:
        slack.feed.publish({"type": "home" if view.kind == "home" else "view", "view": slack.shapes.view(view)})
    else:
        slack.feed.publish({"type": "for_others"})


def tell_of_silence(slack: PreviewSlack, ack: Ack, who: str) -> None:
    """Slack's own words to the person when an app does not answer."""
    if ack.outcome is Outcome.TIMED_OUT:
        slack.feed.notice(f"{who} did not answer within 3 seconds (operation_timeout).")
    if ack.outcome is Outcome.NOT_CONNECTED:
        slack.feed.notice(f"{who} did not answer: the app is not connected.")
