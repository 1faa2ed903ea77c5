"""chat.*, reactions.add: what the app says in channels."""

from __future__ import annotations

import re

from bot.preview import slack_shapes
from bot.preview.calls import Call
from bot.preview.content import read_content, read_update
from bot.preview.errors import RefusedError
from bot.preview.timestamps import microseconds
from bot.preview.values import Channel, Draft, Json, Message


def post_message(call: Call) -> Json:
    channel = call.destination()
    content = read_content(call.arguments)
    thread_ts = call.thread_parent(channel)
    if call.slack.settings.rate_limits:
        call.slack.pace.spend_message(channel.id)
    message = call.post(Draft(channel.id, call.slack.workspace.bot.id, content, thread_ts))
    shape = slack_shapes.message(call.slack, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def post_ephemeral(call: Call) -> Json:
    channel = call.open_channel()
    user = call.arguments.needed("user")
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    content = read_content(call.arguments)
    thread_ts = call.thread_parent(channel)
    message = call.post(Draft(channel.id, call.slack.workspace.bot.id, content, thread_ts, only_for=user))
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    channel = call.channel()
    message = _own_message(call, channel, "cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    changed = call.slack.messages.edit(message, read_update(call.arguments, message.content))
    shape = slack_shapes.message(call.slack, changed, with_metadata=True)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.content.text, "message": shape}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own_message(call, channel, "cant_delete_message")
    call.slack.messages.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": call.slack.permalink(message)}


def add_reaction(call: Call) -> Json:
    channel = call.open_channel()
    name = call.arguments.needed("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]{1,100}", name):
        raise RefusedError("invalid_name")
    try:
        microseconds(call.arguments.needed("timestamp"))
    except ValueError as error:
        raise RefusedError("bad_timestamp") from error
    message = call.message(channel, "timestamp")
    bot = call.slack.workspace.bot.id
    if (bot, name) in message.reactions:
        raise RefusedError("already_reacted")
    call.slack.messages.react(message, bot, name)
    return {}


def _own_message(call: Call, channel: Channel, otherwise: str) -> Message:
    message = call.message(channel)
    if message.user != call.slack.workspace.bot.id:
        raise RefusedError(otherwise)
    return message
