"""How the app sees the workspace: users, channels, messages, files and views as Slack's API describes them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.preview.slack import PreviewSlack
from bot.preview.values import Channel, Json, Message, Standing, StoredFile, User, View
from bot.preview.workspace import APP_ID, BOT_ID, ME


def user(slack: PreviewSlack, person: User) -> Json:
    offset = slack.now().astimezone(ZoneInfo(person.zone)).utcoffset()
    return {
        "id": person.id,
        "team_id": person.team or slack.workspace.team.id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": person.standing is Standing.LEFT,
        "is_restricted": person.standing in {Standing.GUEST, Standing.CHANNEL_GUEST},
        "is_ultra_restricted": person.standing is Standing.CHANNEL_GUEST,
        "is_stranger": person.standing is Standing.STRANGER,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_admin": person.id == ME,
        "tz": person.zone,
        "tz_label": person.zone,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "updated": 0,
        "profile": {
            "real_name": person.real_name,
            "display_name": person.name,
            "email": f"{person.name}@preview.example",
            **({"bot_id": BOT_ID, "api_app_id": APP_ID} if person.is_bot else {}),
        },
    }


def channel(slack: PreviewSlack, place: Channel) -> Json:
    shape: Json = {
        "id": place.id,
        "created": 0,
        "is_archived": place.is_archived,
        "is_im": place.is_im,
        "is_mpim": False,
        "context_team_id": slack.workspace.team.id,
    }
    if place.is_im:
        return shape | {"user": next(iter(place.members - {slack.workspace.bot.id}))}
    return shape | {
        "name": place.name,
        "name_normalized": place.name,
        "is_channel": not place.is_private,
        "is_group": place.is_private,
        "is_private": place.is_private,
        "is_general": place.name == "general",
        "is_member": slack.workspace.has_bot(place),
        "topic": {"value": place.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(place.members),
    }


def message(slack: PreviewSlack, said: Message, *, with_metadata: bool = False) -> Json:
    author = slack.workspace.users[said.user]
    content = said.content
    shape: Json = {
        "type": "message",
        "user": said.user,
        "ts": said.ts,
        "text": content.text,
        "team": author.team or slack.workspace.team.id,
    }
    if author.is_bot:
        shape |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if content.blocks:
        shape["blocks"] = list(content.blocks)
    if content.attachments:
        shape["attachments"] = list(content.attachments)
    if content.files:
        shape["files"] = [file(slack, found) for id_ in content.files if (found := slack.files.get(id_))]
    if said.edited_ts:
        shape["edited"] = {"user": said.user, "ts": said.edited_ts}
    if with_metadata and content.metadata:
        shape["metadata"] = content.metadata
    if said.reactions:
        shape["reactions"] = [{"name": name, "users": [by], "count": 1} for by, name in said.reactions]
    return shape | _thread(slack, said)


def _thread(slack: PreviewSlack, said: Message) -> Json:
    if said.thread_ts:
        return {"thread_ts": said.thread_ts}
    replies = slack.messages.replies(said)
    if not replies.count:
        return {}
    return {
        "thread_ts": said.ts,
        "reply_count": replies.count,
        "reply_users_count": len(replies.users),
        "reply_users": list(replies.users),
        "latest_reply": replies.latest,
    }


def file(slack: PreviewSlack, stored: StoredFile) -> Json:
    url = f"{slack.base_url}/files/{stored.id}/{_url_name(stored.name)}"
    return {
        "id": stored.id,
        "created": int(stored.at.timestamp()),
        "timestamp": int(stored.at.timestamp()),
        "name": stored.name,
        "title": stored.title or stored.name,
        "mimetype": stored.mimetype,
        "filetype": stored.name.rpartition(".")[2].lower(),
        "user": stored.user,
        "size": stored.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "channels": sorted(stored.channels),
        "url_private": url,
        "url_private_download": f"{url}?download=1",
        "permalink": f"{slack.base_url}/preview/files/{stored.id}",
    }


def view(slack: PreviewSlack, shown: View) -> Json:
    empty: Json = {
        "title": None,
        "submit": None,
        "close": None,
        "callback_id": "",
        "private_metadata": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        **empty,
        **shown.body,
        "id": shown.id,
        "team_id": slack.workspace.team.id,
        "app_id": APP_ID,
        "bot_id": BOT_ID,
        "hash": shown.hash,
        "root_view_id": shown.root_id,
        "previous_view_id": shown.previous_id,
        "state": {"values": shown.values},
    }


def _url_name(name: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name)
