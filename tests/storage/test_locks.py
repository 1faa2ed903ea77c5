"""One process per role: the second is told who is there, and a killed one leaves no lock behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import AlreadyRunningError, StorageUnreachableError
from storage.locks import InstanceLock

HOLDING = """
import sys
from storage.locks import InstanceLock

with InstanceLock(sys.argv[1], "worker"):
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(url: str) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_instance_is_told_who_is_there(database_url: str) -> None:
    with _holder(database_url) as holder:
        with (
            pytest.raises(AlreadyRunningError, match=rf"worker \(process {holder.pid}\)"),
            InstanceLock(database_url, "worker"),
        ):
            pass
        with InstanceLock(database_url, "sender"):
            pass  # another role is free
        holder.kill()


def test_a_killed_instance_leaves_the_lock_free(database_url: str) -> None:
    with _holder(database_url) as holder:
        holder.kill()
    with InstanceLock(database_url, "worker"), pytest.raises(AlreadyRunningError, match=str(os.getpid())):
        InstanceLock(database_url, "worker").__enter__()
    with InstanceLock(database_url, "worker"):
        pass  # free again after an orderly end


def test_a_lock_needs_a_folder_it_can_write_to(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(StorageUnreachableError), InstanceLock(f"sqlite:///{tmp_path}/data/a.db", "worker"):
        pass
