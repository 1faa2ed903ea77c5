"""conversations.*: channels, who is in them, and what was said there."""

from __future__ import annotations

from bot.preview import slack_shapes
from bot.preview.calls import Call, moment, page, require_scope, scope_for
from bot.preview.errors import RefusedError
from bot.preview.timestamps import microseconds
from bot.preview.values import Channel, Json, Message

_END_OF_TIME = 2**62
_KINDS = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def list_channels(call: Call) -> Json:
    kinds = call.arguments.names("types") or ["public_channel"]
    if unknown := [kind for kind in kinds if kind not in _KINDS]:
        raise RefusedError("invalid_types", needed=",".join(unknown))
    for kind in kinds:
        call.allow(_KINDS[kind])
    archived_too = not call.arguments.flag("exclude_archived")
    found = [
        channel
        for channel in call.slack.workspace.channels.values()
        if _kind(channel) in kinds and _is_known(call, channel) and (archived_too or not channel.is_archived)
    ]
    channels, following = page(found, call.arguments, 100)
    shapes = [slack_shapes.channel(call.slack, channel) for channel in channels]
    return {"channels": shapes, "response_metadata": following}


def channel_info(call: Call) -> Json:
    channel = _readable(call, "read")
    return {"channel": slack_shapes.channel(call.slack, channel)}


def list_members(call: Call) -> Json:
    channel = _readable(call, "read")
    members, following = page(sorted(channel.members), call.arguments, 100)
    return {"members": members, "response_metadata": following}


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.is_private:
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("is_archived")
    channel.members.add(call.slack.workspace.bot.id)
    call.slack.state_changed()
    return {"channel": slack_shapes.channel(call.slack, channel)}


def open_direct(call: Call) -> Json:
    users = call.arguments.names("users")
    workspace = call.slack.workspace
    if call.arguments.has("channel"):
        return {"channel": {"id": call.channel().id}}
    if len(users) != 1:
        raise RefusedError("not_enough_users" if not users else "too_many_users")
    if users[0] not in workspace.users or users[0] == workspace.bot.id:
        raise RefusedError("user_not_found")
    return {"channel": {"id": workspace.direct_messages(users[0]).id}}


def history(call: Call) -> Json:
    channel = _read_messages(call)
    spoken = [m for m in call.slack.messages.in_channel(channel.id) if _is_in_range(call, m)]
    return _messages(call, list(reversed(spoken)))


def replies(call: Call) -> Json:
    channel = _read_messages(call)
    found = call.slack.messages.get(channel.id, call.arguments.needed("ts"))
    if found is None or found.only_for is not None or not _is_visible(call, found):
        raise RefusedError("thread_not_found")
    root = found.thread_ts or found.ts
    thread = call.slack.messages.in_thread(channel.id, root)
    return _messages(call, [m for m in thread if m.ts == root or _is_in_range(call, m)])


def _readable(call: Call, what: str) -> Channel:
    channel = call.channel()
    require_scope(call.slack, scope_for(channel, what))
    return channel


def _read_messages(call: Call) -> Channel:
    channel = call.joined_channel()
    require_scope(call.slack, scope_for(channel, "history"))
    return channel


def _messages(call: Call, messages: list[Message]) -> Json:
    with_metadata = call.arguments.flag("include_all_metadata")
    shown, following = page([m for m in messages if _is_visible(call, m)], call.arguments, 100)
    shapes = [slack_shapes.message(call.slack, message, with_metadata=with_metadata) for message in shown]
    return {"messages": shapes, "has_more": bool(following["next_cursor"]), "response_metadata": following}


def _is_in_range(call: Call, message: Message) -> bool:
    oldest = moment(call.arguments, "oldest", 0)
    latest = moment(call.arguments, "latest", _END_OF_TIME)
    at = microseconds(message.ts)
    return oldest < at < latest or (call.arguments.flag("inclusive") and at in {oldest, latest})


def _is_visible(call: Call, message: Message) -> bool:
    return message.visible_from is None or message.visible_from <= call.slack.now()


def _is_known(call: Call, channel: Channel) -> bool:
    return not channel.is_private or call.slack.workspace.has_bot(channel)


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"
