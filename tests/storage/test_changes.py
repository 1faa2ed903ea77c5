"""Changes: stored once, told once or never, and shown with what proves them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.domain import Backlink, ChangeKind, LinkChange, LinkState, RunRequest, RunScope, Section, Site, Verdict
from storage.store import Store
from storage.transactions import Transaction
from tests.conftest import Clock
from tests.storage.building import changed, lost, new_link, saw


def _lose(tx: Transaction, site: Site, clock: Clock, name: str, authority: int | None = None) -> LinkChange:
    """A link that was seen to be gone twice, and is lost."""
    link, _ = tx.backlinks.add(site.id, new_link(name, authority=authority, domain=f"{name[:3]}.example"), clock())
    first = tx.backlinks.record(link, saw(link.id, 0, clock(), Verdict.REMOVED))
    gone = replace(link, state=LinkState.LOST, verdict=Verdict.REMOVED)
    second = tx.backlinks.record(gone, saw(link.id, 1, clock(), Verdict.REMOVED))
    change = replace(lost(link.id, site.id, 1, clock()), first_check_id=first, confirming_check_id=second)
    stored = tx.changes.add(change)
    assert stored is not None
    return stored


def _link(tx: Transaction, change: LinkChange) -> Backlink:
    link = tx.backlinks.get(change.link_id)
    assert link is not None
    return link


def test_a_change_is_stored_once(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        change = _lose(tx, site, clock, "blog")
        assert tx.changes.add(replace(change, id=0)) is None
        assert tx.changes.of_link(change.link_id) == (change,)
        assert tx.changes.last_id(site.id) == change.id


def test_unannounced_changes_show_what_is_worth_most_with_its_two_observations(
    store: Store, site: Site, clock: Clock
) -> None:
    with store.transaction(site.workspace_id) as tx:
        stored = {
            name: _lose(tx, site, clock, name, authority)
            for name, authority in (("aaa1", 5), ("bbb1", None), ("ccc1", 90), ("aaa2", 5), ("aab1", 5))
        }
        new = changed(stored["aaa1"].link_id, site.id, 5, clock(), ChangeKind.NEW, Verdict.NEW)
        assert tx.changes.add(new)
        sections = tx.changes.unannounced(site.id, limit_per_kind=4)
        assert tx.changes.unannounced(site.id)[ChangeKind.LOST].links == 5
        line = sections[ChangeKind.LOST].shown[0]
        assert line.first == tx.checks.get(stored["ccc1"].first_check_id or 0)
        assert line.confirming == tx.checks.get(stored["ccc1"].confirming_check_id or 0)
        assert line.link == _link(tx, stored["ccc1"])
    assert set(sections) == {ChangeKind.LOST, ChangeKind.NEW}
    section = sections[ChangeKind.LOST]
    assert (section.links, section.domains) == (5, 4)
    assert [line.change for line in section.shown] == [stored[name] for name in ("ccc1", "aaa1", "aaa2", "aab1")]


def test_what_a_digest_told_is_not_told_again(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        first, second = _lose(tx, site, clock, "one"), _lose(tx, site, clock, "two")
        digest = tx.digests.open(site.id, "2026-03-02", clock())
        assert digest is not None
        assert tx.changes.announce(site.id, digest, up_to_id=first.id) == 1
        assert (_link(tx, first).loss_announced, _link(tx, second).loss_announced) == (True, False)
        waiting = tx.changes.unannounced(site.id)[ChangeKind.LOST]
        assert [line.change for line in waiting.shown] == [second]
        assert tx.changes.announce(site.id, digest) == 1
        assert tx.changes.announce(site.id, digest) == 0
        assert tx.changes.unannounced(site.id) == {}
        told = tx.changes.of_link(first.link_id)
    assert [change.digest_id for change in told] == [digest]


def test_what_the_report_of_a_run_told_is_not_told_by_the_digest(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        before = _lose(tx, site, clock, "before")
        link, _ = tx.backlinks.add(site.id, new_link("blog"), clock())
        run = tx.runs.start(site.id, RunRequest(RunScope.PAGE, "U1", "C1", (link.id,)), clock())
        gone = replace(link, state=LinkState.LOST)
        check_id = tx.backlinks.record(gone, saw(link.id, 0, clock(), Verdict.REMOVED))
        assert check_id is not None
        stored = tx.changes.add(lost(link.id, site.id, 0, clock()))
        tx.runs.note_checked({link.id: check_id})
        assert [line.change for line in tx.runs.changes(run.id)[ChangeKind.LOST].shown] == [stored]
        assert tx.changes.announce_run(run.id) == 1
        waiting = tx.changes.unannounced(site.id)[ChangeKind.LOST]
        assert [line.change for line in waiting.shown] == [before]
        after = tx.backlinks.get(link.id)
    assert after is not None
    assert after.loss_announced


def test_a_loss_that_proved_wrong_before_anybody_was_told_is_never_told(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        wrong, told = _lose(tx, site, clock, "wrong"), _lose(tx, site, clock, "told")
        assert tx.changes.withdraw(wrong.link_id)
        digest = tx.digests.open(site.id, "2026-03-02", clock())
        assert digest is not None
        assert tx.changes.announce(site.id, digest) == 1
        assert not tx.changes.withdraw(wrong.link_id)
        assert not tx.changes.withdraw(told.link_id), "it has been told: the recovery is news"
        assert [line.change.link_id for line in tx.changes.since(site.id, 0)] == [told.link_id]
        recent = tx.changes.recent(site.id, {ChangeKind.LOST}, clock(), 10)
    assert (recent.links, len(recent.shown)) == (1, 1)


def test_recent_changes_come_latest_first_and_count_all(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:
        old = _lose(tx, site, clock, "old")
        since = clock.advance(timedelta(days=1))
        stored = [_lose(tx, site, clock, f"n{n:02}") for n in range(4) if clock.advance(timedelta(hours=1))]
        recent = tx.changes.recent(site.id, {ChangeKind.LOST, ChangeKind.NEW}, since, 3)
        assert tx.changes.recent(site.id, {ChangeKind.NEW}, since, 3) == Section((), 0, 0)
        after = tx.changes.since(site.id, old.id)
    assert (recent.links, recent.domains) == (4, 4)
    assert [line.change for line in recent.shown] == stored[:0:-1]
    assert [line.change for line in after] == stored


def test_changes_of_one_domain_and_cause_join_one_incident_for_a_week(store: Store, site: Site, clock: Clock) -> None:
    with store.transaction(site.workspace_id) as tx:

        def incident(domain: str, verdict: Verdict) -> int:
            return tx.changes.incident_for(site.id, domain, "site_down", verdict, clock()).id

        first = incident("big.example", Verdict.GONE_404)
        assert incident("big.example", Verdict.GONE_404) == first
        assert incident("other.example", Verdict.GONE_404) != first
        assert incident("big.example", Verdict.REMOVED) != first
        clock.advance(timedelta(days=6))
        assert incident("big.example", Verdict.GONE_404) == first
        clock.advance(timedelta(days=2))
        assert incident("big.example", Verdict.GONE_404) != first

        change = _lose(tx, site, clock, "blog")
        part = replace(change, id=0, slot=7, incident_id=first)
        assert tx.changes.add(part)
        named = tx.changes.incidents(tx.changes.unannounced(site.id).values())
    assert [found.id for found in named] == [first]


@pytest.mark.parametrize("again", [False, True])
def test_a_site_has_one_digest_for_each_local_date(store: Store, site: Site, clock: Clock, *, again: bool) -> None:
    with store.transaction(site.workspace_id) as tx:
        opened = tx.digests.open(site.id, "2026-03-02", clock())
    with store.transaction(site.workspace_id) as tx:
        repeated = tx.digests.open(site.id, "2026-03-02" if again else "2026-03-03", clock())
        last = tx.digests.last(site.id)
    assert opened is not None
    assert (repeated is None) is again
    assert last is not None
    assert last.local_date == ("2026-03-02" if again else "2026-03-03")
