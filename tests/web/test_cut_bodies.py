"""A page that was cut off on its way is never taken for a page without the link, however the cut was made."""

import gzip
import ssl
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import read_page
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from jobs.web.decoding import Caps
from jobs.web.endings import shows_its_end
from jobs.web.exchange import Limits
from jobs.web.headers import is_page
from jobs.web.transport import verifying_tls
from storage.domain import Conclusion
from tests.servers.web import HTML, Reply, SiteServer
from tests.web.certificates import OPENSSL, Authority
from tests.web.test_any_bytes import answer_to
from tests.web.visiting import visit

OWN = OwnDomains(("acme.example",))
URL = "https://blog.example/post"
LINK = b"<a href='https://acme.example/'>Acme</a>"
WORDS = b"".join(
    b"<p>Words number %d about something else entirely, as on any page.</p>" % number for number in range(30)
)
WITHOUT_LINK = b"<!doctype html><title>A post</title><body>" + WORDS + b"<p>The end.</p></body></html>\n"
PAGE = b"<!doctype html><title>A post</title><body>" + WORDS + LINK + b"<p>The end.</p></body></html>\n"
LIMITS = Limits(Caps(decoded=5_000_000, wire=2_000_000), is_page, shows_its_end)


def sent(body: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", *headers, b"", body])


def in_chunks(body: bytes) -> bytes:
    bounds = [*range(0, len(body), 97), len(body)]
    return b"".join(b"%x\r\n%s\r\n" % (end - start, body[start:end]) for start, end in pairwise(bounds)) + b"0\r\n\r\n"


def packed(page: bytes) -> bytes:
    return gzip.compress(page, mtime=0)


FRAMINGS: dict[str, Callable[[bytes], bytes]] = {
    "ends with the connection": sent,
    "length": lambda page: sent(page, b"Content-Length: %d" % len(page)),
    "chunks": lambda page: sent(in_chunks(page), b"Transfer-Encoding: chunked"),
    "gzip": lambda page: sent(packed(page), b"Content-Encoding: gzip"),
    "gzip and length": lambda page: sent(
        packed(page), b"Content-Encoding: gzip", b"Content-Length: %d" % len(packed(page))
    ),
    "gzip in chunks": lambda page: sent(
        in_chunks(packed(page)), b"Content-Encoding: gzip", b"Transfer-Encoding: chunked"
    ),
    "deflate": lambda page: sent(zlib.compress(page), b"Content-Encoding: deflate"),
    "bare deflate": lambda page: sent(zlib.compress(page, wbits=-15), b"Content-Encoding: deflate"),
}


def conclusion_of(received: bytes) -> Conclusion:
    answer, trouble = answer_to([received], LIMITS)
    if answer is None:
        return judge(Visit(URL, URL, trouble=trouble), None, OWN).conclusion
    seen = Visit(URL, URL, answer.status, (), tuple(answer.headers), answer.body, answer.wire_bytes, answer.trouble)
    page = read_page(seen.body, url=URL, content_type="text/html", headers=seen.headers, own=OWN) if seen.body else None
    return judge(seen, page, OWN).conclusion


@pytest.mark.parametrize("framed", FRAMINGS.values(), ids=FRAMINGS.keys())
def test_a_page_cut_anywhere_is_never_a_loss(framed: Callable[[bytes], bytes]) -> None:
    """Cut after every byte; once the link is there, it counts as far as it came."""
    whole = framed(PAGE)
    assert conclusion_of(whole) is Conclusion.LIVE
    concluded = {conclusion_of(whole[:end]) for end in range(len(whole))}
    assert concluded == {Conclusion.NO_ANSWER, Conclusion.LIVE}


@pytest.mark.parametrize("framed", FRAMINGS.values(), ids=FRAMINGS.keys())
def test_a_whole_page_without_the_link_is_a_loss_however_it_was_framed(framed: Callable[[bytes], bytes]) -> None:
    assert conclusion_of(framed(WITHOUT_LINK)) is Conclusion.LOST


@pytest.mark.parametrize(
    ("page", "is_whole"),
    [
        (b"<p>words</p></body></html>", True),
        (b"<P>WORDS</BODY ></HTML\n>\r\n \t\0", True),
        (b"<p>words</body>", True),
        (b"<p>words</html><!-- cached by a plugin - in 0.2 s --->\n<script async src=x></script>", True),
        (b"<p>words</html><script>var a = '<b>' + 1 < 2;</script><noscript><img src=x></noscript>", True),
        (b"<p>words</body><script>x</script></html>", True),
        ("<p>words</html>\n".encode("utf-16"), True),
        (b"", True),
        (b"<p>words", False),
        (b"<p>words</p>", False),
        (b"<p>words</html", False),
        (b"<p>words</html></body", False),
        (b"<p>words</html><!-- cut", False),
        (b"<p>words</html><script>cut", False),
        (b"<html>first</html><html><p>and a second document", False),
        (b"<p>words</html>" + b" " * 20_000, False),
        (b"<script>document.write('</html>'); more", False),
        (b"<p>words</bodyguard>", False),
    ],
)
def test_only_the_end_of_its_markup_shows_that_a_page_is_whole(page: bytes, is_whole: bool) -> None:
    assert shows_its_end(page) is is_whole


@pytest.mark.parametrize("filler", [b"<!--", b"<script>", b"--", b"</body>", b"<", b" ", b"<!---->", b"</script"])
def test_no_ending_takes_long_to_understand(filler: bytes) -> None:
    assert not shows_its_end(b"</html>" + filler * (16_000 // len(filler)) + b"x")


@pytest.mark.parametrize(
    ("body", "trouble"), [(PAGE, None), (PAGE[: len(PAGE) // 2], Trouble.TRUNCATED), (WORDS, Trouble.TRUNCATED)]
)
def test_a_body_that_ends_with_the_connection_must_show_its_end(
    site_server: SiteServer, body: bytes, trouble: Trouble | None
) -> None:
    seen = visit(site_server.put("blog.example/a", Reply(iter([body]))), site_server.rules())
    assert (seen.status, seen.body, seen.trouble) == (200, body, trouble)


def test_rules_of_a_robots_file_need_no_markup_to_be_whole(site_server: SiteServer) -> None:
    site_server.put("blog.example/robots.txt", Reply(iter([b"User-agent: *\nDisallow: /a\n"]), headers=()))
    url = site_server.put("blog.example/a", b"page")
    assert visit(url, site_server.rules()).trouble is Trouble.ROBOTS


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command to make certificates")
@pytest.mark.parametrize(("hangs_up", "trouble"), [(False, None), (True, Trouble.TRUNCATED)])
def test_over_tls_a_line_cut_without_a_goodbye_is_a_cut_page(
    tmp_path_factory: pytest.TempPathFactory, hangs_up: bool, trouble: Trouble | None
) -> None:
    authority = Authority(tmp_path_factory.mktemp("certificates"))
    trusting: ssl.SSLContext = authority.trust(verifying_tls())
    with SiteServer(tls=authority.server("shop.example")) as server:
        server.put("shop.example/a", lambda _: Reply(iter([PAGE]), hang_up=hangs_up))
        seen = visit(server.url("shop.example/a", secure=True), server.rules(), tls=trusting)
    assert (seen.status, seen.body, seen.trouble) == (200, PAGE, trouble)


def test_a_framed_page_needs_no_goodbye(site_server: SiteServer) -> None:
    headers = (*HTML, ("Content-Length", str(len(PAGE))))
    seen = visit(site_server.put("blog.example/a", Reply(PAGE, headers=headers, hang_up=True)), site_server.rules())
    assert (seen.body, seen.trouble) == (PAGE, None)
