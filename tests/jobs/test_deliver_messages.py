"""Delivering the outbox: in order, at each channel's pace, every message exactly once whatever the courier says."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from jobs.deliver_messages import Answer, DeliverMessages, Outcome, Pace
from storage.domain import Message, OutboxId, OutboxMessage, OutboxState, Thread
from storage.failpoints import FailpointReachedError, arm
from tests.conftest import Clock
from tests.jobs.world import DAY, HERE, HOUR, World

GRACE = timedelta(seconds=30)
UNHURRIED = Pace(per_message=timedelta(0), per_edit=timedelta(0), grace=GRACE)
LATER = Answer(Outcome.LATER, error="ratelimited")
UNSURE = Answer(Outcome.UNSURE, error="timed out")
CLOSED = Answer(Outcome.CHANNEL_CLOSED, error="not_in_channel")


@dataclass
class Script:
    """A Slack that answers as told. ``lost`` answers follow a message that did arrive."""

    now: Clock
    answers: dict[str, deque[Answer]] = field(default_factory=dict)
    lost: dict[str, deque[Answer]] = field(default_factory=dict)
    looks: deque[Answer] = field(default_factory=deque)
    posted: list[OutboxMessage] = field(default_factory=list)
    edited: list[OutboxMessage] = field(default_factory=list)
    tried: list[tuple[str, datetime]] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)

    def post(self, message: OutboxMessage) -> Answer:
        self.tried.append((message.key, self.now()))
        if answers := self.answers.get(message.key):
            return answers.popleft()
        self.posted.append(message)
        if lost := self.lost.get(message.key):
            return lost.popleft()
        return Answer(Outcome.POSTED, f"{len(self.posted)}.0")

    def look_for(self, message: OutboxMessage) -> Answer:
        self.looked_for.append(message.key)
        if self.looks:
            return self.looks.popleft()
        found = [place for place, posted in enumerate(self.posted, start=1) if posted.key == message.key]
        return Answer(Outcome.POSTED, f"{found[0]}.0" if found else None)

    def edit(self, message: OutboxMessage) -> Answer:
        self.tried.append((f"edit {message.key}", self.now()))
        if answers := self.answers.get(f"edit {message.key}"):
            return answers.popleft()
        self.edited.append(message)
        return Answer(Outcome.POSTED, message.ts)

    def say(self, key: str, *answers: Answer) -> None:
        self.answers[key] = deque(answers)

    def lose(self, key: str, *answers: Answer) -> None:
        """The message arrives, and then this is all we hear of it."""
        self.lost[key] = deque(answers)

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.posted]

    @property
    def most_copies(self) -> int:
        return max(Counter(self.keys).values(), default=0)


@pytest.fixture
def slack(clock: Clock) -> Script:
    return Script(clock)


@pytest.fixture
def deliver(world: World, slack: Script) -> DeliverMessages:
    return DeliverMessages(world.store, slack, world.clock, UNHURRIED)


def put(world: World, key: str, replies: int = 0, channel_id: str = HERE) -> None:
    said = tuple(Message(f"reply {number}") for number in range(1, replies + 1))
    with world.store.transaction(world.workspace_id) as tx:
        tx.outbox.put(Thread(key, channel_id, Message(key), said), world.clock())


def run(deliver: DeliverMessages, most: int = 50) -> None:
    """Step until there is nothing to do now."""
    for _ in range(most):
        if not deliver.step():
            return
    raise AssertionError("the deliverer never came to rest")


def counts(world: World) -> dict[OutboxState, int]:
    with world.store.surveying() as tx:
        return dict(tx.outbox.ages(world.clock()).counts)


def test_messages_go_out_in_order_and_replies_under_their_parent(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a", replies=2)
    put(world, "b", replies=1)
    run(deliver)
    assert slack.keys == ["a", "a/1", "a/2", "b", "b/1"]
    assert [message.thread_ts for message in slack.posted] == [None, "1.0", "1.0", None, "4.0"]
    assert counts(world) == {OutboxState.SENT: 5}


def test_a_message_that_must_wait_holds_back_its_channel_and_no_other(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a", replies=1)
    put(world, "b")
    put(world, "elsewhere", channel_id="C0OTHER")
    slack.say("a", replace(LATER, retry_after=timedelta(seconds=30)))
    run(deliver)
    assert slack.keys == ["elsewhere"]
    world.clock.advance(timedelta(seconds=29))
    run(deliver)
    assert slack.keys == ["elsewhere"]
    world.clock.advance(timedelta(seconds=1))
    run(deliver)
    assert slack.keys == ["elsewhere", "a", "a/1", "b"]


def test_without_a_retry_after_waits_double_up_to_an_hour(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a")
    slack.say("a", *[LATER] * 14)
    waits = []
    while counts(world) != {OutboxState.SENT: 1}:
        run(deliver)
        with world.store.system() as tx:
            waiting = tx.outbox.get(OutboxId(1))
        assert waiting is not None
        waits.append(max(timedelta(0), waiting.not_before - world.clock()))
        world.clock.advance(waits[-1])
    assert [wait.total_seconds() for wait in waits[:5]] == [4, 8, 16, 32, 64]
    assert waits[-4:] == [HOUR, HOUR, HOUR, timedelta(0)]
    assert slack.most_copies == 1


@pytest.mark.parametrize("was_posted", [True, False])
def test_an_unsure_message_is_looked_for_and_then_marked_or_posted_once(
    world: World, slack: Script, deliver: DeliverMessages, was_posted: bool
) -> None:
    put(world, "a", replies=1)
    (slack.lose if was_posted else slack.say)("a", UNSURE)
    run(deliver)
    assert counts(world) == {OutboxState.SENDING: 1, OutboxState.PENDING: 1}
    world.clock.advance(GRACE - timedelta(seconds=1))
    run(deliver)
    assert slack.looked_for == [], "a late message must have the time to turn up"
    world.clock.advance(timedelta(seconds=1))
    run(deliver)
    assert slack.looked_for == ["a"]
    assert slack.keys == ["a", "a/1"]
    assert slack.posted[1].thread_ts == "1.0"
    assert counts(world) == {OutboxState.SENT: 2}


def test_an_unsure_message_holds_back_its_channel_only(world: World, slack: Script, deliver: DeliverMessages) -> None:
    put(world, "a")
    put(world, "b")
    put(world, "elsewhere", channel_id="C0OTHER")
    slack.lose("a", UNSURE)
    run(deliver)
    assert slack.keys == ["a", "elsewhere"]
    world.clock.advance(GRACE)
    run(deliver)
    assert slack.keys == ["a", "elsewhere", "b"]


def test_while_nobody_can_look_an_unsure_message_is_held_and_after_a_day_posted_with_a_mark(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a")
    slack.say("a", UNSURE)
    slack.looks.extend([Answer(Outcome.INSTALL_DEAD, error="missing_scope")] * 2000)
    run(deliver)
    for _ in range(48):
        world.clock.advance(HOUR / 2)
        run(deliver)
    assert slack.keys == []
    assert slack.looked_for
    world.clock.advance(HOUR)
    run(deliver)
    assert slack.keys == ["a"]
    assert slack.posted[0].may_repeat


def test_a_look_up_that_is_told_to_wait_waits(world: World, slack: Script, deliver: DeliverMessages) -> None:
    put(world, "a")
    slack.lose("a", UNSURE)
    slack.looks.append(replace(LATER, retry_after=timedelta(minutes=10)))
    run(deliver)
    world.clock.advance(GRACE)
    run(deliver)
    world.clock.advance(timedelta(minutes=9))
    run(deliver)
    assert len(slack.looked_for) == 1
    world.clock.advance(timedelta(minutes=2))
    run(deliver)
    assert len(slack.looked_for) == 2
    assert counts(world) == {OutboxState.SENT: 1}
    assert slack.most_copies == 1


def test_a_closed_channel_keeps_its_messages_and_they_go_out_when_it_opens(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a", replies=2)
    put(world, "elsewhere", channel_id="C0OTHER")
    slack.say("a/1", CLOSED)
    run(deliver)
    world.clock.advance(DAY)
    run(deliver)
    assert slack.keys == ["a", "elsewhere"]
    with world.store.transaction(world.workspace_id) as tx:
        assert tx.channels.paused() == {HERE: "not_in_channel"}
        tx.channels.resume(HERE)
    run(deliver)
    assert slack.keys == ["a", "elsewhere", "a/1", "a/2"]
    assert [message.thread_ts for message in slack.posted[2:]] == ["1.0", "1.0"]


def test_a_dead_installation_is_tried_again_once_an_hour(world: World, slack: Script, deliver: DeliverMessages) -> None:
    put(world, "a")
    slack.say("a", Answer(Outcome.INSTALL_DEAD, error="token_revoked"))
    run(deliver)
    world.clock.advance(HOUR - timedelta(seconds=1))
    run(deliver)
    assert len(slack.tried) == 1
    world.clock.advance(timedelta(seconds=1))
    run(deliver)
    assert slack.keys == ["a"]


def test_a_message_that_will_never_be_taken_is_given_up_with_its_replies_and_holds_up_nobody(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a", replies=2)
    put(world, "b")
    slack.say("a", Answer(Outcome.OUR_FAULT, error="invalid_blocks"))
    run(deliver)
    assert slack.keys == ["b"]
    assert counts(world) == {OutboxState.DEAD: 3, OutboxState.SENT: 1}


def test_a_channel_gets_a_small_burst_and_then_a_message_a_second(world: World, slack: Script) -> None:
    seconds = 1000.0
    deliver = DeliverMessages(world.store, slack, world.clock, Pace(), monotonic=lambda: seconds)
    put(world, "a", replies=5)
    put(world, "elsewhere", channel_id="C0OTHER")
    run(deliver)
    assert slack.keys == ["a", "a/1", "a/2", "elsewhere"]
    for expected in ("a/3", "a/4", "a/5"):
        seconds += 0.9
        run(deliver)
        assert expected not in slack.keys
        seconds += 0.1
        run(deliver)
        assert slack.keys[-1] == expected


@pytest.mark.parametrize("place", ["outbox.after_claim", "outbox.after_post", "outbox.after_mark"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_whoever_takes_over_from_a_deliverer_that_died_posts_each_message_once(
    world: World, slack: Script, deliver: DeliverMessages, place: str, nth: int
) -> None:
    put(world, "a", replies=2)
    arm(f"{place}:{nth}:raise")
    try:
        with pytest.raises(FailpointReachedError):
            run(deliver)
    finally:
        arm("")
    world.clock.advance(GRACE)
    run(DeliverMessages(world.store, slack, world.clock, UNHURRIED))
    assert slack.keys == ["a", "a/1", "a/2"]
    assert {message.thread_ts for message in slack.posted[1:]} == {"1.0"}
    assert counts(world) == {OutboxState.SENT: 3}


def edit(world: World, key: str, text: str) -> None:
    with world.store.transaction(world.workspace_id) as tx:
        assert tx.outbox.edit(key, Message(text))


def shown(slack: Script) -> list[str]:
    return [message.message.text for message in slack.edited]


def test_an_edit_goes_before_new_messages_and_is_made_once(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a")
    run(deliver)
    put(world, "b")
    edit(world, "a", "decided")
    run(deliver)
    run(deliver)
    assert [key for key, _ in slack.tried] == ["a", "edit a", "b"]
    assert [(message.ts, message.message.text) for message in slack.edited] == [("1.0", "decided")]


def test_many_edits_of_one_message_are_one_call_with_the_last_words(
    world: World, slack: Script, deliver: DeliverMessages
) -> None:
    put(world, "a")
    run(deliver)
    for number in range(20):
        edit(world, "a", f"edition {number}")
    run(deliver)
    assert shown(slack) == ["edition 19"]


def test_an_edit_that_comes_while_the_sender_is_editing_is_not_lost(world: World, slack: Script) -> None:
    class Interrupted(Script):
        def edit(self, message: OutboxMessage) -> Answer:
            if message.message.text == "first":
                edit(world, "a", "second")
            return super().edit(message)

    interrupted = Interrupted(world.clock)
    deliver = DeliverMessages(world.store, interrupted, world.clock, UNHURRIED)
    put(world, "a")
    run(deliver)
    edit(world, "a", "first")
    run(deliver)
    assert shown(interrupted) == ["first", "second"]


@pytest.mark.parametrize("trouble", [LATER, UNSURE])
def test_a_failed_edit_waits_longer_each_time_and_holds_up_no_message(
    world: World, slack: Script, deliver: DeliverMessages, trouble: Answer
) -> None:
    put(world, "a")
    run(deliver)
    edit(world, "a", "decided")
    put(world, "b")
    slack.say("edit a", *[trouble] * 3)
    run(deliver)
    assert slack.keys == ["a", "b"]
    for wait in (2, 4, 8):
        assert shown(slack) == []
        world.clock.advance(timedelta(seconds=wait - 1))
        tried = len(slack.tried)
        run(deliver)
        assert len(slack.tried) == tried, "too early"
        world.clock.advance(timedelta(seconds=1))
        run(deliver)
    assert shown(slack) == ["decided"]


def test_a_retry_after_holds_all_edits_of_the_workspace(world: World, slack: Script, deliver: DeliverMessages) -> None:
    put(world, "a")
    put(world, "b")
    run(deliver)
    edit(world, "a", "decided")
    edit(world, "b", "decided too")
    slack.say("edit a", replace(LATER, retry_after=timedelta(seconds=30)))
    run(deliver)
    world.clock.advance(timedelta(seconds=29))
    run(deliver)
    assert shown(slack) == []
    world.clock.advance(timedelta(seconds=1))
    run(deliver)
    assert sorted(shown(slack)) == ["decided", "decided too"]


@pytest.mark.parametrize(
    "answer",
    [Answer(Outcome.OUR_FAULT, error="message_not_found"), Answer(Outcome.CHANNEL_CLOSED, error="is_inactive")],
)
def test_an_edit_of_a_message_that_is_gone_is_given_up_and_the_next_one_tried(
    world: World, slack: Script, deliver: DeliverMessages, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    put(world, "a")
    run(deliver)
    edit(world, "a", "decided")
    slack.say("edit a", answer)
    run(deliver)
    run(deliver)
    assert [key for key, _ in slack.tried] == ["a", "edit a"]
    assert "message not edited" in caplog.text
    with world.store.reading(world.workspace_id) as tx:
        kept = tx.outbox.get("a")
        assert kept is not None
        assert (kept.state, kept.error) == (OutboxState.SENT, answer.error)
        assert tx.channels.paused() == {}
    edit(world, "a", "undone")
    run(deliver)
    assert shown(slack) == ["undone"]


def test_edits_keep_to_fifty_a_minute_and_posts_go_on(world: World, slack: Script) -> None:
    seconds = 1000.0
    deliver = DeliverMessages(
        world.store, slack, world.clock, replace(UNHURRIED, per_edit=Pace().per_edit), monotonic=lambda: seconds
    )
    for number in range(80):
        put(world, str(number))
    run(deliver, most=100)
    for number in range(80):
        edit(world, str(number), "decided")
    for number in range(80, 85):
        put(world, str(number))
    run(deliver)
    assert (len(slack.edited), len(slack.posted)) == (10, 85), "a burst of edits, and every message"
    for _ in range(60):
        seconds += 1
        run(deliver)
    assert 48 <= len(slack.edited) <= 50


@pytest.mark.parametrize("nth", [1, 2])
def test_whoever_takes_over_from_a_deliverer_that_died_at_an_edit_shows_the_last_words(
    world: World, slack: Script, deliver: DeliverMessages, nth: int
) -> None:
    put(world, "a")
    put(world, "b")
    run(deliver)
    edit(world, "a", "decided")
    edit(world, "b", "decided too")
    arm(f"outbox.after_edit:{nth}:raise")
    try:
        with pytest.raises(FailpointReachedError):
            run(deliver)
    finally:
        arm("")
    run(DeliverMessages(world.store, slack, world.clock, UNHURRIED))
    assert {(message.key, message.message.text) for message in slack.edited} == {("a", "decided"), ("b", "decided too")}
    assert slack.keys == ["a", "b"]
