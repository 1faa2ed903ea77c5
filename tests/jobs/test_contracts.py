"""Links that are paid for or agreed on: looked at daily whatever else is due, and their loss is told at once, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.contracts import losses_thread
from bot.blocks.digest import digest_thread
from jobs.analysis.paces import Paces
from jobs.analysis.timing import Pace
from jobs.explain_backlink import UnknownBacklinkError
from jobs.mark_contract import MarkContract
from jobs.plan_checks import PlanChecks
from jobs.post_digest import PostDigest
from jobs.tell_contracts import TellContracts
from storage import failpoints
from storage.domain import IN_DOUBT, Backlink, Message
from storage.failpoints import FailpointReachedError
from tests.jobs.test_plan_checks import Requests
from tests.jobs.world import DAY, HOUR, LIVE, PAGE, REMOVED, World
from tests.servers.texts import shown_text

OTHER = "https://other.example/post"


def mark(world: World, page: str = PAGE, *, is_contract: bool = True) -> bool:
    marking = MarkContract(world.store, world.clock)
    return marking.mark(world.workspace_id, page, "U0ROBIN", is_contract=is_contract).is_news


def tell(world: World) -> int:
    return TellContracts(world.store, losses_thread, world.clock).tell()


def lose(world: World, *links: Backlink) -> None:
    for _ in range(2):
        world.clock.advance(DAY)
        for link in links:
            world.see(link, REMOVED)


def words(messages: dict[str, Message]) -> str:
    return "\n".join(shown_text(message) for message in messages.values())


def test_a_contract_is_looked_at_daily_where_the_budget_leaves_others_a_month(world: World) -> None:
    link, other = world.add_live_link(), world.add_live_link(OTHER)
    mark(world)
    assert world.link(link.id).next_due_at <= world.clock() + DAY
    tight = Paces(of_workspaces={world.workspace_id: Pace(3.0, 30 * DAY, DAY)})
    records = replace(world.records, paces=lambda: tight)
    records.record([world.look(link, LIVE)])
    records.record([world.look(other, LIVE)])
    assert 0.9 * DAY <= world.link(link.id).next_due_at - world.clock() <= 1.1 * DAY
    assert world.link(other.id).next_due_at - world.clock() > 25 * DAY


def test_a_spent_budget_keeps_no_contract_waiting(world: World) -> None:
    link, other = world.add_live_link(), world.add_live_link(OTHER)
    mark(world)
    world.clock.advance(9 * DAY)
    asked = Requests()
    PlanChecks(world.store, asked, world.clock, spent=lambda: frozenset({world.workspace_id})).plan()
    assert [host for host, _ in asked.hosts] == [link.source_domain]
    world.see(link, LIVE)
    assert world.link(link.id).prio == IN_DOUBT
    assert world.link(other.id).prio == 0


def test_marking_is_remembered_with_who_did_it_and_saying_it_twice_changes_nothing(world: World) -> None:
    link = world.add_live_link()
    assert mark(world)
    assert not mark(world)
    world.see(link, LIVE)
    assert world.link(link.id).is_contract
    assert mark(world, is_contract=False)
    assert not world.link(link.id).is_contract
    with world.store.reading(world.workspace_id) as tx:
        assert [(entry.verb, entry.actor) for entry in tx.audit.about(PAGE)] == [
            ("contract ended", "U0ROBIN"),
            ("contract noted", "U0ROBIN"),
        ]
    with pytest.raises(UnknownBacklinkError, match="is not a page we watch"):
        mark(world, "https://unknown.example/")


def test_a_visit_under_way_does_not_forget_that_a_link_is_under_contract(world: World) -> None:
    link = world.add_live_link()
    look = world.look(link, LIVE)
    mark(world)
    world.records.record([look])
    assert world.link(link.id).is_contract


def test_a_lost_contract_is_told_at_once_and_by_no_digest_again(world: World) -> None:
    link, other = world.add_live_link(), world.add_live_link(OTHER)
    mark(world)
    world.begin()
    lose(world, link, other)
    assert tell(world) == 1
    assert tell(world) == 0
    (alarm,) = world.outbox().values()
    assert "Contract lost for acme.com: 1 domain, 1 link" in shown_text(alarm)
    assert "blog.example/post" in shown_text(alarm)
    assert "contract, link removed" in shown_text(alarm)
    assert "other.example" not in shown_text(alarm)
    digest = words(world.digest())
    assert "other.example/post" in digest
    assert "blog.example" not in digest


def test_the_return_of_a_contract_that_was_told_lost_is_news(world: World) -> None:
    link = world.add_live_link()
    mark(world)
    world.begin()
    lose(world, link)
    tell(world)
    world.outbox()
    world.clock.advance(HOUR)
    world.see(link, LIVE)
    assert "Back again" in words(world.digest())


def test_a_contract_that_is_back_before_anybody_was_told_is_no_news(world: World) -> None:
    link = world.add_live_link()
    mark(world)
    world.begin()
    lose(world, link)
    world.see(link, LIVE)
    assert tell(world) == 0
    assert world.digest() == {}


def test_a_loss_a_digest_told_first_is_not_told_again(world: World) -> None:
    link = world.add_live_link()
    mark(world)
    world.begin()
    lose(world, link)
    assert "blog.example/post" in words(world.digest())
    assert tell(world) == 0


@pytest.mark.parametrize("place", ["contracts.before_outbox", "contracts.after_commit"])
def test_wherever_the_telling_breaks_off_it_is_told_once(world: World, place: str) -> None:
    link = world.add_live_link()
    mark(world)
    world.begin()
    lose(world, link)
    failpoints.arm(f"{place}:1:raise")
    with pytest.raises(FailpointReachedError):
        tell(world)
    tell(world)
    assert len(world.outbox()) == 1
    assert world.digest() == {}


def test_without_a_channel_nothing_is_told_and_nothing_is_lost(world: World) -> None:
    silent = world.add_site("silent.example", channel_id=None)
    link = world.add_live_link(site=silent)
    mark(world)
    for _ in range(2):
        world.clock.advance(DAY)
        world.see(link, REMOVED)
    assert tell(world) == 0
    with world.store.reading(world.workspace_id) as tx:
        assert tx.changes.contracts_lost(silent.id, 10).links == 1


def test_the_digest_tells_contracts_before_what_is_worth_less(world: World) -> None:
    pages = [f"https://{name}.example/post" for name in ("a", "b", "c")]
    links = [world.add_live_link(page) for page in pages]
    world.begin()
    lose(world, *links)
    mark(world, pages[2])
    digest = PostDigest(
        world.store, lambda digest, key: order.append(digest) or digest_thread(digest, key), world.clock
    )
    order: list = []
    digest.post(world.workspace_id, world.site.id)
    assert [told.link.source_domain for told in order[0].lost.shown] == ["c.example", "a.example", "b.example"]
