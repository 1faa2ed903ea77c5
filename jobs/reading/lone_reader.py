"""A process that reads pages nobody else should: killed when a page takes too long, replaced when it has ended."""

from __future__ import annotations

import logging
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from jobs.analysis.pages import UnreadablePageError
from jobs.reading.wire import Answer, ToRead, receive_answer, send_page

logger = logging.getLogger(__name__)

_LAST_WORDS = 2_000

Found = TypeVar("Found")


class SlowPageError(UnreadablePageError):
    """A page whose reader had to be killed."""

    def __init__(self) -> None:
        super().__init__("the page takes too long to read")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one page may take. ``memory`` is address space, ``kept_memory`` what a reader may go on with.

    ``cpu_seconds`` end an orphan that is still reading, and hold on a busy machine, where ``seconds`` mean little.
    """

    seconds: float = 4.0
    cpu_seconds: int = 6
    start_seconds: float = 30.0
    memory: int = 76_000_000
    kept_memory: int = 48_000_000


class LoneReader:
    """Its process starts when the first page comes."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._child: _Child | None = None
        self._is_stopped = False

    def read(self, page: ToRead[Found]) -> Found:
        """Raises ``UnreadablePageError`` for whatever keeps the page from being read."""
        try:
            answer = self._ready_child().ask(page, self._bounds.seconds)
        except TimeoutError:
            self.close()
            raise SlowPageError from None
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            said = self.close()
            if not self._is_stopped:
                logger.warning("page reader ended", extra={"url": page.url, "error": str(error), "said": said})
            raise UnreadablePageError("the page cannot be read within its bounds") from error
        if answer.held_memory > self._bounds.kept_memory:
            self.close()
        if answer.page is None:
            raise UnreadablePageError(answer.reason)
        found: Found = answer.page
        return found

    def stop(self) -> None:
        """Let whoever waits for a page wait no longer; another thread may ask for this."""
        self._is_stopped = True
        if self._child is not None:
            self._child.kill()

    def close(self) -> str:
        """End the process; what it said last, if anything."""
        child, self._child = self._child, None
        return child.close() if child is not None else ""

    def _ready_child(self) -> _Child:
        if self._child is not None and not self._child.is_running():
            self.close()
        if self._child is None:
            self._child = _Child(self._bounds)
            self._child.wait_until_ready(self._bounds.start_seconds)
        if self._is_stopped:
            raise EOFError("stopped")
        return self._child


class _Child:
    """One run of the program, with an environment that holds nothing but the way to our modules."""

    def __init__(self, bounds: Bounds) -> None:
        self._wire, other_end = socket.socketpair()
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed with the process
        with other_end:
            self._process = subprocess.Popen(  # noqa: S603  our own command
                [sys.executable, "-P", "-m", "jobs.reading.child", str(bounds.memory), str(bounds.cpu_seconds)],
                env={"PYTHONPATH": os.pathsep.join(str(Path(folder).absolute()) for folder in sys.path)},
                stdin=other_end.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                process_group=0,  # an interrupt from the terminal is for our parent to answer
            )

    def wait_until_ready(self, seconds: float) -> None:
        try:
            receive_answer(self._wire, time.monotonic() + seconds)
        except TimeoutError as error:
            raise EOFError("it does not start") from error

    def ask(self, page: ToRead[object], seconds: float) -> Answer:
        ends = time.monotonic() + seconds
        self._wire.settimeout(seconds)
        send_page(self._wire, page)
        return receive_answer(self._wire, ends)

    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> str:
        self.kill()
        self._process.wait()
        self._wire.close()
        with self._stderr as said:
            said.seek(0)
            return said.read().decode(errors="replace")[-_LAST_WORDS:]
