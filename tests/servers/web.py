"""A web server on loopback that plays any site a test describes, honest or hostile, and remembers who asked what."""

import asyncio
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_network
from itertools import chain
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

from jobs.web.rules import FetchRules

Headers = tuple[tuple[str, str], ...]

HTML: Headers = (("Content-Type", "text/html; charset=utf-8"),)
LOOPBACK = ip_network("127.0.0.0/8")
SECOND_ADDRESS = "127.0.0.2"  # the same server, for tests that open one address and not the other


@dataclass(frozen=True)
class Reply:
    """What a page answers. A body of bytes gets its Content-Length unless ``headers`` frame it; other bodies are sent
    piece by piece, as lazily as they come, and end with the connection. ``raw`` replaces the whole answer."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Headers = HTML
    raw: bytes | None = None
    delay: float = 0.0  # seconds before the first byte
    drip: float = 0.0  # seconds before each single byte of the body
    reset: bool = False  # end with a reset instead of a close
    hang_up: bool = False  # close without the goodbye of TLS


@dataclass
class Asked:
    """One request, with the moments (time.monotonic) it arrived and was done with."""

    host: str
    path: str
    headers: dict[str, str]
    began: float
    ended: float | None = None
    method: str = "GET"
    body: bytes = b""

    @property
    def parameters(self) -> dict[str, str]:
        """What the query says, the last of each name."""
        return dict(parse_qsl(self.path.partition("?")[2], keep_blank_values=True))


Script = Callable[[Asked], Reply]

_NOT_FOUND = Reply(b"<title>Not found</title>", status=404)
_RESETTING = struct.pack("ii", 1, 0)


@dataclass
class SiteServer:
    """Serves every host put into it, on one loopback port (and another with TLS); pages may change at any time."""

    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    tls_port: int = 0
    _pages: dict[str, Script] = field(default_factory=dict)

    def put(self, where: str, reply: Reply | bytes | Script) -> str:
        """Put a page at ``host/path?query`` (``host/*``: every other path of the host) and return its URL."""
        where = where if "/" in where else f"{where}/"
        if isinstance(reply, bytes):
            reply = Reply(reply)
        self._pages[where] = (lambda _: reply) if isinstance(reply, Reply) else reply
        return self.url(where)

    def redirect(self, where: str, location: str, status: int = 301) -> str:
        return self.put(where, Reply(status=status, headers=(("Location", location),)))

    def robots(self, host: str, text: str, status: int = 200) -> None:
        self.put(f"{host}/robots.txt", Reply(text.encode(), status, (("Content-Type", "text/plain"),)))

    def url(self, where: str, secure: bool = False) -> str:
        host, _, path = where.partition("/")
        return f"https://{host}:{self.tls_port}/{path}" if secure else f"http://{host}:{self.port}/{path}"

    @property
    def hosts(self) -> dict[str, tuple[str, ...]]:
        """Where the hosts live, for ``FetchRules.hosts``."""
        return {where.partition("/")[0]: ("127.0.0.1",) for where in self._pages}

    def hosts_file(self) -> str:
        """The same as a hosts(5) file, for ``FETCH_HOSTS_FILE``."""
        return "".join(f"127.0.0.1 {host}\n" for host in self.hosts)

    def rules(self, **changes: Any) -> FetchRules:
        """Rules under which these hosts may be visited at once and without a pause."""
        rules = FetchRules(
            deadline=timedelta(seconds=5),
            host_pause=timedelta(0),
            allow_networks=(LOOPBACK,),
            hosts=self.hosts,
        )
        return replace(rules, **changes)

    def asked_for(self, where: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.host + asked.path == where]

    def pages_asked(self) -> list[str]:
        """What was asked for, in order and without robots.txt."""
        return [asked.host + asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def __enter__(self) -> "SiteServer":
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        started = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[self._run(started)], daemon=True)
        self._thread.start()
        assert started.wait(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)
        self._loop.close()

    async def _run(self, started: threading.Event) -> None:
        self._serving: set[asyncio.Task[None]] = set()
        servers = [await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024)]
        self.port = servers[0].sockets[0].getsockname()[1]
        servers.append(await asyncio.start_server(self._serve, SECOND_ADDRESS, self.port, backlog=1024))
        if self.tls:
            servers.append(await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls, backlog=1024))
            self.tls_port = servers[-1].sockets[0].getsockname()[1]
        started.set()
        await self._stopping.wait()
        for server in servers:
            server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._serving.add(task)
        self.connections += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._answer(reader, writer)
        finally:
            writer.transport.abort()
            self._serving.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if first not in (b"G", b"P"):  # a TLS greeting, say
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return
        asked = _understood(first + await reader.readuntil(b"\r\n\r\n"))
        asked.body = await reader.readexactly(int(asked.headers.get("content-length", 0)))
        self.asked.append(asked)
        try:
            page = self._pages.get(asked.host + asked.path) or self._pages.get(f"{asked.host}/*")
            await _send(page(asked) if page else _NOT_FOUND, writer)
        finally:
            asked.ended = time.monotonic()
        writer.close()
        await writer.wait_closed()


def _understood(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
    method, path, _ = first.split(" ", 2)
    return Asked(host, path, headers, time.monotonic(), method=method)


async def _send(reply: Reply, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(reply.delay)
    pieces = [reply.raw] if reply.raw is not None else chain([_head(reply)], _pieces(reply))
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(reply.drip)
    if reply.reset:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESETTING)
        raise ConnectionResetError
    if reply.hang_up:
        raise ConnectionAbortedError


def _pieces(reply: Reply) -> Iterable[bytes]:
    if not isinstance(reply.body, bytes):
        return reply.body
    if reply.drip:
        return (reply.body[at : at + 1] for at in range(len(reply.body)))
    return [reply.body]


def _head(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{name}: {value}" for name, value in reply.headers)]
    is_framed = any(name.lower() in ("content-length", "transfer-encoding") for name, _ in reply.headers)
    if isinstance(reply.body, bytes) and not is_framed:
        lines.append(f"Content-Length: {len(reply.body)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


def chunked(*pieces: bytes) -> bytes:
    """A body in HTTP's chunked framing; its page needs the header ``Transfer-Encoding: chunked``."""
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
