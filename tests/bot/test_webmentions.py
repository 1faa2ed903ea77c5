"""The Webmention receiver over loopback: what it takes, what it refuses, and that it never goes where it is sent."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest

from bot.setting_kinds import Listen
from bot.settings import SettingsError
from bot.webmentions import Turnstile, open_webmentions
from jobs.receive_webmention import SOURCE, ReceiveWebmention
from storage.domain import Candidate, Wanted
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.world import World, new_world
from tests.servers.web import SiteServer

PAIR = {"source": "https://blog.example/post", "target": "https://acme.com/guide#rockets"}
Talk = Callable[[aiohttp.ClientSession], Awaitable[None]]


@pytest.fixture
def world(store: Store, clock: Clock) -> World:
    return new_world(store, clock)


@pytest.fixture
def talk(world: World) -> Callable[[Talk], None]:
    """Runs a conversation with the receiver; paths are below its address."""

    def run(conversation: Talk) -> None:
        async def serve() -> None:
            receive = ReceiveWebmention(world.store, world.clock)
            turnstile = Turnstile(world.clock, each=5, all=8)
            async with (
                open_webmentions(Listen("127.0.0.1", 0), receive, turnstile) as port,
                aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
            ):
                await conversation(session)

        asyncio.run(serve())

    return run


def due(world: World) -> tuple[Candidate, ...]:
    with world.store.surveying() as tx:
        return tuple(candidate for _, candidate in tx.candidates.due(world.clock(), 100))


def test_a_mention_of_ours_is_accepted_and_due_at_once(world: World, talk: Callable[[Talk], None]) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.post("/webmention", data=PAIR) as said:
            assert said.status == 202
            assert "look at the page ourselves" in await said.text()

    talk(conversation)
    (found,) = due(world)
    assert (found.url, found.target_url, found.wanted) == (PAIR["source"], "https://acme.com/guide", Wanted.LINKS)
    with world.store.reading(world.workspace_id) as tx:
        assert [one.source for one in tx.candidates.witnesses([found.id])[found.id]] == [SOURCE]


def test_every_site_that_owns_the_target_hears_of_it_and_no_other(world: World, talk: Callable[[Talk], None]) -> None:
    with world.store.system() as tx:
        other = tx.workspaces.ensure("T0OTHER", "Other")
    with world.store.transaction(other.id) as tx:
        tx.sites.add(world.site.settings, world.clock())
    world.add_site("elsewhere.example")

    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.post("/", data={**PAIR, "target": "https://shop.acme.com/"}) as said:
            assert said.status == 202

    talk(conversation)
    assert len(due(world)) == 2


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"source": "ftp://blog.example/"}, "The source is not an address"),
        ({"source": "blog.example/post"}, "The source is not an address"),
        ({"target": "javascript:alert(1)"}, "The target is not an address"),
        ({"source": "http://"}, "The source is not a web address"),
        ({"source": "http://user:secret@blog.example/"}, "The source holds a user name or password"),
        ({"target": "https://other.example/"}, "no page of ours"),
        ({"target": "https://acme.com.evil.example/"}, "no page of ours"),
        ({"target": "https://notacme.com/"}, "no page of ours"),
        ({"source": "https://acme.com/guide"}, "the same page"),
        ({"source": "https://shop.acme.com/"}, "the same site"),
        ({"source": "https://blog.example/" + "a" * 9_000}, "is longer than"),
    ],
)
def test_what_is_no_mention_of_ours_is_refused_with_a_reason(
    world: World, talk: Callable[[Talk], None], changed: dict[str, str], why: str
) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.post("/", data={**PAIR, **changed}) as said:
            assert said.status == 400
            assert why in await said.text()
            assert said.content_type == "text/plain"

    talk(conversation)
    assert due(world) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"source=https://blog.example/",
        b"source=https://a.example/&source=https://b.example/&target=https://acme.com/",
        b"source=%ff&target=https://acme.com/",
        b"\xff\xfe",
        b"&".join([b"a=b"] * 100),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(talk: Callable[[Talk], None], body: bytes) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        async with session.post("/", data=body, headers=form) as said:
            assert said.status == 400

    talk(conversation)


def test_json_and_bodies_without_end_are_refused(talk: Callable[[Talk], None]) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.post("/", json=PAIR) as said:
            assert said.status == 400
        async with session.post("/", data={**PAIR, "more": "x" * 100_000}) as said:
            assert said.status == 413

    talk(conversation)


def test_the_same_mention_again_is_one_testimony_and_asks_for_another_look_once_an_hour(
    world: World, talk: Callable[[Talk], None]
) -> None:
    async def twice(session: aiohttp.ClientSession) -> None:
        for _ in range(2):
            async with session.post("/", data=PAIR) as said:
                assert said.status == 202
        (found,) = due(world)
        with world.store.transaction(world.workspace_id) as tx:
            assert tx.candidates.seen(found, None)
        async with session.post("/", data=PAIR) as said:
            assert said.status == 202
        assert due(world) == ()
        world.clock.advance(timedelta(hours=1))
        async with session.post("/", data=PAIR) as said:
            assert said.status == 202
        assert len(due(world)) == 1

    talk(twice)
    with world.store.reading(world.workspace_id) as tx:
        assert tx.candidates.found_by_source(world.site.id) == {SOURCE: 1}


def test_whoever_sends_too_much_is_asked_to_wait_and_others_are_not(world: World, talk: Callable[[Talk], None]) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async def send(sender: str) -> int:
            async with session.post("/", data=PAIR, headers={"X-Forwarded-For": f"10.9.9.9, {sender}"}) as said:
                return said.status

        assert [await send("203.0.113.9") for _ in range(6)] == [202] * 5 + [429]
        assert await send("198.51.100.7") == 202
        assert [await send(f"198.51.100.{at}") for at in range(8, 12)] == [202, 202, 429, 429]  # enough from all
        world.clock.advance(timedelta(minutes=1))
        assert await send("203.0.113.9") == 202

    talk(conversation)


def test_nobody_has_us_knock_at_one_site_again_and_again(world: World, talk: Callable[[Talk], None]) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async def send(source: str) -> int:
            world.clock.advance(timedelta(seconds=20))
            async with session.post("/", data={**PAIR, "source": source}) as said:
                return said.status

        said = [await send(f"https://a{at}.victim.example/{at}") for at in range(70)]
        assert said == [202] * 60 + [429] * 10
        assert await send("https://blog.example/post") == 202
        world.clock.advance(timedelta(hours=1))
        assert await send("https://victim.example/") == 202

    talk(conversation)


def test_nothing_is_fetched_from_where_a_sender_points(
    world: World, talk: Callable[[Talk], None], site_server: SiteServer
) -> None:
    inside = site_server.put("inside.example/", b"secret").replace("inside.example", "127.0.0.1")

    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.post("/", data={**PAIR, "source": inside}) as said:
            assert said.status == 202

    talk(conversation)
    assert site_server.asked == []


def test_a_browser_sees_a_short_page_and_a_sender_finds_the_endpoint(talk: Callable[[Talk], None]) -> None:
    async def conversation(session: aiohttp.ClientSession) -> None:
        async with session.get("/anywhere") as said:
            assert said.status == 200
            assert said.headers["Server"] == "Anchorwatch"
            assert said.headers["Link"] == '<>; rel="webmention"'
            assert "Webmention" in await said.text()
        async with session.put("/") as said:
            assert said.status == 405

    talk(conversation)


def test_a_place_that_is_taken_is_one_plain_sentence(world: World) -> None:
    async def serve(port: int) -> None:
        receive = ReceiveWebmention(world.store, world.clock)
        async with open_webmentions(Listen("127.0.0.1", port), receive, Turnstile(world.clock)):
            pass

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="WEBMENTION_LISTEN: nobody can listen at 127"):
            asyncio.run(serve(taken.getsockname()[1]))
