"""httpx's way onto the network: connects only to an address that was checked, and says exactly why it could not."""

import asyncio
import ssl
from dataclasses import dataclass

import certifi
import httpx

from jobs.analysis.visit import Trouble
from jobs.web.exchange import Answer, Exchange, Limits
from jobs.web.targets import Target
from jobs.web.troubles import TLS_TROUBLES, TroubleError, trouble_of

_LEGACY_SERVER_CONNECT = 0x4  # OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT, without a name before Python 3.12


@dataclass(frozen=True, slots=True)
class Terms:
    """What a request travels under, as its extension ``terms``.

    It says to which checked ``addresses``, until when (loop time), and how much may come back.
    """

    target: Target
    addresses: tuple[str, ...]
    deadline: float
    limits: Limits


def verifying_tls() -> ssl.SSLContext:
    """One context for all visits: building it costs more than a visit. Old servers are read as browsers read them.

    It trusts whom browsers trust, and whom this machine does: its own store, or ``SSL_CERT_FILE`` in the environment.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


class GuardedTransport(httpx.AsyncBaseTransport):
    """One connection per request, to the very address that was checked; SNI and Host stay the name.

    No connection is kept: the next page is another host's, and a host rests between two of its own. The answer travels
    as the response's extension ``answer``: shown its headers, httpx would build a request from a hostile Location.
    """

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        terms: Terms = request.extensions["terms"]
        answer = await self._exchanged(_wire_request(request, terms.target), terms)
        return httpx.Response(answer.status, extensions={"answer": answer})

    async def _exchanged(self, request: bytes, terms: Terms) -> Answer:
        exchange: Exchange | None = None
        try:
            async with asyncio.timeout_at(terms.deadline):
                exchange = await self._open(terms, request)
                await exchange.ended
        except TimeoutError:
            if exchange is None:
                raise TroubleError(Trouble.TIMEOUT) from None
        finally:
            if exchange is not None:
                exchange.settle(Trouble.TIMEOUT)
        answer = exchange.answer()
        if answer is None:
            raise TroubleError(exchange.trouble or Trouble.PROTOCOL)
        return answer

    async def _open(self, terms: Terms, request: bytes) -> Exchange:
        """The first connection that stands. Each address but the last gets half of the time that is left."""
        *others, last = terms.addresses
        loop = asyncio.get_running_loop()
        for address in others:
            try:
                async with asyncio.timeout((terms.deadline - loop.time()) / 2):
                    return await self._connect(address, terms, request)
            except TimeoutError:
                continue
            except TroubleError as error:
                if error.trouble in TLS_TROUBLES:
                    raise
        return await self._connect(last, terms, request)

    async def _connect(self, address: str, terms: Terms, request: bytes) -> Exchange:
        target = terms.target
        is_secure = target.scheme == "https"
        try:
            _, exchange = await asyncio.get_running_loop().create_connection(
                lambda: Exchange(request, address, terms.limits),
                address,
                target.port,
                ssl=self._tls if is_secure else None,
                server_hostname=target.name.strip("[]") if is_secure else None,
            )
        except OSError as error:
            raise TroubleError(trouble_of(error)) from None
        return exchange


def _wire_request(request: httpx.Request, target: Target) -> bytes:
    """The target is sent as the URL standard writes it; httpx would escape some characters once more."""
    lines = [b"%s %s HTTP/1.1" % (request.method.encode(), target.path.encode())]
    lines += [b"%s: %s" % header for header in request.headers.raw]
    return b"\r\n".join([*lines, b"", request.content])
