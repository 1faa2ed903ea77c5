"""A page is read in a process of its own as it would be here; whatever it does there stays there."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jobs.analysis.pages import UnreadablePageError
from jobs.analysis.visit import Visit
from jobs.reading.lone_reader import Bounds, LoneReader, SlowPageError
from jobs.reading.page_to_read import PageToRead
from jobs.reading.wire import receive_answer
from tests.analysis.readings import OWN
from tests.cli.running import eventually
from tests.reading.hostile_pages import HUGE, LINK, PAGE_URL, SLOW, children_of, is_alive

RICH = (
    b"<html lang=de><title>Gr\xc3\xb6\xc3\x9fe</title><link rel=canonical href=/c><meta name=robots content=nofollow>"
    b"<meta http-equiv=refresh content='0;url=/next'><nav><a href=/x rel='ugc me'>x</a></nav><p>Some words "
    b"<a href=https://acme.com/ hidden><img alt=Acme src=a.png></a><map><area href=//acme.com/b></map>&#xd800;\xff</p>"
)


def page(body: bytes, own=OWN) -> PageToRead:
    return PageToRead(body, PAGE_URL, "text/html; charset=utf-8", (("x-robots-tag", "noindex"),), own)


@pytest.fixture
def reader() -> Iterator[LoneReader]:
    reader = LoneReader(Bounds(seconds=60))
    yield reader
    reader.close()


def quick_reader(seconds: float = 0.5) -> closing[LoneReader]:
    return closing(LoneReader(replace(Bounds(), seconds=seconds)))


@pytest.mark.parametrize("own", [OWN, None])
def test_a_page_is_read_as_it_would_be_here(reader: LoneReader, own) -> None:
    there, here = reader.read(page(RICH, own)), page(RICH, own).read()
    assert there == here
    assert (there.text, there.sketch, there.content_hash) == (here.text, here.sketch, here.content_hash)


def test_a_page_that_cannot_be_read_is_refused_in_the_same_words(reader: LoneReader) -> None:
    refused = PageToRead(b"x", PAGE_URL, "text/html; charset=hz-gb-2312")
    with pytest.raises(UnreadablePageError) as here:
        refused.read()
    with pytest.raises(UnreadablePageError) as there:
        reader.read(refused)
    assert str(there.value) == str(here.value)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    with quick_reader() as reader:
        began = time.monotonic()
        with pytest.raises(SlowPageError):
            reader.read(page(SLOW))
        assert time.monotonic() - began < Bounds().start_seconds
    with quick_reader(seconds=30) as reader:
        assert reader.read(page(LINK)).links


def test_a_page_that_wants_too_much_memory_is_given_up_and_the_next_one_is_read(reader: LoneReader) -> None:
    with pytest.raises(UnreadablePageError):
        reader.read(page(HUGE))
    assert len(reader.read(page(LINK)).links) == 1


def test_words_that_memory_does_not_hold_end_no_process_and_leave_no_trace(
    reader: LoneReader, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(UnreadablePageError, match="needs too much memory"):
        reader.read(page(b"<p>" + b"word " * 900_000))
    assert caplog.records == []
    assert len(reader.read(page(LINK)).links) == 1


def begun(reader: LoneReader) -> int:
    """The process that a reader begins with its first page; whoever ran tests here before may have left others."""
    before = set(children_of(os.getpid()))
    reader.read(page(LINK))
    (process,) = set(children_of(os.getpid())) - before
    return process


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSEGV])
def test_a_reader_that_dies_takes_only_its_page_along(reader: LoneReader, blow: signal.Signals) -> None:
    process = begun(reader)
    killer = threading.Thread(target=lambda: (time.sleep(0.2), os.kill(process, blow)))
    killer.start()
    with pytest.raises(UnreadablePageError):
        reader.read(page(SLOW))
    killer.join()
    assert len(reader.read(page(LINK)).links) == 1


def test_a_reader_that_died_between_two_pages_is_not_missed(reader: LoneReader) -> None:
    process = begun(reader)
    os.kill(process, signal.SIGKILL)
    eventually(lambda: not is_alive(process))
    assert len(reader.read(page(LINK)).links) == 1


def test_the_process_begins_with_the_first_page_and_ends_with_its_reader() -> None:
    before = set(children_of(os.getpid()))
    with quick_reader(seconds=30) as reader:
        assert set(children_of(os.getpid())) == before
        reader.read(page(LINK))
        (process,) = set(children_of(os.getpid())) - before
    assert not is_alive(process)


def test_the_process_holds_none_of_our_files_and_none_of_our_secrets(
    reader: LoneReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "secret")
    secret = tmp_path / "secret.db"
    secret.touch()
    with secret.open() as ours, socket.socket() as stranger:
        os.set_inheritable(ours.fileno(), True)
        os.set_inheritable(stranger.fileno(), True)
        process = begun(reader)
        environment = Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
        names = {variable.partition(b"=")[0] for variable in environment if variable}
        files = sorted(int(file.name) for file in Path(f"/proc/{process}/fd").iterdir())
    assert names <= {b"PYTHONPATH", b"LC_CTYPE"}
    assert files == [0, 1, 2]


def test_no_process_is_left_when_its_parent_is_killed_in_the_middle_of_a_page(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_bytes(SLOW)
    program = f"""
from pathlib import Path
from jobs.reading.lone_reader import *
from jobs.reading.page_to_read import PageToRead
LoneReader(Bounds(seconds=600)).read(PageToRead(Path({str(slow)!r}).read_bytes(), "https://a.example/", None))
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2]) as parent:
        found = eventually(lambda: children_of(parent.pid))
        parent.kill()
    assert found
    assert eventually(lambda: not any(map(is_alive, found)))


def test_what_a_reader_sends_cannot_make_us_do_anything() -> None:
    class Harmful:
        def __reduce__(self):
            return os.system, ("exit 1",)

    for sent in (Harmful(), subprocess.Popen, Visit("a", "b"), {"page": 1}):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            packed = pickle.dumps(sent)
            theirs.sendall(len(packed).to_bytes(8, "big") + packed)
            with pytest.raises((pickle.UnpicklingError, EOFError)):
                receive_answer(ours, time.monotonic() + 5)


def test_an_answer_of_absurd_size_is_not_waited_for() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall((1 << 60).to_bytes(8, "big"))
        with pytest.raises(EOFError):
            receive_answer(ours, time.monotonic() + 5)
