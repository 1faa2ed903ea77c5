"""views.*: modals and the App Home."""

from __future__ import annotations

from bot.preview import slack_shapes
from bot.preview.calls import Call
from bot.preview.errors import RefusedError
from bot.preview.modals import show
from bot.preview.slack import PreviewSlack
from bot.preview.values import Json, View
from bot.preview.view_rules import read_view


def open_view(call: Call) -> Json:
    body = _body(call, "modal")
    user = call.slack.triggers.use(call.arguments.needed("trigger_id"))
    return _shown(call.slack, call.slack.views.open(user, body))


def push_view(call: Call) -> Json:
    body = _body(call, "modal")
    user = call.slack.triggers.use(call.arguments.needed("trigger_id"))
    return _shown(call.slack, call.slack.views.push(user, body))


def update_view(call: Call) -> Json:
    views = call.slack.views
    if call.arguments.has("view_id"):
        view = views.get(call.arguments.text("view_id"))
    else:
        view = views.by_external_id(call.arguments.needed("external_id"))
    if view is None:
        raise RefusedError("not_found")
    body = _body(call, view.kind)
    return _shown(call.slack, views.update(view, body, call.arguments.text("hash")))


def publish_view(call: Call) -> Json:
    user = call.arguments.needed("user_id")
    if user not in call.slack.workspace.users:
        raise RefusedError("user_not_found")
    body = _body(call, "home")
    return _shown(call.slack, call.slack.views.publish(user, body, call.arguments.text("hash")))


def _shown(slack: PreviewSlack, view: View) -> Json:
    show(slack, view)
    return {"view": slack_shapes.view(slack, view)}


def _body(call: Call, kind: str) -> Json:
    return read_view(call.arguments.structure("view", "invalid_arguments"), kind)
