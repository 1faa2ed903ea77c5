"""A vote is one person's word, kept with the words around the name, and what it teaches is put to use at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.addresses import page_address
from jobs.judge_mention import JudgeMention, NoSuchMentionError
from jobs.teach_brands import TeachBrands
from jobs.watch_terms import Wish
from storage.candidates import NamedPage
from storage.domain import Candidate, CandidateId, Lane, Mention, MentionId, MentionState, Vote, Wanted
from tests.blocks.samples import mention
from tests.jobs.world import DAY, World


@pytest.fixture
def judge(world: World) -> JudgeMention:
    return JudgeMention(world.store, world.clock)


def record(world: World, page: str, lane: Lane = Lane.AMBIGUOUS) -> Mention:
    """A mention whose candidate was looked at already."""
    address = page_address(page)
    said = Candidate(CandidateId(0), world.site.id, address.url, address.domain, Wanted.MENTIONS, world.clock())
    with world.store.transaction(world.workspace_id) as tx:
        tx.candidates.hear(world.site.id, "gdelt", [NamedPage(address.key, address.key, said)], world.clock())
        candidate = tx.candidates.by_key(world.site.id, address.key)
        assert candidate is not None
        tx.candidates.seen(candidate, None)
        found = replace(mention(1, address.domain, lane), site_id=world.site.id, page_key=address.key, url=address.url)
        recorded = tx.mentions.record(replace(found, candidate_id=candidate.id))
    return stored(world, recorded)


def stored(world: World, mention_id: MentionId) -> Mention:
    with world.store.reading(world.workspace_id) as tx:
        found = tx.mentions.get(mention_id)
    assert found is not None
    return found


def due(world: World) -> set[str]:
    with world.store.surveying() as tx:
        return {candidate.url for _, candidate in tx.candidates.due(world.clock(), 100)}


def test_other_doubts_of_the_domain_are_looked_at_again_at_once(world: World, judge: JudgeMention) -> None:
    voted = record(world, "https://fans.example/anvil")
    record(world, "https://fans.example/skates")
    record(world, "https://trams.example/a")
    judge.vote(world.workspace_id, voted.id, False, "U0ROBIN", Lane.AMBIGUOUS)
    assert due(world) == {"https://fans.example/skates"}


def test_with_votes_enough_every_doubt_of_the_brand_is_looked_at_again(world: World, judge: JudgeMention) -> None:
    voted = record(world, "https://fans.example/anvil")
    record(world, "https://trams.example/a")
    with world.store.transaction(world.workspace_id) as tx:
        for number in range(29):
            key = number.to_bytes(16, "big")
            tx.brands.vote(world.site.id, Vote("Acme", key, "x.example", "anvil", False, "U0MAYA", world.clock()))
    judge.vote(world.workspace_id, voted.id, False, "U0ROBIN", Lane.AMBIGUOUS)
    assert due(world) == {"https://trams.example/a"}


def test_what_the_team_says_of_a_brand_is_tried_on_every_doubt_at_once(world: World) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        tx.sites.change(world.site.id, replace(world.site.settings, brands=("Acme",)))
    record(world, "https://fans.example/anvil")
    record(world, "https://blog.example/sure", Lane.ASK)
    assert due(world) == set()
    TeachBrands(world.store, world.clock).exclude(world.workspace_id, Wish("anvil", "U0ROBIN"))
    assert due(world) == {"https://fans.example/anvil"}


def test_a_snoozed_mention_comes_back_in_thirty_days(world: World, judge: JudgeMention) -> None:
    found = record(world, "https://blog.example/", Lane.ASK)
    judge.snooze(world.workspace_id, found.id, "U0ROBIN")
    judge.snooze(world.workspace_id, found.id, "U0MAYA")
    assert stored(world, found.id).state is MentionState.MUTED
    with world.store.transaction(world.workspace_id) as tx:
        assert tx.mentions.wake(world.site.id, world.clock() + 29 * DAY) == 0
        assert tx.mentions.wake(world.site.id, world.clock() + 30 * DAY) == 1
    assert stored(world, found.id).state is MentionState.OPEN


def test_muting_a_domain_silences_every_page_of_it(world: World, judge: JudgeMention) -> None:
    first, second = (record(world, f"https://blog.example/{name}", Lane.ASK) for name in "ab")
    judge.mute_domain(world.workspace_id, first.id, "U0ROBIN")
    assert {stored(world, one.id).state for one in (first, second)} == {MentionState.MUTED}
    with world.store.reading(world.workspace_id) as tx:
        assert tx.brands.muted(world.site.id, world.clock()) == {"blog.example"}


def test_another_workspace_cannot_judge_our_mentions(world: World, judge: JudgeMention) -> None:
    found = record(world, "https://blog.example/", Lane.ASK)
    with world.store.system() as tx:
        stranger = tx.workspaces.ensure("T0OTHER", "Other")
    for act in (
        lambda: judge.vote(stranger.id, found.id, False, "U1", Lane.ASK),
        lambda: judge.snooze(stranger.id, found.id, "U1"),
        lambda: judge.mute_domain(stranger.id, found.id, "U1"),
    ):
        with pytest.raises(NoSuchMentionError, match="no mention"):
            act()
    assert stored(world, found.id) == found
