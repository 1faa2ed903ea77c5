"""Starts and stops the workspace on one loopback port."""

from __future__ import annotations

import errno

from aiohttp import web

from bot.preview.answers import respond
from bot.preview.api import Api, token_of
from bot.preview.downloads import send_file
from bot.preview.errors import RefusedError
from bot.preview.guard import Guard
from bot.preview.json_bodies import read_object
from bot.preview.methods_files import app_may_read
from bot.preview.page_calls import PageCalls
from bot.preview.pages import Pages
from bot.preview.person import Person
from bot.preview.settings import DemoHook, PreviewSettings
from bot.preview.slack import PreviewSlack
from bot.preview.timestamps import Now
from bot.preview.uploads import receive_from_app
from storage.errors import AnchorwatchError

_HOST = "127.0.0.1"
_LARGEST_CALL = 4 * 1024 * 1024


class PreviewServer:
    """``start`` and ``stop`` belong to one event loop; ``slack`` and ``person`` may only be touched from it."""

    def __init__(self, settings: PreviewSettings, now: Now, demo: DemoHook | None = None) -> None:
        self.settings = settings
        self.slack = PreviewSlack(settings, now, demo)
        self.person = Person(self.slack)
        self._guard = Guard(self.slack.page_token)
        self._api = Api(self.slack)
        self._pages = Pages(self.slack)
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)

    @property
    def url(self) -> str:
        return f"{self.slack.base_url}/"

    @property
    def page_token(self) -> str:
        return self.slack.page_token

    async def start(self) -> None:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, _HOST, self.settings.port).start()
        except OSError as error:
            await self.stop()
            raise _cannot_listen(self.settings.port, error) from error
        port = self._runner.addresses[0][1]
        self.slack.base_url = f"http://{_HOST}:{port}"
        self._guard.serve_on(port)

    async def stop(self) -> None:
        self._api.stop()
        await self.slack.socket.close()
        await self._pages.close()
        await self._runner.cleanup()
        self.slack.close()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard.middleware], client_max_size=_LARGEST_CALL)
        app.on_response_prepare.append(self._guard.add_headers)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api.serve),
                web.get("/link", self.slack.socket.serve),
                web.post("/response/{token}", self._respond),
                web.post("/upload/{file}", self._receive),
                web.get("/files/{file}/{name}", self._download),
                *self._pages.routes(),
                *PageCalls(self.slack, self.person).routes(),
            ]
        )
        return app

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        try:
            said = await read_object(request)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        try:
            respond(self.slack, request.match_info["token"], said)
        except RefusedError as error:
            return web.json_response(error.answer(), status=404 if error.error.endswith("_url") else 200)
        return web.Response(text="ok")

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        return await receive_from_app(request, self.slack)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        file = self.slack.files.get(request.match_info["file"])
        if token_of(request) != self.settings.bot_token or not self.slack.allows("files:read"):
            # Slack does not say 401 here either: it shows the sign-in page.
            return web.Response(text="<!doctype html><title>Sign in | Slack</title>", content_type="text/html")
        if file is None or not app_may_read(self.slack, file):
            raise web.HTTPNotFound
        return send_file(self.slack.files.path(file), file)


def _cannot_listen(port: int, error: OSError) -> AnchorwatchError:
    if error.errno == errno.EADDRINUSE:
        sentence = f"Port {port} is already in use; stop what runs there or choose another with --port."
    else:
        sentence = f"The preview workspace cannot listen on port {port}: {error.strerror}."
    return AnchorwatchError(sentence)
