"""files.*: what the app uploads, and what people share with it."""

from __future__ import annotations

from dataclasses import replace

from bot.preview import slack_shapes
from bot.preview.calls import Call
from bot.preview.errors import RefusedError
from bot.preview.files import LARGEST, NewFile
from bot.preview.slack import PreviewSlack
from bot.preview.values import Channel, Content, Draft, Json, StoredFile


def get_upload_url(call: Call) -> Json:
    name = call.arguments.needed("filename")
    if not 0 < call.arguments.number("length", 0) <= LARGEST:
        raise RefusedError("file_upload_size_restricted")
    file = call.slack.files.announce(NewFile(name, call.slack.workspace.bot.id))
    return {"upload_url": f"{call.slack.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    wanted = call.arguments.structure("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(entry, dict) for entry in wanted):
        raise RefusedError("invalid_arguments", ["missing required field: files"])
    files = [_uploaded(call, entry) for entry in wanted]
    channels = _channels(call)
    text = call.arguments.text("initial_comment")
    for channel in channels:
        content = Content(text=text, files=tuple(file.id for file in files))
        call.post(Draft(channel.id, call.slack.workspace.bot.id, content, call.thread_parent(channel)))
    shared = frozenset(channel.id for channel in channels)
    kept = [call.slack.files.keep(replace(file, channels=shared, is_complete=True)) for file in files]
    return {"files": [slack_shapes.file(call.slack, file) for file in kept]}


def file_info(call: Call) -> Json:
    file = call.slack.files.get(call.arguments.needed("file"))
    if file is None or not app_may_read(call.slack, file):
        raise RefusedError("file_not_found")
    return {"file": slack_shapes.file(call.slack, file)}


def app_may_read(slack: PreviewSlack, file: StoredFile) -> bool:
    """Its own files, those given to it in a modal, and those shared where it is a member."""
    channels = (slack.workspace.channels[channel] for channel in file.channels)
    return (
        file.user == slack.workspace.bot.id
        or file.for_view
        or any(slack.workspace.has_bot(channel) for channel in channels)
    )


def _channels(call: Call) -> list[Channel]:
    if call.arguments.has("channel_id"):
        return [call.open_channel("channel_id")]
    names = call.arguments.names("channels")
    return [_with_bot(call, name) for name in names]


def _with_bot(call: Call, name: str) -> Channel:
    channel = call.slack.workspace.channels.get(name)
    if channel is None or not call.slack.workspace.has_bot(channel):
        raise RefusedError("channel_not_found")
    return channel


def _uploaded(call: Call, entry: Json) -> StoredFile:
    file = call.slack.files.get(str(entry.get("id", "")))
    if file is None or file.size == 0 or file.is_complete:
        raise RefusedError("file_not_found")
    title = entry.get("title")
    return replace(file, title=str(title)) if title else file
