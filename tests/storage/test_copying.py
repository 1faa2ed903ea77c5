"""Copies of a living database: complete, never over another file, never half under their name."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from storage.copying import CopyError, copy_database
from storage.domain import Site
from storage.store import Store, open_store
from tests.conftest import Clock
from tests.storage.building import new_link


def test_a_copy_taken_while_others_write_opens_and_is_whole(
    store: Store, site: Site, clock: Clock, database_url: str, tmp_path: Path
) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        n = 0
        while not stop.is_set():
            with store.transaction(site.workspace_id) as tx:
                for _ in range(2):
                    tx.backlinks.add(site.id, new_link(f"blog{n}"), clock())
                    n += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    copy = tmp_path / "backup" / "copy.db"
    copy.parent.mkdir()
    copy_database(database_url, copy)
    stop.set()
    writer.join(timeout=30)
    restored = open_store(f"sqlite:///{copy}")
    with restored.reading(site.workspace_id) as tx:
        assert tx.sites.all() == (site,)
        assert tx.backlinks.count(site.id) % 2 == 0, "a copy holds whole transactions"
    restored.close()
    assert [file.name for file in copy.parent.iterdir() if ".part" in file.name] == []


def test_a_copy_never_replaces_a_file(database_url: str, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("precious")
    with pytest.raises(CopyError, match="exists already"):
        copy_database(database_url, there)
    assert there.read_text() == "precious"


def test_a_copy_that_cannot_be_made_leaves_nothing(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="could not be written"):
        copy_database(database_url, tmp_path / "missing" / "copy.db")
    with pytest.raises(CopyError, match="could not be written"):
        copy_database(f"sqlite:///{tmp_path}/no-such.db", tmp_path / "copy.db")
    assert {file.name for file in tmp_path.iterdir()} == {"anchorwatch.db"}


def test_what_a_killed_copy_left_is_in_nobodys_way(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db.part").write_text("half a copy")
    copy_database(database_url, tmp_path / "copy.db")
    open_store(f"sqlite:///{tmp_path}/copy.db").close()
