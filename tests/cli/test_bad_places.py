"""Databases and ports that cannot be used: one plain sentence, and nothing lost."""

from __future__ import annotations

import ctypes
import os
import resource
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.running import Anchorwatch, Ran

_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def test_a_folder_that_cannot_be_written_to(anchorwatch: Anchorwatch) -> None:
    closed = anchorwatch.folder / "closed"
    closed.mkdir(mode=0o555)
    ran = anchorwatch.process("site", "list", DATABASE_URL=f"sqlite:///{closed}/new.db", before=_obey_permissions)
    assert _is_one_sentence(ran, 1)
    assert "Cannot open the database" in ran.err
    anchorwatch("site", "add", "acme.com")
    database = Path(anchorwatch.database_url.removeprefix("sqlite:///"))
    database.chmod(0o444)
    ran = anchorwatch.process("site", "add", "other.example", before=_obey_permissions)
    assert _is_one_sentence(ran, 1)
    assert "it is read-only" in ran.err
    database.chmod(0o644)
    assert anchorwatch("site", "list").out.startswith("acme.com")


def test_a_file_that_is_no_database(anchorwatch: Anchorwatch) -> None:
    junk = anchorwatch.folder / "junk.db"
    junk.write_bytes(b"no database " * 500)
    for words in (("site", "list"), ("worker",), ("migrate",)):
        ran = anchorwatch(*words, DATABASE_URL=f"sqlite:///{junk}")
        assert _is_one_sentence(ran, 1)
        assert f"{junk} is not a readable database" in ran.err
    assert junk.read_bytes() == b"no database " * 500


def test_a_database_of_a_later_version(anchorwatch: Anchorwatch) -> None:
    with closing(sqlite3.connect(anchorwatch.database_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in (("site", "list"), ("worker",), ("migrate",), ("doctor",)):
        ran = anchorwatch(*words)
        assert ran.code == 1
        assert "was written by a newer version of Anchorwatch. Upgrade the program to use it." in ran.out + ran.err


def test_a_full_disk_loses_nothing_that_was_stored(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    anchorwatch("import", anchorwatch.links(anchorwatch.web.put("blog.example/", b"")), "--yes")
    many = anchorwatch.links(*(f"https://site-{n}.example/{'x' * 100}" for n in range(5000)), name="many.csv")
    for words in (("import", many, "--yes"), ("backup", "copy.db"), ("export", "-o", "out.csv")):
        ran = anchorwatch.process(*words, before=_full_disk)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert "disk" in ran.err or "large" in ran.err
    assert not [file.name for file in anchorwatch.folder.iterdir() if file.suffix in (".part",)]
    assert not (anchorwatch.folder / "copy.db").exists()
    assert anchorwatch("site", "list").out.startswith("acme.com\t1 links")


def test_a_disk_that_fills_up_ends_a_round_that_can_be_taken_up_later(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    body = b"<p>" + b"sails " * 200 + b'<a href="https://acme.com/">Acme</a></p>'
    urls = [anchorwatch.web.put(f"site-{n}.example/", body) for n in range(150)]
    anchorwatch("import", anchorwatch.links(*urls), "--yes")
    size = Path(anchorwatch.database_url.removeprefix("sqlite:///")).stat().st_size
    ran = anchorwatch.process("check", "--json", before=lambda: _allow_files_of(size // 2))
    assert _is_one_sentence(ran, 1)
    assert ran.err.startswith("Cannot read or write")
    assert anchorwatch("check", "--json").json["changes"] == []
    assert anchorwatch("site", "list").out == "acme.com\t150 links, 150 live, 0 lost\n"


def test_a_port_in_use_is_named(anchorwatch: Anchorwatch) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(_listening("127.0.0.1", 0))
        ran = anchorwatch("preview", "--port", first)
        assert ran.code == 1
        assert f"Port {first} is already in use" in ran.err.splitlines()[-1]
        free = _free_port()
        for address in ("127.0.0.1", "127.77.0.1"):
            stack.enter_context(_listening(address, free + 1))
        ran = anchorwatch("run", PREVIEW_PORT=str(free))
        assert ran.code == 1
        assert f"Port {free + 1} for the demo's pages is in use" in ran.err.splitlines()[-1]
        assert "Traceback" not in ran.err


def _is_one_sentence(ran: Ran, code: int) -> bool:
    return (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)


def _obey_permissions() -> None:
    """Even as root: the program that starts next may not override what a file's mode says."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0)


def _full_disk() -> None:
    _allow_files_of(4096)


def _allow_files_of(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _free_port() -> int:
    """A port whose next one is free too."""
    for port in range(20_000 + os.getpid() % 10_000, 60_000, 2):
        with ExitStack() as stack:
            try:
                for address, at in (("127.0.0.1", port), ("127.0.0.1", port + 1), ("127.77.0.1", port + 1)):
                    stack.enter_context(_listening(address, at))
            except OSError:
                continue
            return port
    pytest.fail("no two ports in a row are free")


@contextmanager
def _listening(address: str, port: int) -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((address, port))
        taken.listen()
        yield int(taken.getsockname()[1])
