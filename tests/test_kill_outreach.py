"""Killed while people decide, while time moves targets on or while the queue is posted: each happens once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import PreviewSettings
from bot.settings import Settings, load_settings
from bot.wall_clock import utc_now
from jobs.sources.registry import SOURCES
from storage.domain import DigestSchedule, OutboxState, Prospect, ProspectState
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.outreach import Office
from tests.jobs.world import DAY, World, new_world
from tests.servers.processes import approver, dies, runs, sender, worker

pytestmark = pytest.mark.slow

CARDS = 3
PATIENCE = 30.0


@dataclass(frozen=True)
class Scene:
    world: World
    preview: Preview
    settings: Settings
    cards: tuple[Prospect, ...]

    @property
    def office(self) -> Office:
        return Office(self.world)

    def states(self) -> Counter[ProspectState]:
        return Counter(self.office.now(card).state for card in self.cards)

    def verbs(self) -> list[list[str]]:
        return [[entry.verb for entry in self.office.audit(card)] for card in self.cards]

    def wait(self, states: Counter[ProspectState]) -> None:
        assert self.preview.wait_for(lambda: self.states() == states, PATIENCE), self.states()

    def is_sent(self, rows: int) -> bool:
        with self.world.store.surveying() as tx:
            counts = dict(tx.outbox.ages(utc_now()).counts)
            return counts == {OutboxState.SENT: rows} and tx.outbox.next_edit(utc_now() + DAY) is None

    def assert_chain_holds(self) -> None:
        with self.office.reading() as tx:
            assert tx.audit.verify().broken_at is None


@pytest.fixture
def scene(store: Store, database_url: str, tmp_path: Path) -> Iterator[Scene]:
    world = new_world(store, Clock(utc_now() - 7 * DAY))  # what was put off then comes back now
    with store.transaction(world.workspace_id) as tx:
        midnight = DigestSchedule(zone="UTC", at=time(0))
        tx.sites.change(world.site.id, replace(world.site.settings, schedule=midnight))
        tx.sites.schedule_digest(world.site.id, utc_now() + DAY)  # today's has been gathered
    office = Office(world)
    cards = tuple([office.suggested(f"https://news{number}.example/tools") for number in range(CARDS)])
    hosts = tmp_path / "hosts"
    hosts.write_text("".join(f"127.0.0.1 news{number}.example\n" for number in range(CARDS)), encoding="utf-8")
    with running_preview(PreviewSettings(port=0)) as preview:
        settings = load_settings(
            database_url=database_url,
            slack_api_url=preview.api_url,
            slack_bot_token=preview.settings.bot_token,
            slack_app_token=preview.settings.app_token,
            fetch_hosts_file=hosts,
            fetch_allow_networks="127.0.0.0/8",
            fetch_host_pause=timedelta(0),
            sources_off=tuple(kind.name for kind in SOURCES),
        )
        yield Scene(world, preview, settings, cards)


@pytest.mark.parametrize("nth", range(1, CARDS + 1))
@pytest.mark.parametrize("place", ["outreach.before_commit", "outreach.after_commit"])
def test_whoever_is_killed_while_deciding_has_decided_each_once_or_not_at_all(
    scene: Scene, place: str, nth: int
) -> None:
    dies(approver, scene.settings, f"{place}:{nth}:kill")
    done = nth if place.endswith("after_commit") else nth - 1
    assert scene.states()[ProspectState.APPROVED] == done
    with runs(approver, scene.settings):
        scene.wait(Counter({ProspectState.APPROVED: CARDS}))
    assert scene.verbs() == [["prospect approved"]] * CARDS
    scene.assert_chain_holds()


@pytest.mark.parametrize("nth", range(1, CARDS + 1))
def test_a_worker_killed_while_time_moves_targets_on_moves_each_once(scene: Scene, nth: int) -> None:
    office = scene.office
    for card in scene.cards:
        office.decide.snooze(scene.world.workspace_id, office.now(card).ticket, "U0KIM", 7 * DAY)
    dies(worker, scene.settings, f"follow.before_commit:{nth}:kill")
    with runs(worker, scene.settings):
        scene.wait(Counter({ProspectState.SUGGESTED: CARDS}))
    assert scene.verbs() == [["prospect snoozed", "snooze over"]] * CARDS
    scene.assert_chain_holds()


@pytest.mark.parametrize("failpoint", ["queue.before_commit:1", "queue.after_commit:1"])
def test_a_worker_killed_while_it_posts_the_queue_posts_it_and_each_card_once(scene: Scene, failpoint: str) -> None:
    with runs(sender, scene.settings):
        dies(worker, scene.settings, f"{failpoint}:kill")
        with runs(worker, scene.settings):
            assert scene.preview.wait_for(lambda: scene.is_sent(1 + CARDS), PATIENCE)
            scene.office.approve(scene.cards[0])
            assert scene.preview.wait_for(lambda: scene.is_sent(1 + CARDS), PATIENCE)
    queue = f"queue/{scene.world.site.id}/{utc_now():%Y-%m-%d}"
    keys = Counter(post.key for post in scene.preview.posts)
    assert keys == Counter([queue, *(f"prospect/{card.id}" for card in scene.cards)])
    (parent,) = scene.preview.messages("links")
    assert len(scene.preview.thread(parent)) == CARDS
