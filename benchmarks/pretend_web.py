"""A fast web server on loopback, in a process of its own: many host names, packed pages, a robots.txt for each.

Over TLS every page costs a fresh handshake, as pages of distinct hosts do.
"""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.certificates import server_context
from benchmarks.harness import ROOT, module
from benchmarks.synthetic_pages import PAGES, page

LINKS_PER_HOST = 10
_ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /search\nAllow: /\nSitemap: /sitemap.xml\n"


def host_name(number: int) -> str:
    return f"site{number:04d}.example"


def hosts_of(links: int) -> int:
    return links // LINKS_PER_HOST


def addresses(port: int, links: int, scheme: str = "http") -> list[str]:
    """As many page addresses, spread evenly over the hosts."""
    hosts = hosts_of(links)
    return [
        f"{scheme}://{host_name(at % hosts)}:{port}/{at // hosts}/{at % PAGES}"  # which its canonical address is, too
        for at in range(links)
    ]


def write_hosts_file(folder: Path, links: int) -> Path:
    file = folder / "hosts"
    file.write_text("".join(f"127.0.0.1 {host_name(number)}\n" for number in range(hosts_of(links))))
    return file


@contextmanager
def pretend_web(certificates: Path | None = None, cookies: bool = False) -> Iterator[int]:
    """Serves while the block lasts, over TLS with certificates of ``benchmarks.certificates``; yields the port."""
    command = module("pretend_web", *([certificates] if certificates else []), *(["cookies"] if cookies else []))
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    with server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


class _Server(asyncio.Protocol):
    """Answers every GET at once from memory; page numbers beyond the set begin again."""

    def __init__(self, pages: list[bytes], robots: bytes, is_secure: bool) -> None:
        self._pages = pages
        self._robots = robots
        self._is_secure = is_secure
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            path = head.split(b" ", 2)[1]
            number = path.rpartition(b"/")[2]
            self._transport.write(self._pages[int(number) % len(self._pages)] if number.isdigit() else self._robots)
            if self._is_secure or b"onnection: close" in head:
                self._transport.close()
                return


def _answer(body: bytes, content_type: bytes, *more: bytes) -> bytes:
    lines = [b"HTTP/1.1 200 OK", b"Server: pretend", b"Content-Type: " + content_type, *more]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", body])


async def _serve(certificates: Path | None, *more: bytes) -> None:
    packed = (gzip.compress(page(number), compresslevel=6, mtime=0) for number in range(PAGES))
    pages = [_answer(body, b"text/html; charset=utf-8", b"Content-Encoding: gzip", *more) for body in packed]
    robots = _answer(_ROBOTS, b"text/plain")
    loop = asyncio.get_running_loop()
    tls = server_context(certificates) if certificates else None
    server = await loop.create_server(
        lambda: _Server(pages, robots, tls is not None), "127.0.0.1", 0, backlog=1024, ssl=tls
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    # Nobody is left to serve when whoever started us is gone, however it went.
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    words = sys.argv[1:]
    cookies = [b"Set-Cookie: visitor=1; Path=/; Max-Age=86400"] if "cookies" in words else []
    asyncio.run(_serve(next((Path(word) for word in words if word != "cookies"), None), *cookies))
