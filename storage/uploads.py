"""Files that wait for a person's yes before anything of them is stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select

from storage.domain import Upload
from storage.service_tables import UploadRow
from storage.tenancy import TenantRepository


class Uploads(TenantRepository):
    def wait(self, upload: Upload) -> None:
        self.connection.execute(
            insert(UploadRow).values(
                token=upload.token, workspace_id=self.workspace_id, site_id=upload.site_id,
                file_name=upload.file_name, path=upload.path, uploaded_by=upload.uploaded_by,
                uploaded_at=upload.uploaded_at,
            )
        )  # fmt: skip

    def take(self, token: str) -> Upload | None:
        """The upload, for whoever decides first; None for everybody after."""
        taken = self.connection.execute(
            delete(UploadRow)
            .where(UploadRow.workspace_id == self.workspace_id, UploadRow.token == token)
            .returning(*_UPLOAD)
        ).first()
        return None if taken is None else Upload(*taken)

    def take_older(self, than: datetime) -> tuple[Upload, ...]:
        """The uploads nobody decided on."""
        old = (UploadRow.workspace_id == self.workspace_id, UploadRow.uploaded_at < than)
        found = self.connection.execute(select(*_UPLOAD).where(*old)).all()
        self.connection.execute(delete(UploadRow).where(*old))
        return tuple([Upload(*row) for row in found])


_UPLOAD = (
    UploadRow.token, UploadRow.site_id, UploadRow.file_name, UploadRow.path, UploadRow.uploaded_by,
    UploadRow.uploaded_at,
)  # fmt: skip
