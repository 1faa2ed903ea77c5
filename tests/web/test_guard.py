"""Nothing that must not be reached is reached: not by name, not by number, not by DNS, not by redirect."""

import asyncio
from collections.abc import Callable
from ipaddress import ip_address, ip_network

import pytest

from jobs.analysis.visit import Trouble, Visit
from jobs.web.fetcher import READING, Errand
from jobs.web.guard import address_is_allowed
from jobs.web.opening import GuardBrokenError, prove_guard
from jobs.web.rules import FetchRules
from storage.domain import PageMemory
from tests.servers.web import SECOND_ADDRESS, SiteServer
from tests.web.forbidden import BAD_HOSTS, BAD_URLS, DISGUISED_URLS, FORBIDDEN_ADDRESSES, FORBIDDEN_HOSTS
from tests.web.visiting import visit

PUBLIC_ADDRESSES = [
    *["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1"],
    *["9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.1", "169.253.0.1", "191.255.255.255", "223.255.255.255"],
    *["2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "2001:4860:4860::8888", "2400:cb00::1", "2001:200::1"],
]


def never(name: str) -> list[str]:
    raise AssertionError(f"{name} was looked up")


def answering(*addresses: str) -> Callable[[str], list[str]]:
    return lambda name: list(addresses)


@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES)
def test_a_forbidden_address_is_refused(address: str) -> None:
    assert not address_is_allowed(ip_address(address), ())


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_a_public_address_is_allowed(address: str) -> None:
    assert address_is_allowed(ip_address(address), ())


@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES)
def test_a_name_with_one_bad_address_among_good_ones_is_refused(address: str) -> None:
    seen = visit("http://shop.example.com/", FetchRules(), look_up=answering("8.8.8.8", address, "1.1.1.1"))
    assert (seen.status, seen.trouble) == (None, Trouble.FORBIDDEN_ADDRESS)


@pytest.mark.parametrize("url", DISGUISED_URLS)
def test_a_url_that_hides_where_it_leads_is_refused_by_where_it_leads(url: str) -> None:
    assert visit(url, FetchRules(), look_up=never).trouble is Trouble.FORBIDDEN_ADDRESS


def test_a_name_is_judged_by_the_answer_we_connect_to_and_by_no_other(site_server: SiteServer) -> None:
    """A name that turns: good when it is judged, ours when a careless visitor would ask again."""
    url = site_server.put("turning.example.com/", b"secret")
    answers = iter([[SECOND_ADDRESS], *[["127.0.0.1"]] * 9])
    only_second = site_server.rules(allow_networks=(ip_network(f"{SECOND_ADDRESS}/32"),), hosts={})
    assert visit(url, only_second, look_up=lambda name: next(answers)).body == b"secret"
    assert len(list(answers)) == 9
    turned = iter([["127.0.0.1"], [SECOND_ADDRESS]])
    assert visit(url, only_second, look_up=lambda name: next(turned)).trouble is Trouble.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("host", FORBIDDEN_HOSTS)
def test_a_host_that_means_ourselves_or_our_network_is_never_looked_up(host: str) -> None:
    assert visit(f"http://{host}/", FetchRules(), look_up=never).trouble is Trouble.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("url", [*BAD_URLS, *(f"http://{host}/" for host in BAD_HOSTS)])
def test_an_address_that_is_no_web_page_is_refused_unseen(url: str) -> None:
    seen = visit(url, FetchRules(), look_up=never)
    assert (seen.url, seen.status, seen.trouble) == (url, None, Trouble.BAD_ADDRESS)


@pytest.mark.parametrize("port", [22, 25, 81, 8080, 3306, 65535])
def test_only_the_ports_of_the_web_are_visited(port: int) -> None:
    seen = visit(f"http://shop.example.com:{port}/", FetchRules(), look_up=answering("8.8.8.8"))
    assert seen.trouble is Trouble.FORBIDDEN_ADDRESS


def test_an_allowed_network_opens_every_port_and_nothing_else(site_server: SiteServer) -> None:
    url = site_server.put("127.0.0.1/", b"ours")
    assert visit(url, site_server.rules()).body == b"ours"
    assert visit("http://127.0.0.1:22/", FetchRules()).trouble is Trouble.FORBIDDEN_ADDRESS
    narrow = site_server.rules(allow_networks=(ip_network(f"{SECOND_ADDRESS}/32"),))
    assert visit(url, narrow).trouble is Trouble.FORBIDDEN_ADDRESS
    assert visit("http://10.0.0.1/", site_server.rules()).trouble is Trouble.FORBIDDEN_ADDRESS


def test_an_address_of_the_hosts_file_is_guarded_like_any_other(site_server: SiteServer) -> None:
    site_server.put("shop.example.com/", b"ours")
    seen = visit("http://shop.example.com/", FetchRules(hosts=site_server.hosts), look_up=never)
    assert seen.trouble is Trouble.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    "goal",
    [
        "http://127.0.0.1:{port}/",
        "http://169.254.169.254/latest/",
        "http://2130706433:{port}/",
        "http://localhost:{port}/",
        "//[::ffff:127.0.0.1]:{port}/",
        "http://inside.example.com:{port}/",
    ],
)
def test_a_redirect_inside_is_refused_with_no_contact(site_server: SiteServer, goal: str) -> None:
    """The first host stands on an opened address, the goal does not."""
    site_server.put("127.0.0.1/*", b"secret")
    site_server.put("inside.example.com/*", b"secret")
    url = site_server.redirect("open.example/a", goal.format(port=site_server.port))
    rules = site_server.rules(
        allow_networks=(ip_network(f"{SECOND_ADDRESS}/32"),),
        hosts={"open.example": (SECOND_ADDRESS,), "inside.example.com": ("127.0.0.1",)},
    )
    seen = visit(url, rules, look_up=never)
    assert (seen.status, seen.trouble) == (None, Trouble.FORBIDDEN_ADDRESS)
    assert [hop.url for hop in seen.hops] == [url]
    assert seen.final_url != url
    assert site_server.pages_asked() == ["open.example/a"]


def test_a_robots_file_cannot_lead_us_inside_either(site_server: SiteServer) -> None:
    site_server.put("127.0.0.1/*", b"secret")
    site_server.put("open.example/a", b"page")
    site_server.redirect("open.example/robots.txt", f"http://127.0.0.1:{site_server.port}/robots.txt")
    rules = site_server.rules(
        allow_networks=(ip_network(f"{SECOND_ADDRESS}/32"),), hosts={"open.example": (SECOND_ADDRESS,)}
    )
    assert visit(site_server.url("open.example/a"), rules).trouble is Trouble.ROBOTS_UNAVAILABLE
    assert [asked.host for asked in site_server.asked] == ["open.example"]


def test_a_proxy_in_the_environment_is_ignored(site_server: SiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    url = site_server.put("blog.example/a", b"direct")
    assert visit(url, site_server.rules()).body == b"direct"


@pytest.mark.parametrize("broken", [Visit("", "", 200), Visit("", "", trouble=Trouble.REFUSED)])
def test_a_fetcher_that_would_visit_our_own_machine_is_never_used(broken: Visit) -> None:
    class Unguarded:
        async def visit(
            self, url: str, memory: PageMemory | None = None, fresh: bool = False, errand: Errand = READING
        ) -> Visit:
            return broken

    with pytest.raises(GuardBrokenError, match="nothing may be visited"):
        asyncio.run(prove_guard(Unguarded()))
