"""The page itself: its files, its stream of events, and the files of the workspace."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.preview.downloads import send_file
from bot.preview.slack import PreviewSlack
from bot.preview.values import Json

_TOKEN_PLACE = "{{preview-token}}"  # noqa: S105 - where the token goes, not the token


class Pages:
    def __init__(self, slack: PreviewSlack) -> None:
        self._slack = slack
        self._folder = Path(str(files("bot.preview").joinpath("page"))).resolve()
        self._sockets: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/{name:.+}", self._static),
            web.get("/archives/{channel}/{ts}", self._permalink),
            web.get("/preview/files/{file}", self._file),
            web.get("/preview/events", self._events),
        ]

    async def close(self) -> None:
        for socket in tuple(self._sockets):
            await socket.close()

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        text = await asyncio.to_thread((self._folder / "index.html").read_text, encoding="utf-8")
        text = text.replace(_TOKEN_PLACE, self._slack.page_token)
        return web.Response(text=text, content_type="text/html")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = (self._folder / request.match_info["name"]).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _permalink(self, request: web.Request) -> web.StreamResponse:
        """A permalink opens the message's thread on the page."""
        ts = request.match_info["ts"].removeprefix("p")
        parent = request.query.get("thread_ts") or f"{ts[:-6]}.{ts[-6:]}"
        channel = request.match_info["channel"]
        raise web.HTTPFound(f"/#/channel/{quote(channel, safe='')}/thread/{quote(parent, safe='')}")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._slack.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        return send_file(self._slack.files.path(file), file)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        waiting: asyncio.Queue[Json] = asyncio.Queue()
        unsubscribe = self._slack.feed.subscribe(waiting.put_nowait)
        self._sockets.add(socket)
        writer = asyncio.create_task(_write(socket, waiting))
        try:
            async for _ in socket:
                pass  # The page only listens here; reading is how its going away is noticed.
        finally:
            unsubscribe()
            self._sockets.discard(socket)
            writer.cancel()
        return socket


async def _write(socket: web.WebSocketResponse, waiting: asyncio.Queue[Json]) -> None:
    while True:
        event = await waiting.get()
        if event["type"] != "for_others":
            await socket.send_json(event)
