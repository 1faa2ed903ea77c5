"""Keeps a file that a person gave us until they say yes; whoever decides first decides."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jobs.analysis.exports import ExportPreview
from jobs.import_links import ImportLinks, ImportReport
from storage.domain import Site, Upload, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store

_KEPT = timedelta(days=7)


class AlreadyDecidedError(AnchorwatchError):
    """Somebody has imported or cancelled this upload already."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file on our disk, what its owner calls it, and who gave it to us for which site."""

    path: Path
    name: str
    by: str
    site: Site


@dataclass(frozen=True)
class StageUpload:
    """A file we cannot understand is deleted at once; the error says what is wrong with it."""

    store: Store
    imports: ImportLinks
    now: Callable[[], datetime]

    def stage(self, workspace_id: WorkspaceId, given: Given) -> tuple[str, ExportPreview]:
        """Understand the file and keep it; returns the token that a yes must bring, and what was understood."""
        try:
            preview = self.imports.preview(given.path, given.site, given.name)
        except AnchorwatchError:
            given.path.unlink(missing_ok=True)
            raise
        token = secrets.token_urlsafe(16)
        upload = Upload(token, given.site.id, given.name, str(given.path), given.by, self.now())
        with self.store.transaction(workspace_id) as tx:
            tx.uploads.wait(upload)
        return token, preview

    def take(self, workspace_id: WorkspaceId, token: str) -> tuple[Upload, Site]:
        """The decision is the caller's from here on; everybody later gets ``AlreadyDecidedError``."""
        with self.store.transaction(workspace_id) as tx:
            upload = tx.uploads.take(token)
            site = tx.sites.get(upload.site_id) if upload else None
        if upload is None or site is None:
            raise AlreadyDecidedError("This file has been imported or cancelled already.")
        return upload, site

    def commit(
        self, workspace_id: WorkspaceId, token: str, by: str, on_progress: Callable[[int], None]
    ) -> tuple[Site, ImportReport]:
        """Import the file and delete it."""
        upload, site = self.take(workspace_id, token)
        path = Path(upload.path)
        try:
            return site, self.imports.run(path, site, by, on_progress, upload.file_name)
        finally:
            path.unlink(missing_ok=True)

    def cancel(self, workspace_id: WorkspaceId, token: str) -> str:
        """Delete the file unread; returns its name."""
        upload, _ = self.take(workspace_id, token)
        Path(upload.path).unlink(missing_ok=True)
        return upload.file_name

    def forget_old(self, workspace_id: WorkspaceId) -> None:
        """Delete files that nobody decided on for a week."""
        with self.store.transaction(workspace_id) as tx:
            old = tx.uploads.take_older(self.now() - _KEPT)
        for upload in old:
            Path(upload.path).unlink(missing_ok=True)
