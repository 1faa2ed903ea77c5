"""The hands and eyes of people in a running workspace, as plain calls: for the terminal demo and for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from bot.preview.actions import read_action
from bot.preview.block_ids import find_action
from bot.preview.errors import PersonError
from bot.preview.faults import Faults
from bot.preview.files import NewFile
from bot.preview.form_values import fill_in, value_for
from bot.preview.running import ServerThread
from bot.preview.server import PreviewServer
from bot.preview.settings import DemoHook, PreviewSettings
from bot.preview.slack import PreviewSlack
from bot.preview.socket_mode import Ack
from bot.preview.timestamps import Now
from bot.preview.values import Channel, Json, Message, Post, Refusal, StoredFile, User, View
from bot.preview.workspace import ME
from bot.wall_clock import utc_now

T = TypeVar("T")


class Preview:
    """A running workspace. Channels and people go by name (``links``, ``maya``) or id; ``user`` is the one who acts."""

    def __init__(self, thread: ServerThread) -> None:
        self._thread = thread

    @property
    def server(self) -> PreviewServer:
        return self._thread.server

    @property
    def settings(self) -> PreviewSettings:
        return self.server.settings

    @property
    def url(self) -> str:
        """The page's address."""
        return self.server.url

    @property
    def api_url(self) -> str:
        """What ``SLACK_API_URL`` should be."""
        return f"{self.server.url}api/"

    @property
    def faults(self) -> Faults:
        return self._slack.faults

    @property
    def posts(self) -> tuple[Post, ...]:
        """Everything the app ever said here, in order."""
        return tuple(self._slack.posts)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Everything the app asked that Slack would refuse."""
        return tuple(self._slack.refusals)

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(event["text"] for event in self._thread.events if event["type"] == "notice")

    @property
    def connections(self) -> int:
        return self._slack.socket.connections

    def wait_for(self, predicate: Callable[[], T], timeout: float = 10.0) -> T:
        """The first true answer, or the last one when the time is over: ``assert preview.wait_for(...)``."""
        return self._thread.wait_for(predicate, timeout)

    def wait_connected(self, timeout: float = 10.0) -> bool:
        return self.wait_for(lambda: self.connections > 0, timeout)

    def close_sockets(self) -> None:
        """In good order; ``drop_sockets`` cuts them, which the SDK notices only after several pings."""
        self._thread.wait(self._slack.socket.say_goodbye())

    def drop_sockets(self) -> None:
        self._thread.call(self._slack.socket.drop)

    def refresh_sockets(self) -> None:
        self._thread.wait(self._slack.socket.refresh())

    def messages(self, channel: str) -> tuple[Message, ...]:
        """Top-level messages that everyone in the channel sees, oldest first."""
        place = self.channel(channel).id
        return self._thread.call(lambda: self._slack.messages.in_channel(place))

    def thread(self, parent: Message) -> tuple[Message, ...]:
        """The replies below a message, oldest first."""
        found = self._thread.call(lambda: self._slack.messages.in_thread(parent.channel, parent.ts))
        return tuple(message for message in found if message.ts != parent.ts)

    def ephemerals(self, user: str = ME) -> tuple[Message, ...]:
        person = self.user(user).id
        everything = self._thread.call(self._slack.messages.everywhere)
        return tuple(message for message in everything if message.only_for == person)

    def direct_messages(self, user: str = ME) -> tuple[Message, ...]:
        return self.messages(self.user(user).id)

    def view(self, user: str = ME) -> View | None:
        """The modal on top, if one is open."""
        person = self.user(user).id
        return self._thread.call(lambda: self._slack.views.top(person))

    def home(self, user: str = ME) -> View | None:
        person = self.user(user).id
        return self._thread.call(lambda: self._slack.views.home(person))

    def view_errors(self, view: View) -> dict[str, str]:
        """What stands below the fields of a modal since it was last submitted, by block id."""
        found = (e for e in reversed(self._thread.events) if e["type"] == "view_errors" and e["view_id"] == view.id)
        return next((dict(event["errors"]) for event in found), {})

    def file(self, message: Message, at: int = 0) -> bytes:
        """The content of a file below a message."""
        stored = self._slack.files.get(message.content.files[at])
        if stored is None:
            raise PersonError("There is no such file.")
        return self._slack.files.path(stored).read_bytes()

    def channel(self, name: str) -> Channel:
        found = self._thread.call(lambda: self._slack.workspace.channel(name))
        if found is None:
            raise PersonError(f"There is no channel {name}.")
        return found

    def user(self, name: str) -> User:
        found = self._slack.workspace.user(name)
        if found is None:
            raise PersonError(f"There is nobody called {name}.")
        return found

    def command(self, command: str, text: str = "", *, channel: str = "links", user: str = ME) -> Ack:
        """Types a slash command and waits for its ack, three seconds at most."""
        typed = self.server.person.invocation(self.user(user), self.channel(channel), f"{command} {text}")
        return self._thread.wait(self.server.person.command(typed))

    def post(self, text: str, *, channel: str = "links", user: str = ME, thread_ts: str | None = None) -> Message:
        place, person = self.channel(channel), self.user(user)
        return self._thread.call(lambda: self.server.person.say(person, place, text, thread_ts))

    def upload(self, name: str, content: bytes, *, channel: str = "links", user: str = ME) -> Message:
        """Drops a file into a channel."""
        file = self._store(name, content, user)
        place, person = self.channel(channel), self.user(user)
        return self._thread.call(lambda: self.server.person.share(person, place, file))

    def upload_for_view(self, name: str, content: bytes, *, user: str = ME) -> str:
        """Gives a file to a modal's file input; its id goes into ``submit``."""
        file = self._store(name, content, user)
        return self._thread.call(lambda: self._slack.files.mark(file, for_view=True)).id

    def click(self, message: Message, action_id: str, *, choose: str | None = None, user: str = ME) -> Ack:
        """Presses a button below a message; ``choose`` takes an option of a menu, by value or text."""
        person = self.user(user)
        current = self._thread.call(lambda: self._slack.messages.get(message.channel, message.ts)) or message
        action = self._action(current.content.blocks, action_id, choose)
        return self._thread.wait(self.server.person.act(person, current, action))

    def click_view(self, action_id: str, *, choose: str | None = None, user: str = ME) -> Ack:
        """The same in the modal on top, or in the App Home when no modal is open."""
        view = self.view(user) or self.home(user)
        if view is None:
            raise PersonError("No dialog is open.")
        action = self._action(view.body["blocks"], action_id, choose)
        return self._thread.wait(self.server.person.modals.act(view, action, dict(view.values)))

    def submit(self, filled: Mapping[str, object] | None = None, *, user: str = ME) -> Ack | None:
        """Fills in the modal on top, by action id or block id, and submits it. None: it complained by itself."""
        view = self.view(user)
        if view is None:
            raise PersonError("No dialog is open.")
        given = fill_in(view, filled or {})
        return self._thread.wait(self.server.person.modals.submit(view, given))

    def close_view(self, *, user: str = ME) -> None:
        view = self.view(user)
        if view is not None:
            self._thread.wait(self.server.person.modals.close(view))

    def open_home(self, *, user: str = ME) -> None:
        person = self.user(user)
        self._thread.call(lambda: self.server.person.open_home(person))

    def shortcut(self, callback_id: str, message: Message | None = None, *, user: str = ME) -> Ack:
        return self._thread.wait(self.server.person.shortcut(self.user(user), callback_id, message))

    def act_as(self, user: str) -> None:
        """Lets the person at the page be somebody else; ``user`` of every call here works without."""
        person = self.user(user).id
        self._thread.call(lambda: self.server.person.take_over(person))

    def create_channel(self, name: str, *, is_private: bool = False) -> Channel:
        return self._thread.call(lambda: self.server.person.create_channel(name, is_private=is_private))

    def invite_app(self, channel: str, *, user: str = ME) -> None:
        place, person = self.channel(channel), self.user(user)
        self._thread.call(lambda: self.server.person.invite_app(person, place))

    def remove_app(self, channel: str) -> None:
        place = self.channel(channel)
        self._thread.call(lambda: self.server.person.remove_app(place))

    def archive(self, channel: str, *, is_archived: bool = True) -> None:
        place = self.channel(channel)
        self._thread.call(lambda: self.server.person.archive(place, is_archived=is_archived))

    @property
    def _slack(self) -> PreviewSlack:
        return self.server.slack

    def _action(self, blocks: Sequence[Json], action_id: str, choose: str | None) -> Json:
        block, element = find_action(blocks, action_id)
        said = {"block_id": block["block_id"], "action_id": element["action_id"]}
        if choose is not None:
            said |= value_for(element, choose)
        at = self._thread.call(self._slack.timestamps.next)
        return read_action(blocks, said, at)

    def _store(self, name: str, content: bytes, user: str) -> StoredFile:
        async def pieces() -> AsyncIterator[bytes]:
            yield content

        files = self._slack.files
        new = NewFile(name, self.user(user).id)
        return self._thread.wait(files.receive(self._thread.call(lambda: files.announce(new)), pieces()))


@contextmanager
def running_preview(
    settings: PreviewSettings | None = None, now: Now = utc_now, demo: DemoHook | None = None
) -> Iterator[Preview]:
    """Runs a workspace for as long as the block lasts; ``PreviewSettings(port=0)`` takes any free port."""
    thread = ServerThread(PreviewServer(settings or PreviewSettings(), now, demo))
    thread.start()
    try:
        yield Preview(thread)
    finally:
        thread.stop()
