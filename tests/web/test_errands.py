"""Visits that are more than reading a page: going on from one, stopping short of an address, asking by another form."""

from jobs.analysis.visit import Trouble, Visit
from jobs.web.fetcher import Errand, PoliteFetcher
from storage.domain import Hop
from tests.servers.web import Reply, SiteServer
from tests.web.visiting import visit, with_fetcher

PAGE = b"<!doctype html><title>A post</title>"


def send(url: str, server: SiteServer, errand: Errand, **rules: object) -> Visit:
    return with_fetcher(server.rules(**rules), lambda fetcher: fetcher.visit(url, errand=errand))


def test_a_visit_tells_who_asked_and_how_long_servers_took(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/post", Reply(PAGE, delay=0.05))
    seen = visit(url, site_server.rules(contact_url="https://acme.example/bot"))
    assert seen.agent == "AnchorwatchBot/0.1 (+https://acme.example/bot)"
    assert seen.seconds >= 0.05


def test_a_visit_goes_on_from_another_with_its_redirects_and_its_time(site_server: SiteServer) -> None:
    middle = site_server.put("blog.example/here", PAGE)
    start = site_server.redirect("blog.example/old", middle)
    end = site_server.put("blog.example/there", PAGE)

    async def twice(fetcher: PoliteFetcher) -> Visit:
        return await fetcher.visit(end, errand=Errand(after=await fetcher.visit(start)))

    seen = with_fetcher(site_server.rules(), twice)
    assert (seen.url, seen.final_url, seen.hops) == (start, end, (Hop(301, start), Hop(200, middle)))
    assert seen.seconds > 0


def test_going_on_ends_with_the_same_redirects_and_the_same_deadline(site_server: SiteServer) -> None:
    page = site_server.put("blog.example/here", PAGE)
    tired = Visit(page, page, 200, seconds=60.0)
    assert send(site_server.url("blog.example/x"), site_server, Errand(after=tired)).trouble is Trouble.TIMEOUT
    looped = Visit("", page, 200, hops=(Hop(301, site_server.url("blog.example/x")),))
    seen = send(site_server.url("blog.example/x"), site_server, Errand(after=looped))
    assert seen.trouble is Trouble.REDIRECT_LOOP
    far = Visit("", page, 200, hops=tuple(Hop(301, f"{page}/{n}") for n in range(10)))
    seen = send(site_server.url("blog.example/x"), site_server, Errand(after=far))
    assert seen.trouble is Trouble.TOO_MANY_REDIRECTS
    assert site_server.pages_asked() == []


def test_going_on_to_a_forbidden_address_is_refused(site_server: SiteServer) -> None:
    page = site_server.put("blog.example/here", PAGE)
    seen = send("http://169.254.169.254/", site_server, Errand(after=Visit(page, page, 200)))
    assert seen.trouble is Trouble.FORBIDDEN_ADDRESS


def test_a_visit_stops_short_of_an_address_that_says_enough(site_server: SiteServer) -> None:
    ours = site_server.put("acme.example/tools", PAGE)
    middle = site_server.redirect("tracker.example/2", ours, 302)
    start = site_server.redirect("short.example/1", middle)
    seen = send(start, site_server, Errand(until=lambda url: "acme.example" in url))
    assert (seen.final_url, seen.status, seen.trouble) == (ours, None, None)
    assert [hop.url for hop in seen.hops] == [start, middle]
    assert site_server.asked_for("acme.example/tools") == []


def test_a_visit_gives_up_when_its_time_by_the_clock_is_over(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/slow", Reply(PAGE, delay=3))
    seen = send(url, site_server, Errand(within=0.1))
    assert (seen.trouble, seen.final_url) == (Trouble.TIMEOUT, url)


def test_the_form_browsers_use_still_says_who_we_are_and_obeys_the_same_rules(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/post", PAGE)
    closed = site_server.put("closed.example/post", PAGE)
    site_server.robots("closed.example", "User-agent: AnchorwatchBot\nDisallow: /")
    like_browsers = Errand(like_browsers=True)
    seen = send(url, site_server, like_browsers, contact_url="https://acme.example/bot")
    assert seen.agent == "Mozilla/5.0 (compatible; AnchorwatchBot/0.1; +https://acme.example/bot)"
    assert site_server.asked_for("blog.example/post")[0].headers["user-agent"] == seen.agent
    assert send(closed, site_server, like_browsers).trouble is Trouble.ROBOTS
