"""The outbox: strict order in each channel, each message handed out once, and nothing forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.domain import Message, MessageFile, OutboxId, OutboxMessage, OutboxState, Site, Thread
from storage.store import Store
from tests.conftest import Clock


def _thread(key: str, channel: str = "C1", replies: int = 0) -> Thread:
    return Thread(key, channel, Message(f"{key} parent"), tuple(Message(f"{key} reply {n}") for n in range(replies)))


def _put(store: Store, site: Site, clock: Clock, *threads: Thread) -> list[OutboxId]:
    with store.transaction(site.workspace_id) as tx:
        return [id_ for thread in threads if (id_ := tx.outbox.put(thread, clock())) is not None]


def _claim(store: Store, clock: Clock, resting: tuple[str, ...] = ()) -> str | None:
    with store.system() as tx:
        message = tx.outbox.claim(clock(), resting)
        return None if message is None else message.key


def _sent(store: Store, clock: Clock) -> str | None:
    """Send the next message and say which it was."""
    with store.system() as tx:
        message = tx.outbox.claim(clock())
        if message is not None:
            tx.outbox.mark_sent(message.id, f"ts of {message.key}")
        return None if message is None else message.key


def test_a_message_comes_out_as_it_was_put_in_and_its_files_follow_in_its_thread(
    store: Store, site: Site, clock: Clock
) -> None:
    file = MessageFile("lost.csv", "page,reason")
    message = Message("hi ☂", ({"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}},), (file,))
    [id_] = _put(store, site, clock, Thread("k", "C1", message))
    with store.system() as tx:
        claimed = tx.outbox.claim(clock())
        assert claimed is not None
        tx.outbox.mark_sent(claimed.id, "1.1")
        attached = tx.outbox.claim(clock())
    assert (claimed.id, claimed.message, claimed.workspace_id) == (id_, replace(message, files=()), site.workspace_id)
    assert (claimed.state, claimed.attempts, claimed.attempt_at) == (OutboxState.SENDING, 1, clock())
    assert attached is not None
    assert (attached.message.files, attached.thread_ts) == ((file,), "1.1")


def test_a_thread_with_a_known_key_is_not_queued_again(store: Store, site: Site, clock: Clock) -> None:
    assert len(_put(store, site, clock, _thread("k", replies=2))) == 1
    assert _put(store, site, clock, _thread("k", replies=3)) == []
    with store.surveying() as tx:
        assert tx.outbox.ages(clock()).counts == {OutboxState.PENDING: 3}


def test_a_channel_gets_its_messages_in_order_and_replies_under_their_parent(
    store: Store, site: Site, clock: Clock
) -> None:
    _put(store, site, clock, _thread("a", replies=2), _thread("b"))
    posted = []
    while True:
        with store.system() as tx:
            message = tx.outbox.claim(clock())
            if message is None:
                break
            tx.outbox.mark_sent(message.id, f"ts {message.key}")
            posted.append((message.key, message.thread_ts))
    assert posted == [("a", None), ("a/1", "ts a"), ("a/2", "ts a"), ("b", None)]


def test_channels_do_not_wait_for_each_other(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, _thread("a", "C1"), _thread("b", "C2"), _thread("c", "C1"))
    assert [_claim(store, clock) for _ in range(3)] == ["a", "b", None]


def test_a_message_put_off_holds_back_those_behind_it(store: Store, site: Site, clock: Clock) -> None:
    [first, _] = _put(store, site, clock, _thread("a"), _thread("b"))
    with store.system() as tx:
        assert tx.outbox.claim(clock()) is not None
        tx.outbox.put_off(first, clock() + timedelta(minutes=1), "ratelimited")
    assert _claim(store, clock) is None
    clock.advance(timedelta(minutes=1))
    assert [_sent(store, clock), _sent(store, clock)] == ["a", "b"]


def test_a_dead_parent_takes_its_replies_with_it_and_frees_the_channel(store: Store, site: Site, clock: Clock) -> None:
    [first, _] = _put(store, site, clock, _thread("a", replies=2), _thread("b"))
    with store.system() as tx:
        tx.outbox.mark_dead(first, "msg_too_long")
    assert _claim(store, clock) == "b"
    with store.surveying() as tx:
        assert tx.outbox.ages(clock()).counts == {OutboxState.DEAD: 3, OutboxState.SENDING: 1}


def test_paused_and_resting_channels_wait(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, _thread("a", "C1"), _thread("b", "C2"), _thread("c", "C3"))
    with store.system() as tx:
        message = tx.outbox.claim(clock())
        assert message is not None
        tx.outbox.put_off(message.id, clock(), "not_in_channel")
        tx.outbox.pause_channel(message, "not_in_channel", clock())
    assert _claim(store, clock, resting=("C2",)) == "c"
    assert _claim(store, clock, resting=("C2",)) is None
    with store.transaction(site.workspace_id) as tx:
        tx.channels.pause("C1", "another reason", clock())
        assert tx.channels.paused() == {"C1": "not_in_channel"}
        tx.channels.resume("C1")
        assert tx.channels.paused() == {}
    assert _claim(store, clock) == "a"


def test_what_was_being_sent_when_we_died_is_found_again(store: Store, site: Site, clock: Clock) -> None:
    [id_] = _put(store, site, clock, _thread("a"))
    assert _claim(store, clock) == "a"
    with store.system() as tx:
        assert [message.id for message in tx.outbox.ambiguous()] == [id_]
        tx.outbox.look_again(id_, clock() + timedelta(minutes=1), "history failed")
        [message] = tx.outbox.ambiguous()
        assert (message.not_before, message.error) == (clock() + timedelta(minutes=1), "history failed")
        assert tx.outbox.claim(clock() + timedelta(days=1)) is None, "nobody knows yet"
        tx.outbox.put_off(id_, clock(), "could not look", may_repeat=True)
        assert tx.outbox.ambiguous() == ()
        again = tx.outbox.claim(clock())
    assert again is not None
    assert (again.attempts, again.may_repeat) == (2, True)


def test_threads_never_claim_the_same_message(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, *[_thread(f"{channel}-{n}", f"C{channel}") for n in range(5) for channel in range(8)])

    def send_all(_: int) -> list[str]:
        sent = []
        while (key := _sent(store, clock)) is not None:
            sent.append(key)
        return sent

    with ThreadPoolExecutor(4) as threads:
        sent = [key for keys in threads.map(send_all, range(4)) for key in keys]
    assert len(sent) == len(set(sent)) == 40


def test_the_age_of_the_outbox_is_that_of_its_oldest_unsent_message(store: Store, site: Site, clock: Clock) -> None:
    with store.system() as tx:
        assert tx.outbox.ages(clock()).oldest_pending is None
        other = tx.workspaces.ensure("T2", "Other")
    _put(store, site, clock, _thread("a"))
    clock.advance(timedelta(hours=2))
    _put(store, site, clock, _thread("b"))
    with store.surveying() as tx:
        assert tx.outbox.ages(clock()).oldest_pending == timedelta(hours=2)
    with store.reading(other.id) as tx:
        assert tx.outbox.ages(clock()).oldest_pending is None
    assert _sent(store, clock) == "a"
    with store.reading(site.workspace_id) as tx:
        assert tx.outbox.ages(clock()).oldest_pending == timedelta(0)


def test_a_message_exists_only_with_the_change_it_tells(store: Store, site: Site, clock: Clock) -> None:
    def tell_and_fail() -> None:
        with store.transaction(site.workspace_id) as tx:
            tx.outbox.put(_thread("a"), clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tell_and_fail()
    assert _claim(store, clock) is None


def _says(store: Store, site: Site, key: str) -> str:
    with store.reading(site.workspace_id) as tx:
        message = tx.outbox.get(key)
    assert message is not None
    return message.message.text


def _edit(store: Store, site: Site, key: str, message: Message) -> bool:
    with store.transaction(site.workspace_id) as tx:
        return tx.outbox.edit(key, message)


def _next_edit(store: Store, clock: Clock) -> OutboxMessage | None:
    with store.surveying() as tx:
        return tx.outbox.next_edit(clock())


def test_a_message_edited_before_it_is_posted_is_posted_as_it_says_then(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, _thread("a"))
    assert _edit(store, site, "a", Message("new"))
    with store.system() as tx:
        claimed = tx.outbox.claim(clock())
        assert claimed is not None
        tx.outbox.mark_sent(claimed.id, "1.0")
    assert claimed.message == Message("new")
    assert _next_edit(store, clock) is None


def test_a_posted_message_is_stale_until_its_newest_words_are_shown(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, _thread("a"))
    _sent(store, clock)
    assert _edit(store, site, "a", Message("second"))
    second = _next_edit(store, clock)
    assert second is not None
    assert (second.message, second.ts) == (Message("second"), "ts of a")
    assert _edit(store, site, "a", Message("third")), "while the sender is still busy with the second"
    with store.system() as tx:
        tx.outbox.mark_shown(second)
    third = _next_edit(store, clock)
    assert third is not None
    assert third.message == Message("third")
    with store.system() as tx:
        tx.outbox.mark_shown(third)
    assert _next_edit(store, clock) is None


def test_an_edit_while_the_old_words_are_being_posted_is_shown_afterwards(
    store: Store, site: Site, clock: Clock
) -> None:
    [id_] = _put(store, site, clock, _thread("a"))
    _claim(store, clock)
    assert _edit(store, site, "a", Message("new"))
    assert _next_edit(store, clock) is None, "nobody knows yet where it stands"
    with store.system() as tx:
        tx.outbox.mark_sent(id_, "1.0")
    stale = _next_edit(store, clock)
    assert stale is not None
    assert stale.message == Message("new")


def test_the_same_words_are_no_edit(store: Store, site: Site, clock: Clock) -> None:
    blocks = ({"type": "context", "elements": [{"type": "plain_text", "text": "x"}]},)
    _put(store, site, clock, Thread("a", "C1", Message("hi", blocks)))
    _sent(store, clock)
    assert _edit(store, site, "a", Message("hi", blocks))
    assert _next_edit(store, clock) is None


def test_an_edit_that_was_given_up_is_tried_again_when_it_is_asked_for_again(
    store: Store, site: Site, clock: Clock
) -> None:
    _put(store, site, clock, _thread("a"))
    _sent(store, clock)
    _edit(store, site, "a", Message("decided"))
    stale = _next_edit(store, clock)
    assert stale is not None
    with store.system() as tx:
        tx.outbox.mark_shown(stale, "not_in_channel")
    assert _next_edit(store, clock) is None
    assert _edit(store, site, "a", Message("decided"))
    again = _next_edit(store, clock)
    assert again is not None
    with store.system() as tx:
        tx.outbox.mark_shown(again)
    assert _edit(store, site, "a", Message("decided"))
    assert _next_edit(store, clock) is None


def test_what_is_unknown_given_up_forgotten_or_a_file_is_not_edited(store: Store, site: Site, clock: Clock) -> None:
    file = MessageFile("lost.csv", "page,reason")
    [dead, *_] = _put(store, site, clock, _thread("dead"), Thread("a", "C1", Message("hi", files=(file,))))
    with store.system() as tx:
        tx.outbox.mark_dead(dead, "msg_too_long")
    while _sent(store, clock):
        pass
    assert not any(_edit(store, site, key, Message("new")) for key in ("dead", "unknown", "a/1"))
    assert _edit(store, site, "a", Message("never shown"))
    clock.advance(timedelta(days=1))
    with store.transaction(site.workspace_id) as tx:
        tx.outbox.forget(clock(), 10)
    assert not _edit(store, site, "a", Message("new"))
    assert _next_edit(store, clock) is None, "an empty message must not take the place of an old one"


def test_one_workspaces_edits_wait_together_and_no_others(store: Store, site: Site, clock: Clock) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other").id
    _put(store, site, clock, _thread("a"), _thread("b"))
    with store.transaction(other) as tx:
        tx.outbox.put(_thread("c", "C2"), clock())
    while _sent(store, clock):
        pass
    for key in ("a", "b"):
        _edit(store, site, key, Message("new"))
    with store.transaction(other) as tx:
        tx.outbox.edit("c", Message("new"))
    first = _next_edit(store, clock)
    assert first is not None
    with store.system() as tx:
        tx.outbox.put_off_edits(first, clock() + timedelta(seconds=30), "ratelimited")
    third = _next_edit(store, clock)
    assert third is not None
    assert (first.key, third.key) == ("a", "c")
    with store.surveying() as tx:
        assert tx.outbox.next_edit(clock(), resting={other}) is None
    clock.advance(timedelta(seconds=30))
    with store.surveying() as tx:
        again = tx.outbox.next_edit(clock(), resting={other})
    assert again is not None
    assert (again.key, again.attempts, again.error) == ("a", 1, "ratelimited")


def test_a_later_reply_stands_in_the_thread_of_an_earlier_message(store: Store, site: Site, clock: Clock) -> None:
    _put(store, site, clock, _thread("a", "C7", replies=1))
    while _sent(store, clock):
        pass
    with store.transaction(site.workspace_id) as tx:
        assert tx.outbox.reply("a", "later", Message("one more"), clock())
        assert tx.outbox.reply("a/1", "under a reply", Message("and one"), clock())
        assert tx.outbox.reply("a", "later", Message("again"), clock()) is None
        assert tx.outbox.reply("unknown", "orphan", Message("?"), clock()) is None
    with store.system() as tx:
        later = tx.outbox.claim(clock())
        assert later is not None
        tx.outbox.mark_sent(later.id, "9.0")
        last = tx.outbox.claim(clock())
    assert last is not None
    assert [(said.key, said.channel_id, said.thread_ts) for said in (later, last)] == [
        ("later", "C7", "ts of a"),
        ("under a reply", "C7", "ts of a"),
    ]
    with store.reading(site.workspace_id) as tx:
        said = [tx.outbox.get(key) for key in ("later", "under a reply")]
        assert [one.ts for one in said if one is not None] == ["9.0", None]


def test_a_reply_to_a_thread_that_was_given_up_is_not_queued_and_holds_up_nobody(
    store: Store, site: Site, clock: Clock
) -> None:
    [dead, _] = _put(store, site, clock, _thread("a"), _thread("b"))
    with store.system() as tx:
        tx.outbox.mark_dead(dead, "msg_too_long")
    with store.transaction(site.workspace_id) as tx:
        assert tx.outbox.reply("a", "later", Message("one more"), clock()) is None
    assert _sent(store, clock) == "b"


def test_a_workspace_cannot_edit_or_answer_anothers_messages(store: Store, site: Site, clock: Clock) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Other").id
    _put(store, site, clock, _thread("a"))
    with store.transaction(other) as tx:
        assert not tx.outbox.edit("a", Message("mine now"))
        assert tx.outbox.reply("a", "later", Message("mine"), clock()) is None
        assert tx.outbox.get("a") is None
    assert _says(store, site, "a") == "a parent"
