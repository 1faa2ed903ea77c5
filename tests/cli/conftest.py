"""The command as people and scripts use it: called in this process, or as a process of its own where that matters."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Anchorwatch
from tests.servers.fixtures import site_server
from tests.servers.web import SiteServer

__all__ = ["site_server"]


@pytest.fixture(autouse=True)
def _logs_and_signals_as_before() -> Iterator[None]:
    """A command that runs in this process arranges both for itself."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, threading.excepthook
    signals = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in signals.items():
        signal.signal(number, handler)
    logging.captureWarnings(False)
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)
    logging.getLogger("jobs.runners").setLevel(logging.NOTSET)


@pytest.fixture
def anchorwatch(
    site_server: SiteServer, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Anchorwatch:
    """In an empty folder with a database of its own, and with ``site_server`` as the only web there is."""
    command = Anchorwatch(tmp_path, site_server, database_url)
    for name in set(os.environ) - command.environment.keys():
        if name.startswith(("SLACK_", "FETCH_", "RECHECK_", "PREVIEW_", "LOG_", "CONFIRM_", "PYTHONIOENCODING")):
            monkeypatch.delenv(name)
    for name, value in command.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return command
