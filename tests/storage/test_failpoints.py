"""Failpoints: silent unless armed, and then at the very visit that was named."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.failpoints import FailpointReachedError, arm, failpoint


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm("")


def test_nothing_happens_at_a_failpoint_that_is_not_armed() -> None:
    arm("other:1:raise")
    failpoint("here")


def test_a_failpoint_acts_at_the_visit_that_was_named_and_only_then() -> None:
    arm("here:2:raise, there:1:raise")
    failpoint("here")
    with pytest.raises(FailpointReachedError, match="here"):
        failpoint("here")
    failpoint("here")
    with pytest.raises(FailpointReachedError, match="there"):
        failpoint("there")


def test_a_failpoint_can_stall() -> None:
    arm("here:1:sleep:0.05")
    started = time.monotonic()
    failpoint("here")
    assert time.monotonic() - started >= 0.05


def test_a_failpoint_can_kill_the_process_at_once() -> None:
    code = "from storage.failpoints import arm, failpoint; arm('here:1:kill'); failpoint('here'); print('alive')"
    killed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60, cwd=Path(__file__).parents[2]
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, b"")
