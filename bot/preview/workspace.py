"""Who works in this workspace and where: people, channels, membership, user groups."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from bot.preview.values import Channel, Standing, Team, User, UserGroup

BOT_USER = "U0ANCHOR"
BOT_ID = "B0ANCHOR"
APP_ID = "A0ANCHOR"
ME = "U0ROBIN"


class Workspace:
    """Changes only by its methods; ``me`` is whoever the person at the page acts as."""

    def __init__(
        self, team: Team, users: Iterable[User], channels: Iterable[Channel], groups: Iterable[UserGroup]
    ) -> None:
        self.team = team
        self.users = {user.id: user for user in users}
        self.channels = {channel.id: channel for channel in channels}
        self.groups = {group.id: group for group in groups}
        self._me = ME

    @property
    def me(self) -> User:
        return self.users[self._me]

    def act_as(self, user: User) -> None:
        self._me = user.id
        self.direct_messages(user.id)

    def shows(self, channel: Channel) -> bool:
        """Whether ``me`` may see it: members see what is public, visitors only where they were invited."""
        is_open = not channel.is_private and self.me.standing is Standing.MEMBER
        return is_open or self._me in channel.members

    @property
    def bot(self) -> User:
        return self.users[BOT_USER]

    def channel(self, name_or_id: str) -> Channel | None:
        """By id, ``#name`` or bare name; a person's id or name finds their direct messages with the app."""
        if name_or_id in self.channels:
            return self.channels[name_or_id]
        if (user := self.user(name_or_id)) is not None:
            return self.direct_messages(user.id)
        name = name_or_id.removeprefix("#")
        return next((c for c in self.channels.values() if c.name == name and not c.is_im), None)

    def user(self, name_or_id: str) -> User | None:
        if name_or_id in self.users:
            return self.users[name_or_id]
        name = name_or_id.removeprefix("@")
        return next((user for user in self.users.values() if user.name == name), None)

    def direct_messages(self, user: str) -> Channel:
        """The app's conversation with one person, opened when it is first needed."""
        found = next((c for c in self.channels.values() if c.is_im and user in c.members), None)
        return found or self._add(Channel(_new_id("D"), "", {user, BOT_USER}, is_im=True, is_private=True))

    def create_channel(self, name: str, *, is_private: bool) -> Channel:
        return self._add(Channel(_new_id("C"), name, {self._me}, is_private=is_private))

    def has_bot(self, channel: Channel) -> bool:
        return BOT_USER in channel.members

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel


def _new_id(prefix: str) -> str:
    return f"{prefix}0{secrets.token_hex(4).upper()}"


def small_team(app_name: str) -> Workspace:
    """The workspace a newcomer finds: one person at the page, colleagues and visitors, five places to talk."""
    people = (
        User(ME, "robin", "Robin Hale", "#2f6fab"),
        User("U0MAYA", "maya", "Maya Okafor", "#a2496b"),
        User("U0JONAS", "jonas", "Jonas Lind", "#3d7a4f", "Europe/Stockholm"),
        User("U0PRIYA", "priya", "Priya Nair", "#8a5a1f", "Asia/Kolkata"),
        User(BOT_USER, app_name.lower(), app_name, "#1f4e5f", "UTC", is_bot=True),
    )
    humans = {person.id for person in people if not person.is_bot}
    visitors = (
        User("U0GWEN", "gwen", "Gwen Ashby", "#6b6f2f", standing=Standing.CHANNEL_GUEST),
        User("U0OMAR", "omar", "Omar Haddad", "#7a4f3d", standing=Standing.GUEST),
        User("U0SASHA", "sasha", "Sasha Petrov", "#5a5a8a", standing=Standing.STRANGER, team="T0PARTNER"),
        User("U0LENA", "lena", "Lena Vogt", "#777777", standing=Standing.LEFT),
    )
    channels = (
        Channel("C0GENERAL", "general", {*humans}, topic="Everyone, everything"),
        Channel(
            "C0LINKS",
            "links",
            {*humans, "U0GWEN", "U0OMAR", "U0SASHA", BOT_USER},
            topic="Who links to us, and who stopped",
        ),
        Channel("C0RANDOM", "random", {*humans}, topic="Anything else"),
        Channel("C0PRIVATE", "pr-plans", {ME, "U0MAYA"}, is_private=True, topic="Not announced yet"),
        Channel("D0ANCHOR", "", {ME, BOT_USER}, is_im=True, is_private=True),
    )
    groups = (
        UserGroup("S0OUTREACH", "outreach", "Outreach", (ME, "U0MAYA")),
        UserGroup("S0BUILDERS", "link-builders", "Link builders", ("U0MAYA", "U0JONAS", "U0OMAR")),
    )
    return Workspace(Team(), (*people, *visitors), channels, groups)
