"""What the digest tells of mentions: each once, the best first, and none whose link is there meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.addresses import page_address
from storage.domain import Backlink, Lane, LinkStatus, MentionId, MentionState
from tests.blocks.samples import mention
from tests.jobs.world import REMOVED, World
from tests.servers.texts import shown_text


@pytest.fixture
def started(world: World) -> World:
    """The silent first digest has been posted."""
    world.add_live_link("https://quiet.example/")
    world.begin()
    return world


def record(world: World, number: int, lane: Lane = Lane.ASK, **values: object) -> MentionId:
    found = replace(mention(number, f"site{number:02}.example", lane), site_id=world.site.id, score=number)
    with world.store.transaction(world.workspace_id) as tx:
        return tx.mentions.record(replace(found, **values))


def key(link: Backlink) -> bytes:
    return page_address(link.source_url).key


def told(world: World) -> list[str]:
    return [shown_text(message) for message in world.digest().values()]


def test_mentions_are_told_once_with_what_was_seen_beside_them(started: World) -> None:
    best = record(started, 40)
    for number in range(1, 5):
        record(started, number, original_id=best)
    for number in range(10, 22):
        record(started, number)
    record(started, 30, Lane.AMBIGUOUS)
    record(started, 31, Lane.BOILERPLATE)
    parent, reply = told(started)
    assert "Mentions without link:* 13 worth asking (19 seen, 4 syndicated, 1 ambiguous)" in parent
    assert "+4 copies" in reply
    assert reply.index("site40.example") < reply.index("site21.example")
    assert "site12.example" not in reply
    assert "+3 more: `/mentions unlinked`" in reply
    assert told(started) == []


def test_what_was_known_before_we_began_or_was_put_away_is_no_news(started: World) -> None:
    record(started, 1, quiet=True)
    record(started, 2, state=MentionState.MUTED)
    record(started, 3, Lane.BOILERPLATE)
    assert told(started) == []


def test_a_mention_whose_link_is_there_meanwhile_is_nothing_to_ask_for(started: World) -> None:
    back = started.add_live_link("https://back.example/")
    lost = started.see(started.see(started.add_live_link("https://lost.example/"), REMOVED), REMOVED)
    record(started, 1, page_key=key(back))
    assert told(started) == []
    record(started, 2, page_key=key(lost))
    broken = started.add_live_link("https://broken.example/")
    record(started, 3, page_key=key(broken), status=LinkStatus.LINKED_BROKEN)
    parent, *_ = told(started)
    assert "2 worth asking (2 seen)" in parent


def test_a_site_without_a_channel_keeps_its_mentions_until_it_has_one(started: World) -> None:
    record(started, 1)
    settings = started.site.settings
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.change(started.site.id, replace(settings, channel_id=None))
    assert told(started) == []
    with started.store.transaction(started.workspace_id) as tx:
        tx.sites.change(started.site.id, settings)
    assert len(told(started)) == 2
