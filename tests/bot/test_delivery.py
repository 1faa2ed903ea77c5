"""The fault matrix of posting (P1 to P8): whatever Slack does, each message stands in its channel exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.manifest import manifest
from bot.preview import faults
from bot.preview.driver import Preview, running_preview
from bot.preview.faults import Fault
from bot.preview.settings import InstalledApp, PreviewSettings
from bot.sender import REPEAT_MARK, SlackCourier
from jobs.deliver_messages import DeliverMessages, Pace
from storage.domain import Message, MessageFile, OutboxState, Thread
from tests.jobs.world import DAY, HERE, HOUR, World
from tests.servers.texts import shown_text

GRACE = timedelta(seconds=30)
APP = InstalledApp.from_manifest(manifest())
POST, HISTORY, REPLIES = "chat.postMessage", "conversations.history", "conversations.replies"
UPDATE = "chat.update"


@dataclass(frozen=True)
class Office:
    """An outbox, its deliverer, and the workspace it posts to; all three live in the time of one clock."""

    world: World
    preview: Preview
    deliver: DeliverMessages

    def put(self, key: str, replies: int = 0, channel_id: str = HERE) -> None:
        said = tuple(Message(f"{key}/{number}") for number in range(1, replies + 1))
        self.put_thread(Thread(key, channel_id, Message(key), said))

    def put_thread(self, thread: Thread) -> None:
        with self.world.store.transaction(self.world.workspace_id) as tx:
            tx.outbox.put(thread, self.world.clock())

    def edit(self, key: str, message: Message) -> None:
        with self.world.store.transaction(self.world.workspace_id) as tx:
            assert tx.outbox.edit(key, message)

    def shown(self) -> tuple[str, list[str]]:
        """The first message of the channel as people see it: its words, and the kinds of its blocks."""
        content = self.preview.messages("links")[0].content
        return content.text, [block["type"] for block in content.blocks]

    def run(self) -> None:
        """Deliver until there is nothing to do at this moment."""
        for _ in range(50):
            if not self.deliver.step():
                return
        raise AssertionError("the deliverer never came to rest")

    def wait(self, by: timedelta) -> None:
        self.world.clock.advance(by)
        self.run()

    def counts(self) -> dict[OutboxState, int]:
        with self.world.store.surveying() as tx:
            return dict(tx.outbox.ages(self.world.clock()).counts)

    def paused(self) -> dict[str, str]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return dict(tx.channels.paused())

    @property
    def keys(self) -> list[str]:
        return [post.key for post in self.preview.posts if post.key]

    def assert_books_balance(self) -> None:
        """|keys posted| = |rows sent|, and no key stands twice."""
        assert self.counts() == {OutboxState.SENT: len(self.keys)}
        assert max(Counter(self.keys).values()) == 1


@pytest.fixture
def office(world: World) -> Iterator[Office]:
    settings = PreviewSettings(port=0, app=APP)
    with running_preview(settings, world.clock) as preview:
        token = preview.settings.bot_token
        client = WebClient(token, base_url=preview.api_url, retry_handlers=[], timeout=1)
        pace = Pace(per_message=timedelta(0), per_edit=timedelta(0), grace=GRACE)
        yield Office(world, preview, DeliverMessages(world.store, SlackCourier(client), world.clock, pace))


def test_a_thread_is_posted_in_order_under_its_parent_with_our_key_and_without_previews(office: Office) -> None:
    office.put("a", replies=2)
    office.put("b")
    office.run()
    assert office.keys == ["a", "a/1", "a/2", "b"]
    parent, first, second, other = office.preview.posts
    assert (parent.thread_ts, other.thread_ts) == (None, None)
    assert first.thread_ts == second.thread_ts == parent.ts
    office.assert_books_balance()
    assert office.preview.refusals == ()


@pytest.mark.parametrize(
    ("retry_after", "wait"), [("1", 1), ("30", 30), ("junk", 4), ("999999", 3600)], ids=["1", "30", "junk", "999999"]
)
def test_p1_a_429_is_obeyed_up_to_an_hour_and_holds_up_no_other_channel(
    office: Office, retry_after: str, wait: int
) -> None:
    office.preview.invite_app("random")
    office.preview.faults.inject(POST, faults.rate_limited(retry_after))
    office.put("a", replies=1)
    office.put("elsewhere", channel_id="C0RANDOM")
    office.run()
    assert office.keys == ["elsewhere"]
    office.wait(timedelta(seconds=wait - 1))
    assert office.keys == ["elsewhere"]
    office.wait(timedelta(seconds=1))
    assert office.keys == ["elsewhere", "a", "a/1"]
    office.assert_books_balance()


NOT_ACCEPTED = {
    "500": faults.broken(500),
    "502": faults.broken(502),
    "503": faults.broken(503),
    "a web page": faults.web_page(),
    "nothing in it": faults.empty(),
    "a closed connection": faults.closed(),
    "internal_error": faults.refused("internal_error"),
}
ACCEPTED = {
    "500": faults.accepted_then_broken(500),
    "502": faults.accepted_then_broken(502),
    "a closed connection": faults.accepted_then_closed(),
    "silence": faults.accepted_then_silent(65),
    "fatal_error": faults.refused("fatal_error", accepted=True),
    "internal_error": faults.refused("internal_error", accepted=True),
}


@pytest.mark.parametrize("fault", NOT_ACCEPTED.values(), ids=NOT_ACCEPTED.keys())
def test_p2_a_message_slack_did_not_take_is_posted_once_after_looking(office: Office, fault: Fault) -> None:
    office.preview.faults.inject(POST, fault)
    office.put("a", replies=1)
    office.run()
    assert office.keys == []
    office.wait(GRACE)
    assert office.keys == ["a", "a/1"]
    office.assert_books_balance()


@pytest.mark.parametrize("fault", ACCEPTED.values(), ids=ACCEPTED.keys())
@pytest.mark.parametrize("lost", ["the parent", "a reply"])
def test_p3_p4_a_message_slack_took_without_saying_so_is_found_and_not_posted_again(
    office: Office, fault: Fault, lost: str
) -> None:
    office.put("a", replies=2)
    if lost == "a reply":
        assert office.deliver.step()
    office.preview.faults.inject(POST, fault)
    office.run()
    office.wait(GRACE)
    assert office.keys == ["a", "a/1", "a/2"]
    assert {post.thread_ts for post in office.preview.posts[1:]} == {office.preview.posts[0].ts}
    office.assert_books_balance()


@pytest.mark.parametrize("error", ["ratelimited", "message_limit_exceeded"])
def test_p4_a_refusal_for_now_is_tried_again(office: Office, error: str) -> None:
    office.preview.faults.inject(POST, faults.refused(error))
    office.put("a")
    office.run()
    office.wait(timedelta(seconds=4))
    office.assert_books_balance()


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"])
def test_p5_a_closed_channel_is_named_and_keeps_its_messages_until_it_opens(office: Office, error: str) -> None:
    office.preview.faults.inject(POST, faults.refused(error))
    office.put("a", replies=1)
    office.run()
    office.wait(DAY)
    assert office.keys == []
    assert office.paused() == {HERE: error}
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.channels.resume(HERE)
    office.run()
    assert office.keys == ["a", "a/1"]
    office.assert_books_balance()


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth", "missing_scope"])
def test_p5_a_dead_installation_keeps_everything_and_is_not_hammered(office: Office, error: str) -> None:
    office.preview.faults.inject(POST, faults.refused(error), times=2)
    office.put("a")
    office.run()
    office.wait(HOUR / 2)
    office.wait(HOUR / 2)
    assert office.counts() == {OutboxState.PENDING: 1}
    office.wait(HOUR)
    office.assert_books_balance()


def test_p6_blocks_that_slack_refuses_are_posted_once_as_plain_text(office: Office) -> None:
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}} for _ in range(51)]
    office.put_thread(Thread("a", HERE, Message("the same in plain words", tuple(sections))))
    office.put("b")
    office.run()
    assert [post.text for post in office.preview.posts] == ["the same in plain words", "b"]
    assert office.preview.posts[0].blocks == ()
    office.assert_books_balance()


def test_p6_a_message_that_slack_will_never_take_is_given_up_and_holds_up_nobody(office: Office) -> None:
    office.preview.faults.inject(POST, faults.refused("msg_too_long"))
    office.put("a", replies=1)
    office.put("b")
    office.run()
    assert office.keys == ["b"]
    assert office.counts() == {OutboxState.DEAD: 2, OutboxState.SENT: 1}


@pytest.mark.parametrize("trouble", [faults.rate_limited("60"), faults.refused("missing_scope"), faults.broken(500)])
@pytest.mark.parametrize("was_taken", [True, False])
def test_p7_while_slack_lets_nobody_look_a_message_is_held(office: Office, trouble: Fault, was_taken: bool) -> None:
    office.preview.faults.inject(POST, faults.accepted_then_closed() if was_taken else faults.closed())
    office.preview.faults.inject(HISTORY, trouble, times=3)
    office.put("a", replies=1)
    office.run()
    for _ in range(3):
        office.wait(GRACE + timedelta(minutes=1))
        assert office.keys == (["a"] if was_taken else [])
    office.wait(GRACE + timedelta(minutes=1))
    assert office.keys == ["a", "a/1"]
    office.assert_books_balance()


def test_p7_after_a_day_without_a_look_it_is_posted_with_a_visible_mark(office: Office) -> None:
    office.preview.faults.inject(POST, faults.accepted_then_closed())
    office.preview.faults.inject(HISTORY, faults.refused("missing_scope"), times=100)
    office.put_thread(Thread("a", HERE, Message("a", ({"type": "divider"},))))
    office.run()
    for _ in range(24):
        office.wait(HOUR)
    assert len(office.keys) == 1
    office.wait(HOUR)
    assert office.keys == ["a", "a"]
    repeat = office.preview.posts[1]
    assert repeat.text.startswith(REPEAT_MARK)
    assert office.counts() == {OutboxState.SENT: 1}


def test_p8_a_message_that_turns_up_late_is_found(office: Office) -> None:
    office.preview.faults.inject(POST, faults.accepted_then_late(20))
    office.put("a", replies=1)
    office.run()
    office.wait(timedelta(seconds=10))
    assert office.keys == ["a"]
    office.wait(timedelta(seconds=20))
    assert office.keys == ["a", "a/1"]
    office.assert_books_balance()


@pytest.mark.parametrize("fault", [faults.accepted_then_closed(), faults.closed()], ids=["taken", "not taken"])
def test_a_file_stands_in_its_thread_once_too(office: Office, fault: Fault) -> None:
    office.preview.faults.inject("files.completeUploadExternal", fault)
    csv = Message("rows", files=(MessageFile("rows.csv", "a,b\n"),))
    office.put_thread(Thread("a", HERE, Message("a"), (csv, Message("after"))))
    office.run()
    office.wait(GRACE)
    (parent,) = office.preview.messages("links")
    replies = office.preview.thread(parent)
    assert [bool(reply.content.files) for reply in replies].count(True) == 1
    assert [shown_text(reply.content) for reply in replies][-1] == "after"
    assert set(office.counts()) == {OutboxState.SENT}


BUTTON = {"type": "button", "action_id": "approve", "text": {"type": "plain_text", "text": "Approve"}}
CARD = Message("May we ask?", ({"type": "actions", "elements": [BUTTON]},))
DECIDED = Message("Approved by Robin", ({"type": "section", "text": {"type": "mrkdwn", "text": "Approved by Robin"}},))


def test_an_edited_message_loses_its_buttons_and_keeps_our_key(office: Office) -> None:
    office.put_thread(Thread("a", HERE, CARD))
    office.run()
    office.edit("a", DECIDED)
    office.run()
    assert office.shown() == (DECIDED.text, ["section"])
    (message,) = office.preview.messages("links")
    assert (message.content.metadata or {})["event_payload"] == {"key": "a"}
    office.edit("a", Message("Only words"))
    office.run()
    assert office.shown() == ("Only words", [])
    office.assert_books_balance()
    assert office.preview.refusals == ()


@pytest.mark.parametrize(
    "fault",
    [faults.rate_limited("20"), faults.refused("ratelimited"), *NOT_ACCEPTED.values(), *ACCEPTED.values()],
)
def test_whatever_slack_answers_an_edit_is_shown_in_the_end(office: Office, fault: Fault) -> None:
    office.put_thread(Thread("a", HERE, CARD))
    office.run()
    office.preview.faults.inject(UPDATE, fault, times=2)
    office.edit("a", DECIDED)
    office.put("b")
    office.run()
    assert office.keys == ["a", "b"], "trouble with an edit holds up no message"
    office.wait(timedelta(seconds=20))
    office.wait(timedelta(seconds=20))
    assert office.shown() == (DECIDED.text, ["section"])
    office.assert_books_balance()


@pytest.mark.parametrize(
    "error",
    [
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "is_inactive",
        "channel_not_found",
        "msg_too_long",
    ],
)
def test_an_edit_that_slack_will_never_take_is_given_up(office: Office, error: str) -> None:
    office.put_thread(Thread("a", HERE, CARD))
    office.run()
    office.preview.faults.inject(UPDATE, faults.refused(error), times=2)
    office.edit("a", DECIDED)
    office.run()
    office.preview.faults.clear()
    office.wait(DAY)
    assert office.shown() == (CARD.text, ["actions"])
    assert office.paused() == {}
    office.assert_books_balance()


def test_an_edit_in_an_archived_channel_or_of_a_deleted_message_harms_nothing(office: Office) -> None:
    office.put("a")
    office.put("b")
    office.run()
    first, _ = office.preview.messages("links")
    office.deliver.courier.client.chat_delete(channel=first.channel, ts=first.ts)  # type: ignore[attr-defined]
    office.edit("a", DECIDED)
    office.run()
    office.preview.archive("links")
    office.edit("b", DECIDED)
    office.run()
    assert [message.content.text for message in office.preview.messages("links")] == ["b"]
    office.preview.archive("links", is_archived=False)
    office.put("c")
    office.run()
    assert office.keys == ["a", "b", "c"]


def test_blocks_that_slack_refuses_in_an_edit_give_way_to_plain_words(office: Office) -> None:
    office.put_thread(Thread("a", HERE, CARD))
    office.run()
    office.edit("a", Message("Approved", tuple([DECIDED.blocks[0]] * 51)))
    office.run()
    assert office.shown() == ("Approved", [])


def test_slacks_own_pace_is_kept_so_that_it_never_has_to_complain(world: World) -> None:
    with running_preview(PreviewSettings(port=0, app=APP, rate_limits=True), world.clock) as preview:
        client = WebClient(preview.settings.bot_token, base_url=preview.api_url, retry_handlers=[])
        courier = SlackCourier(client)
        deliver = DeliverMessages(world.store, courier, world.clock, Pace(), monotonic=lambda: _seconds(world))
        office = Office(world, preview, deliver)
        office.put("a", replies=12)
        office.run()
        for _ in range(15):
            office.wait(timedelta(seconds=1))
        office.assert_books_balance()
        assert preview.refusals == ()


def _seconds(world: World) -> float:
    return world.clock().timestamp()
