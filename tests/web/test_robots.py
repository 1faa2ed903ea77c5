"""robots.txt is obeyed by RFC 9309, and where it cannot be read nothing is visited and nothing concluded."""

import asyncio
import json
import time
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jobs.analysis.visit import Trouble
from jobs.web.asking import Question
from jobs.web.budget import Budget
from jobs.web.exchange import Answer
from jobs.web.fetcher import PoliteFetcher
from jobs.web.robots import Robots
from jobs.web.robots_rules import read_robots
from jobs.web.targets import read_target
from tests.servers.web import Reply, SiteServer
from tests.web.visiting import visit, visit_all, with_fetcher

CASES = Path(__file__).parents[3] / "shared" / "data" / "robots"


def cases(name: str) -> list[dict[str, Any]]:
    path = CASES / name
    if not path.exists():
        pytest.skip(f"needs the shared test data ({name})")
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_recorded_cases_are_judged_as_recorded() -> None:
    wrong = []
    for case in cases("cases.json"):
        rules = read_robots(str(case["robots"]).encode(), str(case["agent"]))
        if rules.allows(str(case["url"])) is not case["allowed"]:
            wrong.append(case["id"])
    assert wrong == []


def test_real_files_are_understood_quickly() -> None:
    began = time.process_time()
    for case in cases("real_robots_txt.json"):
        rules = read_robots(str(case["robots"]).encode())
        assert rules.allows("https://example.com/robots.txt")
    assert time.process_time() - began < 2


def test_real_files_are_understood_as_protego_does_but_for_a_known_few() -> None:
    """It passes over the first rules behind a BOM, and takes ``Google`` for every agent whose name begins so."""
    differing, asked = set(), 0
    for case in cases("real_robots_txt.json"):
        for query in case["queries"]:
            asked += 1
            rules = read_robots(str(case["robots"]).encode(), query["agent"])
            if rules.allows(query["url"]) is not query["allowed_by_protego"]:
                differing.add((case["id"], query["agent"], query["url"]))
    behind_a_bom = {one for one in differing if one[0] == "www.kau.edu.sa"}
    assert len(differing - behind_a_bom) <= asked / 1000


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("user-agent:AnchorwatchBot\ndisallow:/a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: anchorwatchbot/1.0 extra\nDisallow: /a", "/a", False),
        ("User-agent: Anchorwatch\nDisallow: /a", "/a", True),
        ("User-agent: MyAnchorwatchBot\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a$", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a$", "/a/b", False),
        ("User-agent: *\nDisallow: /*.php", "/x/y.php?z", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /a?b=", "/a?b=c", False),
        ("User-agent: GoodBot\nSitemap: https://x.example/s\nUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nUnknown: x\nDisallow: /a # because", "/a", False),
        ("User-agent: *\r\rDisallow: /a\r", "/a", False),
        ("Disallow: /a", "/a", True),
        ("<html><body>Disallow: /</body></html>", "/a", True),
        ("\x00\xff\xfe", "/a", True),
        ("", "/a", True),
    ],
)
def test_rules_are_read_for_our_own_token(site_server: SiteServer, text: str, path: str, is_allowed: bool) -> None:
    site_server.robots("blog.example", text)
    site_server.put("blog.example/*", b"page")
    seen = visit(site_server.url(f"blog.example{path}"), site_server.rules())
    assert (seen.trouble, seen.body) == ((None, b"page") if is_allowed else (Trouble.ROBOTS, b""))
    assert len(site_server.pages_asked()) == (1 if is_allowed else 0)


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        *((status, None) for status in (204, 401, 403, 404, 410, 429)),
        *((status, Trouble.ROBOTS_UNAVAILABLE) for status in (500, 503, 599, 999)),
    ],
)
def test_a_missing_file_allows_all_and_a_broken_server_nothing(
    site_server: SiteServer, status: int, trouble: Trouble | None
) -> None:
    site_server.robots("blog.example", "User-agent: *\nDisallow: /", status)
    url = site_server.put("blog.example/a", b"page")
    seen = visit(url, site_server.rules())
    assert seen.trouble is trouble
    assert len(site_server.pages_asked()) == (0 if trouble else 1)


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nUser-agent: *\n", Trouble.ROBOTS_UNAVAILABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc", Trouble.ROBOTS_UNAVAILABLE),
        (b"", Trouble.RESET),
        (b"garbage", Trouble.PROTOCOL),
    ],
)
def test_an_unreadable_file_allows_nothing(site_server: SiteServer, raw: bytes, trouble: Trouble) -> None:
    site_server.put("blog.example/robots.txt", Reply(raw=raw))
    url = site_server.put("blog.example/a", b"page")
    assert visit(url, site_server.rules()).trouble is trouble
    assert site_server.pages_asked() == []


@pytest.mark.parametrize(("hops", "trouble"), [(1, Trouble.ROBOTS), (5, Trouble.ROBOTS), (6, None)])
def test_five_redirects_to_the_rules_are_followed(site_server: SiteServer, hops: int, trouble: Trouble | None) -> None:
    url = site_server.put("blog.example/a", b"page")
    site_server.redirect("blog.example/robots.txt", site_server.url("rules.example/1"))
    for hop in range(1, hops):
        site_server.redirect(f"rules.example/{hop}", f"/{hop + 1}")
    site_server.put(f"rules.example/{hops}", b"User-agent: *\nDisallow: /a")
    assert visit(url, site_server.rules()).trouble is trouble


def test_a_redirect_to_a_page_that_is_disallowed_is_not_followed(site_server: SiteServer) -> None:
    site_server.robots("shy.example", "User-agent: *\nDisallow: /")
    goal = site_server.put("shy.example/b", b"page")
    url = site_server.redirect("blog.example/a", goal)
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.final_url, seen.trouble, len(seen.hops)) == (None, goal, Trouble.ROBOTS, 1)
    assert site_server.pages_asked() == ["blog.example/a"]


def test_the_rules_are_asked_for_once_per_origin(site_server: SiteServer) -> None:
    urls = [site_server.put(f"blog.example/{number}", b"page") for number in range(8)]
    other = site_server.put("other.example/", b"page")
    seen = visit_all([*urls, other, *urls], site_server.rules())
    assert {one.status for one in seen} == {200}
    assert len(site_server.asked_for("blog.example/robots.txt")) == 1
    assert len(site_server.asked_for("other.example/robots.txt")) == 1


def test_a_host_that_is_down_is_asked_again_next_time(site_server: SiteServer) -> None:
    answers = iter([Reply(raw=b""), Reply(b"")])
    site_server.put("blog.example/robots.txt", lambda _: next(answers))
    url = site_server.put("blog.example/a", b"page")

    def both(urls: list[str]) -> list[Trouble | None]:
        async def use(fetcher):
            return [(await fetcher.visit(url)).trouble for url in urls]

        return with_fetcher(site_server.rules(), use)

    assert both([url, url]) == [Trouble.RESET, None]


def test_a_large_file_is_read_up_to_500_kib(site_server: SiteServer) -> None:
    early = "User-agent: *\nDisallow: /early\n"
    site_server.robots("blog.example", early + "# words and words\n" * 40_000 + "Disallow: /late\n")
    site_server.put("blog.example/*", b"page")
    urls = [site_server.url("blog.example/early"), site_server.url("blog.example/late")]
    assert [seen.trouble for seen in visit_all(urls, site_server.rules())] == [Trouble.ROBOTS, None]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(20_000)) + "".join(f"Disallow: /{n}\n" for n in range(20_000)),
        "User-agent: *\n" + ("Disallow: /" + "*a" * 500 + "b\n") * 500,
        "User-agent: *\nDisallow: /" + "*a" * 250_000 + "b\n",
        "User-agent: *\n" + "Disallow: /*x$\n" * 30_000,
        "User-agent: *\nDisallow: /" + "$" * 400_000,
        "User-agent" + " " * 500_000,
        "User-agent: *\nDisallow: /" + "%" * 400_000,
    ],
    ids=["agents times rules", "wildcards", "one long wildcard", "many anchors", "dollars", "blanks", "escapes"],
)
def test_no_file_takes_long_to_understand(text: str) -> None:
    began = time.process_time()
    read_robots(text.encode()).allows("https://blog.example/" + "a" * 8000)
    assert time.process_time() - began < 2


async def _longest_stall(work: Awaitable[object]) -> float:
    """The longest time for which nothing else got a turn on the event loop while the work went on."""
    stalls = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            stalls.append(time.perf_counter() - began)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    await work
    watching.cancel()
    return max(stalls)


def test_a_file_full_of_wildcards_holds_up_nobody_else() -> None:
    """One question of it takes more than a tenth of a second."""
    rules = read_robots(b"User-agent: *\n" + b"Disallow: /*x$\n" * 30_000)

    async def ask() -> float:
        return await _longest_stall(
            asyncio.gather(*(rules.permit(f"https://a.example/{'a' * 8000}") for _ in range(3)))
        )

    began = time.perf_counter()
    stall = asyncio.run(ask())
    assert stall < (time.perf_counter() - began) / 2


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_byte_order_mark_says_how_a_file_is_written(coding: str) -> None:
    text = "User-agent: *\nDisallow: /caf\u00e9\n"
    body = text.encode(coding) if coding != "utf-16-be" else b"\xfe\xff" + text.encode(coding)
    assert not read_robots(body).allows("https://blog.example/caf%C3%A9")
    assert read_robots(body).allows("https://blog.example/other")


def test_a_rule_that_the_size_limit_cut_is_left_out() -> None:
    head = b"User-agent: *\n#"
    body = head + b"x" * (500 * 1024 - len(head) - 12) + b"\nDisallow: /private/area\n"
    assert read_robots(body).allows("https://blog.example/p")
    assert read_robots(body).allows("https://blog.example/private/area")


def test_each_origin_has_rules_of_its_own(site_server: SiteServer) -> None:
    """Another port, and the same host over TLS, are other origins."""
    site_server.robots("blog.example", "User-agent: *\nDisallow: /")
    url = site_server.put("blog.example/a", b"page")

    async def use(fetcher: PoliteFetcher) -> list[str]:
        await fetcher.visit(url)
        for elsewhere in ("https://blog.example:9/a", "http://blog.example:9/a"):
            assert (await fetcher.visit(elsewhere)).trouble is Trouble.REFUSED
        return [asked.path for asked in site_server.asked]

    assert with_fetcher(site_server.rules(), use) == ["/robots.txt"]


class LaterLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock a test moves."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


@pytest.mark.parametrize(("hours", "times_asked"), [(0.0, 1), (23.9, 1), (24.1, 2)])
def test_the_rules_are_asked_for_again_after_a_day(hours: float, times_asked: int) -> None:
    asked: list[str] = []

    async def ask(question: Question, _: Budget) -> Answer:
        asked.append(question.target.href)
        return Answer(200, [], b"User-agent: *\nDisallow: /a", 0, None)

    async def run() -> None:
        robots, target = Robots(ask), read_target("https://blog.example/a")
        assert target is not None
        assert not (await robots.rules(target, Budget(5))).allows(target.href)
        loop.ahead = hours * 3600
        assert not (await robots.rules(target, Budget(5))).allows(target.href)

    loop = LaterLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(run())
    assert asked == ["https://blog.example/robots.txt"] * times_asked


def test_a_crawl_delay_is_honoured_up_to_a_cap(site_server: SiteServer) -> None:
    site_server.robots("slow.example", "User-agent: *\nCrawl-delay: 0.2\n")
    site_server.robots("absurd.example", "User-agent: *\nCrawl-delay: 86400\n")
    slow = [site_server.put(f"slow.example/{number}", b"page") for number in range(2)]
    absurd = site_server.put("absurd.example/a", b"page")
    visit_all([*slow, absurd], site_server.rules(max_host_pause=timedelta(seconds=0.3)))
    first, second = (
        asked for asked in site_server.asked if asked.host == "slow.example" and asked.path != "/robots.txt"
    )
    assert first.ended is not None
    assert second.began - first.ended >= 0.2
    assert len(site_server.asked_for("absurd.example/a")) == 1
