"""A visit brings back what the server said, and follows redirects to where they end."""

import pytest

from jobs.analysis.visit import Trouble
from storage.domain import Hop
from tests.servers.web import HTML, Reply, SiteServer, chunked
from tests.web.visiting import visit

PAGE = b"<!doctype html><title>A post</title><p>See <a href='https://acme.example/'>Acme</a>."


def test_a_page_comes_back_as_it_was_sent(site_server: SiteServer) -> None:
    url = site_server.put(
        "blog.example/post?a=1", Reply(PAGE, headers=(*HTML, ("X-Robots-Tag", "a"), ("x-robots-tag", "b")))
    )
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.trouble, seen.body) == (200, None, PAGE)
    assert (seen.url, seen.final_url, seen.hops) == (url, url, ())
    assert seen.fetched_bytes == len(PAGE)
    assert seen.headers_named("X-Robots-Tag") == ("a", "b")
    assert seen.header("content-TYPE") == "text/html; charset=utf-8"


def test_we_say_who_we_are_and_whom_to_ask(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/post", PAGE)
    visit(url, site_server.rules(contact_url="https://acme.example/bot"))
    headers = site_server.asked_for("blog.example/post")[0].headers
    assert headers["user-agent"] == "AnchorwatchBot/0.1 (+https://acme.example/bot)"
    assert headers["host"] == f"blog.example:{site_server.port}"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_the_address_goes_out_as_the_url_standard_writes_it(site_server: SiteServer) -> None:
    site_server.put("blog.example/*", PAGE)
    url = site_server.url("blog.example/caf\u00e9 a|b/%7Ex?q=\u00fc|'&x=a b#part")
    seen = visit(url, site_server.rules())
    assert seen.trouble is None
    assert site_server.pages_asked() == ["blog.example/caf%C3%A9%20a|b/%7Ex?q=%C3%BC|%27&x=a%20b"]
    assert "#" not in seen.final_url
    assert seen.url == url


def test_redirects_are_followed_and_told(site_server: SiteServer) -> None:
    first = site_server.redirect("old.example/a", "b", 302)
    second = site_server.redirect("old.example/b", site_server.url("new.example/c#part"), 308)
    last = site_server.put("new.example/c", PAGE)
    seen = visit(first, site_server.rules())
    assert (seen.status, seen.final_url, seen.body) == (200, last, PAGE)
    assert seen.hops == (Hop(302, first), Hop(308, second))


def test_a_redirect_to_a_raw_utf8_path_is_understood(site_server: SiteServer) -> None:
    first = site_server.redirect("blog.example/a", "/caf\u00e9")
    last = site_server.put("blog.example/caf%C3%A9", PAGE)
    assert visit(first, site_server.rules()).final_url == last


def test_ten_redirects_are_followed_and_an_eleventh_is_not(site_server: SiteServer) -> None:
    for step in range(11):
        site_server.redirect(f"blog.example/{step}", f"/{step + 1}")
    site_server.put("blog.example/11", PAGE)
    ten = visit(site_server.url("blog.example/1"), site_server.rules())
    assert (ten.status, len(ten.hops), ten.trouble) == (200, 10, None)
    eleven = visit(site_server.url("blog.example/0"), site_server.rules())
    assert (eleven.status, len(eleven.hops), eleven.trouble) == (301, 10, Trouble.TOO_MANY_REDIRECTS)


@pytest.mark.parametrize("ring", [["/a"], ["/b", "/a"], ["/b#x", "/c", "/a"]])
def test_a_ring_of_redirects_is_noticed_at_once(site_server: SiteServer, ring: list[str]) -> None:
    path = "/a"
    for location in ring:
        site_server.redirect(f"blog.example{path}", location)
        path = location.partition("#")[0]
    seen = visit(site_server.url("blog.example/a"), site_server.rules())
    assert seen.trouble is Trouble.REDIRECT_LOOP
    assert len(site_server.pages_asked()) == len(ring)


@pytest.mark.parametrize(
    "location",
    [
        "/" + "a" * 9000,
        "javascript:alert(1)",
        "ftp://blog.example/",
        "//",
        "http://",
        "http://[::1",
        "http://a b/",
        "http://user:secret@blog.example/",
        "/a\x01b",
        "http://blog.example:0/",
        "data:text/html,x",
        "\udce9\udcff" * 3000,
    ],
)
def test_a_redirect_that_leads_nowhere_is_trouble_and_no_exception(site_server: SiteServer, location: str) -> None:
    url = site_server.redirect("blog.example/a", location)
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.final_url, seen.trouble) == (301, url, Trouble.BAD_ADDRESS)


def test_a_redirect_without_a_location_is_the_answer(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", Reply(b"moved", status=301))
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.body, seen.trouble, seen.hops) == (301, b"moved", None, ())


@pytest.mark.parametrize("status", [300, 304, 399])
def test_other_answers_of_the_300s_are_no_redirects(site_server: SiteServer, status: int) -> None:
    url = site_server.redirect("blog.example/a", "/b", status)
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.trouble, seen.hops) == (status, None, ())


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 500, 503, 999])
def test_an_error_page_is_an_answer_with_its_body(site_server: SiteServer, status: int) -> None:
    url = site_server.put("blog.example/a", Reply(PAGE, status))
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.body, seen.trouble) == (status, PAGE, None)


@pytest.mark.parametrize(
    ("kind", "is_read"),
    [
        ("text/html", True),
        ("TEXT/HTML ; charset=x", True),
        ("application/xhtml+xml", True),
        ("application/rss+xml", True),
        ("text/xml", True),
        ("text/plain", True),
        ("", True),
        ("html", True),
        ("unknown/unknown", True),
        ("application/pdf", False),
        ("image/png", False),
        ("application/json", False),
        ("video/mp4", False),
    ],
)
def test_only_what_can_be_a_page_is_downloaded(site_server: SiteServer, kind: str, is_read: bool) -> None:
    url = site_server.put("blog.example/a", Reply(PAGE, headers=(("Content-Type", kind),)))
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.trouble) == (200, None)
    assert seen.body == (PAGE if is_read else b"")


def test_a_page_without_a_type_is_read(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", Reply(PAGE, headers=()))
    assert visit(url, site_server.rules()).body == PAGE


def test_a_body_may_end_with_the_connection(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", Reply(iter([PAGE, b"more</html>"])))
    seen = visit(url, site_server.rules())
    assert (seen.body, seen.trouble) == (PAGE + b"more</html>", None)


def test_chunks_are_joined_and_trailers_ignored(site_server: SiteServer) -> None:
    body = chunked(PAGE, b"more").removesuffix(b"\r\n") + b"X-Robots-Tag: noindex\r\n\r\n"
    url = site_server.put("blog.example/a", Reply(body, headers=(*HTML, ("Transfer-Encoding", "chunked"))))
    seen = visit(url, site_server.rules())
    assert (seen.body, seen.trouble) == (PAGE + b"more", None)
    assert seen.header("x-robots-tag") is None


@pytest.mark.parametrize("status", [204, 304])
def test_answers_that_have_no_body_do_not_wait_for_one(site_server: SiteServer, status: int) -> None:
    raw = b"HTTP/1.1 %d No\r\nContent-Length: 500\r\n\r\n" % status
    url = site_server.put("blog.example/a", Reply(raw=raw))
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.body, seen.trouble, seen.not_modified) == (status, b"", None, False)


def test_interim_answers_are_skipped(site_server: SiteServer) -> None:
    raw = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    raw += b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhiand more"
    seen = visit(site_server.put("blog.example/a", Reply(raw=raw)), site_server.rules())
    assert (seen.status, seen.body, seen.header("link"), seen.trouble) == (200, b"hi", None, None)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\nContent-Length: 9\n\nhi</html>",
        b"HTTP/1.0 200\r\n\r\nhi</html>",
        b"\r\nHTTP/1.1 200 OK\r\n\r\nhi</html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n9 \r\nhi</html>\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\x00\x01b\r\nX: folded\r\n line\r\nContent-Length: 9\r\n\r\nhi</html>",
    ],
)
def test_sloppy_servers_are_read_as_browsers_read_them(site_server: SiteServer, raw: bytes) -> None:
    seen = visit(site_server.put("blog.example/a", Reply(raw=raw)), site_server.rules())
    assert (seen.status, seen.body, seen.trouble) == (200, b"hi</html>", None)
