"""Keeps strangers out: only this machine's own page may drive the workspace, whatever other pages are open."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

_LOOPBACK_NAMES = ("127.0.0.1", "localhost")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """``page_token`` is new at every start and known only to the page this server gave out."""

    def __init__(self, page_token: str) -> None:
        self._page_token = page_token
        self._port = 0

    def serve_on(self, port: int) -> None:
        self._port = port

    @web.middleware
    async def middleware(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        # A page of some other site may have its own name lead to 127.0.0.1; it still says that name here.
        if not self._is_ours(request.host):
            return web.Response(status=403, text="This server answers only to 127.0.0.1 and localhost.")
        if request.path.startswith("/api/") and "Origin" in request.headers:
            return web.json_response({"ok": False, "error": "No web page speaks for the app."}, status=403)
        if request.path.startswith("/preview/") and not self._is_the_page(request):
            return web.json_response({"ok": False, "error": "Only the preview page may ask for this."}, status=403)
        return await handler(request)

    async def add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        del request
        names = " ".join(f"ws://{name}:{self._port}" for name in _LOOPBACK_NAMES)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Content-Security-Policy"] = _POLICY.format(sockets=names)

    def _is_the_page(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        if origin is not None and not (origin.startswith("http://") and self._is_ours(origin.removeprefix("http://"))):
            return False
        token = request.headers.get("X-Preview-Token") or request.query.get("token", "")
        return secrets.compare_digest(token.encode(), self._page_token.encode())

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.partition(":")
        # slack_sdk's WebSocket client leaves the port out of its Host header.
        return name.lower() in _LOOPBACK_NAMES and port in {"", str(self._port)}
