"""The Web API at ``/api/<method>``: who may call what, how fast, and which fault strikes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.preview import methods_chat as chat
from bot.preview import methods_conversations as conversations
from bot.preview import methods_files as files
from bot.preview import methods_people as people
from bot.preview import methods_views as views
from bot.preview.arguments import Arguments
from bot.preview.calls import Call
from bot.preview.errors import RefusedError, TooFastError
from bot.preview.faults import Failure, Fault, visible_after
from bot.preview.json_bodies import NoJsonError, NoObjectError, read_object
from bot.preview.slack import PreviewSlack
from bot.preview.values import Json, Refusal


@dataclass(frozen=True, slots=True)
class Method:
    """``scopes``: any one of them will do. ``per_minute`` is Slack's tier; none for the special ones."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    per_minute: int | None = None
    by_app_token: bool = False


_READ_CHANNELS = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")

METHODS: Mapping[str, Method] = {
    "auth.test": Method(people.auth_test),
    "apps.connections.open": Method(people.open_connection, per_minute=50, by_app_token=True),
    "bots.info": Method(people.bot_info, ("users:read",), 50),
    "chat.delete": Method(chat.delete, ("chat:write",), 50),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",), 100),
    "chat.postMessage": Method(chat.post_message, ("chat:write",), 300),
    "chat.update": Method(chat.update, ("chat:write",), 50),
    "conversations.history": Method(conversations.history, _HISTORY, 50),
    "conversations.info": Method(conversations.channel_info, _READ_CHANNELS, 50),
    "conversations.join": Method(conversations.join, ("channels:join",), 50),
    "conversations.list": Method(conversations.list_channels, _READ_CHANNELS, 20),
    "conversations.members": Method(conversations.list_members, _READ_CHANNELS, 100),
    "conversations.open": Method(conversations.open_direct, ("im:write", "mpim:write"), 50),
    "conversations.replies": Method(conversations.replies, _HISTORY, 50),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",), 100),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",), 100),
    "files.info": Method(files.file_info, ("files:read",), 100),
    "reactions.add": Method(chat.add_reaction, ("reactions:write",), 50),
    "team.info": Method(people.team_info, ("team:read",), 50),
    "usergroups.list": Method(people.list_groups, ("usergroups:read",), 20),
    "usergroups.users.list": Method(people.list_group_users, ("usergroups:read",), 20),
    "users.info": Method(people.user_info, ("users:read",), 100),
    "users.list": Method(people.list_users, ("users:read",), 20),
    "views.open": Method(views.open_view, per_minute=100),
    "views.publish": Method(views.publish_view, per_minute=100),
    "views.push": Method(views.push_view, per_minute=100),
    "views.update": Method(views.update_view, per_minute=100),
}


class Api:
    def __init__(self, slack: PreviewSlack) -> None:
        self._slack = slack
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends the silences that faults asked for."""
        self._stopping.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        fault = self._slack.faults.take(name)
        if fault is not None and not fault.accepted:
            return await self._fail(request, fault)
        try:
            answer = self._run(Arguments(name, await _given(request)), request, visible_after(fault))
        except RefusedError as error:
            self._slack.refusals.append(Refusal(name, error.error, error.places))
            return _refusal(error)
        if fault is not None:
            return await self._fail(request, fault)
        scopes = ",".join(sorted(self._slack.settings.app.scopes))
        return web.json_response({"ok": True, **answer}, headers={"X-OAuth-Scopes": scopes})

    def _run(self, arguments: Arguments, request: web.Request, late: timedelta | None) -> Json:
        method = METHODS.get(arguments.method)
        if method is None:
            raise RefusedError("unknown_method", req_method=arguments.method)
        self._authenticate(method, token_of(request) or arguments.text("token"))
        call = Call(self._slack, arguments, late)
        call.allow(*method.scopes)
        if self._slack.settings.rate_limits and method.per_minute is not None:
            self._slack.pace.spend_call(arguments.method, method.per_minute)
        return method.run(call)

    def _authenticate(self, method: Method, token: str) -> None:
        settings = self._slack.settings
        right, other = settings.bot_token, settings.app_token
        if method.by_app_token:
            right, other = other, right
        if not token:
            raise RefusedError("not_authed")
        if token == other:
            raise RefusedError("not_allowed_token_type")
        if token != right:
            raise RefusedError("invalid_auth")

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault.failure:
            case Failure.STATUS:
                headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
                body = {"ok": False, "error": fault.error or "internal_error"}
                return web.json_response(body, status=fault.status, headers=headers)
            case Failure.ERROR:
                return web.json_response({"ok": False, "error": fault.error})
            case Failure.HTML:
                return web.Response(text="<!doctype html><title>Slack</title><p>Down.", content_type="text/html")
            case Failure.EMPTY:
                return web.Response()
            case Failure.SILENCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), fault.seconds)
        return cut_off(request)


def cut_off(request: web.Request) -> web.StreamResponse:
    """Closes the connection instead of answering on it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def token_of(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _refusal(error: RefusedError) -> web.Response:
    if isinstance(error, TooFastError):
        return web.json_response(error.answer(), status=429, headers={"Retry-After": str(error.retry_after)})
    return web.json_response(error.answer())


async def _given(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type != "application/json":
        return given | dict(await request.post())
    try:
        return given | await read_object(request)
    except NoJsonError as error:
        raise RefusedError("invalid_json") from error
    except NoObjectError as error:
        raise RefusedError("json_not_object") from error
