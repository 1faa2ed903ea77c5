"""Any bytes at all from a server are understood or refused: never an exception, and the same however they are cut."""

import asyncio
import gzip
from itertools import pairwise
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobs.analysis.visit import Trouble
from jobs.web.decoding import Caps
from jobs.web.endings import shows_its_end
from jobs.web.exchange import Answer, Exchange, Limits
from jobs.web.headers import is_page, retry_after
from jobs.web.robots_rules import read_robots
from jobs.web.targets import follow, read_target
from tests.web.visiting import NOW


def compressed(body: bytes) -> bytes:
    """Without the time of day, so that a test case has the same name in every process."""
    return gzip.compress(body, mtime=0)


PEER = "192.0.2.1"
LIMITS = Limits(Caps(decoded=4000, wire=2000), is_page, shows_its_end)

PARTS = [
    *[
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 404\r\n",
        b"HTTP/1.1 304 No\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 301\n",
    ],
    *[b"Content-Length: 5\r\n", b"Content-Length: 0\r\n", b"Content-Length: x\r\n", b"Transfer-Encoding: chunked\r\n"],
    *[
        b"Content-Encoding: gzip\r\n",
        b"Content-Encoding: deflate\r\n",
        b"Content-Encoding: br\r\n",
        b"Connection: upgrade\r\n",
    ],
    *[
        b"Upgrade: h2c\r\n",
        b"Location: /\xe9\r\n",
        b"Content-Type: text/html\r\n",
        b"Content-Type: text\0/html\r\n",
        b"X:\r\n folded\r\n",
        b"Set-Cookie: a=b\r\n",
    ],
    *[
        b"\r\n",
        b"\n",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"0\r\nTrailer: x\r\n\r\n",
        b"hello",
        b"zz\r\n",
        compressed(b"hi"),
    ],
    *[compressed(bytes(9000)), b"\x1f\x8b", b"\x78\x9c", b"\x00", b"a" * 5000],
]
servers = st.lists(st.sampled_from(PARTS) | st.binary(max_size=20), max_size=12).map(b"".join)


class Wire(asyncio.Transport):
    """A connection without a network."""

    def __init__(self) -> None:
        super().__init__({"peername": (PEER, 80)})
        self.is_open = True

    def write(self, data: Any) -> None:
        """The request, which nobody reads."""

    def abort(self) -> None:
        self.is_open = False


def answer_to(pieces: list[bytes], limits: Limits = LIMITS) -> tuple[Answer | None, Trouble | None]:
    async def run() -> tuple[Answer | None, Trouble | None]:
        exchange, wire = Exchange(b"GET / HTTP/1.1\r\n\r\n", PEER, limits), Wire()
        exchange.connection_made(wire)
        for piece in pieces:
            if wire.is_open:
                exchange.data_received(piece)
        if wire.is_open:
            exchange.eof_received()
        exchange.connection_lost(None)
        await exchange.ended
        return exchange.answer(), exchange.trouble

    return asyncio.run(run())


@settings(deadline=None)
@given(servers, st.lists(st.integers(0, 12_000), max_size=6))
@example(b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x78", [])
@example(b"HTTP/1.1 200 OK\r\nContent-Type: text\0/html\r\nContent-Length: 0\r\n\r\n", [])
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 404 No\r\nX: y\r\n\r\n", [50])
def test_an_answer_is_the_same_however_the_network_cuts_it(sent: bytes, cuts: list[int]) -> None:
    bounds = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    whole, trouble = answer_to([sent])
    cut, cut_trouble = answer_to([sent[start:end] for start, end in pairwise(bounds)])
    assert trouble is cut_trouble
    assert whole == cut or (whole and cut and trouble and whole.body.startswith(cut.body))
    assert whole is None or len(whole.body) <= LIMITS.caps.decoded
    assert whole is not None or trouble is not None
    assert not any("\0" in value for _, value in (whole.headers if whole else []))


@settings(deadline=None)
@given(st.text(max_size=200) | st.text("htps:/@#?.[]%\\01x", max_size=40))
def test_any_location_leads_to_a_web_page_or_nowhere(location: str) -> None:
    base = read_target("https://blog.example/a/b?c")
    assert base is not None
    for target in (follow(base, location), read_target(location)):
        if target is not None:
            assert target.scheme in ("http", "https")
            assert target.path.startswith("/")
            assert target.path.isascii()
            assert target.path.isprintable()
            assert "#" not in target.href
            assert target.authority in target.href


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_retry_after_is_read_or_ignored(said: str) -> None:
    wait = retry_after(Answer(503, [("retry-after", said)], b"", 0, None), lambda: NOW)
    assert wait is None or 0 <= wait.total_seconds() <= 86_400


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([b"User-agent: *", b"disallow: /*$", b"\r", b"\n", b"%"])).map(b"".join)
)
def test_any_robots_file_is_understood(body: bytes) -> None:
    assert read_robots(body).allows("https://blog.example/robots.txt")
    assert isinstance(read_robots(body).allows("https://blog.example/a%2Fb?c=$*"), bool)
    assert read_robots(body).crawl_delay >= 0
