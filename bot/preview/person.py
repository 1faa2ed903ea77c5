"""What a person does in the workspace, and what becomes of it: commands, clicks, words, files, invitations."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.preview import inbound
from bot.preview.answers import answer
from bot.preview.arguments import Arguments
from bot.preview.errors import PersonError, RefusedError
from bot.preview.events import Events
from bot.preview.inbound import Invocation
from bot.preview.modals import Modals, tell_of_silence
from bot.preview.response_urls import ResponseUrl
from bot.preview.slack import PreviewSlack
from bot.preview.socket_mode import Ack
from bot.preview.typed_text import as_sent
from bot.preview.values import Channel, Content, Draft, Json, Message, Refusal, Standing, StoredFile, User


class Person:
    """The hands of everyone in the workspace. Waits for the app's ack where a person would."""

    def __init__(self, slack: PreviewSlack) -> None:
        self._slack = slack
        self._events = Events(slack)
        self.modals = Modals(slack)

    def invocation(self, user: User, channel: Channel, line: str) -> Invocation:
        """Reads ``/backlinks check acme.com``; the command must be one of the app's."""
        name, _, text = line.strip().partition(" ")
        known = {command.command: command for command in self._slack.settings.app.commands}
        if name not in known:
            offered = ", ".join(sorted(known)) or "none"
            raise PersonError(f"{name} is not a command here. Commands: {offered}.")
        text = text.strip()
        if known[name].should_escape:
            text = as_sent(text, self._slack.workspace)
        return Invocation(user, channel, name, text)

    async def command(self, typed: Invocation) -> Ack:
        url = self._slack.response_urls.give(typed.user.id, typed.channel.id)
        payload = inbound.slash_command(self._slack, typed, self._address(url))
        ack = await self._slack.socket.ask("slash_commands", payload)
        tell_of_silence(self._slack, ack, typed.command)
        if ack.payload:
            self._answer_in_ack(typed, url, ack.payload)
        return ack

    async def act(self, user: User, message: Message, action: Json) -> Ack:
        """Clicks or chooses something below a message."""
        url = self._slack.response_urls.give(user.id, message.channel, message.ts, message.thread_ts)
        payload = inbound.message_actions(self._slack, user, message, action, self._address(url))
        ack = await self._slack.socket.ask("interactive", payload)
        tell_of_silence(self._slack, ack, "The app")
        return ack

    async def shortcut(self, user: User, callback_id: str, message: Message | None = None) -> Ack:
        if message is None:
            payload = inbound.global_shortcut(self._slack, user, callback_id)
        else:
            url = self._slack.response_urls.give(user.id, message.channel, thread_ts=message.thread_ts)
            callback = callback_id, self._address(url)
            payload = inbound.message_shortcut(self._slack, user, message, callback)
        ack = await self._slack.socket.ask("interactive", payload)
        tell_of_silence(self._slack, ack, "The app")
        return ack

    def say(self, user: User, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
        sent = Content(text=as_sent(text, self._slack.workspace))
        message = self._slack.messages.post(Draft(channel.id, user.id, sent, thread_ts))
        self._events.message(message)
        return message

    def share(self, user: User, channel: Channel, file: StoredFile, thread_ts: str | None = None) -> Message:
        shared = self._slack.files.keep(replace(file, channels=frozenset({channel.id}), is_complete=True))
        content = Content(files=(shared.id,))
        message = self._slack.messages.post(Draft(channel.id, user.id, content, thread_ts))
        self._events.message(message)
        self._events.file_shared(message, shared)
        return message

    def create_channel(self, name: str, *, is_private: bool) -> Channel:
        name = name.strip().removeprefix("#").lower()
        if not re.fullmatch(r"[\w-]{1,80}", name):
            raise PersonError("A channel name has up to 80 letters, digits, hyphens and underscores.")
        if self._slack.workspace.channel(f"#{name}") is not None:
            raise PersonError(f"There is already a channel #{name}.")
        channel = self._slack.workspace.create_channel(name, is_private=is_private)
        self._slack.state_changed()
        return channel

    def invite_app(self, user: User, channel: Channel) -> None:
        if self._slack.workspace.has_bot(channel):
            return
        channel.members.add(self._slack.workspace.bot.id)
        self._slack.state_changed()
        self._events.app_joined(channel, user)

    def remove_app(self, channel: Channel) -> None:
        channel.members.discard(self._slack.workspace.bot.id)
        self._slack.state_changed()
        self._events.app_left(channel)

    def archive(self, channel: Channel, *, is_archived: bool = True) -> None:
        channel.is_archived = is_archived
        self._slack.state_changed()
        self._events.archived(channel)

    def take_over(self, user_id: str) -> None:
        """Lets the person at the page act as somebody else, to see what a guest or a stranger may do."""
        user = self._slack.workspace.users.get(user_id)
        if user is None or user.is_bot or user.standing is Standing.LEFT:
            raise PersonError("Nobody can act as them here.")
        self._slack.workspace.act_as(user)
        self._slack.state_changed()

    def open_home(self, user: User) -> None:
        home = self._slack.views.home(user.id)
        if home is not None and user == self._slack.workspace.me:
            self._slack.feed.publish({"type": "home", "view": self._slack.shapes.view(home)})
        self._events.home_opened(user, home)

    def _answer_in_ack(self, typed: Invocation, url: ResponseUrl, said: Json) -> None:
        if said.get("response_type") == "in_channel":
            # Slack shows everyone the command when it shows everyone the answer.
            line = f"{typed.command} {typed.text}".strip()
            self._slack.messages.post(Draft(typed.channel.id, typed.user.id, Content(text=line)))
        try:
            answer(self._slack, url, Arguments(f"ack {typed.command}", said))
        except RefusedError as error:
            self._slack.refusals.append(Refusal(f"ack {typed.command}", error.error, error.places))
            self._slack.feed.notice(f"{typed.command} answered something Slack refuses: {error.error}.")

    def _address(self, url: ResponseUrl) -> str:
        return f"{self._slack.base_url}/response/{url.token}"
