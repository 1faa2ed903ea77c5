"""The floor of B2 and B3: asyncio, zlib and Lexbor with nothing in between: no robots, guard, state or errors."""

from __future__ import annotations

import asyncio
import ssl
import sys
import zlib
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from benchmarks.measuring import measured, tell
from benchmarks.pretend_web import addresses
from benchmarks.synthetic_pages import OWN_DOMAIN

_AT_ONCE = 64
_GZIP = zlib.MAX_WBITS | 16
_PLACES = frozenset({"nav", "header", "footer", "aside", "main", "article"})


class _Get(asyncio.Protocol):
    """One request on a connection of its own; the answer ends with the connection."""

    def __init__(self, host: str, path: str) -> None:
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        self._parts: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        self._parts.append(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.answer.set_result(b"".join(self._parts))


def read(body: bytes) -> tuple[list[tuple[str, str, str, str]], str | None, str | None]:
    """The links to us with rel, anchor and place, the canonical address, and the robots rules."""
    tree = LexborHTMLParser(body)
    links = []
    for node in tree.css("a[href],area[href]"):
        attributes = node.attributes
        href = attributes["href"] or ""
        if OWN_DOMAIN in href and (urlsplit(href).hostname or "").endswith(OWN_DOMAIN):
            links.append((href, attributes.get("rel") or "", node.text(strip=True), _place(node)))
    canonical, robots = tree.css_first("link[rel=canonical]"), tree.css_first("meta[name=robots]")
    return links, canonical and canonical.attributes["href"], robots and robots.attributes["content"]


def _place(node: LexborNode) -> str:
    parent = node.parent
    while parent is not None:
        if parent.tag in _PLACES:
            return str(parent.tag)
        parent = parent.parent
    return "other"


async def _visit_all(urls: list[str]) -> int:
    linking = 0
    loop = asyncio.get_running_loop()
    tls = ssl.create_default_context()
    queue = iter(urls)

    async def visit_some() -> None:
        nonlocal linking
        for url in queue:
            parts = urlsplit(url)
            is_secure = parts.scheme == "https"
            _, get = await loop.create_connection(
                lambda p=parts: _Get(p.netloc, p.path),
                "127.0.0.1",
                parts.port,
                ssl=tls if is_secure else None,
                server_hostname=parts.hostname if is_secure else None,
            )
            links, _, _ = read(zlib.decompress((await get.answer).partition(b"\r\n\r\n")[2], _GZIP))
            linking += bool(links)

    await asyncio.gather(*(visit_some() for _ in range(_AT_ONCE)))
    return linking


def main() -> None:
    urls = addresses(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    with measured() as section:
        linking = asyncio.run(_visit_all(urls))
    tell(section, linking)


if __name__ == "__main__":
    main()
