"""The composition root: the one place that builds every object and gives it what it needs."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.background import Background
from bot.blocks.checks import run_report
from bot.blocks.digest import digest_thread
from bot.blocks.outages import mass_turn_thread, outage_thread
from bot.desk import Desk
from bot.fetching import fetch_rules
from bot.services import Membership, Services
from bot.settings import Settings
from bot.visiting import visiting
from bot.wall_clock import utc_now
from jobs.add_backlink import URGENT, AddBacklink
from jobs.add_site import AddSite
from jobs.advance_demo import AdvanceDemo
from jobs.analysis.beliefs import BeliefRules
from jobs.analysis.exports import ExportLimits
from jobs.analysis.timing import RecheckRules
from jobs.check_backlinks import CheckBacklinks
from jobs.check_linked_pages import CheckLinkedPages
from jobs.check_now import CheckNow, OfflineError
from jobs.clock import Clock, Tick
from jobs.deliver_messages import Courier, DeliverMessages, Pace
from jobs.explain_backlink import ExplainBacklink
from jobs.import_links import ImportLinks
from jobs.learn_paces import LearnPaces
from jobs.list_backlinks import ListBacklinks
from jobs.look_closer import LookCloser
from jobs.note_outage import NoteOutage
from jobs.parse_pages import PageParser
from jobs.plan_checks import PlanChecks
from jobs.post_digest import PostDigest
from jobs.receive_inbound import ReceiveInbound
from jobs.record_checks import RecordChecks, Rules
from jobs.record_together import RecordTogether
from jobs.request_check import RequestCheck
from jobs.runners.inline import InlineRunner
from jobs.stage_upload import StageUpload
from jobs.web.opening import open_fetcher
from jobs.web.own_line import OwnLine, open_own_line
from storage.copying import copy_database
from storage.domain import DueLink, Thread, Workspace, WorkspaceId
from storage.errors import AnchorwatchError
from storage.failpoints import arm
from storage.locks import InstanceLock
from storage.schema import migrate
from storage.store import Store, open_store

logger = logging.getLogger(__name__)

_PLAN_EVERY = timedelta(seconds=1)
_DIGEST_EVERY = timedelta(seconds=2)
_REMEMBER_EVERY = timedelta(minutes=1)
_SHARE_OUT_EVERY = timedelta(minutes=10)
_RETAIN_EVERY = timedelta(hours=1)
_OWN_PAGES_EVERY = timedelta(minutes=1)
_LISTENER_PATIENCE = timedelta(seconds=2)  # Slack takes an answer to a form for three
_LOCAL_TEAM = ("local", "This machine")


def prepared_store(settings: Settings) -> Store:
    """The database, brought to the newest schema."""
    arm(settings.failpoints)
    migrate(settings.database_url)
    return open_store(settings.database_url)


def check_rules(settings: Settings) -> Rules:
    return Rules(
        belief=BeliefRules(confirm_after=settings.confirm_after, first_recheck=settings.recheck_first),
        rechecks=RecheckRules(
            confirm_after=settings.confirm_after,
            first=settings.recheck_first,
            again=settings.recheck_suspect,
            high=settings.recheck_high,
            medium=settings.recheck_medium,
            low=settings.recheck_low,
            slowest=settings.recheck_slowest,
        ),
    )


@dataclass(frozen=True)
class Checker:
    """What visits links: the runner that drains hosts and the planner that asks it; and who looks at our own side."""

    runner: InlineRunner
    plan: PlanChecks
    own_pages: CheckLinkedPages
    line: OwnLine
    learning: LearnPaces


@asynccontextmanager
async def open_checker(
    settings: Settings, store: Store, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Checker]:
    """A checker ready to run. Storage calls go through one thread, so that the event loop never waits for them."""
    believing = check_rules(settings)
    learning = LearnPaces(store, believing.rechecks, settings.recheck_budget, now)
    learning.begin()
    jitter = Random()  # noqa: S311  no secret
    records = RecordChecks(
        store, believing, now, jitter, run_report, mass_turn_thread, paces=learning.paces, hear=learning.hear
    )
    in_store = ThreadPoolExecutor(1, thread_name_prefix="storage")

    def off_loop(call: Callable[[], Any]) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(in_store, call)

    def due_links(host: str, limit: int) -> tuple[DueLink, ...]:
        with store.surveying() as tx:
            return tx.planner.due_links(host, now(), limit)

    rules = fetch_rules(settings)
    note = NoteOutage(store, outage_thread, now, settings.canary_urls)
    with PageParser() as parser, in_store:
        async with (
            open_fetcher(rules, now, room=parser.room) as fetch,
            open_own_line(fetch, rules, now, note, off_loop) as line,
        ):
            check = CheckBacklinks(
                closer=LookCloser(line, parser.read, Random()),  # noqa: S311  addresses that nobody has, no secret
                record=RecordTogether(records.record, off_loop).record,
                due=lambda host, limit: off_loop(lambda: due_links(host, limit)),
                rest_host=lambda host, until: off_loop(lambda: records.rest_host(host, until)),
                now=now,
            )
            runner = InlineRunner(check.drain, slots=settings.fetch_concurrency)
            own_pages = CheckLinkedPages(store, line, off_loop, now)
            plan = PlanChecks(
                store, runner, now, is_paused=lambda: line.is_down, spent=learning.spent_budgets, enrol=records.enrol
            )
            yield Checker(runner, plan, own_pages, line, learning)


def run_worker(settings: Settings, parent: int = 0) -> None:
    """The worker process: visits what is due and gathers digests until told to stop, or until its parent is gone."""
    store = prepared_store(settings)
    with ExitStack() as stack:
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "worker"))
        asyncio.run(_work(settings, store, parent))


async def _work(settings: Settings, store: Store, parent: int) -> None:
    async with open_checker(settings, store) as checker:
        ticks = _ticks(settings, checker, store)
        if parent:
            ticks += (Tick("watch_parent", _DIGEST_EVERY, lambda: _end_with(parent, checker.runner)),)
        clock = Clock(ticks)
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, checker.runner.stop)
        clock.start()
        logger.info("worker started")
        own_pages = asyncio.create_task(_again_and_again(checker.own_pages))
        try:
            await checker.runner.run()
        finally:
            own_pages.cancel()
            await asyncio.to_thread(clock.stop)
        logger.info("worker stopped")


async def _again_and_again(own_pages: CheckLinkedPages) -> None:
    """Not a tick of the clock: it visits, and must be cut short when the worker stops."""
    while True:
        try:
            await own_pages.check()
        except AnchorwatchError:
            logger.exception("own pages not checked")  # they stay due
        await asyncio.sleep(_OWN_PAGES_EVERY.total_seconds())


def _end_with(parent: int, runner: InlineRunner) -> None:
    """A worker whose bot was killed must not go on with yesterday's code and settings."""
    if os.getppid() != parent:
        runner.stop()


def _ticks(settings: Settings, checker: Checker, store: Store) -> tuple[Tick, ...]:
    inbound = ReceiveInbound(store, utc_now)
    uploads = _uploads(settings, store)

    def retain() -> None:
        inbound.forget_old()
        with store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            uploads.forget_old(workspace.id)

    return (
        Tick("plan_checks", _PLAN_EVERY, checker.plan.plan),
        Tick("remember_losses", _REMEMBER_EVERY, checker.learning.remember),
        Tick("share_out", _SHARE_OUT_EVERY, checker.learning.share_out),
        Tick("post_digests", _DIGEST_EVERY, PostDigest(store, digest_thread, utc_now).post_due),
        Tick("retention", _RETAIN_EVERY, retain),
    )


@contextmanager
def open_desk(settings: Settings) -> Iterator[Desk]:
    """The use cases as the command line needs them, for the only workspace there is."""
    store = prepared_store(settings)
    try:
        workspace = _only_workspace(store)
        yield Desk(
            workspace_id=workspace.id,
            add_site=AddSite(store, utc_now),
            lists=ListBacklinks(store, utc_now),
            imports=_imports(settings, store),
            digests=PostDigest(store, digest_thread, utc_now),
            visiting=lambda: visiting(
                lambda: InstanceLock(settings.database_url, "worker"), lambda: _own_checker(settings, store)
            ),
            check_now=lambda step: CheckNow(store, RequestCheck(store, utc_now), step),
        )
    finally:
        store.close()


def _only_workspace(store: Store) -> Workspace:
    """The workspace Slack gave us; before the first connection, one of our own that the first Slack adopts."""
    with store.system() as tx:
        known = tx.workspaces.all()
        return known[0] if known else tx.workspaces.ensure(*_LOCAL_TEAM)


@contextmanager
def _own_checker(settings: Settings, store: Store) -> Iterator[Callable[[], object]]:
    """Visits what people asked for, in a thread of its own; the step plans, and raises what went wrong there."""
    opened: Future[Checker] = Future()

    async def work() -> None:
        async with open_checker(settings, store) as checker:
            opened.set_result(replace(checker, plan=replace(checker.plan, least_priority=URGENT)))
            await checker.runner.run()

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(asyncio.run, work())
        under_way: list[Future[Any]] = [opened, running]
        wait(under_way, return_when=FIRST_COMPLETED)
        if running.done():
            running.result()
        checker = opened.result()

        def step() -> None:
            if running.done():
                running.result()
            health = checker.runner.health()
            if health.trouble:
                raise health.trouble
            if checker.line.is_down:
                raise OfflineError
            if not health.waiting:
                checker.plan.plan()

        try:
            yield step
        finally:
            checker.runner.stop()
            running.result()


@dataclass(frozen=True)
class Backstage:
    """What stands behind a conversation with Slack, whoever carries it there.

    ``listening`` is the same database as ``store``, for those whose people wait for an answer.
    """

    settings: Settings
    store: Store
    listening: Store
    background: Background

    def workspace(self, team_id: str, name: str) -> Workspace:
        """The workspace that our token belongs to; the first one adopts what the command line began."""
        with self.store.system() as tx:
            return tx.workspaces.ensure(team_id, name, adopting=_LOCAL_TEAM[0])

    def deliver(self, courier: Courier, pace: Pace) -> DeliverMessages:
        return DeliverMessages(self.store, courier, utc_now, pace)

    def services(self, membership: Membership) -> Services:
        store = self.listening
        return Services(
            workspace=self._by_team,
            once=ReceiveInbound(store, utc_now),
            background=self.background,
            membership=membership,
            add_site=AddSite(store, utc_now),
            add_backlink=AddBacklink(store, utc_now),
            request_check=RequestCheck(store, utc_now),
            explain=ExplainBacklink(store, check_rules(self.settings).belief),
            lists=ListBacklinks(store, utc_now),
            uploads=_uploads(self.settings, self.store),
            upload_folder=self.settings.data_folder / "uploads",
            announce=self._announce,
            reopen_channel=self._reopen_channel,
            advance_demo=AdvanceDemo(self.store, utc_now),
        )

    def _by_team(self, team_id: str) -> Workspace | None:
        with self.listening.surveying() as tx:
            return tx.workspaces.by_team(team_id)

    def _announce(self, workspace_id: WorkspaceId, thread: Thread) -> None:
        with self.store.transaction(workspace_id) as tx:
            tx.outbox.put(thread, utc_now())

    def _reopen_channel(self, workspace_id: WorkspaceId, channel_id: str) -> None:
        with self.store.transaction(workspace_id) as tx:
            tx.channels.resume(channel_id)


@contextmanager
def open_backstage(settings: Settings) -> Iterator[Backstage]:
    """The use cases of the Slack side, which one process at a time may be."""
    with ExitStack() as stack:
        store = prepared_store(settings)
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "bot"))
        listening = open_store(settings.database_url, _LISTENER_PATIENCE)
        stack.callback(listening.close)
        yield Backstage(settings, store, listening, stack.enter_context(Background()))


def _imports(settings: Settings, store: Store) -> ImportLinks:
    return ImportLinks(store, utc_now, ExportLimits(rows=settings.import_max_rows), settings.recheck_budget)


def _uploads(settings: Settings, store: Store) -> StageUpload:
    return StageUpload(store, _imports(settings, store), utc_now)


def prepare_database(settings: Settings) -> None:
    prepared_store(settings).close()


def copy_to(settings: Settings, file: Path) -> None:
    """As it is: a copy is taken before an upgrade too."""
    copy_database(settings.database_url, file)
