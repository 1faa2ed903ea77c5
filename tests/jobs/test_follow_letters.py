"""From the approval to the letter's end: what is sent, answered, bounced or stopped is news of its prospect, once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from bot.blocks.letters import letter_news
from jobs.analysis.duties import Duty
from jobs.analysis.suppression import digest_of, understand
from jobs.follow_letters import FollowLetters
from jobs.list_outreach import ListOutreach
from jobs.mail.answers import Answer, Outcome
from jobs.outreach_books import card_key
from jobs.send_letters import SendLetters
from jobs.settle_letter import SettleLetter
from jobs.tell_letters import TellLetters
from storage.domain import Letter, LetterState, Message, Prospect, ProspectState, Reply, ReplyKind, Thread
from storage.forgetting import forget_site
from tests.jobs.outreach import BODY, Office
from tests.jobs.test_send_letters import Post
from tests.jobs.world import DAY, HERE, World

UNDO = timedelta(minutes=10)


@dataclass
class Scene:
    office: Office
    post: Post = field(default_factory=Post)
    told: list[tuple[int, LetterState]] = field(default_factory=list)

    @property
    def following(self) -> FollowLetters:
        return FollowLetters(
            self.office.follow, self.office.suppress, lambda _tx, one, letter: self.told.append((one.id, letter.state))
        )

    def send(self) -> int:
        world, before = self.office.world, len(self.post.got)
        sender = SendLetters(world.store, self.post, self.following.effects, world.clock)
        while sender.step():
            pass
        return len(self.post.got) - before

    def approved(self) -> Prospect:
        """A minute after it can be taken back no longer."""
        prospect = self.office.approve(self.office.suggested())
        self.office.world.clock.advance(UNDO + timedelta(minutes=1))
        return prospect

    def contacted(self) -> Prospect:
        prospect = self.approved()
        assert self.send() == 1
        return self.office.now(prospect)

    def letters(self, prospect: Prospect) -> tuple[Letter, ...]:
        with self.office.reading() as tx:
            return tx.letters.of_prospect(prospect.id)

    def comes_back(self, prospect: Prospect, kind: ReplyKind, address: str = "robin@news.example") -> None:
        reply = Reply("<r@news.example>", kind, address, "Re: Acme", self.office.world.clock())
        letter = self.letters(prospect)[0]
        with self.office.world.store.transaction(letter.workspace_id) as tx:
            self.following.on_reply(tx, letter, reply)

    def verbs(self, prospect: Prospect) -> list[str]:
        return [entry.verb for entry in self.office.audit(prospect)]


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(Office(world, mail=True))


def test_an_approved_letter_leaves_when_it_can_no_longer_be_taken_back_and_its_target_is_contacted(
    scene: Scene,
) -> None:
    prospect = scene.office.approve(scene.office.suggested())
    assert scene.send() == 0
    scene.office.world.clock.advance(UNDO)
    assert scene.send() == 1
    after = scene.office.now(prospect)
    assert (after.state, after.contacted_via, after.contacted_by) == (ProspectState.CONTACTED, "by mail", "U0ROBIN")
    assert after.contacted_at == scene.office.world.clock()
    assert scene.verbs(prospect) == ["prospect approved", "letter sent"]
    assert scene.send() == 0


def test_at_night_and_on_weekends_nothing_leaves(scene: Scene) -> None:
    scene.office.world.clock.advance(timedelta(days=4, hours=9))  # Friday at six in the evening
    prospect = scene.approved()
    assert scene.send() == 0
    scene.office.world.clock.advance(timedelta(days=2))
    assert scene.send() == 0
    scene.office.world.clock.advance(timedelta(hours=15))  # Monday, after nine
    assert scene.send() == 1
    assert scene.office.now(prospect).state is ProspectState.CONTACTED


def test_whoever_is_put_on_a_do_not_contact_list_after_the_approval_is_not_written_to(scene: Scene) -> None:
    prospect = scene.approved()
    by_operator = frozenset({digest_of(understand("robin@news.example"))})
    scene.office = replace(scene.office, suppressed=by_operator)
    assert scene.send() == 0
    after = scene.office.now(prospect)
    assert (after.state, after.approved) == (ProspectState.SUGGESTED, None)
    assert scene.told == [(prospect.id, LetterState.CANCELLED)]
    (entry,) = [one for one in scene.office.audit(prospect) if one.verb == "letter not sent"]
    assert entry.data["reason"] == "It is on the do-not-contact list by now."


def test_an_approval_taken_back_while_its_letter_is_on_the_line_does_not_bring_a_second_letter(scene: Scene) -> None:
    prospect = scene.approved()

    def edited_meanwhile(_letter: Letter) -> Answer:
        scene.office.write(prospect, BODY + "\nSam")
        return Answer(Outcome.SENT)

    scene.post.send = edited_meanwhile  # type: ignore[method-assign]
    scene.send()
    after = scene.office.now(prospect)
    assert (after.state, after.contacted_via) == (ProspectState.CONTACTED, "by mail")
    assert [one.state for one in scene.letters(prospect)] == [LetterState.SENT]


def test_only_the_very_text_that_was_approved_leaves(scene: Scene) -> None:
    prospect = scene.approved()
    with scene.office.world.store.transaction(scene.office.world.workspace_id) as tx:
        before = tx.prospects.get(prospect.id)
        assert before is not None
        tx.prospects.advance(before, replace(before, approved=b"another" * 4))
    assert scene.send() == 0
    (letter,) = scene.letters(prospect)
    assert (letter.state, letter.error) == (LetterState.CANCELLED, "This is not the text that was approved.")


def test_a_follow_up_counts_when_it_has_left_and_not_when_an_answer_stops_it(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.office.world.clock.advance(7 * DAY)
    scene.office.follow.tick()
    waiting = scene.office.now(prospect)
    assert (waiting.follow_ups, [one.number for one in scene.letters(prospect)]) == (0, [0, 1])
    scene.office.follow.replied(scene.office.world.workspace_id, waiting.ticket, "U0ROBIN")
    assert scene.send() == 0
    assert scene.office.now(prospect).follow_ups == 0
    assert scene.letters(prospect)[1].state is LetterState.CANCELLED


def test_an_answer_stops_the_follow_up_that_was_waiting(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.office.world.clock.advance(7 * DAY)
    scene.office.follow.tick()
    assert [one.number for one in scene.letters(prospect)] == [0, 1]
    scene.comes_back(prospect, ReplyKind.PERSON)
    assert scene.send() == 0
    assert scene.office.now(prospect).state is ProspectState.REPLIED
    scene.office.world.clock.advance(30 * DAY)
    scene.office.follow.tick()
    assert scene.send() == 0


def test_an_answer_to_what_was_given_up_is_noted_and_does_not_open_it_beside_what_is_asked_there_now(
    scene: Scene,
) -> None:
    prospect = scene.contacted()
    for _ in range(40):
        scene.office.world.clock.advance(DAY)
        scene.office.follow.tick()
    assert scene.office.now(prospect).state is ProspectState.NO_REPLY
    second = scene.office.suggested("https://news.example/second")
    scene.comes_back(prospect, ReplyKind.PERSON)
    after = scene.office.now(prospect)
    assert (after.state, after.replied_at) == (ProspectState.NO_REPLY, scene.office.world.clock())
    assert f"#{second.id} is open there" in after.why
    pressed = scene.office.follow.replied(scene.office.world.workspace_id, after.ticket, "U0ROBIN").prospect
    assert pressed.state is ProspectState.NO_REPLY
    scene.comes_back(prospect, ReplyKind.OPT_OUT)
    assert scene.office.now(second).state is ProspectState.DO_NOT_CONTACT


def test_an_answer_to_what_was_given_up_opens_it_again_where_nothing_else_is_asked(scene: Scene) -> None:
    prospect = scene.contacted()
    for _ in range(40):
        scene.office.world.clock.advance(DAY)
        scene.office.follow.tick()
    scene.comes_back(prospect, ReplyKind.PERSON)
    assert scene.office.now(prospect).state is ProspectState.REPLIED


def test_a_follow_up_nobody_stopped_leaves_under_the_first_letter(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.office.world.clock.advance(7 * DAY)
    scene.office.follow.tick()
    scene.comes_back(prospect, ReplyKind.AUTOMATIC)
    assert scene.send() == 1
    first, second = scene.letters(prospect)
    assert second.in_reply_to == first.message_id
    assert second.subject == "Re: Acme in your article"
    assert scene.office.now(prospect).follow_ups == 1
    for _ in range(4):
        scene.office.world.clock.advance(7 * DAY)
        scene.office.follow.tick()
    assert scene.send() == 0
    assert "follow-up sent" in scene.verbs(prospect)


def test_whoever_asks_to_be_left_in_peace_is_whichever_address_they_answer_from(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.comes_back(prospect, ReplyKind.OPT_OUT, "r.private@mail.example")
    assert scene.office.now(prospect).state is ProspectState.DO_NOT_CONTACT
    with scene.office.reading() as tx:
        for address in ("robin@news.example", "r.private@mail.example"):
            assert scene.office.books.is_forbidden(tx, "https://other.example/", address)
    assert "asked to stop" in scene.verbs(prospect)


def test_a_person_can_say_that_they_asked_to_stop_and_nobody_writes_to_them_elsewhere_either(scene: Scene) -> None:
    prospect = scene.contacted()
    elsewhere = scene.office.approve(scene.office.suggested("https://other.example/tools"))
    scene.comes_back(prospect, ReplyKind.PERSON)
    world = scene.office.world
    scene.office.decide.never(world.workspace_id, scene.office.now(prospect).ticket, "U0ROBIN", "")
    assert scene.office.now(prospect).state is ProspectState.DO_NOT_CONTACT
    assert scene.office.now(elsewhere).state is ProspectState.DO_NOT_CONTACT
    with scene.office.reading() as tx:
        assert scene.office.books.is_forbidden(tx, "https://third.example/", "robin@news.example")
        assert scene.office.books.is_forbidden(tx, "https://news.example/second")


def test_a_mail_that_bounced_ends_it_and_nobody_follows_up(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.comes_back(prospect, ReplyKind.BOUNCED)
    after = scene.office.now(prospect)
    assert (after.state, after.why) == (ProspectState.CLOSED, "the mail bounced")


def test_a_mail_that_bounced_is_no_lost_case_and_begins_no_cool_down(scene: Scene) -> None:
    prospect = scene.contacted()
    with scene.office.reading() as tx:
        assert tx.prospects.history(prospect.domain).last_contacted_at is not None
    scene.comes_back(prospect, ReplyKind.BOUNCED)
    with scene.office.reading() as tx:
        assert tx.prospects.outcomes() == {}
        assert tx.prospects.history(prospect.domain).last_contacted_at is None
    assert not scene.office.card(scene.office.suggested("https://news.example/second")).obstacles


def test_a_refused_letter_brings_its_target_back_to_the_queue_and_another_text_may_leave(scene: Scene) -> None:
    prospect = scene.approved()
    scene.post.answers = [Answer(Outcome.REFUSED, "550 no such user")]
    scene.send()
    after = scene.office.now(prospect)
    assert (after.state, after.why) == (ProspectState.SUGGESTED, "550 no such user")
    assert scene.told == [(prospect.id, LetterState.DEAD)]
    scene.office.approve(after)
    scene.office.world.clock.advance(UNDO)
    assert scene.send() == 1
    assert scene.office.now(prospect).state is ProspectState.CONTACTED


def test_a_letter_nobody_knows_of_is_told_and_a_person_can_say_that_it_went(scene: Scene) -> None:
    prospect = scene.approved()
    scene.post.answers = [Answer(Outcome.UNSURE, "cut off")]
    scene.send()
    assert scene.told == [(prospect.id, LetterState.UNSURE)]
    assert scene.office.now(prospect).state is ProspectState.APPROVED
    assert duties(scene) == [Duty.SETTLE]
    (letter,) = scene.letters(prospect)
    settle = SettleLetter(scene.office.world.store, scene.following.on_sent, scene.office.world.clock)
    assert settle.settle(letter.workspace_id, letter.id, "U0ROBIN", was_sent=True)
    assert scene.office.now(prospect).state is ProspectState.CONTACTED
    assert scene.verbs(prospect) == ["prospect approved", "letter unsure", "letter was sent", "letter sent"]


def test_a_follow_up_nobody_knows_of_is_a_persons_to_settle(scene: Scene) -> None:
    prospect = scene.contacted()
    scene.office.world.clock.advance(7 * DAY)
    scene.office.follow.tick()
    assert duties(scene) == []
    scene.post.answers = [Answer(Outcome.UNSURE, "cut off")]
    scene.send()
    assert duties(scene) == [Duty.SETTLE]
    letter = scene.letters(prospect)[1]
    settle = SettleLetter(scene.office.world.store, scene.following.on_sent, scene.office.world.clock)
    assert settle.settle(letter.workspace_id, letter.id, "U0ROBIN", was_sent=True)
    assert duties(scene) == []
    assert scene.office.now(prospect).follow_ups == 1


def duties(scene: Scene) -> list[Duty]:
    world = scene.office.world
    listed = ListOutreach(world.store, scene.office.books, world.clock).mine(world.workspace_id, "U0ROBIN")
    return [chore.duty for chore in listed]


@pytest.mark.parametrize("has_card", [True, False])
def test_a_site_is_forgotten_with_what_was_told_of_its_letters(scene: Scene, has_card: bool) -> None:
    world, prospect = scene.office.world, scene.approved()
    tell = TellLetters(letter_news, world.clock).tell
    with world.store.transaction(world.workspace_id) as tx:
        if has_card:
            tx.outbox.put(Thread(card_key(prospect), HERE, Message("card")), world.clock())
    scene.post.answers = [Answer(Outcome.REFUSED, "no")]
    effects = replace(scene.following, tell=tell).effects
    assert SendLetters(world.store, scene.post, effects, world.clock).step()
    with world.store.system() as tx:
        connection = tx.workspaces.connection
        forget_site(connection, world.workspace_id, world.site.id)
        assert connection.execute(sql("SELECT key FROM outbox")).all() == []


def test_neither_audit_nor_log_names_the_person_a_letter_is_to(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    prospect = scene.approved()
    scene.post.answers = [Answer(Outcome.REFUSED, "550 5.1.1 <robin@news.example>: user unknown")]
    scene.send()
    assert [one.__dict__["error"] for one in caplog.records if one.msg == "letter not sent"]
    assert not [one for one in caplog.records if "robin@" in repr(one.__dict__)]
    scene.office.approve(prospect)
    scene.office.world.clock.advance(UNDO)
    assert scene.send() == 1
    scene.comes_back(prospect, ReplyKind.OPT_OUT, "r.private@mail.example")
    with scene.office.reading() as tx:
        kept = [repr(record.entry) for record in tx.audit.every()]
    assert len(kept) > 4
    assert not [entry for entry in kept if "robin@" in entry or "r.private@" in entry]
