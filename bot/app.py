"""The composition root: the one place that builds every object and gives it what it needs."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks.checks import run_report
from bot.blocks.digest import digest_thread
from bot.desk import Desk
from bot.membership import Membership
from bot.sender import SlackCourier
from bot.services import Services
from bot.settings import Settings
from bot.slack_app import build_slack_app, who_are_we
from bot.wall_clock import utc_now
from jobs.add_backlink import URGENT, AddBacklink
from jobs.add_site import AddSite
from jobs.advance_demo import AdvanceDemo
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.beliefs import BeliefRules
from jobs.analysis.exports import ExportLimits
from jobs.analysis.timing import RecheckRules
from jobs.check_backlinks import CheckBacklinks
from jobs.check_now import CheckNow
from jobs.clock import Clock, Tick
from jobs.deliver_messages import DeliverMessages, Pace
from jobs.explain_backlink import ExplainBacklink
from jobs.import_links import ImportLinks
from jobs.inspect_pages import InspectPages
from jobs.list_backlinks import ListBacklinks
from jobs.parse_pages import PageParser
from jobs.plan_checks import PlanChecks
from jobs.post_digest import PostDigest
from jobs.receive_inbound import ReceiveInbound
from jobs.record_checks import RecordChecks, Rules
from jobs.record_together import RecordTogether
from jobs.request_check import RequestCheck
from jobs.runners.inline import InlineRunner
from jobs.stage_upload import StageUpload
from jobs.web.hosts import read_hosts_file
from jobs.web.opening import open_fetcher
from jobs.web.rules import FetchRules
from storage.copying import copy_database
from storage.domain import DueLink, Thread, Workspace, WorkspaceId
from storage.errors import AlreadyRunningError
from storage.failpoints import arm
from storage.locks import InstanceLock
from storage.schema import migrate
from storage.store import Store, open_store

logger = logging.getLogger(__name__)

_PLAN_EVERY = timedelta(seconds=1)
_DIGEST_EVERY = timedelta(seconds=2)
_RETAIN_EVERY = timedelta(hours=1)
_SLACK_TIMEOUT_SECONDS = 10
_BACKGROUND_THREADS = 8
_LOCAL_TEAM = ("local", "This machine")


def prepared_store(settings: Settings) -> Store:
    """The database, brought to the newest schema."""
    arm(settings.failpoints)
    migrate(settings.database_url)
    return open_store(settings.database_url)


def fetch_rules(settings: Settings) -> FetchRules:
    return FetchRules(
        deadline=settings.fetch_deadline,
        max_bytes=settings.fetch_max_bytes,
        max_wire_bytes=settings.fetch_max_wire_bytes,
        max_redirects=settings.fetch_max_redirects,
        host_pause=settings.fetch_host_pause,
        ports=settings.fetch_ports,
        allow_networks=settings.fetch_allow_networks,
        hosts=read_hosts_file(settings.fetch_hosts_file) if settings.fetch_hosts_file else {},
        contact_url=settings.fetch_contact_url,
        concurrency=settings.fetch_concurrency,
    )


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


def inspect_pages(
    settings: Settings, urls: Iterable[str], domains: tuple[str, ...], show: Callable[[Mapping[str, Any]], None]
) -> None:
    """Visit pages and show what may be concluded of each, as they finish."""

    async def inspect() -> None:
        async with open_fetcher(fetch_rules(settings), utc_now) as fetch:
            with PageParser() as parser:
                pages = InspectPages(fetch, parser.read, OwnDomains(domains), settings.fetch_concurrency)
                await pages.inspect(urls, show)

    asyncio.run(inspect())


@dataclass(frozen=True)
class Checker:
    """What visits links: the runner that drains hosts, and the planner that asks it to."""

    runner: InlineRunner
    plan: PlanChecks


@asynccontextmanager
async def open_checker(settings: Settings, store: Store) -> AsyncIterator[Checker]:
    """A checker ready to run. Storage calls go through one thread, so that the event loop never waits for them."""
    records = RecordChecks(store, check_rules(settings), utc_now, Random(), run_report)  # noqa: S311  jitter, no secret
    in_store = ThreadPoolExecutor(1, thread_name_prefix="storage")

    def off_loop(call: Callable[[], Any]) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(in_store, call)

    def due_links(host: str, limit: int) -> tuple[DueLink, ...]:
        with store.surveying() as tx:
            return tx.planner.due_links(host, utc_now(), limit)

    async with open_fetcher(fetch_rules(settings), utc_now) as fetch:
        with PageParser() as parser, in_store:
            check = CheckBacklinks(
                fetch=fetch,
                read=parser.read,
                record=RecordTogether(records.record, off_loop).record,
                due=lambda host, limit: off_loop(lambda: due_links(host, limit)),
                rest_host=lambda host, until: off_loop(lambda: records.rest_host(host, until)),
                now=utc_now,
            )
            runner = InlineRunner(check.drain, slots=settings.fetch_concurrency)
            yield Checker(runner, PlanChecks(store, runner, utc_now))


def run_worker(settings: Settings) -> None:
    """The worker process: visits what is due and gathers digests until it is told to stop."""
    store = prepared_store(settings)
    with ExitStack() as stack:
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "worker"))
        asyncio.run(_work(settings, store))


async def _work(settings: Settings, store: Store) -> None:
    async with open_checker(settings, store) as checker:
        clock = Clock(_ticks(settings, checker, store))
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, checker.runner.stop)
        clock.start()
        logger.info("worker started")
        try:
            await checker.runner.run()
        finally:
            await asyncio.to_thread(clock.stop)
        logger.info("worker stopped")


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
            visiting=lambda: _visiting(settings, store),
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
def _visiting(settings: Settings, store: Store) -> Iterator[Callable[[], object]]:
    """Visits go on while the context lasts: by the worker that runs already, or by one of our own."""
    with ExitStack() as stack:
        try:
            stack.enter_context(InstanceLock(settings.database_url, "worker"))
        except AlreadyRunningError:
            yield lambda: None
            return
        checker: list[Checker] = []
        ready = threading.Event()

        async def work() -> None:
            async with open_checker(settings, store) as opened:
                checker.append(replace(opened, plan=replace(opened.plan, least_priority=URGENT)))
                ready.set()
                await opened.runner.run()

        with ThreadPoolExecutor(1) as thread:
            running = thread.submit(asyncio.run, work())
            running.add_done_callback(lambda _: ready.set())
            ready.wait()
            if not checker:
                running.result()
            try:
                yield checker[0].plan.plan
            finally:
                checker[0].runner.stop()
                running.result()


@dataclass(frozen=True)
class SlackSide:
    """The running conversation with Slack: the Bolt app, and what delivers the outbox."""

    app: App
    deliver: DeliverMessages
    workspace: Workspace
    services: Services


@contextmanager
def open_slack_side(settings: Settings, pace: Pace) -> Iterator[SlackSide]:
    """Connects listeners to use cases. Raises a plain error when Slack refuses the token or is out of reach."""
    with ExitStack() as stack:
        store = prepared_store(settings)
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "slack"))
        client = WebClient(
            settings.slack_bot_token,
            base_url=settings.slack_api_url,
            retry_handlers=[],
            timeout=_SLACK_TIMEOUT_SECONDS,
        )
        workspace = _installed_in(store, client)
        background = stack.enter_context(ThreadPoolExecutor(_BACKGROUND_THREADS, thread_name_prefix="background"))
        services = _services(settings, store, Membership(client), background)
        app = build_slack_app(client, services)
        yield SlackSide(app, DeliverMessages(store, SlackCourier(client), utc_now, pace), workspace, services)


def _installed_in(store: Store, client: WebClient) -> Workspace:
    installed = who_are_we(client)
    with store.system() as tx:
        return tx.workspaces.ensure(installed.team_id, installed.team, adopting=_LOCAL_TEAM[0])


def _imports(settings: Settings, store: Store) -> ImportLinks:
    return ImportLinks(store, utc_now, ExportLimits(rows=settings.import_max_rows))


def _uploads(settings: Settings, store: Store) -> StageUpload:
    return StageUpload(store, _imports(settings, store), utc_now)


def _services(settings: Settings, store: Store, membership: Membership, background: Executor) -> Services:
    def workspace(team_id: str) -> Workspace | None:
        with store.surveying() as tx:
            return tx.workspaces.by_team(team_id)

    def announce(workspace_id: WorkspaceId, thread: Thread) -> None:
        with store.transaction(workspace_id) as tx:
            tx.outbox.put(thread, utc_now())

    def reopen_channel(workspace_id: WorkspaceId, channel_id: str) -> None:
        with store.transaction(workspace_id) as tx:
            tx.channels.resume(channel_id)

    return Services(
        workspace=workspace,
        once=ReceiveInbound(store, utc_now),
        background=background,
        membership=membership,
        add_site=AddSite(store, utc_now),
        add_backlink=AddBacklink(store, utc_now),
        request_check=RequestCheck(store, utc_now),
        explain=ExplainBacklink(store),
        lists=ListBacklinks(store, utc_now),
        uploads=_uploads(settings, store),
        upload_folder=settings.data_folder / "uploads",
        announce=announce,
        reopen_channel=reopen_channel,
        advance_demo=AdvanceDemo(store, utc_now),
    )


def prepare_database(settings: Settings) -> None:
    prepared_store(settings).close()


def copy_to(settings: Settings, file: Path) -> None:
    prepare_database(settings)
    copy_database(settings.database_url, file)
