"""Who may approve outreach: asked of Slack at the moment of the click, since buttons are for everyone to see."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient

from bot.remembered import Remembered, Reply
from bot.services import Permission

_PERSON_SECONDS = 60.0
_GROUP_SECONDS = 300.0
_GROUP = "S"  # how the ids of user groups begin

_SILENCE = "Slack did not say whether you may approve, so nothing was decided; please try again in a minute."
_NOT_NAMED = "You are not among those who may approve here; whoever runs Anchorwatch names them in OUTREACH_APPROVERS."
_UNLESS_NAMED = "unless whoever runs Anchorwatch names them in OUTREACH_APPROVERS"
_GUEST = f"Guests may not approve here, {_UNLESS_NAMED}."
_STRANGER = f"People of other organisations may not approve here, {_UNLESS_NAMED}."
_UNSEEN = f"Slack does not show us your account, so you may not approve here, {_UNLESS_NAMED}."
_MEND = "so nothing was decided; whoever runs Anchorwatch"
_GROUP_TROUBLE = {
    "missing_scope": f"Slack hides user groups from us without the scope usergroups:read, {_MEND} brings the app's "
    "manifest up to date and installs it again, or names people instead in OUTREACH_APPROVERS.",
    "plan_upgrade_required": f"User groups need a paid Slack plan, {_MEND} names people instead in OUTREACH_APPROVERS.",
    "no_such_subteam": f"OUTREACH_APPROVERS names a user group that Slack does not know, {_MEND} mends it.",
}
_GROUP_TROUBLE["paid_teams_only"] = _GROUP_TROUBLE["plan_upgrade_required"]


_GIVEN = Permission()


@dataclass(frozen=True, slots=True)
class _Person:
    is_active: bool
    is_app: bool
    is_guest: bool
    teams: frozenset[str]
    is_stranger: bool


@dataclass
class SlackApprovers:
    """``named`` are the people and user groups of ``OUTREACH_APPROVERS``; where there are none, every full member may.

    Who can edit a user group could put a guest into it, so a guest or a stranger must be named as a person.
    """

    client: WebClient
    named: tuple[str, ...]
    team_id: str
    monotonic: Callable[[], float] = time.monotonic
    _people: Remembered[_Person] = field(init=False)
    _groups: Remembered[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._people = Remembered(self._person, _PERSON_SECONDS, self.monotonic)
        self._groups = Remembered(self._members, _GROUP_SECONDS, self.monotonic)

    def permission(self, user_id: str, acting_team: str) -> Permission:
        """May this person approve now? ``acting_team`` is the organisation the click says he or she is of."""
        if user_id in self.named:
            return _GIVEN
        if acting_team != self.team_id:
            return Permission(_STRANGER)
        listed = self._listed(user_id)
        return self._as_member(user_id) if listed.is_given else listed

    def _listed(self, user_id: str) -> Permission:
        """Whether the list, where there is one, has this person by a group; a group we cannot read lets nobody in."""
        if not self.named:
            return _GIVEN
        replies = list(self._asked_groups())
        if any(reply.found and user_id in reply.found for reply in replies):
            return _GIVEN
        unread = next((reply for reply in replies if reply.found is None), None)
        return Permission(_NOT_NAMED if unread is None else _GROUP_TROUBLE.get(unread.error, _SILENCE))

    def _asked_groups(self) -> Iterator[Reply[frozenset[str]]]:
        return (self._groups.of(one) for one in self.named if one.startswith(_GROUP))

    def _as_member(self, user_id: str) -> Permission:
        reply = self._people.of(user_id)
        person = reply.found
        if person is None:
            return Permission(_UNSEEN if reply.error else _SILENCE)
        if not person.is_active:
            return Permission("This account is deactivated, so it may not approve.")
        if person.is_app:
            return Permission("An app may not approve; a person must.")
        if person.is_guest:
            return Permission(_GUEST)
        return Permission(_STRANGER) if person.is_stranger or self.team_id not in person.teams else _GIVEN

    def _person(self, user_id: str) -> _Person:
        return _read_person(self.client.users_info(user=user_id)["user"])

    def _members(self, group_id: str) -> frozenset[str]:
        return frozenset(map(str, self.client.usergroups_users_list(usergroup=group_id)["users"]))


def _read_person(user: Mapping[str, Any]) -> _Person:
    """In a Grid organisation a person belongs to several workspaces."""
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return _Person(
        is_active=not user.get("deleted"),
        is_app=bool(user.get("is_bot")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        teams=frozenset({str(user.get("team_id") or ""), *map(str, teams)}),
        is_stranger=bool(user.get("is_stranger")),
    )
