"""Socket Mode: gives each envelope to one connection of the app and waits for its ack."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import Enum
from typing import Any

from aiohttp import WSMsgType, web

from bot.preview.errors import RefusedError
from bot.preview.faults import Faults
from bot.preview.settings import PreviewSettings
from bot.preview.values import Json
from bot.preview.workspace import APP_ID

logger = logging.getLogger(__name__)

_MOST_CONNECTIONS = 10


class Outcome(Enum):
    """What became of something the app was asked."""

    ANSWERED = "answered"
    TIMED_OUT = "timed out"
    NOT_CONNECTED = "not connected"


@dataclass(frozen=True, slots=True)
class Ack:
    outcome: Outcome
    payload: Json | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    request: web.Request
    socket: web.WebSocketResponse

    def cut(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


class SocketMode:
    """Lives in the server's event loop. ``changed`` hears of connections that come and go."""

    def __init__(self, settings: PreviewSettings, faults: Faults, changed: Callable[[], None]) -> None:
        self._settings = settings
        self._faults = faults
        self._changed = changed
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._arrival = asyncio.Event()
        self._tasks: set[asyncio.Task[object]] = set()

    @property
    def connections(self) -> int:
        return len(self._connections)

    def new_ticket(self) -> str:
        if len(self._connections) >= _MOST_CONNECTIONS:
            raise RefusedError("too_many_websockets")
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="this ticket was never given out, or was used before")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        await socket.send_json(self._hello())
        connection = _Connection(request, socket)
        self._connections.append(connection)
        self._arrival.set()
        self._changed()
        try:
            await self._listen(socket)
        finally:
            self._forget(connection)
        return socket

    async def ask(self, kind: str, payload: Json) -> Ack:
        """Delivers a command, a click or a submission: once, and not again if nobody answers."""
        return await self._deliver(kind, payload, attempt=0)

    def tell(self, payload: Json) -> None:
        """Delivers an event; without an ack it is delivered again, as Slack does."""
        self.run_soon(self._tell(payload))

    def run_soon(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    async def refresh(self) -> None:
        """Asks every connection to go and come back, as Slack does every few hours."""
        for connection in tuple(self._connections):
            await connection.socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})

    async def say_goodbye(self) -> None:
        """Closes every connection in good order, as Slack does when one of its machines goes."""
        for connection in tuple(self._connections):
            await connection.socket.close()

    def drop(self) -> None:
        """Cuts every connection without a word, as a broken network does."""
        for connection in tuple(self._connections):
            self._forget(connection)
            connection.cut()

    async def close(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.say_goodbye()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._hear(message.data)

    def _hear(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload") or None)

    async def _tell(self, payload: Json) -> None:
        reasons = ("", *("timeout" for _ in self._settings.event_retries))
        pauses = (0.0, *self._settings.event_retries)
        for attempt, (pause, reason) in enumerate(zip(pauses, reasons, strict=True)):
            await asyncio.sleep(pause)
            await self._arrival.wait()
            ack = await self._deliver("events_api", payload, attempt, reason)
            if ack.outcome is Outcome.ANSWERED:
                return

    async def _deliver(self, kind: str, payload: Json, attempt: int, reason: str = "") -> Ack:
        if not self._connections:
            return Ack(Outcome.NOT_CONNECTED)
        envelope_id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            for copy in self._faults.copies(envelope):
                await self._send(copy)
            async with asyncio.timeout(self._settings.ack_timeout):
                return Ack(Outcome.ANSWERED, await self._waiting[envelope_id])
        except TimeoutError:
            return Ack(Outcome.TIMED_OUT)
        finally:
            del self._waiting[envelope_id]

    async def _send(self, envelope: Json) -> None:
        """Takes connections in turn; one that fails is forgotten and the next is tried."""
        while self._connections:
            connection = self._connections[next(self._turn) % len(self._connections)]
            try:
                await connection.socket.send_json(envelope)
            except ConnectionError:
                self._forget(connection)
            else:
                return

    def _finished(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("preview task failed", exc_info=error)

    def _forget(self, connection: _Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            if not self._connections:
                self._arrival.clear()
            self._changed()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "preview", "build_number": 1, "approximate_connection_time": 18060},
        }
