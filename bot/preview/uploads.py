"""Receives files piece by piece, from the page's form and from the app, never whole in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from bot.preview.errors import PersonError
from bot.preview.files import NewFile
from bot.preview.slack import PreviewSlack
from bot.preview.values import StoredFile

_PIECE = 64 * 1024
_LONGEST_FIELD = 1000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with where the person wants it; ``for_view``: a modal's file input takes it."""

    file: StoredFile
    channel: str
    thread_ts: str | None
    for_view: bool


async def read_upload(request: web.Request, slack: PreviewSlack) -> Upload:
    """The page's form. Fields come in any order."""
    fields: dict[str, str] = {}
    file: StoredFile | None = None
    if not request.content_type.startswith("multipart/"):
        raise PersonError("This is not a file.")
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise PersonError("This is not a file.")
        if part.name == "file":
            file = await _store(part, slack)
        elif part.name:
            fields[part.name] = (await part.read_chunk(_LONGEST_FIELD)).decode("utf-8", "replace")
    if file is None:
        raise PersonError("There is no file in this.")
    for_view = fields.get("purpose") == "view"
    return Upload(
        slack.files.mark(file, for_view=for_view), fields.get("channel", ""), fields.get("thread_ts"), for_view
    )


async def receive_from_app(request: web.Request, slack: PreviewSlack) -> web.StreamResponse:
    """What ``files.getUploadURLExternal`` led to: a form with a file in it, or the bare bytes."""
    file = slack.files.get(request.match_info["file"])
    if file is None or file.is_complete or file.size:
        return web.Response(status=404, text="no such upload")
    try:
        received = await slack.files.receive(file, _pieces_of(request))
    except PersonError as error:
        return web.Response(status=413, text=error.user_message)
    return web.Response(text=f"OK - {received.size}")


async def _store(part: BodyPartReader, slack: PreviewSlack) -> StoredFile:
    new = NewFile(part.filename or "file", slack.workspace.me.id, part.headers.get("Content-Type"))
    return await slack.files.receive(slack.files.announce(new), _pieces_of_part(part))


async def _pieces_of(request: web.Request) -> AsyncIterator[bytes]:
    if not request.content_type.startswith("multipart/"):
        async for piece in request.content.iter_chunked(_PIECE):
            yield piece
        return
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader):
            async for piece in _pieces_of_part(part):
                yield piece
            return


async def _pieces_of_part(part: BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(_PIECE):
        yield piece
