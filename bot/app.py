"""The composition root: the one place that builds every object and tells it what it needs."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bot.blocks.checks import run_report
from bot.blocks.digest import digest_thread
from bot.settings import Settings
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.beliefs import BeliefRules
from jobs.analysis.timing import RecheckRules
from jobs.check_backlinks import CheckBacklinks
from jobs.clock import Clock, Tick
from jobs.inspect_pages import InspectPages
from jobs.parse_pages import PageParser
from jobs.plan_checks import PlanChecks
from jobs.post_digest import PostDigest
from jobs.receive_inbound import ReceiveInbound
from jobs.record_checks import RecordChecks, Rules
from jobs.record_together import RecordTogether
from jobs.runners.inline import InlineRunner
from jobs.web import FetchRules, open_fetcher, parse_hosts_file
from storage.failpoints import arm
from storage.locks import InstanceLock
from storage.schema import migrate
from storage.store import Store, open_store

logger = logging.getLogger(__name__)

_PLAN_EVERY = timedelta(seconds=1)
_DIGEST_EVERY = timedelta(seconds=2)
_RETAIN_EVERY = timedelta(hours=1)


def utc_now() -> datetime:
    return datetime.now(UTC)


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
        hosts=parse_hosts_file(settings.fetch_hosts_file) if settings.fetch_hosts_file else {},
        contact_url=settings.fetch_contact_url,
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

    store: Store
    runner: InlineRunner
    plan: PlanChecks


@asynccontextmanager
async def open_checker(settings: Settings, store: Store) -> AsyncIterator[Checker]:
    """A checker ready to run; storage calls go through one thread, so that the event loop never waits for them."""
    record = RecordChecks(store, check_rules(settings), utc_now, Random(), run_report)  # noqa: S311 jitter, not secrets
    in_store = ThreadPoolExecutor(1, thread_name_prefix="storage")

    def off_loop(call: Callable[[], Any]) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(in_store, call)

    async with open_fetcher(fetch_rules(settings), utc_now) as fetch:
        with PageParser() as parser, in_store:
            together = RecordTogether(record.record, off_loop)
            check = CheckBacklinks(store, fetch, parser.read, together.record, off_loop, utc_now)
            runner = InlineRunner(check.drain, slots=settings.fetch_concurrency)
            yield Checker(store, runner, PlanChecks(store, runner, utc_now))


def run_worker(settings: Settings) -> None:
    """The worker process: visits what is due and gathers digests until it is told to stop."""
    store = prepared_store(settings)
    with InstanceLock(settings.database_url, "worker"):
        try:
            asyncio.run(_work(settings, store))
        finally:
            store.close()


async def _work(settings: Settings, store: Store) -> None:
    async with open_checker(settings, store) as checker:
        clock = Clock(ticks(checker, store))
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, checker.runner.stop)
        clock.start()
        logger.info("worker started")
        try:
            await checker.runner.run()
        finally:
            await asyncio.to_thread(clock.stop)
        logger.info("worker stopped")


def ticks(checker: Checker, store: Store) -> tuple[Tick, ...]:
    digests = PostDigest(store, digest_thread, utc_now)
    inbound = ReceiveInbound(store, utc_now)
    return (
        Tick("plan_checks", _PLAN_EVERY, checker.plan.plan),
        Tick("post_digests", _DIGEST_EVERY, digests.post_due),
        Tick("retention", _RETAIN_EVERY, inbound.forget_old),
    )
