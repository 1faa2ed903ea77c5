"""Listens for Webmentions (W3C Recommendation) at an address of its own, and keeps its door narrow."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import parse_qsl

from aiohttp import web

from bot.setting_kinds import Listen
from bot.settings import SettingsError
from jobs.analysis.addresses import AddressError, page_address, registrable_domain
from jobs.receive_webmention import ReceiveWebmention, WebmentionRefusedError
from storage.errors import AnchorwatchError

logger = logging.getLogger(__name__)

_MOST_BYTES = 50_000  # two long addresses, every character of them escaped
_PATIENCE = 5.0
_OF_ONE_DOMAIN = 60  # in an hour
_OF_ALL_DOMAINS = 2_000
_FORM = "application/x-www-form-urlencoded"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Webmention</title>
<p>This is a <a href="https://www.w3.org/TR/webmention/">Webmention</a> endpoint. To tell us of a page that links to one
of ours, send a form with its address as <code>source</code> and ours as <code>target</code>. We look ourselves.</p>
"""


@dataclass(frozen=True)
class Turnstile:
    """How many one, and all together, may bring in a ``while_``. Who came is remembered that long only."""

    now: Callable[[], datetime]
    each: int = 20
    all: int = 600
    while_: timedelta = timedelta(minutes=1)
    _passed: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _began: list[datetime] = field(default_factory=list)

    def admits(self, who: str) -> bool:
        now = self.now()
        if not self._began or now - self._began[0] >= self.while_:
            self._began[:] = [now]
            self._passed.clear()
        if self._passed.get(who, 0) >= self.each or sum(self._passed.values()) >= self.all:
            return False
        self._passed[who] = self._passed.get(who, 0) + 1
        return True


@asynccontextmanager
async def open_webmentions(listen: Listen, receive: ReceiveWebmention, turnstile: Turnstile) -> AsyncIterator[int]:
    """Answers at ``listen`` for as long as the context lasts; gives the port, which may have been 0."""
    door = _Door(receive, turnstile, Turnstile(turnstile.now, _OF_ONE_DOMAIN, _OF_ALL_DOMAINS, timedelta(hours=1)))
    application = web.Application(client_max_size=_MOST_BYTES)
    # Any path: a web server before us may have put it anywhere.
    application.add_routes([web.get("/{path:.*}", door.show), web.post("/{path:.*}", door.take)])
    application.on_response_prepare.append(_be_nobody)
    runner = web.AppRunner(application, access_log=None, keepalive_timeout=_PATIENCE)
    await runner.setup()
    try:
        site = web.TCPSite(runner, listen.host, listen.port)
        try:
            await site.start()
        except OSError as error:
            place = f"{listen.host}:{listen.port}"
            raise SettingsError(f"WEBMENTION_LISTEN: nobody can listen at {place} ({error.strerror}).") from error
        port: int = runner.addresses[0][1]
        logger.info("webmentions are received", extra={"host": listen.host, "port": port})
        yield port
    finally:
        await runner.cleanup()


@dataclass(frozen=True)
class _Door:
    """``domains``: senders have many addresses, but nobody is to have us knock at one site again and again."""

    receive: ReceiveWebmention
    turnstile: Turnstile
    domains: Turnstile

    async def show(self, _request: web.Request) -> web.Response:
        return web.Response(text=_PAGE, content_type="text/html", headers={"Link": '<>; rel="webmention"'})

    async def take(self, request: web.Request) -> web.Response:
        if not self.turnstile.admits(_sender(request)):
            return _say(429, "Too many at once. Please come back in a minute.", {"Retry-After": "60"})
        try:
            async with asyncio.timeout(_PATIENCE):
                source, target = _pair(request.content_type, await request.read())
            if not self.domains.admits(_domain(source)):
                return _say(429, "Too many from that site. Please come back in an hour.", {"Retry-After": "3600"})
            await asyncio.to_thread(self.receive.receive, source, target)
        except TimeoutError:
            return _say(408, "That took too long.", {"Connection": "close"})
        except WebmentionRefusedError as error:
            return _say(400, error.user_message)
        except AnchorwatchError:
            logger.exception("webmention not kept")
            return _say(500, "Something is wrong on our side. Please try again later.")
        return _say(202, "Thank you. We will look at the page ourselves.")


def _pair(content_type: str, body: bytes) -> tuple[str, str]:
    if content_type != _FORM:
        raise WebmentionRefusedError(f"Send a form ({_FORM}).")
    try:
        said = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        raise WebmentionRefusedError("The form cannot be read.") from None
    values = [[value for name, value in said if name == wanted] for wanted in ("source", "target")]
    if any(len(found) != 1 for found in values):
        raise WebmentionRefusedError("Send one source and one target.")
    return values[0][0], values[1][0]


def _domain(source: str) -> str:
    try:
        host = page_address(source).host
    except AddressError:
        return ""  # refused in a moment
    return registrable_domain(host) or host


def _sender(request: web.Request) -> str:
    """Who is at the door: behind a web server of our own, the last address that it wrote down."""
    peer = request.remote or ""
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return said[:45] if said and _is_ours(peer) else peer


def _is_ours(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


async def _be_nobody(_request: web.Request, response: web.StreamResponse) -> None:
    """Strangers need not know which version of what answers them."""
    response.headers["Server"] = "Anchorwatch"


def _say(status: int, text: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, text=f"{text}\n", headers=headers)
