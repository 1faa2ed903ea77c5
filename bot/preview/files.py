"""Files of the workspace: announced, uploaded in pieces to a folder, shared in channels, downloaded."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.preview.errors import PersonError
from bot.preview.timestamps import Now
from bot.preview.values import StoredFile

LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewFile:
    name: str
    user: str
    mimetype: str | None = None


class Files:
    """Names never become paths: on disk a file is called by its id."""

    def __init__(self, now: Now, folder: str) -> None:
        self._now = now
        self._folder = Path(folder)
        self._files: dict[str, StoredFile] = {}

    def announce(self, new: NewFile) -> StoredFile:
        mimetype = new.mimetype or mimetypes.guess_type(new.name)[0] or "application/octet-stream"
        file = StoredFile(
            id=f"F0{secrets.token_hex(8).upper()}",
            name=new.name,
            user=new.user,
            at=self._now(),
            mimetype=mimetype,
            title=new.name,
        )
        return self.keep(file)

    async def receive(self, file: StoredFile, pieces: AsyncIterator[bytes]) -> StoredFile:
        size = 0
        with self.path(file).open("wb") as out:
            async for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    self.path(file).unlink()
                    raise PersonError("A file may have at most 100 MB here.")
                out.write(piece)
        return self.keep(replace(file, size=size))

    def keep(self, file: StoredFile) -> StoredFile:
        self._files[file.id] = file
        return file

    def mark(self, file: StoredFile, *, for_view: bool) -> StoredFile:
        return self.keep(replace(file, for_view=for_view))

    def get(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def path(self, file: StoredFile) -> Path:
        return self._folder / file.id
