"""``anchorwatch run`` against a Slack of its own process: it answers, keeps its worker alive, and ends when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.manifest import manifest
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp, PreviewSettings
from tests.cli.running import Anchorwatch, eventually
from tests.servers.texts import shown_text

SETTINGS = PreviewSettings(port=0, app=InstalledApp.from_manifest(manifest()))


@dataclass
class Bot:
    """The running command. Everything it writes on stderr is read all the time, as a supervisor would."""

    process: subprocess.Popen[bytes]
    preview: Preview
    said: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        return "".join(self.said)

    def answer(self, text: str) -> str:
        before = len(self.preview.ephemerals())
        self.preview.command("/backlinks", text)
        assert self.preview.wait_for(lambda: len(self.preview.ephemerals()) > before, 20)
        return shown_text(self.preview.ephemerals()[-1].content)


@pytest.fixture
def bot(anchorwatch: Anchorwatch) -> Iterator[Bot]:
    with running_preview(SETTINGS) as preview, _running(anchorwatch, preview) as running:
        assert preview.wait_connected(60), running.log
        yield running


@pytest.mark.slow
def test_it_connects_answers_keeps_its_worker_alive_and_ends_in_good_order(anchorwatch: Anchorwatch, bot: Bot) -> None:
    assert "/backlinks check" in bot.answer("help")
    assert eventually(lambda: '"worker started"' in bot.log), bot.log
    assert "Connected to Slack workspace" in bot.log

    second = anchorwatch("run", **_tokens(bot.preview))
    assert (second.code, second.out) == (1, "")
    assert f"Another Anchorwatch bot (process {bot.process.pid}) already uses this database." in second.err

    worker = anchorwatch.holder("worker")
    assert worker
    os.kill(worker, signal.SIGKILL)
    assert eventually(lambda: bot.log.count('"worker started"') == 2, 30), bot.log
    assert '"event": "worker ended"' in bot.log
    worker = anchorwatch.holder("worker")

    bot.process.send_signal(signal.SIGTERM)
    assert bot.process.wait(10) == 0, bot.log
    assert not Path(f"/proc/{worker}").exists(), "its worker has ended with it"
    assert "Traceback" not in bot.log
    assert "session has been established" not in bot.log
    assert "xapp-" not in bot.log


@contextmanager
def _running(anchorwatch: Anchorwatch, preview: Preview) -> Iterator[Bot]:
    with anchorwatch.start("run", **_tokens(preview)) as process:
        bot = Bot(process, preview)
        assert process.stderr
        reader = threading.Thread(target=lambda: bot.said.extend(line.decode() for line in process.stderr or ()))
        reader.start()
        yield bot
        process.terminate()
        process.wait(30)
        reader.join(10)


def _tokens(preview: Preview) -> dict[str, str]:
    return {
        "SLACK_API_URL": preview.api_url,
        "SLACK_BOT_TOKEN": preview.settings.bot_token,
        "SLACK_APP_TOKEN": preview.settings.app_token,
    }
