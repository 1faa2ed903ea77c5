"""Runs the bot: the conversation with Slack here, the visits in a worker process beside it."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.sender import run_sender
from bot.settings import Settings, check_tokens, worker_environment
from bot.slack_app import socket_address
from bot.slack_side import SlackSide, open_slack_side
from jobs.clock import Clock, Tick
from jobs.deliver_messages import DeliverMessages, Pace

logger = logging.getLogger(__name__)

_LONGEST_PAUSE_SECONDS = 60.0
_STOP_GRACE_SECONDS = 15.0
_MAIL_GRACE_SECONDS = 105.0  # a letter on the line is over by then; cut off, nobody would know whether it left
_PING_SECONDS = 2  # the SDK notices a cut socket only by its pings, and Bolt's own 10 s take a minute for that


def serve_slack(settings: Settings) -> None:
    """Talk to Slack until told to stop."""
    check_tokens(settings)
    told = stop_signal()
    with open_slack_side(settings, Pace()) as side, conversation(settings, side):
        keep_what_stands()
        sys.stderr.write(f"Connected to Slack workspace {side.workspace.name}. Stop with Ctrl-C.\n")
        told.wait()


def keep_what_stands() -> None:
    """What start-up built stays until the end: searched again by every full collection, it held up acks for 300 ms."""
    gc.collect()
    gc.freeze()


@contextmanager
def conversation(settings: Settings, side: SlackSide) -> Iterator[None]:
    """Events come in, the outbox goes out and pages are visited for as long as the context lasts."""
    handler = SocketModeHandler(side.app, settings.slack_app_token, ping_interval=_PING_SECONDS)
    stop = threading.Event()
    sender = threading.Thread(target=_send, args=(side.deliver, stop), name="sender")
    worker = Worker(settings)
    try:
        handler.client.wss_uri = socket_address(side.app.client, settings.slack_app_token)
        handler.connect()  # type: ignore[no-untyped-call]
        sender.start()
        worker.start()
        with _ticking(side.ticks):
            yield
    finally:
        stop.set()
        worker.stop()
        handler.close()  # type: ignore[no-untyped-call]
        if sender.ident is not None:
            sender.join()


@contextmanager
def _ticking(ticks: tuple[Tick, ...]) -> Iterator[None]:
    clock = Clock(ticks)
    clock.start()
    try:
        yield
    finally:
        clock.stop()


def _send(deliver: DeliverMessages, stop: threading.Event) -> None:
    """A sender that fails ends the process, which a supervisor starts again: to go on in silence would be worse."""
    try:
        run_sender(deliver, stop)
    finally:
        if not stop.is_set():
            logger.error("sender failed, stopping")
            os.kill(os.getpid(), signal.SIGTERM)


class Worker:
    """The worker process, started again whenever it ends without being told to."""

    def __init__(self, settings: Settings) -> None:
        self._environment = worker_environment(settings)
        self._grace = _MAIL_GRACE_SECONDS if settings.smtp_host else _STOP_GRACE_SECONDS
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep_running, name="worker watch")

    def start(self) -> None:
        self._watch.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        if self._watch.ident is not None:
            self._watch.join()

    def _keep_running(self) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            started = time.monotonic()
            command = [sys.executable, "-m", "bot", "worker", "--parent", str(os.getpid())]
            self._process = subprocess.Popen(command, env=self._environment)  # noqa: S603  our own command
            self._wait_for(self._process)
            if not self._stopping.is_set():
                pause = (
                    1.0
                    if time.monotonic() - started > _LONGEST_PAUSE_SECONDS
                    else min(pause * 2, _LONGEST_PAUSE_SECONDS)
                )
                logger.error("worker ended", extra={"code": self._process.returncode, "again_in": pause})
                self._stopping.wait(pause)

    def _wait_for(self, process: subprocess.Popen[bytes]) -> None:
        """Until it ends; one that was told to stop and does not is killed."""
        while process.poll() is None and not self._stopping.wait(0.2):
            pass
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(self._grace)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def stop_signal() -> threading.Event:
    """Set when SIGINT or SIGTERM comes. Asked for first: whatever is half started by then is ended in good order."""
    told = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return told
