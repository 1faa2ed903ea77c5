"""Runs ``anchorwatch`` and keeps what it said."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bot.cli import main
from tests.servers.web import SiteServer

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot")
PATIENCE_SECONDS = 60.0
# Pages are visited at once and without a pause; what is in doubt is clear after two seconds.
QUICK = {
    "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
    "FETCH_HOST_PAUSE": "0",
    "CONFIRM_AFTER": "2s",
    "SOURCES_OFF": "all",
}
# Our own site is nowhere unless a test puts it up: no test asks the real one.
OURS = "127.0.0.1 acme.com www.acme.com\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Anchorwatch:
    folder: Path
    web: SiteServer
    database_url: str
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.hosts = self.folder / "hosts"
        self.environment = {"DATABASE_URL": self.database_url, "FETCH_HOSTS_FILE": str(self.hosts), **QUICK}

    def __call__(self, *words: object, stdin: str = "", **environment: str) -> Ran:
        """In this process."""
        self.write_hosts()
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        before = sys.argv, sys.stdin, {**os.environ}
        os.environ.update(environment)
        sys.argv, sys.stdin = ["anchorwatch", *map(str, words)], io.StringIO(stdin)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.argv, sys.stdin = before[:2]
            os.environ.clear()
            os.environ.update(before[2])
        return Ran(code, *(_said(stream) for stream in (out, err)))

    def process(
        self, *words: object, stdin: str | bytes = b"", before: Callable[[], None] | None = None, **environment: str
    ) -> Ran:
        """In a process of its own, from start to end; ``before`` is what it does first."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with self.start(*words, before=before, **environment) as running:
            out, err = running.communicate(given, timeout=PATIENCE_SECONDS)
        return Ran(running.returncode, out.decode(), err.decode())

    def python(self, program: str) -> Ran:
        """A program in a process of its own."""
        ran = subprocess.run([sys.executable, "-c", program], cwd=self.folder, env=self.everything(),
                             capture_output=True, timeout=PATIENCE_SECONDS, text=True)  # fmt: skip
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    @contextmanager
    def start(
        self, *words: object, before: Callable[[], None] | None = None, **environment: str
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A process under way, with pipes; killed at the end if it still runs."""
        self.write_hosts()
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        command = [*COMMAND, *map(str, words)]
        environment = self.everything(**environment)
        with subprocess.Popen(
            command, cwd=self.folder, env=environment, preexec_fn=before or _heed_interrupts, **pipes
        ) as running:
            try:
                yield running
            finally:
                running.kill()

    def everything(self, **environment: str) -> dict[str, str]:
        """The environment of a process."""
        return {**os.environ, **self.environment, "PYTHONPATH": str(ROOT), **environment}

    def holder(self, role: str) -> int | None:
        """The process that plays a role on our database, or played it last."""
        lock = Path(f"{self.database_url.removeprefix('sqlite:///')}.{role}.lock")
        said = lock.read_text().strip() if lock.exists() else ""
        return int(said) if said else None

    def write_hosts(self) -> None:
        self.hosts.write_text(f"{self.web.hosts_file()}{OURS}", encoding="utf-8")

    def links(self, *urls: str, name: str = "links.csv") -> Path:
        """An export that names these pages."""
        file = self.folder / name
        file.write_text("".join(f"{line}\n" for line in ("Linking page", *urls)), encoding="utf-8")
        return file


def eventually(found: Callable[[], T], seconds: float = 20.0) -> T:
    """The first true answer, or the last one when the time is over."""
    deadline = time.monotonic() + seconds
    while not (answer := found()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer


def _heed_interrupts() -> None:
    """A shell that starts the tests in its background makes them and all they start deaf to SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
