"""The real bot, connected to a preview workspace in this process: what people type reaches it, its answers return."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.app_worker import Checker, open_checker
from bot.manifest import manifest
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp, PreviewSettings
from bot.preview.values import Message
from bot.sender import run_sender
from bot.settings import Settings, load_settings
from bot.slack_side import SlackSide, open_slack_side
from jobs.deliver_messages import Pace
from storage.domain import Backlink, LinkId, OutboxState, Site, SiteSettings
from storage.store import Store
from tests.servers.texts import shown_text
from tests.servers.web import SiteServer

T = TypeVar("T")

WORKSPACE = PreviewSettings(port=0, app=InstalledApp.from_manifest(manifest()), event_retries=(0.0, 0.1))
QUICK = Pace(per_message=timedelta(0), grace=timedelta(seconds=0.2))
LINKS = "C0LINKS"


@dataclass(frozen=True)
class Bot:
    """The bot and the hands of people around it. ``store`` is the bot's own database, opened a second time."""

    preview: Preview
    side: SlackSide
    store: Store
    settings: Settings

    def ask(self, text: str, *, channel: str = "links", user: str = "robin") -> str:
        """What ``/backlinks text`` answers only to the person, as soon as there is something."""
        before = len(self.preview.ephemerals(user))
        self.preview.command("/backlinks", text, channel=channel, user=user)
        assert self.wait_for(lambda: len(self.preview.ephemerals(user)) > before), f"no answer to {text!r}"
        return said(self.preview.ephemerals(user)[-1])

    def wait_for(self, found: Callable[[], T], timeout: float = 20.0) -> T:
        return self.preview.wait_for(found, timeout)

    def told(self, user: str = "robin") -> list[str]:
        """The ephemeral answers a person has been given."""
        return [said(message) for message in self.preview.ephemerals(user)]

    def direct(self, user: str = "robin") -> list[str]:
        return [said(message) for message in self.preview.direct_messages(user)]

    def posted(self, channel: str = "links") -> list[Message]:
        """What the bot said in a channel for everyone."""
        ours = self.preview.server.slack.workspace.bot.id
        return [message for message in self.preview.messages(channel) if message.user == ours]

    def add_site(self, domain: str = "acme.com", channel_id: str | None = LINKS) -> Site:
        settings = SiteSettings(domains=(domain,), channel_id=channel_id)
        return self.side.services.add_site.add(self.side.workspace.id, settings, "U0ROBIN")

    def add_link(self, page: str, target: str | None = None) -> Backlink:
        return self.side.services.add_backlink.add(self.side.workspace.id, page, target, "U0ROBIN").link

    def link(self, link_id: LinkId) -> Backlink:
        with self.store.reading(self.side.workspace.id) as tx:
            found = tx.backlinks.get(link_id)
        assert found is not None
        return found

    def links(self, site: Site) -> int:
        with self.store.reading(self.side.workspace.id) as tx:
            return tx.backlinks.count(site.id)

    def outbox(self) -> dict[OutboxState, int]:
        with self.store.surveying() as tx:
            return dict(tx.outbox.ages(self.side.deliver.now()).counts)

    def everything_is_sent(self) -> bool:
        return self.wait_for(lambda: set(self.outbox()) <= {OutboxState.SENT})


def said(message: Message) -> str:
    """A posted message as a person reads it."""
    return shown_text(message.content)


def bot_settings(preview: Preview, database_url: str, **more: object) -> Settings:
    return load_settings(
        slack_api_url=preview.api_url,
        slack_bot_token=preview.settings.bot_token,
        slack_app_token=preview.settings.app_token,
        database_url=database_url,
        **more,
    )


@contextmanager
def running_bot(preview: Preview, database_url: str, store: Store, pace: Pace = QUICK) -> Iterator[Bot]:
    """Listeners and sender run for as long as the block lasts; nothing is visited."""
    settings = bot_settings(preview, database_url)
    with open_slack_side(settings, pace) as side, _connected(preview, side, settings), _sending(side):
        yield Bot(preview, side, store, settings)


@contextmanager
def visiting(bot: Bot, server: SiteServer) -> Iterator[None]:
    """Pages are visited while the block lasts, as by a worker; ``server`` is the only web there is."""
    hosts = Path(bot.settings.data_folder) / "hosts"
    hosts.write_text(server.hosts_file(), encoding="utf-8")
    update = {"fetch_hosts_file": hosts, "fetch_allow_networks": server.rules().allow_networks}
    settings = bot.settings.model_copy(update={**update, "fetch_host_pause": timedelta(0)})
    stop = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(asyncio.run, _work(settings, bot.store, stop))
        try:
            yield
        finally:
            stop.set()
            working.result()


async def _work(settings: Settings, store: Store, stop: threading.Event) -> None:
    async with open_checker(settings, store) as checker:
        running = asyncio.create_task(checker.runner.run())
        await asyncio.to_thread(_plan_until, stop, checker)
        checker.runner.stop()
        await running


def _plan_until(stop: threading.Event, checker: Checker) -> None:
    while not stop.wait(0.05):
        checker.plan.plan()


@contextmanager
def _connected(preview: Preview, side: SlackSide, settings: Settings) -> Iterator[None]:
    handler = SocketModeHandler(side.app, settings.slack_app_token)
    handler.connect()
    try:
        assert preview.wait_connected()
        yield
    finally:
        # The SDK's close waits seconds for threads that hear nothing; a cut socket and a word wake them.
        handler.client.auto_reconnect_enabled = False
        handler.client.closed = True
        handler.client.enqueue_message("{}")
        preview.drop_sockets()
        handler.close()


@contextmanager
def _sending(side: SlackSide) -> Iterator[None]:
    stop = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        sender = thread.submit(run_sender, side.deliver, stop)
        try:
            yield
        finally:
            stop.set()
            sender.result()


@contextmanager
def workspace_and_bot(database_url: str, store: Store, settings: PreviewSettings = WORKSPACE) -> Iterator[Bot]:
    with ExitStack() as stack:
        preview = stack.enter_context(running_preview(settings))
        yield stack.enter_context(running_bot(preview, database_url, store))
