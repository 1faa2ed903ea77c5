"""Whose silence it is: a failed visit is held against a page only when somebody else answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest

from jobs.analysis.visit import Trouble, Visit
from jobs.web.fetcher import READING, Errand
from jobs.web.own_line import OwnLine
from storage.domain import PageMemory

PAGE = "https://blog.example/post"
CANARIES = ("https://a.example/", "https://b.example/")


@dataclass
class Net:
    """``troubles`` says what is wrong with each host; the others answer. ``asked`` are the canaries' visits."""

    troubles: dict[str, Trouble] = field(default_factory=dict)
    canaries: tuple[str, ...] = CANARIES
    asked: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    now: float = 0.0

    async def visit(
        self, url: str, memory: PageMemory | None = None, fresh: bool = False, errand: Errand = READING
    ) -> Visit:
        self.now += 1
        await asyncio.sleep(0)
        trouble = self.troubles.get(url.split("/")[2], self.troubles.get("*"))
        return Visit(url, url, None if trouble else 200, trouble=trouble)

    async def ask(self, urls: Sequence[str]) -> tuple[Visit, ...]:
        self.asked += urls
        return tuple([await self.visit(url) for url in urls])

    def line(self, is_down: bool = False) -> OwnLine:
        return OwnLine(
            fetch=self,
            ask=self.ask,
            canaries=self._canaries,
            down=self._hears("down"),
            up=self._hears("up"),
            is_down=is_down,
            monotonic=lambda: self.now,
        )

    async def _canaries(self) -> tuple[str, ...]:
        return self.canaries

    def _hears(self, word: str) -> Callable[[], Awaitable[None]]:
        async def hear() -> None:
            self.heard.append(word)

        return hear


def run(net: Net, use: Callable[[OwnLine], Awaitable[None]], *, is_down: bool = False) -> None:
    async def whole() -> None:
        line = net.line(is_down)
        await line.start()
        try:
            await use(line)
        finally:
            await line.close()

    asyncio.run(whole())


@pytest.mark.parametrize("trouble", [Trouble.DNS, Trouble.REFUSED, Trouble.RESET, Trouble.TLS, Trouble.TIMEOUT])
def test_a_page_that_fails_while_others_answer_fails_for_itself(trouble: Trouble) -> None:
    async def use(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is trouble
        assert not line.is_down

    net = Net({"blog.example": trouble})
    run(net, use)
    assert (net.asked, net.heard) == (list(CANARIES), [])


def test_one_canary_that_answers_is_enough() -> None:
    async def use(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is Trouble.TIMEOUT

    run(Net({"blog.example": Trouble.TIMEOUT, "a.example": Trouble.TIMEOUT}), use)


def test_a_canary_that_lets_nobody_look_answers_all_the_same() -> None:
    async def use(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is Trouble.TIMEOUT

    run(Net({"*": Trouble.ROBOTS, "blog.example": Trouble.TIMEOUT}), use)


def test_when_nobody_answers_the_silence_is_ours_and_nobody_is_visited_any_more() -> None:
    async def use(line: OwnLine) -> None:
        visits = await asyncio.gather(*[line.visit(f"https://blog{n}.example/") for n in range(60)])
        assert {visit.trouble for visit in visits} == {Trouble.OFFLINE}
        assert line.is_down
        before = net.now
        assert (await line.visit("https://other.example/")).trouble is Trouble.OFFLINE
        assert net.now == before

    net = Net({"*": Trouble.DNS})
    run(net, use)
    assert net.heard == ["down"]
    assert len(net.asked) <= 2 * len(CANARIES)


def test_without_canaries_every_silence_is_the_strangers() -> None:
    async def use(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is Trouble.REFUSED

    run(Net({"*": Trouble.REFUSED}, canaries=()), use)


def test_an_answer_that_came_a_moment_ago_saves_asking_but_not_where_a_name_was_not_found() -> None:
    """Addresses are remembered, so an answer does not prove that the name server is up."""

    async def use(line: OwnLine) -> None:
        await line.visit("https://fine.example/")
        await line.visit(PAGE)
        assert net.asked == []
        await line.visit("https://fine.example/")
        await line.visit("https://nameless.example/")
        assert net.asked == list(CANARIES)

    net = Net({"blog.example": Trouble.TIMEOUT, "nameless.example": Trouble.DNS})
    run(net, use)


def test_the_links_of_one_silent_host_are_wondered_about_once() -> None:
    async def use(line: OwnLine) -> None:
        for number in range(20):
            await line.visit(f"https://blog.example/{number}")

    net = Net({"blog.example": Trouble.REFUSED})
    run(net, use)
    assert net.asked == list(CANARIES)


def test_an_outage_written_down_before_is_over_when_somebody_answers_and_lasts_until_then() -> None:
    async def up(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is None

    async def down(line: OwnLine) -> None:
        assert (await line.visit(PAGE)).trouble is Trouble.OFFLINE

    back, still_down = Net(), Net({"*": Trouble.TIMEOUT})
    run(back, up, is_down=True)
    run(still_down, down, is_down=True)
    assert (back.heard, still_down.heard) == (["up"], [])
