"""One request and its answer on one connection: llhttp on asyncio, with a cap on everything a server sends."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httptools

from jobs.analysis.visit import Trouble
from jobs.web.decoding import Body, Caps, open_body
from jobs.web.endings import said_goodbye

Headers = list[tuple[str, str]]

_MAX_HEAD_BYTES = 128 * 1024
_MAX_HEADERS = 500
_BODILESS = frozenset({204, 304})
_LENIENT = {  # what browsers accept too; with one answer per connection nothing can be smuggled
    "lenient_headers": True,
    "lenient_chunked_length": True,
    "lenient_keep_alive": True,
    "lenient_transfer_encoding": True,
    "lenient_version": True,
    "lenient_data_after_close": True,
    "lenient_optional_lf_after_cr": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_optional_crlf_after_chunk": True,
    "lenient_spaces_after_chunk_size": True,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer to take: the caps, and whether its body is wanted at all (judged by status and headers).

    ``is_whole`` looks at a body whose end nothing but the end of the connection tells.
    """

    caps: Caps
    wants: Callable[[int, Headers], bool]
    is_whole: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one server answered, as far as we took it; ``trouble`` says why the body is not whole."""

    status: int
    headers: Headers
    body: bytes = field(repr=False)
    wire_bytes: int
    trouble: Trouble | None

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


class Exchange(asyncio.Protocol):
    """Sends one request to ``peer`` and reads until the answer is settled; ``ended`` is done when the socket is closed.

    The parser holds our methods and we hold the parser: ``connection_lost`` breaks that ring, or bodies would pile up
    until the garbage collector comes by.
    """

    def __init__(self, request: bytes, peer: str, limits: Limits) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.trouble: Trouble | None = None
        self._request = request
        self._peer = peer
        self._limits = limits
        self._transport: asyncio.Transport | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._body: Body | None = None
        self._headers: Headers = []
        self._status = 0
        self._received = 0
        self._header_count = 0
        self._wire_bytes = 0
        self._is_settled = False
        self._is_closed_well = False

    def answer(self) -> Answer | None:
        """The answer so far, or None before its headers were complete."""
        if not self._status:
            return None
        content = self._body.content() if self._body else b""
        return Answer(self._status, self._headers, content, self._wire_bytes, self.trouble)

    def settle(self, trouble: Trouble | None) -> None:
        """End the exchange here; only the first reason counts."""
        if not self._is_settled:
            self._is_settled = True
            self.trouble = trouble
        if self._transport:
            self._transport.abort()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")  # None: it has hung up already
        if peer is None or peer[0] != self._peer:
            self.settle(Trouble.FORBIDDEN_ADDRESS if peer else Trouble.RESET)
            return
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**_LENIENT)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._is_settled or self._parser is None:
            return
        self._received += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.settle(Trouble.PROTOCOL)
        cap = _MAX_HEAD_BYTES + (self._limits.caps.decoded if self._status else 0)
        if self._received > cap:
            self.settle(Trouble.TOO_LARGE)

    def eof_received(self) -> None:
        assert self._transport is not None
        tls = self._transport.get_extra_info("ssl_object")
        self._is_closed_well = tls is None or said_goodbye(tls)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._is_settled:
            self._is_settled = True
            self.trouble = self._trouble_at_close(exc)
        self._transport = self._parser = None
        if not self.ended.done():
            self.ended.set_result(None)

    # What llhttp calls

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_count += 1
        if self._header_count > _MAX_HEADERS:
            self.settle(Trouble.TOO_LARGE)
        elif not self._status and not self._is_settled:
            self._headers.append((_text(name).lower(), _text(value)))

    def on_headers_complete(self) -> None:
        if self._is_settled or self._parser is None:
            return
        status = self._parser.get_status_code()
        if status < 200:
            self._headers = []
            if status == 101:
                self.settle(Trouble.PROTOCOL)
            return
        self._status = status
        if status in _BODILESS or not self._limits.wants(status, self._headers):
            self.settle(None)
            return
        self._body = open_body(_codings(self._headers), self._limits.caps)
        if self._body is None:
            self.settle(Trouble.UNDECODABLE)

    def on_body(self, data: bytes) -> None:
        if self._is_settled or self._body is None:
            return
        self._wire_bytes += len(data)
        if trouble := self._body.feed(data):
            self.settle(trouble)

    def on_message_complete(self) -> None:
        if self._status and not self._is_settled:
            self.settle(self._body.end() if self._body else None)

    def _trouble_at_close(self, exc: Exception | None) -> Trouble | None:
        if not self._status or self._body is None:
            return Trouble.RESET
        if exc is not None or not self._is_closed_well or _is_framed(self._headers):
            return Trouble.TRUNCATED
        if self._body.marks_its_end:
            return self._body.end()
        return None if self._limits.is_whole(self._body.content()) else Trouble.TRUNCATED


def _text(raw: bytes) -> str:
    """Headers are ASCII; where they are not, UTF-8 is likelier than Latin-1 (redirects to raw non-ASCII paths).

    Zero bytes have no meaning in them, and no database wants one.
    """
    raw = raw.replace(b"\0", b"")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _tokens(headers: Headers, wanted: str) -> list[str]:
    return [token.strip().lower() for name, value in headers if name == wanted for token in value.split(",")]


def _codings(headers: Headers) -> list[str]:
    transfer = [coding for coding in _tokens(headers, "transfer-encoding") if coding != "chunked"]
    return [*_tokens(headers, "content-encoding"), *transfer]


def _is_framed(headers: Headers) -> bool:
    """Whether the answer says where its body ends, so that an earlier end means it was cut off."""
    transfer = _tokens(headers, "transfer-encoding")
    if transfer:
        return transfer[-1] == "chunked"
    return any(name == "content-length" for name, _ in headers)
