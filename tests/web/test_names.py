"""Names are looked up once, in threads of their own, and never for longer than a few seconds."""

import socket
import threading
import time
from datetime import timedelta

import pytest

from jobs.analysis.visit import Trouble
from jobs.web.resolver import system_look_up
from jobs.web.rules import FetchRules
from tests.servers.web import SiteServer
from tests.web.visiting import visit, visit_all


class Names:
    """A name server of our own: what it was asked, and what it answers."""

    def __init__(self, *addresses: str) -> None:
        self.asked: list[str] = []
        self.addresses = addresses

    def __call__(self, name: str) -> list[str]:
        self.asked.append(name)
        if not self.addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return list(self.addresses)


def test_a_name_is_looked_up_once_for_many_visits(site_server: SiteServer) -> None:
    names = Names("127.0.0.1")
    urls = [site_server.put(f"blog.example.com/{number}", b"page") for number in range(10)]
    seen = visit_all(urls, site_server.rules(hosts={}), look_up=names)
    assert {one.status for one in seen} == {200}
    assert names.asked == ["blog.example.com"]


def test_a_name_that_does_not_exist_is_dns_trouble_and_remembered_briefly() -> None:
    names = Names()
    seen = visit_all(
        ["http://gone.example.com/a", "http://gone.example.com/b"], FetchRules(host_pause=timedelta(0)), look_up=names
    )
    assert {one.trouble for one in seen} == {Trouble.DNS}
    assert names.asked == ["gone.example.com"]


def test_a_host_that_cannot_be_visited_costs_no_pause() -> None:
    rules = FetchRules(host_pause=timedelta(seconds=30))
    began = time.monotonic()
    seen = visit_all([f"http://gone.example.com/{number}" for number in range(5)], rules, look_up=Names())
    assert {one.trouble for one in seen} == {Trouble.DNS}
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("answer", ["", "not an address"])
def test_an_answer_without_usable_addresses_is_dns_trouble(answer: str) -> None:
    assert (
        visit("http://odd.example.com/", FetchRules(), look_up=lambda name: [answer] if answer else []).trouble
        is Trouble.DNS
    )


def test_a_slow_name_server_costs_no_more_than_its_own_deadline() -> None:
    rules = FetchRules(name_deadline=timedelta(seconds=0.2))
    stuck = threading.Event()
    began = time.monotonic()
    try:
        seen = visit("http://slow.example.com/", rules, look_up=lambda name: [str(stuck.wait(10))])
    finally:
        stuck.set()
    assert seen.trouble is Trouble.DNS
    assert time.monotonic() - began < 2


def test_names_that_hang_do_not_fail_the_names_behind_them(site_server: SiteServer) -> None:
    """All threads are stuck for longer than a name may take: the next name waits for a thread, and is then found."""
    url = site_server.put("blog.example.com/a", b"page")
    rules = site_server.rules(hosts={}, name_deadline=timedelta(seconds=0.3))
    free = threading.Timer(0.9, lambda: stuck.set())
    stuck = threading.Event()

    def look_up(name: str) -> list[str]:
        if name.startswith("slow"):
            stuck.wait(10)
            return []
        return ["127.0.0.1"]

    free.start()
    try:
        seen = visit_all([*(f"http://slow{number}.example.com/" for number in range(64)), url], rules, look_up=look_up)
    finally:
        stuck.set()
        free.join()
    assert {one.trouble for one in seen[:-1]} == {Trouble.DNS}
    assert (seen[-1].status, seen[-1].body) == (200, b"page")


def test_the_next_address_is_tried_where_one_does_not_answer(site_server: SiteServer) -> None:
    url = site_server.put("two.example/a", b"second")
    rules = site_server.rules(hosts={"two.example": ("127.0.0.3", "127.0.0.4", "127.0.0.1")})
    assert visit(url, rules).body == b"second"
    only_three = site_server.rules(hosts={"two.example": ("127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.1")})
    assert visit(url, only_three).trouble is Trouble.REFUSED


def test_the_system_is_asked_for_the_full_name_only() -> None:
    with pytest.raises(OSError, match=r"."):
        system_look_up("no-such-name.invalid")
