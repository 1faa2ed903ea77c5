"""auth.test, team.info, users.*, bots.info, usergroups.*: who is who."""

from __future__ import annotations

from bot.preview import slack_shapes
from bot.preview.calls import Call, page
from bot.preview.errors import RefusedError
from bot.preview.values import Json, UserGroup
from bot.preview.workspace import APP_ID, BOT_ID


def auth_test(call: Call) -> Json:
    workspace = call.slack.workspace
    return {
        "url": f"{call.slack.base_url}/",
        "team": workspace.team.name,
        "team_id": workspace.team.id,
        "user": workspace.bot.name,
        "user_id": workspace.bot.id,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(call: Call) -> Json:
    host = call.slack.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link?ticket={call.slack.socket.new_ticket()}"}


def team_info(call: Call) -> Json:
    team = call.slack.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "url": f"{call.slack.base_url}/"}}


def bot_info(call: Call) -> Json:
    bot = call.slack.workspace.bot
    if call.arguments.text("bot", BOT_ID) != BOT_ID:
        raise RefusedError("bot_not_found")
    return {"bot": {"id": BOT_ID, "deleted": False, "name": bot.real_name, "app_id": APP_ID, "user_id": bot.id}}


def user_info(call: Call) -> Json:
    user = call.slack.workspace.users.get(call.arguments.needed("user"))
    if user is None:
        raise RefusedError("user_not_found")
    return {"user": slack_shapes.user(call.slack, user)}


def list_users(call: Call) -> Json:
    users, following = page(list(call.slack.workspace.users.values()), call.arguments, 1000)
    return {"members": [slack_shapes.user(call.slack, user) for user in users], "response_metadata": following}


def list_groups(call: Call) -> Json:
    with_users = call.arguments.flag("include_users")
    groups = call.slack.workspace.groups.values()
    return {"usergroups": [_group(call, group, with_users=with_users) for group in groups]}


def list_group_users(call: Call) -> Json:
    group = call.slack.workspace.groups.get(call.arguments.needed("usergroup"))
    if group is None:
        raise RefusedError("no_such_subteam")
    return {"users": list(group.users)}


def _group(call: Call, group: UserGroup, *, with_users: bool) -> Json:
    shape: Json = {
        "id": group.id,
        "team_id": call.slack.workspace.team.id,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "user_count": len(group.users),
        "date_delete": 0,
    }
    return shape | {"users": list(group.users)} if with_users else shape
