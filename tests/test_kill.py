"""Killed at any named place (K1 to K7), worker and sender lose nothing and say nothing twice once they run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.preview.driver import Preview, running_preview
from bot.preview.settings import PreviewSettings
from bot.settings import Settings, load_settings, worker_environment
from bot.wall_clock import utc_now
from jobs.sources.registry import SOURCES
from storage.domain import (
    Backlink,
    Brand,
    ChangeKind,
    Message,
    OutboxState,
    Poll,
    RunRequest,
    RunScope,
    Thread,
    Wanted,
)
from storage.store import Store
from tests.analysis.visits import GOOD_PAGE, PAGE_WITHOUT_LINK
from tests.conftest import Clock
from tests.jobs.searching import article
from tests.jobs.world import DAY, HERE, REMOVED, World, kinds_of, new_world
from tests.servers.fixtures import site_server
from tests.servers.processes import dies, runs, sender, worker
from tests.servers.texts import shown_text
from tests.servers.web import Reply, SiteServer
from tests.sources.test_feeds import item, rss

__all__ = ["site_server"]

pytestmark = pytest.mark.slow

LINKS = 2
PATIENCE = 30.0


@dataclass(frozen=True)
class Scene:
    """A site two of whose links looked lost two days ago and are due for the look that confirms it."""

    world: World
    preview: Preview
    settings: Settings
    links: tuple[Backlink, ...]

    def ask_for_check(self) -> None:
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.runs.start(self.world.site.id, RunRequest(RunScope.SITE, "U0ROBIN", HERE), utc_now())

    def confirm_losses(self) -> None:
        """What the worker would have found a day ago."""
        self.world.clock.advance(DAY)
        for link in self.links:
            self.world.see(link, REMOVED)

    def make_digest_due(self) -> None:
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.sites.schedule_digest(self.world.site.id, utc_now())

    def watch_feed(self, url: str) -> None:
        """A feed that was read before, so that what it names from now on is news."""
        world, brand = self.world, Brand(("Acme Rockets",))
        with world.store.transaction(world.workspace_id) as tx:
            tx.sites.change(world.site.id, replace(world.site.settings, brands=(brand.name,)))
            tx.brands.keep(world.site.id, brand)
            tx.polls.watch_feed(world.site.id, url, "U0ROBIN", utc_now())
            tx.polls.ensure(world.site.id, [("feeds", Wanted.MENTIONS, url)], utc_now())
            for poll in tx.polls.of_site(world.site.id):
                tx.polls.record(replace(poll, watermark=utc_now() - DAY))

    def polls(self) -> tuple[Poll, ...]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return tx.polls.of_site(self.world.site.id)

    def has_mention(self) -> bool:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return len(tx.mentions.lately(self.world.site.id, utc_now() - DAY, 10)) == 1

    def digest_is_over(self) -> bool:
        with self.world.store.reading(self.world.workspace_id) as tx:
            next_at = tx.sites.next_digest_at(self.world.site.id)
        return next_at is not None and next_at > utc_now()

    def announce(self, key: str, replies: int) -> None:
        said = tuple(Message(f"{key}/{number}") for number in range(1, replies + 1))
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.outbox.put(Thread(key, HERE, Message(key), said), utc_now())

    def counts(self) -> dict[OutboxState, int]:
        with self.world.store.surveying() as tx:
            return dict(tx.outbox.ages(utc_now()).counts)

    def has_no_stale_message(self) -> bool:
        with self.world.store.surveying() as tx:
            return tx.outbox.next_edit(utc_now() + DAY) is None

    def wait_until_sent(self, rows: int) -> None:
        assert self.preview.wait_for(lambda: self.counts() == {OutboxState.SENT: rows}, PATIENCE), self.counts()

    def assert_books_balance(self, expected: list[str]) -> None:
        """|keys posted| = |rows sent| = |expected messages|; each once; every reply under its own parent."""
        posts = {post.key: post for post in self.preview.posts}
        keys = Counter(post.key for post in self.preview.posts)
        assert keys == Counter(expected)
        assert self.counts() == {OutboxState.SENT: len(expected)}
        for key in expected:
            parent = posts.get(key.rpartition("/")[0])
            assert posts[key].thread_ts == (parent.ts if parent else None), key

    def assert_told_once(self, expected: list[str]) -> None:
        """Every change is in the books once, and every one was told by the messages that were posted."""
        self.assert_books_balance(expected)
        assert [kinds_of(self.world, link) for link in self.links] == [["lost"]] * LINKS
        told = "\n".join(shown_text(Message(post.text, post.blocks)) for post in self.preview.posts)
        assert f"Lost: 1 domain, {LINKS} links" in told
        with self.world.store.reading(self.world.workspace_id) as tx:
            assert ChangeKind.LOST not in tx.changes.unannounced(self.world.site.id)


@pytest.fixture
def scene(store: Store, database_url: str, site_server: SiteServer, tmp_path: Path) -> Iterator[Scene]:
    world = new_world(store, Clock(utc_now() - 4 * DAY))
    pages = [site_server.put(f"blog.example/{number}", GOOD_PAGE.encode()) for number in range(LINKS)]
    for page in pages:
        world.add_live_link(page)
    with store.transaction(world.workspace_id) as tx:
        tx.digests.open(world.site.id, "2026-01-01", world.clock())  # the silent first one is behind us
    links = tuple(world.see(world.add_link(page), REMOVED) for page in pages)
    for number in range(LINKS):  # each so late that its look has a commit of its own
        site_server.put(f"blog.example/{number}", Reply(PAGE_WITHOUT_LINK.encode(), delay=number * 0.5))
    hosts = tmp_path / "hosts"
    hosts.write_text(site_server.hosts_file(), encoding="utf-8")
    with running_preview(PreviewSettings(port=0)) as preview:
        settings = load_settings(
            database_url=database_url,
            slack_api_url=preview.api_url,
            slack_bot_token=preview.settings.bot_token,
            slack_app_token=preview.settings.app_token,
            fetch_hosts_file=hosts,
            fetch_allow_networks="127.0.0.0/8",
            fetch_host_pause=timedelta(0),
            sources_off=tuple(kind.name for kind in SOURCES if kind.name != "feeds"),  # nobody beyond this machine
        )
        yield Scene(world, preview, settings, links)


REPORT = ["run/1", "run/1/1"]


@pytest.mark.parametrize(
    "failpoint",
    [
        "check.after_fetch:1",
        "check.after_fetch:2",
        "check.before_commit:1",
        "check.before_commit:2",
        "check.before_outbox:1",
        "check.after_commit:1",
        "check.after_commit:2",
    ],
)
def test_a_worker_killed_while_it_records_a_visit_tells_every_change_once(scene: Scene, failpoint: str) -> None:
    scene.ask_for_check()
    with runs(sender, scene.settings):
        dies(worker, scene.settings, f"{failpoint}:kill")
        with runs(worker, scene.settings):
            scene.wait_until_sent(len(REPORT))
    scene.assert_told_once(REPORT)


@pytest.mark.parametrize("failpoint", ["digest.before_outbox:1", "digest.after_commit:1"])
def test_a_worker_killed_while_it_gathers_a_digest_tells_every_change_once(scene: Scene, failpoint: str) -> None:
    scene.confirm_losses()
    scene.make_digest_due()
    with runs(sender, scene.settings):
        dies(worker, scene.settings, f"{failpoint}:kill")
        with runs(worker, scene.settings):
            scene.wait_until_sent(2)
    parent = next(post.key for post in scene.preview.posts if post.thread_ts is None)
    scene.assert_told_once([parent, f"{parent}/1"])


@pytest.mark.parametrize("failpoint", ["contracts.before_outbox:1", "contracts.after_commit:1"])
def test_a_worker_killed_while_it_tells_of_lost_contracts_tells_each_once_and_no_digest_does(
    scene: Scene, failpoint: str
) -> None:
    with scene.world.store.transaction(scene.world.workspace_id) as tx:
        for link in scene.links:
            tx.backlinks.mark_contract(link.id, utc_now(), is_contract=True)
    scene.confirm_losses()
    with runs(sender, scene.settings):
        dies(worker, scene.settings, f"{failpoint}:kill")
        with runs(worker, scene.settings):
            scene.wait_until_sent(1)
            scene.make_digest_due()
            assert scene.preview.wait_for(scene.digest_is_over, PATIENCE)
    (post,) = scene.preview.posts
    assert f"Contract lost for acme.com: 1 domain, {LINKS} links" in shown_text(Message(post.text, post.blocks))
    scene.assert_books_balance([post.key])
    with scene.world.store.reading(scene.world.workspace_id) as tx:
        assert ChangeKind.LOST not in tx.changes.unannounced(scene.world.site.id)


@pytest.mark.parametrize(
    "failpoint",
    [
        "poll.before_commit:1",
        "poll.after_commit:1",
        "mention.before_commit:1",
        "mention.after_commit:1",
        "digest.before_outbox:1",
        "digest.after_commit:1",
    ],
)
def test_a_worker_killed_while_it_asks_and_looks_for_mentions_tells_each_once(
    scene: Scene, site_server: SiteServer, failpoint: str
) -> None:
    scene.confirm_losses()
    page = site_server.put("blog.example/rockets", article("We tried engines of Acme Rockets last week.").encode())
    site_server.put("blog.example/feed", rss(item(page)))
    scene.watch_feed(site_server.url("blog.example/feed"))
    is_digest = failpoint.startswith("digest")
    if is_digest:
        with runs(worker, scene.settings):
            assert scene.preview.wait_for(scene.has_mention, PATIENCE)
        scene.make_digest_due()
    with runs(sender, scene.settings):
        dies(worker, scene.settings, f"{failpoint}:kill")
        with runs(worker, scene.settings):
            assert scene.preview.wait_for(scene.has_mention, PATIENCE)
            if not is_digest:
                scene.make_digest_due()
            scene.wait_until_sent(3)
            scene.make_digest_due()
            assert scene.preview.wait_for(scene.digest_is_over, PATIENCE)
    told = "\n".join(shown_text(Message(post.text, post.blocks)) for post in scene.preview.posts)
    assert told.count("1 worth asking (1 seen)") == 1
    parent = next(post.key for post in scene.preview.posts if post.thread_ts is None)
    scene.assert_told_once([parent, f"{parent}/1", f"{parent}/2"])
    assert [poll.found for poll in scene.polls()] == [1]


@pytest.mark.parametrize("nth", [1, 2, 3], ids=["at the parent", "between parent and replies", "at the last reply"])
@pytest.mark.parametrize("place", ["outbox.after_claim", "outbox.after_post", "outbox.after_mark"])
def test_a_sender_killed_at_any_message_posts_each_of_them_once(scene: Scene, place: str, nth: int) -> None:
    scene.announce("news/a", replies=2)
    dies(sender, scene.settings, f"{place}:{nth}:kill")
    with runs(sender, scene.settings):
        scene.wait_until_sent(3)
    scene.assert_books_balance(["news/a", "news/a/1", "news/a/2"])


@pytest.mark.parametrize("nth", [1, 2])
def test_a_sender_killed_after_an_edit_shows_it_and_says_nothing_twice(scene: Scene, nth: int) -> None:
    scene.announce("news/a", replies=1)
    with runs(sender, scene.settings):
        scene.wait_until_sent(2)
    with scene.world.store.transaction(scene.world.workspace_id) as tx:
        assert tx.outbox.edit("news/a", Message("decided"))
        assert tx.outbox.edit("news/a/1", Message("decided too"))
    dies(sender, scene.settings, f"outbox.after_edit:{nth}:kill")
    with runs(sender, scene.settings):
        assert scene.preview.wait_for(scene.has_no_stale_message, PATIENCE)
    (parent,) = scene.preview.messages("links")
    shown = [message.content.text for message in (parent, *scene.preview.thread(parent))]
    assert shown == ["decided", "decided too"]
    scene.assert_books_balance(["news/a", "news/a/1"])


def test_a_sender_killed_again_and_again_still_posts_everything_once(scene: Scene) -> None:
    scene.announce("news/a", replies=2)
    scene.announce("news/b", replies=1)
    for failpoint in ("outbox.after_claim:1", "outbox.after_post:1", "outbox.after_mark:1", "outbox.after_post:2"):
        dies(sender, scene.settings, f"{failpoint}:kill")
    with runs(sender, scene.settings):
        scene.wait_until_sent(5)
    scene.assert_books_balance(["news/a", "news/a/1", "news/a/2", "news/b", "news/b/1"])


def test_the_command_itself_dies_where_its_environment_says_and_takes_up_its_work_again(scene: Scene) -> None:
    scene.ask_for_check()
    environment = worker_environment(scene.settings) | {"FAILPOINTS": "check.before_commit:1:kill"}
    environment["FETCH_HOST_PAUSE"] = "0"
    command = [sys.executable, "-m", "bot", "worker"]
    died = subprocess.run(command, env=environment, timeout=60, check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    with runs(sender, scene.settings):
        again = subprocess.Popen(command, env={**environment, "FAILPOINTS": ""}, stderr=subprocess.DEVNULL)
        try:
            scene.wait_until_sent(len(REPORT))
        finally:
            os.kill(again.pid, signal.SIGTERM)
            assert again.wait(30) == 0
    scene.assert_told_once(REPORT)
