"""Explaining a link: the two observations behind what we say of it, and its latest visits."""

from __future__ import annotations

import pytest

from bot.blocks.explain import explain as card
from jobs.explain_backlink import ExplainBacklink, UnknownBacklinkError
from storage.domain import ChangeKind, Conclusion, LinkId, Pulse, Verdict
from tests.jobs.world import DAY, GONE, HOUR, LIVE, REMOVED, World
from tests.servers.texts import shown_text


@pytest.fixture
def explain(world: World) -> ExplainBacklink:
    return ExplainBacklink(world.store, world.rules.belief)


def test_a_loss_is_explained_by_the_two_visits_that_prove_it(world: World, explain: ExplainBacklink) -> None:
    link = world.add_live_link()
    world.clock.advance(HOUR)
    noticed = world.clock()
    world.see(link, REMOVED)
    world.clock.advance(HOUR)
    world.see(link, REMOVED)
    world.clock.advance(DAY)
    world.see(link, GONE)
    found = explain.by_page(world.workspace_id, "blog.example/post")
    assert found.first is not None
    assert found.confirming is not None
    assert (found.first.checked_at, found.first.verdict) == (noticed, Verdict.REMOVED)
    assert (found.confirming.checked_at, found.confirming.verdict) == (world.clock(), Verdict.GONE_404)
    assert found.first.evidence.excerpt
    assert [change.verdict for change in found.changes] == [Verdict.GONE_404]
    assert [check.verdict for check in found.history] == [
        Verdict.GONE_404, Verdict.REMOVED, Verdict.REMOVED, Verdict.LIVE,
    ]  # fmt: skip


def test_an_open_doubt_is_explained_by_the_visit_that_raised_it(world: World, explain: ExplainBacklink) -> None:
    link = world.see(world.add_live_link(), REMOVED)
    found = explain.by_id(world.workspace_id, link.id)
    assert found.first is not None
    assert found.first.verdict is Verdict.REMOVED
    assert found.confirming is None
    assert found.changes == ()


def test_a_new_doubt_is_not_explained_by_the_proof_of_an_older_loss(world: World, explain: ExplainBacklink) -> None:
    link = world.add_lost_link()
    world.begin()
    world.see(link, LIVE)
    world.clock.advance(HOUR)
    world.see(link, GONE)
    found = explain.by_id(world.workspace_id, link.id)
    assert found.first is not None
    assert found.first.checked_at == world.clock()
    assert found.confirming is None


def test_a_link_in_good_standing_has_only_its_visits(world: World, explain: ExplainBacklink) -> None:
    found = explain.by_id(world.workspace_id, world.add_live_link().id)
    assert (found.first, found.confirming, found.changes) == (None, None, ())
    assert [check.verdict for check in found.history] == [Verdict.LIVE]


def test_a_page_nobody_watches_and_a_link_that_is_gone_are_named_as_such(
    world: World, explain: ExplainBacklink
) -> None:
    with pytest.raises(UnknownBacklinkError, match=r"/backlinks add https://blog\.example/other"):
        explain.by_page(world.workspace_id, "blog.example/other")
    with pytest.raises(UnknownBacklinkError, match="no longer watched"):
        explain.by_id(world.workspace_id, LinkId(99))


def test_one_workspace_cannot_have_the_links_of_another_explained(world: World, explain: ExplainBacklink) -> None:
    link = world.add_live_link()
    with world.store.system() as tx:
        other = tx.workspaces.ensure("T0OTHER", "Other").id
    with pytest.raises(UnknownBacklinkError):
        explain.by_id(other, link.id)
    with pytest.raises(UnknownBacklinkError):
        explain.by_page(other, link.source_url)


def test_the_newest_change_is_the_one_that_is_proved(world: World, explain: ExplainBacklink) -> None:
    link = world.add_lost_link()
    world.begin()
    world.digest()
    world.see(link, LIVE)
    found = explain.by_id(world.workspace_id, link.id)
    assert [change.kind for change in found.changes] == [ChangeKind.RECOVERED, ChangeKind.LOST]
    assert found.confirming is not None
    assert found.confirming.conclusion is Conclusion.LIVE


def test_a_look_that_was_not_believed_says_why(world: World, explain: ExplainBacklink) -> None:
    links = [world.add_live_link(f"https://site{number}.example/") for number in range(12)]
    world.clock.advance(HOUR)
    for link in links[:3]:
        world.see(link, GONE)
    for link in links[3:]:
        world.see(link, LIVE)
    found = explain.by_id(world.workspace_id, links[0].id)
    assert list(found.not_counted.values()) == [Pulse(domains_checked=12, domains_turned=3)]
    assert list(found.not_counted) == [found.history[0].id]
    assert "not counted, because 3 of 12 domains turned the same way" in shown_text(card(found))
