"""Where nothing is to be done, a tick of outreach costs the same however many sites there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from jobs.post_queue import PostQueue
from tests.jobs.outreach import DAY, Office
from tests.jobs.world import World


@pytest.fixture
def statements(world: World) -> Iterator[list[str]]:
    """Every statement that the store executes."""
    heard: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    engines = (world.store._writers, world.store._readers)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield heard
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


@pytest.mark.parametrize("tick", ["propose", "follow", "post"])
def test_an_idle_tick_asks_as_often_for_forty_sites_as_for_one(world: World, statements: list[str], tick: str) -> None:
    office = Office(world)
    work = {
        "propose": office.propose.propose,
        "follow": office.follow.tick,
        "post": PostQueue(world.store, office.books, world.clock).post_due,
    }[tick]
    office.suggested()
    world.add_lost_link("https://other.example/")
    office.propose.propose()
    PostQueue(world.store, office.books, world.clock).post_due()
    world.clock.advance(DAY)
    work()

    def asked() -> int:
        statements.clear()
        assert work() == 0
        return len(statements)

    for_one = asked()
    for number in range(40):
        world.add_site(f"acme{number}.example")
    assert asked() == for_one
