"""The composition root of what visits: the worker process, and the rounds that a command line asks for."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    ExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.app_outreach import new_ticket, open_outreach, outreach_ticks
from bot.app_parts import check_rules, prepared_store
from bot.app_ticks import upkeep_ticks
from bot.blocks.checks import run_report
from bot.blocks.outages import mass_turn_thread, outage_thread
from bot.blocks.sources import refused_thread
from bot.fetching import fetch_rules
from bot.polling import configured_sources
from bot.settings import Settings
from bot.wall_clock import utc_now
from jobs.add_backlink import URGENT
from jobs.analysis.unwrapping import mention_address
from jobs.check_backlinks import CheckBacklinks
from jobs.check_linked_pages import CheckLinkedPages
from jobs.check_now import OfflineError
from jobs.clock import Clock, Tick
from jobs.find_mentions import FindMentions
from jobs.learn_paces import LearnPaces
from jobs.look_at_prospects import LookAtProspects
from jobs.look_closer import LookCloser
from jobs.look_for_mentions import LookForMentions
from jobs.note_outage import NoteOutage
from jobs.parse_pages import PageParser
from jobs.plan_checks import PlanChecks
from jobs.plan_polls import PlanPolls
from jobs.poll_sources import PollSources
from jobs.read_answers import AnswerReader
from jobs.read_sitemaps import ReadSitemaps
from jobs.receive_webmention import ReceiveWebmention
from jobs.record_checks import RecordChecks
from jobs.record_mentions import RecordMentions
from jobs.record_together import RecordTogether
from jobs.replay_answers import ReplayAnswers, Replayed
from jobs.runners.inline import InlineRunner
from jobs.runners.repeating import again_and_again
from jobs.suggest_fixes import SuggestFixes
from jobs.tell_refused import TellRefused
from jobs.web.opening import open_fetcher
from jobs.web.own_line import OwnLine, open_own_line
from jobs.web.source_client import open_source_client
from storage.domain import DueLink, WorkspaceId
from storage.locks import InstanceLock
from storage.store import Store

logger = logging.getLogger(__name__)

_PLAN_EVERY = timedelta(seconds=1)
_WATCH_PARENT_EVERY = timedelta(seconds=2)
_REMEMBER_EVERY = timedelta(minutes=1)
_SHARE_OUT_EVERY = timedelta(minutes=10)
_OWN_PAGES_EVERY = timedelta(seconds=10)
_SITEMAPS_EVERY = timedelta(minutes=1)
_SUGGEST_EVERY = timedelta(minutes=1)
_POLL_EVERY = timedelta(seconds=30)
_MENTIONS_EVERY = timedelta(seconds=3)
_PROSPECTS_EVERY = timedelta(seconds=3)
_HEAR_LOST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Checker:
    """What visits links: the runner that drains hosts and the planner that asks it; and who looks at our own side."""

    runner: InlineRunner
    plan: PlanChecks
    own_pages: CheckLinkedPages
    sitemaps: ReadSitemaps
    fixes: SuggestFixes
    mentions: FindMentions
    prospects: LookAtProspects
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
            closer = LookCloser(line, parser.read, Random())  # noqa: S311  addresses that nobody has, no secret
            check = CheckBacklinks(
                closer=closer,
                record=RecordTogether(records.record, off_loop).record,
                due=lambda host, limit: off_loop(lambda: due_links(host, limit)),
                note_host=lambda host, failures, until: off_loop(lambda: records.note_host(host, failures, until)),
                now=now,
            )
            runner = InlineRunner(check.drain, slots=settings.fetch_concurrency)
            own_pages = CheckLinkedPages(store, line, off_loop, now)
            sitemaps, fixes = ReadSitemaps(store, line, off_loop, asyncio.to_thread, now), SuggestFixes(store, now)
            plan = PlanChecks(
                store, runner, now, is_paused=lambda: line.is_down, spent=learning.spent_budgets, enrol=records.enrol
            )
            look = LookForMentions(line, closer, parser)
            mentions = FindMentions(
                store, look, RecordMentions(store, now), off_loop, now, is_paused=lambda: line.is_down
            )
            prospects = LookAtProspects(
                store, look, open_outreach(settings, store, now).books, off_loop, now, new_ticket, lambda: line.is_down
            )
            yield Checker(runner, plan, own_pages, sitemaps, fixes, mentions, prospects, line, learning)


def run_worker(settings: Settings, parent: int = 0) -> None:
    """The worker process: visits what is due and gathers digests until told to stop, or until its parent is gone."""
    store = prepared_store(settings)
    with ExitStack() as stack:
        stack.callback(store.close)
        stack.enter_context(InstanceLock(settings.database_url, "worker"))
        asyncio.run(_work(settings, store, parent))


@asynccontextmanager
async def open_poller(
    settings: Settings, store: Store, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Callable[[], Awaitable[int]]]:
    """What asks every source what is due there; it returns how many queries were asked."""
    sources = configured_sources(settings)
    trusted = [address for one in sources for address in one.addresses]
    plan = PlanPolls(store, sources, now)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_source_client(fetch_rules(settings), now, trusted))
        reader = stack.enter_context(AnswerReader())
        refused = TellRefused(store, refused_thread, now)
        ask = PollSources(store, sources, client.call, reader, mention_address, asyncio.to_thread, now, refused.tell)

        async def poll() -> int:
            await asyncio.to_thread(plan.plan)
            return await ask.poll()

        yield poll


def poll_now(settings: Settings, store: Store) -> int:
    """Ask every source what is due there, and wait for the answers."""

    async def once() -> int:
        async with open_poller(settings, store) as poll:
            return await poll()

    return asyncio.run(once())


def replay_answers(settings: Settings, store: Store, workspace_id: WorkspaceId) -> Replayed:
    """Read again what the sources answered a workspace, and wait until it is done."""
    with AnswerReader() as reader:
        again = ReplayAnswers(store, configured_sources(settings), reader, mention_address, utc_now)
        return asyncio.run(again.replay(workspace_id))


async def _work(settings: Settings, store: Store, parent: int) -> None:
    async with (
        open_checker(settings, store) as checker,
        open_poller(settings, store) as poll,
        _webmentions(settings, store),
    ):
        ticks = _ticks(checker) + upkeep_ticks(settings, store) + outreach_ticks(settings, store)
        if parent:
            ticks += (Tick("watch_parent", _WATCH_PARENT_EVERY, lambda: _end_with(parent, checker.runner)),)
        clock = Clock(ticks)
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, checker.runner.stop)
        clock.start()
        logger.info("worker started")
        beside = [
            asyncio.create_task(again_and_again("own pages", checker.own_pages.check, _OWN_PAGES_EVERY)),
            asyncio.create_task(again_and_again("sitemaps", checker.sitemaps.read, _SITEMAPS_EVERY)),
            asyncio.create_task(again_and_again("sources", poll, _POLL_EVERY)),
            asyncio.create_task(again_and_again("mentions", checker.mentions.find, _MENTIONS_EVERY)),
            asyncio.create_task(again_and_again("prospects", checker.prospects.see, _PROSPECTS_EVERY)),
        ]
        try:
            await checker.runner.run()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.to_thread(clock.stop)
        logger.info("worker stopped")


def _webmentions(settings: Settings, store: Store) -> AbstractAsyncContextManager[object]:
    """The receiver, where one is wished for; only then is a server loaded."""
    if settings.webmention_listen is None:
        return nullcontext()
    from bot.webmentions import Turnstile, open_webmentions

    return open_webmentions(settings.webmention_listen, ReceiveWebmention(store, utc_now), Turnstile(utc_now))


def _end_with(parent: int, runner: InlineRunner) -> None:
    """A worker whose bot was killed must not go on with yesterday's code and settings."""
    if os.getppid() != parent:
        runner.stop()


def _ticks(checker: Checker) -> tuple[Tick, ...]:
    return (
        Tick("plan_checks", _PLAN_EVERY, checker.plan.plan),
        Tick("remember_losses", _REMEMBER_EVERY, checker.learning.remember),
        Tick("share_out", _SHARE_OUT_EVERY, checker.learning.share_out),
        Tick("suggest_fixes", _SUGGEST_EVERY, checker.fixes.suggest),
        Tick("hear_lost", _HEAR_LOST_EVERY, checker.mentions.prepare),
    )


@contextmanager
def own_checker(settings: Settings, store: Store) -> Iterator[Callable[[], object]]:
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
