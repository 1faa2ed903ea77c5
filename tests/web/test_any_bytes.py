"""Any bytes at all from a server are understood or refused: never an exception, and the same however they are cut."""

import asyncio
import gzip
from itertools import pairwise
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, UnreadablePageError, read_page
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from jobs.web.decoding import Caps
from jobs.web.endings import shows_its_end
from jobs.web.exchange import Answer, Exchange, Limits
from jobs.web.headers import is_page, retry_after
from jobs.web.robots_rules import read_robots
from jobs.web.targets import follow, read_target
from storage.domain import Conclusion
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


OWN = OwnDomains(("acme.example",))
URL = "https://blog.example/post"
BODIES = [
    *[b"<html>", b"<a href=https://acme.example/>us</a>", b"</html>", b"</body>", b"<p>words and words</p>" * 30],
    *[b"<script>", b"</script>", b"<!--", b"-->", b"\0", b"\xff\xfe", b"\x1b$B", b"<meta charset=utf-16>", b"&#0;"],
    *[b"5\r\n", b";ext=" + b"x" * 900, b"\r\n0\r\n\r\n", compressed(b"<p>a</p>"), compressed(compressed(b"<p>b</p>"))],
]
HEADS = [
    *[b"Content-Type: text/html\r\n", b"Content-Type: TEXT/html;;charset=\xff\r\n", b"Content-Type: image/png\r\n"],
    *[b"Content-Type: text/html; charset=utf-7\r\n", b"Content-Type:\r\n", b"Content-Length: 60\r\n"],
    *[b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"Transfer-Encoding: chunked\r\n", b"X: y\r\n" * 600],
    *[b"Content-Length: 99\r\n", b"X-Robots-Tag: none\r\n", b"Location: //[\r\n", b"Retry-After: \xb2\r\n", b": \r\n"],
]
STATUSES = [
    b"200 OK",
    b"404 Not Found",
    b"410 Gone",
    b"503 Busy",
    b"301 Moved",
    b"200",
    b"203 x",
    b"999 \xff",
    b"101 Up",
]
pages = st.builds(
    lambda interim, status, heads, bodies: b"".join(
        [b"HTTP/1.1 103 Early\r\n\r\n" * interim, b"HTTP/1.1 ", status, b"\r\n", *heads, b"\r\n", *bodies]
    ),
    st.integers(0, 3),
    st.sampled_from(STATUSES),
    st.lists(st.sampled_from(HEADS) | st.binary(max_size=12), max_size=4),
    st.lists(st.sampled_from(BODIES) | st.binary(max_size=20), max_size=8),
)


@settings(deadline=None, max_examples=300)
@given(pages, st.lists(st.integers(0, 3000), max_size=6), st.booleans())
@example(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"<p>words and words</p>" * 90, [400], True)
def test_any_answer_gets_a_verdict_and_none_that_was_cut_is_a_loss(sent: bytes, cuts: list[int], is_cut: bool) -> None:
    """However it is split on its way; cut short means that its last piece never came."""
    bounds = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    pieces = [sent[start:end] for start, end in pairwise(bounds)]
    answer, trouble = answer_to(pieces[:-1] if is_cut else pieces)
    if answer is None:
        assert judge(Visit(URL, URL, trouble=trouble), None, OWN).conclusion is not Conclusion.LOST
        return
    seen = Visit(URL, URL, answer.status, (), tuple(answer.headers), answer.body, answer.wire_bytes, answer.trouble)
    judged = judge(seen, _page(seen), OWN)
    assert judged.reason
    if judged.conclusion is Conclusion.LOST and answer.status not in (404, 410):
        assert answer.trouble is None
        is_framed = any(
            name in ("content-length", "transfer-encoding", "content-encoding") for name, _ in answer.headers
        )
        assert is_framed or shows_its_end(answer.body)


def _page(seen: Visit) -> Page | None:
    if not seen.body:
        return None
    kind = seen.header("content-type")
    try:
        return read_page(seen.body, url=URL, content_type=kind, headers=seen.headers, own=OWN)
    except UnreadablePageError:
        return None


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
