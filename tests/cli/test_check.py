"""Check rounds from the command line, as scripts run them: what they print, and what they never print twice."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest

from storage.store import Store
from tests.cli.running import Anchorwatch, eventually
from tests.servers.web import Reply

PROSE = " ".join(f"Sentence {n} tells of sails and anchors." for n in range(60))
LINKING = f'<title>A post</title><p>{PROSE} <a href="https://acme.com/">Acme</a></p>'.encode()
NOFOLLOW = LINKING.replace(b"<a ", b'<a rel="nofollow" ')
WITHOUT = f"<title>A post</title><p>{PROSE} Acme</p>".encode()
CONFIRM_AFTER = 2.0


@pytest.fixture
def page(anchorwatch: Anchorwatch) -> str:
    """The address of a page that links to acme.com and was seen live in a first round."""
    url = anchorwatch.web.put("blog.example/post", LINKING)
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links(url), "--yes")
    first = anchorwatch("check", "--site", "acme.com", "--json").json
    assert first == {"checked": 1, "verdicts": {"live": 1}, "changes": []}, "a silent baseline"
    return url


def test_a_loss_is_printed_by_the_round_that_confirms_it_and_by_no_other(anchorwatch: Anchorwatch, page: str) -> None:
    anchorwatch.web.put("blog.example/post", WITHOUT)
    doubted_at = time.monotonic()
    doubt = anchorwatch("check", "--site", "acme.com", "--all", "--json").json
    assert doubt == {"checked": 1, "verdicts": {"removed": 1}, "changes": []}
    if time.monotonic() < doubted_at + CONFIRM_AFTER:
        early = anchorwatch("check", "--site", "acme.com", "--all", "--json").json
        assert early["changes"] == []
    told = _first_told(anchorwatch)
    assert time.monotonic() >= doubted_at + CONFIRM_AFTER
    change = told["changes"][0]
    assert set(change) == {"source_url", "kind", "verdict", "first_observed", "confirmed_at"}
    assert (change["source_url"], change["kind"], change["verdict"]) == (page, "lost", "removed")
    apart = datetime.fromisoformat(change["confirmed_at"]) - datetime.fromisoformat(change["first_observed"])
    assert apart.total_seconds() >= CONFIRM_AFTER
    assert anchorwatch("check", "--site", "acme.com", "--all", "--json").json["changes"] == []


def test_a_change_of_rel_is_confirmed_and_then_undone(anchorwatch: Anchorwatch, page: str) -> None:
    anchorwatch.web.put("blog.example/post", NOFOLLOW)
    assert anchorwatch("check", "--all", "--json").json["changes"] == []
    change = _first_told(anchorwatch)["changes"][0]
    assert (change["source_url"], change["kind"], change["verdict"]) == (page, "changed", "rel_changed")


def test_a_link_of_a_later_import_is_new_and_one_that_comes_back_after_its_loss_is_recovered(
    anchorwatch: Anchorwatch, page: str
) -> None:
    other = anchorwatch.web.put("news.example/story", LINKING)
    anchorwatch("import", anchorwatch.links(other, name="later.csv"), "--yes")
    found = anchorwatch("check", "--json").json
    assert [(c["source_url"], c["kind"]) for c in found["changes"]] == [(other, "new")]
    anchorwatch.web.put("news.example/story", Reply(b"<title>Gone</title>", status=410))
    assert anchorwatch("check", "--all", "--json").json["changes"] == []
    lost = _first_told(anchorwatch)["changes"][0]
    assert (lost["source_url"], lost["kind"], lost["verdict"]) == (other, "lost", "gone_410")
    anchorwatch.web.put("news.example/story", LINKING)
    back = anchorwatch("check", "--all", "--json").json
    assert [(c["source_url"], c["kind"]) for c in back["changes"]] == [(other, "recovered")]
    assert anchorwatch("check", "--all", "--json").json["changes"] == []


def test_only_what_is_due_is_visited_unless_all_is_asked_for(anchorwatch: Anchorwatch, page: str) -> None:
    asked = len(anchorwatch.web.pages_asked())
    assert anchorwatch("check", "--json").json == {"checked": 0, "verdicts": {}, "changes": []}
    assert len(anchorwatch.web.pages_asked()) == asked
    assert anchorwatch("check", "--all", "--json").json["checked"] == 1
    assert anchorwatch("check", "--all").out == "Checked 1 links.\n        1  live\nNothing new is confirmed.\n"


def test_a_page_that_asks_to_be_left_alone_neither_holds_up_the_round_nor_is_asked_again_too_early(
    anchorwatch: Anchorwatch, page: str
) -> None:
    busy = Reply(b"later", status=429, headers=(("Retry-After", "120"),))
    pages = [anchorwatch.web.put(f"busy.example/{n}", busy) for n in range(3)]
    anchorwatch("import", anchorwatch.links(*pages, name="busy.csv"), "--yes")
    began = time.monotonic()
    round_ = anchorwatch("check", "--json").json
    assert time.monotonic() - began < 15
    assert round_["verdicts"] == {"blocked": 1}, "one answer speaks for the host"
    asked = len(anchorwatch.web.asked)
    again = anchorwatch("check", "--all", "--json").json
    assert again["verdicts"] == {"live": 1}, "the other host goes on"
    assert [it.path for it in anchorwatch.web.asked[asked:] if it.host == "busy.example"] == []


def test_nothing_a_server_does_is_a_loss(anchorwatch: Anchorwatch, page: str) -> None:
    for status in (403, 429, 500, 503):
        anchorwatch.web.put("blog.example/post", Reply(b"no", status=status))
        assert anchorwatch("check", "--all", "--json").json["changes"] == []
    assert anchorwatch("export").out.splitlines()[1].split(",")[2] == "live"


def test_a_round_beside_a_running_worker_is_handed_to_it_and_taken_back_when_it_dies(
    anchorwatch: Anchorwatch, page: str, store: Store
) -> None:
    with anchorwatch.start("worker") as worker:
        assert eventually(lambda: anchorwatch.holder("worker") == worker.pid)
        assert anchorwatch("check", "--all", "--json").json["checked"] == 1
        second = anchorwatch.process("worker")
        assert (second.code, second.out) == (1, "")
        assert f"Another Anchorwatch worker (process {worker.pid}) already uses this database." in second.err
        os.kill(worker.pid, signal.SIGSTOP)  # it holds its lock and does nothing
        with anchorwatch.start("check", "--all", "--json") as check:
            assert eventually(lambda: _is_waiting(store))
            worker.kill()
            out, _ = check.communicate(timeout=30)
        assert b'"checked": 1' in out


def test_sigterm_ends_a_worker_in_the_middle_of_slow_visits(anchorwatch: Anchorwatch) -> None:
    slow = [anchorwatch.web.put(f"slow-{n}.example/", Reply(b"x" * 1000, drip=0.2)) for n in range(20)]
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links(*slow), "--yes")
    with anchorwatch.start("worker") as worker:
        assert eventually(lambda: len(anchorwatch.web.pages_asked()) >= 10)
        worker.terminate()
        assert worker.wait(10) == 0
        assert worker.stderr
        log = worker.stderr.read()
    said = [line.split(b'"')[3] for line in log.splitlines() if b"sitemaps read" not in line]
    assert said == [b"worker started", b"worker stopped"]
    assert anchorwatch("site", "list").out == "acme.com\t20 links, 0 live, 0 lost\n"


def _first_told(anchorwatch: Anchorwatch) -> dict[str, list[dict[str, str]]]:
    """The first round of those due that has something to tell."""
    told = []

    def has_told() -> bool:
        told.append(anchorwatch("check", "--json").json)
        return bool(told[-1]["changes"])

    assert eventually(has_told)
    return told[-1]


def _is_waiting(store: Store) -> bool:
    with store.surveying() as tx:
        workspace = tx.workspaces.all()[0].id
    with store.reading(workspace) as tx:
        return bool(tx.runs.active(tx.sites.all()[0].id))


def test_a_round_without_a_network_ends_early_judges_nothing_and_says_so(
    anchorwatch: Anchorwatch, tmp_path: Path
) -> None:
    nobody = tmp_path / "nobody"
    nobody.touch()
    pages = [anchorwatch.web.put(f"blog{n}.example/", LINKING) for n in range(5)]
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links(*pages), "--yes")
    assert anchorwatch("check", "--json").json["checked"] == 5
    offline = anchorwatch("check", "--all", "--json", FETCH_HOSTS_FILE=str(nobody))
    assert offline.json == {"checked": 0, "verdicts": {}, "changes": []}, "the shape that scripts rely on"
    assert "The network seems down on our side" in offline.err
    assert anchorwatch("check", "--all", "--json").json == {"checked": 5, "verdicts": {"live": 5}, "changes": []}
