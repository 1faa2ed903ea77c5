"""A lock that lets one process play one role on one database, and that no crash can leave behind."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.engine import database_file
from storage.errors import AlreadyRunningError, StorageUnreachableError


class InstanceLock:
    """Held while the ``with`` block runs. The kernel frees it when the process ends, however it ends."""

    def __init__(self, url: str, role: str) -> None:
        database = database_file(url)
        self._role = role
        self._path = Path(f"{database}.{role}.lock")
        self._handle: int | None = None

    def __enter__(self) -> Self:
        handle = self._open()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 20, 0).decode(errors="replace").strip()
            os.close(handle)
            raise AlreadyRunningError(self._role, holder or "unknown") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The file stays: removing it would let a third process lock a new file while a second waits on the old.
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StorageUnreachableError(str(self._path)) from error
