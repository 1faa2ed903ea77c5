"""A web server on loopback, in a process of its own, whose every page is made to break whoever visits it."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, count, repeat
from pathlib import Path

from benchmarks import pretend_web
from benchmarks.harness import ROOT, module
from benchmarks.synthetic_pages import OWN_DOMAIN

_LINK = b"<a href='https://%s/'>Acme</a>" % OWN_DOMAIN.encode()
_HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_DRIP_SECONDS = 0.05
_VISITS = count()


Pieces = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Trap:
    """What a hostile page answers, piece by piece, and the verdicts that are right: never that a link was lost."""

    pieces: Pieces
    right: tuple[str, ...]
    is_dripping: bool = False


def _page(*markup: bytes) -> Pieces:
    @cache
    def answer() -> list[bytes]:
        packed = gzip.compress(b"".join(markup), 1, mtime=0)
        return [_HTML + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed), packed]

    return answer


@cache
def _bomb() -> list[bytes]:
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1_000)) + packer.flush()
    return [_HTML + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed), packed]


def _endlessly(start: bytes, more: bytes) -> Pieces:
    return lambda: chain([start], repeat(more))


def _redirect(to: bytes) -> Pieces:
    """A ``%d`` becomes another number each time."""
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
    return lambda: [head + to.replace(b"%d", b"%d" % next(_VISITS)) + b"\r\n\r\n"]


def _numbered(form: bytes, times: int) -> bytes:
    return b"".join(form.replace(b"%x", b"%x" % at) for at in range(times))


_DISGUISED = b" a%x b%x c%x d%x e%x f%x g%x h%x<"
_READ, _UNREAD, _EITHER = ("live",), ("unreachable",), ("live", "unreachable")
_TOO_LARGE = ("non_html",)
TRAPS = {
    "nested-5k": Trap(_page(b"<div>" * 5_000, _LINK), _READ),
    "nested-200k": Trap(_page(b"<div>" * 200_000, _LINK), _UNREAD),
    "attributes-200k": Trap(_page(b"<a ", _numbered(b"a%x=1 ", 200_000), b">", _LINK), _UNREAD),
    "attributes-hidden": Trap(_page(b"<p ", _numbered(_DISGUISED, 15_000), b">", _LINK), _UNREAD),
    "formatting": Trap(_page(b"<p>", _numbered(b"<font color=%x>", 2_000), b"<p>x" * 20_000, _LINK), _UNREAD),
    "misnested": Trap(_page(b"<b><i><p></b></i>" * 80_000, _LINK), _EITHER),
    "lists-in-lists": Trap(_page(b"<dl><dd>" * 9_000, _LINK), _EITHER),
    "never-closed": Trap(_page(b"<q>" * 9_000, b"</x>" * 1_000_000, _LINK), _EITHER),
    "tables": Trap(_page(b"<table><td>" * 60_000, _LINK), _EITHER),
    "elements-1m": Trap(_page(b"<br>" * 1_200_000, _LINK), _EITHER),
    "links-100k": Trap(_page(_LINK * 100_000), _EITHER),
    "open-comments": Trap(_page(_LINK, b"<!--" * 1_000_000), _READ),
    "open-cdata": Trap(_page(_LINK, b"<![CDATA[" * 500_000), _READ),
    "open-values": Trap(_page(_LINK, b'<a href="' * 400_000), _EITHER),
    "open-entities": Trap(_page(_LINK, b"&CounterClockwiseContourIntegra" * 150_000), _READ),
    "gzip-bomb-1gb": Trap(_bomb, _TOO_LARGE),
    "endless-body": Trap(_endlessly(_HTML + b"\r\n", b"<p>words</p>" * 5_000), (*_TOO_LARGE, *_UNREAD)),
    "endless-headers": Trap(_endlessly(_HTML, b"X-Y: z\r\n" * 1_000), _UNREAD),
    "slow-headers": Trap(_endlessly(_HTML, b"X: y\r\n"), _UNREAD, is_dripping=True),
    "slow-body": Trap(_endlessly(_HTML + b"\r\n" + _LINK, b"x"), _UNREAD, is_dripping=True),
    "redirect-loop": Trap(_redirect(b"/redirect-loop"), _UNREAD),
    "redirects-endless": Trap(_redirect(b"/redirects-endless/%d"), _UNREAD),
}
# Too large to be read among the small ones, and nothing else: they show that whoever reads such pages still does.
HONEST = {name: Trap(_page(b"<p>words and words</p>" * 30_000 + _LINK), _READ) for name in ("honest-1", "honest-2")}


def trap_url(name: str, port: int) -> str:
    return f"http://{name}.example:{port}/{name}"


def write_hosts_file(folder: Path, ordinary: int) -> Path:
    """The hosts of both webs; the pretend one has so many pages."""
    file = pretend_web.write_hosts_file(folder, ordinary)
    with file.open("a") as hosts:
        hosts.writelines(f"127.0.0.1 {name}.example\n" for name in (*TRAPS, *HONEST))
    return file


@contextmanager
def hostile_web() -> Iterator[int]:
    """Serves while the block lasts; yields the port."""
    server = subprocess.Popen(module("hostile_web"), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    with server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


_ALL = TRAPS | HONEST


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        head = await reader.readuntil(b"\r\n\r\n")
        trap = _ALL.get(head.split(b" ", 2)[1].decode().split("/")[1])
        for piece in trap.pieces() if trap else [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]:
            writer.write(piece)
            await writer.drain()
            if trap and trap.is_dripping:
                await asyncio.sleep(_DRIP_SECONDS)
    writer.close()


async def _serve() -> None:
    _bomb()  # made now, not while somebody waits for it
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
