"""The worker and the sender as processes of their own, to be killed: forked from a server that has loaded the bot."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

from bot.app_worker import run_worker
from bot.sender import run_sender
from bot.settings import Settings
from bot.slack_side import open_slack_side
from jobs.deliver_messages import Pace

Role = Callable[[Settings], None]

_CONTEXT: Any = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])  # so that a new process begins in a blink
_LONGEST_LIFE = 30.0
_SHORT_GRACE = Pace(per_message=timedelta(0), per_edit=timedelta(0), grace=timedelta(seconds=0.3))


def worker(settings: Settings) -> None:
    run_worker(settings)


def sender(settings: Settings) -> None:
    """Delivers the outbox until told to end, with a grace short enough for tests."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    with open_slack_side(settings, _SHORT_GRACE) as side:
        run_sender(side.deliver, stop)


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
