"""A page that has not changed is not sent again, and a busy server says when to come back."""

from datetime import timedelta

import pytest

from jobs.analysis.visit import Visit
from storage.domain import PageMemory
from tests.servers.web import HTML, Asked, Reply, SiteServer
from tests.web.visiting import visit, with_fetcher

MEMORY = PageMemory(etag='W/"abc"', last_modified="Sun, 01 Feb 2026 10:00:00 GMT")


def revisit(url: str, site_server: SiteServer, memory: PageMemory | None = MEMORY, fresh: bool = False) -> Visit:
    return with_fetcher(site_server.rules(), lambda fetcher: fetcher.visit(url, memory, fresh))


def unchanged(asked: Asked) -> Reply:
    return Reply(status=304) if asked.headers.get("if-none-match") == MEMORY.etag else Reply(b"page")


def test_a_page_that_has_not_changed_says_so(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", unchanged)
    seen = revisit(url, site_server)
    assert (seen.status, seen.not_modified, seen.body, seen.trouble) == (304, True, b"", None)
    headers = site_server.asked_for("blog.example/a")[0].headers
    assert headers["if-modified-since"] == MEMORY.last_modified
    assert "if-none-match" not in site_server.asked_for("blog.example/robots.txt")[0].headers


def test_a_fresh_visit_asks_for_the_page_itself(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", unchanged)
    seen = revisit(url, site_server, fresh=True)
    assert (seen.status, seen.not_modified, seen.body) == (200, False, b"page")
    assert site_server.asked_for("blog.example/a")[0].headers["cache-control"] == "no-cache"


def test_conditions_go_only_to_the_address_they_came_from(site_server: SiteServer) -> None:
    """A page it redirects to may have the same tag, and "not modified" would then vouch for a page we never read."""
    site_server.put("blog.example/b", unchanged)
    url = site_server.redirect("blog.example/a", "/b")
    seen = revisit(url, site_server)
    assert (seen.status, seen.body, seen.not_modified) == (200, b"page", False)
    assert "if-none-match" in site_server.asked_for("blog.example/a")[0].headers


def test_an_unasked_304_vouches_for_nothing(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/a", Reply(status=304))
    for memory in (None, PageMemory(), PageMemory(etag="a\r\nX-Evil: b", last_modified="\x00" * 10)):
        assert not revisit(url, site_server, memory).not_modified
    assert all("x-evil" not in asked.headers for asked in site_server.asked)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta(0)),
        ("999999999", timedelta(hours=24)),
        ("9" * 400, None),
        ("Sun, 01 Mar 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Sunday, 01-Mar-26 12:10:00 GMT", timedelta(minutes=10)),
        ("Sun, 01 Mar 2099 12:10:00 GMT", timedelta(hours=24)),
        ("Sun, 01 Mar 2020 12:10:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("", None),
        ("\u0663", None),
        ("Sun, 99 Mar 99999 99:99:99 GMT", None),
    ],
)
def test_a_busy_server_says_when_to_come_back(
    site_server: SiteServer, status: int, said: str, wait: timedelta | None
) -> None:
    url = site_server.put("busy.example/a", Reply(b"busy", status, (*HTML, ("Retry-After", said))))
    assert visit(url, site_server.rules()).retry_after == wait


def test_other_answers_have_no_say_in_when_we_come_back(site_server: SiteServer) -> None:
    url = site_server.put("busy.example/a", Reply(b"busy", 200, (*HTML, ("Retry-After", "60"))))
    assert visit(url, site_server.rules()).retry_after is None
