"""Sends a stored file so that no browser ever runs or displays it as a page of ours."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.preview.values import StoredFile

_SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def send_file(path: Path, file: StoredFile) -> web.StreamResponse:
    kind = "inline" if file.mimetype in _SHOWN else "attachment"
    return web.FileResponse(
        path,
        headers={
            "Content-Type": file.mimetype if file.mimetype in _SHOWN else "application/octet-stream",
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}",
        },
    )
