"""B9: people type slash commands, twenty a second, while the worker and an import are idle or busy."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.contenders.watched_links import watch
from benchmarks.harness import ROOT
from benchmarks.measuring import measured, tell
from benchmarks.pretend_web import addresses
from bot.app_parts import prepared_store
from bot.blocks import names
from bot.manifest import manifest
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp, PreviewSettings
from bot.preview.socket_mode import Outcome
from bot.settings import load_settings
from storage.engine import database_file

PER_SECOND = 20
_ROWS = 400_000
_CHANNEL = "links"
_COMMANDS = ("help", "status", "list", "lost", "new")
_PATIENCE = 60.0


@dataclass(frozen=True)
class Scene:
    """Where everything happens: the database the bot works on, and the port of the pages it visits."""

    database: Path
    port: int
    is_busy: bool
    seconds: int
    links: int


def play(scene: Scene) -> None:
    settings = PreviewSettings(port=0, app=InstalledApp.from_manifest(manifest()))
    with running_preview(settings) as preview:
        _stage(scene, preview)
        with _running_bot(scene, preview):
            if scene.is_busy:
                _begin_import(preview)
            before = _work_done(scene.database)
            with measured() as section:
                waits, missed = _type_commands(preview, scene.seconds)
            done = _work_done(scene.database) - before
    percentiles = quantiles(waits, n=100)
    figures = {"p50": percentiles[49], "p99": percentiles[98], "longest": max(waits), "missed": float(missed)}
    tell(section, **figures, visits=float(done.visits), rows=float(done.rows))


@dataclass(frozen=True)
class _Work:
    """Proof that the others were not idle: visits recorded and rows imported."""

    visits: int
    rows: int

    def __sub__(self, other: _Work) -> _Work:
        return _Work(self.visits - other.visits, self.rows - other.rows)


def _work_done(database: Path) -> _Work:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    visits, links = connection.execute(
        "SELECT (SELECT count(*) FROM link_checks), (SELECT max(id) FROM backlinks)"
    ).fetchone()
    connection.close()
    return _Work(visits, links)


def _stage(scene: Scene, preview: Preview) -> None:
    store = prepared_store(load_settings())
    watch(store, addresses(scene.port, scene.links), preview.channel(_CHANNEL).id)
    store.close()
    if not scene.is_busy:
        connection = sqlite3.connect(scene.database)
        connection.execute("UPDATE backlinks SET next_due_at = '2099-01-01 00:00:00.000000+00:00'")
        connection.commit()
        connection.close()


@contextmanager
def _running_bot(scene: Scene, preview: Preview) -> Iterator[None]:
    """The real thing in its own processes: the Slack side, and the worker beside it, both warmed up."""
    environment = {
        "SLACK_API_URL": preview.api_url,
        "SLACK_BOT_TOKEN": preview.settings.bot_token,
        "SLACK_APP_TOKEN": preview.settings.app_token,
    }
    log = scene.database.with_name("bot.log")
    with log.open("w") as errors:
        command = [sys.executable, "-m", "bot", "run"]
        bot = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=errors)
    try:
        if not preview.wait_connected(_PATIENCE) or not preview.wait_for(lambda: _is_at_work(scene), _PATIENCE):
            raise SystemExit(f"the bot or its worker did not start: {log.read_text()}")
        preview.invite_app(_CHANNEL)
        for text in _COMMANDS:
            preview.command("/backlinks", text, channel=_CHANNEL)
        yield
    finally:
        bot.terminate()
        bot.wait(_PATIENCE)


def _is_at_work(scene: Scene) -> bool:
    if not scene.is_busy:
        return scene.database.with_name(f"{scene.database.name}.worker.lock").exists()
    return _work_done(scene.database).visits > 0


def _begin_import(preview: Preview) -> None:
    """A person drops an export into the channel and says yes; it is imported beside the listeners."""
    rows = (f"https://site-{n}.page-{n % 40_000}.example/{n},https://www.acme.example/\n" for n in range(_ROWS))
    preview.upload("links.csv", ("Source,Target\n" + "".join(rows)).encode(), channel=_CHANNEL)
    asked = preview.wait_for(
        lambda: [message for message in preview.ephemerals() if names.IMPORT_COMMIT in str(message.content.blocks)],
        _PATIENCE,
    )
    preview.click(asked[-1], names.IMPORT_COMMIT)


def _type_commands(preview: Preview, seconds: int) -> tuple[list[float], int]:
    """On a fixed beat, however long the answers take; returns the waits, and how many were never acknowledged."""
    start = time.perf_counter()

    def type_at(number: int) -> tuple[float, bool]:
        time.sleep(max(0.0, start + number / PER_SECOND - time.perf_counter()))
        began = time.perf_counter()
        ack = preview.command("/backlinks", _COMMANDS[number % len(_COMMANDS)], channel=_CHANNEL)
        return time.perf_counter() - began, ack.outcome is Outcome.ANSWERED

    with ThreadPoolExecutor(PER_SECOND * 4) as threads:
        acks = list(threads.map(type_at, range(seconds * PER_SECOND)))
    return [wait for wait, _ in acks], sum(not is_answered for _, is_answered in acks)


if __name__ == "__main__":
    play(
        Scene(
            database=database_file(load_settings().database_url),
            port=int(sys.argv[1]),
            is_busy=sys.argv[2] == "busy",
            seconds=int(sys.argv[3]),
            links=int(sys.argv[4]),
        )
    )
