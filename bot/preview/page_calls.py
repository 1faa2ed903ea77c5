"""What the person at the page asks for, as JSON under ``/preview/``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiohttp import web

from bot.preview.actions import read_action
from bot.preview.errors import PersonError
from bot.preview.json_bodies import read_object
from bot.preview.person import Person
from bot.preview.slack import PreviewSlack
from bot.preview.uploads import read_upload
from bot.preview.values import Channel, Json, Message, View

_Call = Callable[[web.Request], Awaitable[Json]]


class PageCalls:
    """What waits for the app is started here and answered at once; its effects arrive as events."""

    def __init__(self, slack: PreviewSlack, person: Person) -> None:
        self._slack = slack
        self._person = person

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/preview/state", _json(self._state)),
            web.get("/preview/messages", _json(self._messages)),
            web.post("/preview/messages", _json(self._say)),
            web.post("/preview/actions", _json(self._act)),
            web.post("/preview/shortcuts", _json(self._shortcut)),
            web.post("/preview/views/{view}/submit", _json(self._submit)),
            web.post("/preview/views/{view}/close", _json(self._close)),
            web.post("/preview/home", _json(self._home)),
            web.post("/preview/files", _json(self._upload)),
            web.post("/preview/me", _json(self._act_as)),
            web.post("/preview/invite", _json(self._invite)),
            web.post("/preview/channels", _json(self._create_channel)),
            web.post("/preview/demo/next-day", self._next_day),
        ]

    async def _state(self, _request: web.Request) -> Json:
        return self._slack.state()

    async def _messages(self, request: web.Request) -> Json:
        me = self._slack.workspace.me.id
        channel = self._channel(request.query.get("channel", ""))
        thread_ts = request.query.get("thread_ts")
        if thread_ts:
            found = self._slack.messages.in_thread(channel.id, thread_ts, me)
        else:
            found = self._slack.messages.in_channel(channel.id, me)
            channel.unread = 0
        return {"messages": [self._slack.shapes.message(message) for message in found]}

    async def _say(self, request: web.Request) -> Json:
        said = await _body(request)
        channel = self._channel(_string(said, "channel"))
        text = _string(said, "text").strip()
        thread_ts = _string(said, "thread_ts") or None
        me = self._slack.workspace.me
        if not text:
            raise PersonError("There is nothing to send.")
        if not text.startswith("/"):
            message = self._person.say(me, channel, text, thread_ts)
            return {"command": False, "ts": message.ts}
        typed = self._person.invocation(me, channel, text)
        if thread_ts:
            raise PersonError(f"{typed.command} is not supported in threads. Sorry!")
        self._start(self._person.command(typed))
        return {"command": True}

    async def _act(self, request: web.Request) -> Json:
        said = await _body(request)
        container = said.get("container")
        if not isinstance(container, dict):
            raise PersonError("It is not said where this was clicked.")
        at = self._slack.timestamps.next()
        if container.get("type") == "view":
            view = self._view(_string(container, "view_id"))
            action = read_action(view.body["blocks"], said, at)
            self._start(self._person.modals.act(view, action, _values(said)))
        else:
            message = self._message(container)
            action = read_action(message.content.blocks, said, at)
            self._start(self._person.act(self._slack.workspace.me, message, action))
        return {}

    async def _shortcut(self, request: web.Request) -> Json:
        said = await _body(request)
        callback_id, message = _string(said, "callback_id"), self._message(said)
        if callback_id not in {shortcut.callback_id for shortcut in self._slack.settings.app.shortcuts}:
            raise PersonError("The app has no such shortcut.")
        self._start(self._person.shortcut(self._slack.workspace.me, callback_id, message))
        return {}

    async def _submit(self, request: web.Request) -> Json:
        view = self._view(request.match_info["view"])
        self._start(self._person.modals.submit(view, _values(await _body(request))))
        return {}

    async def _close(self, request: web.Request) -> Json:
        self._start(self._person.modals.close(self._view(request.match_info["view"])))
        return {}

    async def _home(self, _request: web.Request) -> Json:
        self._person.open_home(self._slack.workspace.me)
        return {}

    async def _upload(self, request: web.Request) -> Json:
        upload = await read_upload(request, self._slack)
        if upload.for_view:
            return {"file": self._slack.shapes.file(upload.file)}
        channel = self._channel(upload.channel)
        self._person.share(self._slack.workspace.me, channel, upload.file, upload.thread_ts)
        return {"file": self._slack.shapes.file(upload.file)}

    async def _act_as(self, request: web.Request) -> Json:
        self._person.take_over(_string(await _body(request), "user"))
        return {}

    async def _invite(self, request: web.Request) -> Json:
        channel = self._channel(_string(await _body(request), "channel"))
        self._person.invite_app(self._slack.workspace.me, channel)
        return {}

    async def _create_channel(self, request: web.Request) -> Json:
        said = await _body(request)
        channel = self._person.create_channel(_string(said, "name"), is_private=bool(said.get("is_private")))
        return {"channel": self._slack.shapes.channel(channel)}

    async def _next_day(self, _request: web.Request) -> web.StreamResponse:
        if self._slack.demo is None:
            return _no("There is no demo in this workspace.", 404)
        if not self._slack.demo_is_busy:
            self._start(self._slack.next_day())
        return web.json_response({"ok": True}, status=202)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        self._slack.socket.run_soon(self._explaining(work))

    async def _explaining(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except PersonError as error:
            self._slack.feed.notice(error.user_message)

    def _channel(self, channel_id: str) -> Channel:
        channel = self._slack.workspace.channels.get(channel_id)
        if channel is None or not self._slack.workspace.shows(channel):
            raise PersonError("There is no such channel.")
        return channel

    def _message(self, container: Json) -> Message:
        message = self._slack.messages.get(_string(container, "channel"), _string(container, "ts"))
        if message is None or message.only_for not in {None, self._slack.workspace.me.id}:
            raise PersonError("That message is no longer there.")
        return message

    def _view(self, view_id: str) -> View:
        view = self._slack.views.get(view_id)
        if view is None or view.user != self._slack.workspace.me.id:
            raise PersonError("That dialog is already closed.")
        return view


def _json(call: _Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response({"ok": True, **await call(request)})
        except PersonError as error:
            return _no(error.user_message, 422)

    return answer


def _no(sentence: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)


async def _body(request: web.Request) -> Json:
    try:
        return await read_object(request)
    except ValueError as error:
        raise PersonError("This is not a JSON object.") from error


def _string(said: Json, name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _values(said: Json) -> Json:
    values = said.get("values") or {}
    blocks = list(values.values()) if isinstance(values, dict) else [None]
    if not all(isinstance(block, dict) and all(isinstance(one, dict) for one in block.values()) for block in blocks):
        raise PersonError("The values of a dialog are objects in objects.")
    return dict(values)
