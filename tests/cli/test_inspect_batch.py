"""Thousands of pages through a pipe: streamed, in bounded memory, and ended by whoever stops reading or writing."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, Anchorwatch, Ran
from tests.servers.web import Reply

LINKING = b'<title>A post</title><p>We like <a href="https://acme.com/">Acme</a></p>'
BATCH = ("inspect", "--batch", "--site", "acme.com")


def test_answers_come_as_pages_finish_and_bad_lines_give_objects(anchorwatch: Anchorwatch) -> None:
    slow = anchorwatch.web.put("slow.example/post", Reply(LINKING, delay=1.5))
    quick = anchorwatch.web.put("quick.example/post", LINKING)
    lines = [slow, "", "not an address", "  " + quick + "  ", "\udcff http://".encode("utf-8", "surrogateescape")]
    given = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    ran = anchorwatch.process(*BATCH, stdin=given)
    assert (ran.code, ran.err) == (0, "")
    found = ran.objects
    assert [it["class"] for it in found if it["source_url"] in (slow, quick)] == ["live", "live"]
    assert [it["source_url"] for it in found][-1] == slow, "the slow page held nobody up"
    assert sorted(it["reason"] for it in found if it["class"] == "refused") == ["address", "address"]
    assert len(found) == 4


@pytest.mark.slow
def test_thousands_of_pages_stream_while_the_pipe_stays_open(anchorwatch: Anchorwatch) -> None:
    hosts, pages = 100, 20
    padding = b"<p>" + b"sails and anchors " * 500 + b"</p>"
    for host in range(hosts):
        anchorwatch.web.put(f"site-{host}.example/*", LINKING + padding)
    urls = [anchorwatch.web.url(f"site-{host}.example/{page}") for page in range(pages) for host in range(hosts)]
    with anchorwatch.start(*BATCH) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write("".join(f"{url}\n" for url in urls).encode())
        running.stdin.flush()
        found = [json.loads(running.stdout.readline()) for _ in urls]
        used = _peak_memory(running)
        running.stdin.close()
        assert running.wait(20) == 0
        assert running.stdout.read() == b""
    assert sorted(it["source_url"] for it in found) == sorted(urls)
    assert {it["class"] for it in found} == {"live"}
    assert used < 150_000_000


def test_whoever_stops_reading_ends_it_without_a_complaint_though_more_may_come(anchorwatch: Anchorwatch) -> None:
    urls = [anchorwatch.web.put(f"site-{n}.example/", LINKING) for n in range(200)]
    with anchorwatch.start(*BATCH) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write("".join(f"{url}\n" for url in urls).encode())
        running.stdin.flush()
        assert running.stdout.readline()
        running.stdout.close()
        assert running.wait(20) == 1
        assert running.stderr.read() == b""


def test_a_closed_standard_input_is_an_empty_one(anchorwatch: Anchorwatch) -> None:
    for closed in ("<&-", "</dev/null"):
        ran = _shell(anchorwatch, f"{' '.join(BATCH)} {closed}")
        assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_an_encoding_without_the_letters_gets_escapes(anchorwatch: Anchorwatch) -> None:
    url = anchorwatch.web.put(
        "blog.example/post", '<title>Größe ⚓ 🎣</title><a href="https://acme.com/">é</a>'.encode()
    )
    ran = anchorwatch.process(*BATCH, stdin=url, PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert ran.objects[0]["title"] == "Größe ⚓ 🎣"
    assert ran.objects[0]["links"][0]["anchor_text"] == "é"


def _shell(anchorwatch: Anchorwatch, words: str) -> Ran:
    anchorwatch.write_hosts()
    ran = subprocess.run(f"{shlex.join(COMMAND)} {words}", shell=True, capture_output=True, timeout=60, text=True,
                         env=anchorwatch.everything())  # fmt: skip
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def _peak_memory(running: subprocess.Popen[bytes]) -> int:
    status = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
