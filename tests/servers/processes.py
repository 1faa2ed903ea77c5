"""The worker and the sender as processes of their own, to be killed: forked from a server that has loaded the bot."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

from bot.app_mail import read_replies, send_letters
from bot.app_outreach import open_outreach
from bot.app_parts import prepared_store
from bot.app_worker import run_worker
from bot.sender import run_sender
from bot.settings import Settings
from bot.slack_side import open_slack_side
from bot.wall_clock import utc_now
from jobs.deliver_messages import Pace
from jobs.send_letters import LetterEffects
from storage.domain import AuditEntry, Letter, Reply
from storage.store import Store
from storage.transactions import Transaction

Role = Callable[[Settings], None]

_CONTEXT: Any = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])  # so that a new process begins in a blink
_LONGEST_LIFE = 30.0
GRACE = timedelta(seconds=1)
_SHORT_GRACE = Pace(per_message=timedelta(0), per_edit=timedelta(0), grace=timedelta(seconds=0.3))


def worker(settings: Settings) -> None:
    run_worker(settings)


def sender(settings: Settings) -> None:
    """Delivers the outbox until told to end, with a grace short enough for tests."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    with open_slack_side(settings, _SHORT_GRACE) as side:
        run_sender(side.deliver, stop)


def letter_sender(settings: Settings) -> None:
    """Sends letters until told to end, and writes into the audit what follows from each."""
    effects = LetterEffects(
        may_write=lambda _tx, _letter: None,
        send_time=lambda _site, now: now,
        on_sent=lambda tx, letter, _at: _write_down(tx, letter, "sent"),
        on_unsure=lambda tx, letter: _write_down(tx, letter, "unsure"),
        on_failed=lambda tx, letter, _why: _write_down(tx, letter, "failed"),
    )
    _send(settings, lambda _store: effects)


def outreach_sender(settings: Settings) -> None:
    """The same with all that outreach makes of letters, whatever the time of day."""

    def effects(store: Store) -> LetterEffects:
        return replace(open_outreach(settings, store).letters.effects, send_time=lambda _site, now: now)

    _send(settings, effects)


def _send(settings: Settings, effects: Callable[[Store], LetterEffects]) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    store = prepared_store(settings)
    send = send_letters(settings, store, effects(store))
    assert send is not None
    send.grace = GRACE
    while not stop.is_set():
        if not send.step():
            stop.wait(0.05)
    store.close()


def reply_reader(settings: Settings) -> None:
    """Reads replies again and again until told to end, and writes each into the audit."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())

    def on_reply(tx: Transaction, letter: Letter, reply: Reply) -> None:
        _write_down(tx, letter, f"{reply.kind} from {reply.from_address}")

    store = prepared_store(settings)
    read = read_replies(settings, store, on_reply)
    assert read is not None
    while not stop.is_set():
        read.read()
        stop.wait(0.05)
    store.close()


def _write_down(tx: Transaction, letter: Letter, what: str) -> None:
    tx.audit.add(AuditEntry(utc_now(), "test", what, letter.message_id))


def dies(role: Role, settings: Settings, failpoint: str) -> None:
    """Run until the failpoint kills it; whoever dies otherwise, or not at all, fails the test."""
    process = _CONTEXT.Process(target=role, args=[settings.model_copy(update={"failpoints": failpoint})])
    process.start()
    process.join(_LONGEST_LIFE)
    code = process.exitcode
    process.kill()
    process.join()
    assert code == -signal.SIGKILL, f"{failpoint} did not kill the {role.__name__}: exit code {code}"


@contextmanager
def runs(role: Role, settings: Settings) -> Iterator[None]:
    """Run while the block lasts; told to end, it ends in good order, or at once if it had hardly begun."""
    process = _CONTEXT.Process(target=role, args=[settings])
    process.start()
    try:
        yield
        process.terminate()
        process.join(_LONGEST_LIFE)
        assert process.exitcode in (0, -signal.SIGTERM), f"the {role.__name__} ended with {process.exitcode}"
    finally:
        process.kill()
        process.join()


def approver(settings: Settings) -> None:
    """A person who approves whatever waits, one after the other."""
    store = prepared_store(settings)
    ours = open_outreach(settings, store)
    with store.surveying() as system:
        workspaces = system.workspaces.all()
    for workspace in workspaces:
        with store.reading(workspace.id) as tx:
            waiting = [one for site in tx.sites.all() for one in tx.prospects.queue(site.id, 100)]
        for one in waiting:
            ours.decide.approve(workspace.id, one.ticket, "U0ROBIN")
    store.close()
