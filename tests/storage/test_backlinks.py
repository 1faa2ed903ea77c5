"""Backlinks: the slot fence, paging, counting, and pages that move."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.domain import (
    Backlink,
    DomainReading,
    HeldBack,
    LinkId,
    LinkState,
    PageMemory,
    RunRequest,
    RunScope,
    Site,
    Suspicion,
    Tally,
    Verdict,
)
from storage.store import Store
from storage.transactions import Transaction
from tests.conftest import Clock
from tests.storage.building import FACTS, lost, new_link, saw


def _add(store: Store, site: Site, clock: Clock, *names: str) -> list[Backlink]:
    with store.transaction(site.workspace_id) as tx:
        return [tx.backlinks.add(site.id, new_link(name), clock())[0] for name in names]


def _believe(tx: Transaction, link: Backlink, clock: Clock, state: LinkState, verdict: Verdict) -> Backlink:
    believed = replace(link, state=state, verdict=verdict)
    tx.backlinks.record(believed, saw(link.id, link.slot, clock(), verdict))
    return replace(believed, slot=link.slot + 1)


def test_a_page_is_one_link_of_a_site_however_often_it_is_added(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        first, was_new = tx.backlinks.add(site.id, new_link("blog", authority=7), clock())
        again, was_new_again = tx.backlinks.add(site.id, new_link("blog"), clock.advance(timedelta(days=1)))
        assert tx.backlinks.count(site.id) == 1
    assert (was_new, was_new_again) == (True, False)
    assert again == first
    assert (first.state, first.slot, first.authority) == (LinkState.UNSEEN, 0, 7)


def test_recording_a_check_stores_belief_and_observation_together(store: Store, site: Site, clock: Clock) -> None:
    [link] = _add(store, site, clock, "blog")
    check = saw(link.id, 0, clock())
    believed = replace(
        link,
        state=LinkState.LIVE,
        verdict=Verdict.LIVE,
        next_due_at=clock() + timedelta(days=3),
        facts=FACTS,
        page=PageMemory(title="A blog", text_length=900, sketch=(0, 7, 2**64 - 1), etag='"x"'),
        first_live_at=clock(),
        last_live_at=clock(),
        last_checked_at=clock(),
    )
    with store.transaction(site.workspace_id) as tx:
        check_id = tx.backlinks.record(believed, check)
    assert check_id is not None
    with store.reading(site.workspace_id) as tx:
        assert tx.backlinks.get(link.id) == replace(believed, slot=1)
        assert tx.checks.get(check_id) == replace(check, id=check_id)
        assert tx.checks.history(link.id, 5) == (replace(check, id=check_id),)
        assert tx.backlinks.last_checked_at(site.id) == clock()


def test_of_many_who_visited_at_once_one_is_recorded(store: Store, site: Site, clock: Clock) -> None:
    [link] = _add(store, site, clock, "blog")

    def record(_: int) -> int | None:
        with store.transaction(site.workspace_id) as tx:
            return tx.backlinks.record(link, saw(link.id, 0, clock()))

    with ThreadPoolExecutor(8) as threads:
        recorded = [check_id for check_id in threads.map(record, range(16)) if check_id is not None]
    with store.reading(site.workspace_id) as tx:
        assert [check.id for check in tx.checks.history(link.id, 20)] == recorded
    assert len(recorded) == 1


def test_a_new_doubt_is_proved_by_the_check_that_raised_it(store: Store, site: Site, clock: Clock) -> None:
    [link] = _add(store, site, clock, "blog")
    doubt = Suspicion(Verdict.REMOVED, clock(), 1, None)
    with store.transaction(site.workspace_id) as tx:
        first = tx.backlinks.record(replace(link, suspicion=doubt), saw(link.id, 0, clock(), Verdict.REMOVED))
        stored = tx.backlinks.get(link.id)
        assert stored is not None
        assert stored.suspicion == replace(doubt, first_check_id=first)
        kept = replace(stored, suspicion=replace(doubt, first_check_id=first, count=2))
        tx.backlinks.record(kept, saw(link.id, 1, clock(), Verdict.REMOVED))
        stored = tx.backlinks.get(link.id)
    assert stored is not None
    assert stored.suspicion == kept.suspicion


def test_many_looks_are_stored_together_each_with_its_own_check(store: Store, site: Site, clock: Clock) -> None:
    links = _add(store, site, clock, *[f"blog{n}" for n in range(600)])
    doubt = Suspicion(Verdict.REMOVED, clock(), 1, None)
    believed = [replace(link, state=LinkState.ABSENT, suspicion=doubt) for link in links]
    with store.transaction(site.workspace_id) as tx:
        checks = tx.backlinks.record_all([(link, saw(link.id, 0, clock(), Verdict.REMOVED)) for link in believed])
        assert checks is not None
        for link in links[::50]:
            stored = tx.backlinks.get(link.id)
            assert stored is not None
            assert stored.slot == 1
            assert stored.suspicion == replace(doubt, first_check_id=checks[link.id])
            assert [check.id for check in tx.checks.history(link.id, 5)] == [checks[link.id]]


def test_where_one_of_many_was_visited_meanwhile_none_is_stored(store: Store, site: Site, clock: Clock) -> None:
    links = _add(store, site, clock, "blog0", "blog1", "blog2")
    with store.transaction(site.workspace_id) as tx:
        _believe(tx, links[1], clock, LinkState.LIVE, Verdict.LIVE)
        looks = [(replace(link, state=LinkState.ABSENT), saw(link.id, 0, clock(), Verdict.REMOVED)) for link in links]
        assert tx.backlinks.record_all(looks) is None
    with store.reading(site.workspace_id) as tx:
        stored = tx.backlinks.list(site.id, set(LinkState), 10)
        assert [link.state for link in stored] == [LinkState.UNSEEN, LinkState.LIVE, LinkState.UNSEEN]
        assert [len(tx.checks.history(link.id, 5)) for link in links] == [0, 1, 0]


def test_pages_of_a_list_meet_without_gap_or_overlap(store: Store, site: Site, clock: Clock) -> None:
    links = _add(store, site, clock, *[f"blog{n}" for n in range(25)])
    with store.transaction(site.workspace_id) as tx:
        for link in links[::3]:
            _believe(tx, link, clock, LinkState.LIVE, Verdict.LIVE)
    with store.reading(site.workspace_id) as tx:
        listed: list[LinkId] = []
        while page := tx.backlinks.list(site.id, set(LinkState), 4, after=listed[-1] if listed else None):
            listed += [link.id for link in page]
        assert listed == [link.id for link in links]
        live = tx.backlinks.list(site.id, {LinkState.LIVE}, 100)
        assert [link.id for link in live] == [link.id for link in links[::3]]
        assert tx.backlinks.list(site.id, (), 10) == ()


def test_a_tally_counts_every_link_exactly_once(store: Store, site: Site, clock: Clock) -> None:
    believed = {
        "live": (LinkState.LIVE, Verdict.LIVE, False),
        "live2": (LinkState.LIVE, Verdict.NOINDEX, False),
        "blocked": (LinkState.LIVE, Verdict.BLOCKED, True),
        "down": (LinkState.LIVE, Verdict.SERVER_ERROR, True),
        "robots": (LinkState.UNSEEN, Verdict.ROBOTS_BLOCKED, True),
        "refused": (LinkState.UNSEEN, Verdict.REFUSED, True),
        "suspect": (LinkState.SUSPECT, Verdict.REMOVED, False),
        "suspect-and-silent": (LinkState.SUSPECT, Verdict.BLOCKED, True),
        "lost": (LinkState.LOST, Verdict.GONE_404, False),
        "absent": (LinkState.ABSENT, Verdict.REMOVED, False),
    }
    with store.transaction(site.workspace_id) as tx:
        for name, (state, verdict, is_silent) in believed.items():
            link, _ = tx.backlinks.add(site.id, new_link(name), clock())
            _believe(tx, replace(link, unanswered_since=clock() if is_silent else None), clock, state, verdict)
        tx.backlinks.add(site.id, new_link("unseen"), clock())
        tally = tx.backlinks.tally(site.id, clock())
        assert tally.total == tx.backlinks.count(site.id) == len(believed) + 1
    held = HeldBack(blocked=1, unreachable=1, robots=1, rechecking=2, other=1)
    assert tally == Tally(live=2, lost=1, absent=1, unseen=1, held=held)


def test_a_domain_reading_counts_fresh_losses_and_doubts_of_one_reason(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        links = [tx.backlinks.add(site.id, new_link(f"p{n}", domain="big.example"), clock())[0] for n in range(6)]
        doubt = Suspicion(Verdict.REMOVED, clock(), 1, None)
        _believe(tx, replace(links[0], suspicion=doubt), clock, LinkState.SUSPECT, Verdict.REMOVED)
        other = replace(doubt, verdict=Verdict.GONE_404)
        _believe(tx, replace(links[1], suspicion=other), clock, LinkState.SUSPECT, Verdict.GONE_404)
        for link, days_ago in ((links[2], 1), (links[3], 8)):
            gone = _believe(tx, link, clock, LinkState.LOST, Verdict.REMOVED)
            tx.changes.add(lost(link.id, site.id, gone.slot, clock() - timedelta(days=days_ago)))
        tx.backlinks.add(site.id, new_link("elsewhere"), clock())
        reading = tx.backlinks.domain_reading(site.id, "big.example", Verdict.REMOVED, clock())
    assert reading == DomainReading(links=6, same_reason=2)


def test_a_loss_told_during_a_visit_stays_told(store: Store, site: Site, clock: Clock) -> None:
    [link] = _add(store, site, clock, "blog")
    with store.transaction(site.workspace_id) as tx:
        before = _believe(tx, link, clock, LinkState.LOST, Verdict.REMOVED)
        tx.changes.add(lost(link.id, site.id, 0, clock()))
        digest = tx.digests.open(site.id, "2026-03-02", clock())
        assert digest is not None
        tx.changes.announce(site.id, digest)
        assert not before.loss_announced, "the visitor still holds what was read before the digest"
        tx.backlinks.record(before, saw(link.id, 1, clock(), Verdict.REMOVED))
        stored = tx.backlinks.get(link.id)
    assert stored is not None
    assert stored.loss_announced


def test_a_moved_page_keeps_its_link_and_its_old_address_still_means_it(store: Store, site: Site, clock: Clock) -> None:
    [link] = _add(store, site, clock, "old")
    with store.transaction(site.workspace_id) as tx:
        assert tx.backlinks.rename(link.id, new_link("new")) == link.id
        moved = tx.backlinks.get(link.id)
        assert moved is not None
        assert moved.source_url == "https://new.example/"
        assert tx.backlinks.by_key(site.id, new_link("old").source_key) == moved
        assert tx.backlinks.add(site.id, new_link("old"), clock()) == (moved, False)
        tx.imports.stage([new_link("old"), new_link("new")])
        assert tx.imports.commit(site.id, clock()).added == 0
        assert tx.backlinks.rename(link.id, new_link("old")) == link.id
        assert tx.backlinks.count(site.id) == 1


@pytest.mark.parametrize("twin_knows_more", [True, False])
def test_two_links_that_turn_out_to_be_one_page_are_merged_with_their_histories(
    store: Store, site: Site, clock: Clock, *, twin_knows_more: bool
) -> None:
    old, new = _add(store, site, clock, "old", "new")
    rich, poor = (new, old) if twin_knows_more else (old, new)
    with store.transaction(site.workspace_id) as tx:
        run = tx.runs.start(site.id, RunRequest(RunScope.SITE, "U1"), clock())
        checked = [tx.backlinks.record(rich, saw(rich.id, slot, clock())) for slot in range(2)]
        checked += [tx.backlinks.record(poor, saw(poor.id, 0, clock(), Verdict.REMOVED))]
        tx.changes.add(lost(poor.id, site.id, 0, clock()))
        assert tx.backlinks.rename(old.id, new_link("new")) == rich.id
        assert tx.backlinks.count(site.id) == 1
        history = tx.checks.history(rich.id, 10)
        assert {check.id for check in history} == set(checked)
        assert [check.slot for check in history] == [1, 0, -1]
        assert [change.link_id for change in tx.changes.of_link(rich.id)] == [rich.id]
        assert history[0].id is not None
        merged = tx.runs.get(run.id)
        assert merged is not None
        assert (merged.total, merged.done) == (1, 0)
        finished = tx.runs.note_checked({rich.id: history[0].id})
        assert [run.id for run in finished] == [run.id]
        for name in ("old", "new"):
            link = tx.backlinks.by_key(site.id, new_link(name).source_key)
            assert link is not None
            assert (link.id, link.source_url) == (rich.id, "https://new.example/")
