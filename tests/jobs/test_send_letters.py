"""Letters go out once, to whom we may write, at the pace we may; what nobody knows is told and never repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

import pytest

from jobs.mail.answers import Answer, Outcome
from jobs.send_letters import SendLetters
from jobs.settle_letter import SettleLetter
from storage import failpoints
from storage.domain import Letter, LetterState, ProspectId
from storage.failpoints import FailpointReachedError
from tests.jobs.world import DAY, HOUR, World
from tests.mail.letters import Told, letter, new_letter, queue, states

MINUTE = timedelta(minutes=1)
SENT = Answer(Outcome.SENT)


@dataclass
class Post:
    """Gives the answers it was given, then takes everything; remembers what was handed to it."""

    answers: list[Answer] = field(default_factory=list)
    got: list[Letter] = field(default_factory=list)

    def send(self, one: Letter) -> Answer:
        self.got.append(one)
        return self.answers.pop(0) if self.answers else SENT


@dataclass
class Scene:
    world: World
    post: Post
    told: Told
    sender: SendLetters

    def run(self) -> int:
        """Send until nothing may go out now; returns how many letters were handed over."""
        before = len(self.post.got)
        while self.sender.step():
            pass
        return len(self.post.got) - before

    def restart(self) -> None:
        self.sender = replace(self.sender)


@pytest.fixture
def scene(world: World) -> Scene:
    post, told = Post(), Told()
    return Scene(world, post, told, SendLetters(world.store, post, told.effects, world.clock))


def test_a_letter_goes_out_once_its_time_has_come_and_never_again(scene: Scene) -> None:
    one = queue(scene.world, not_before=scene.world.clock() + 10 * MINUTE)
    assert scene.run() == 0
    scene.world.clock.advance(10 * MINUTE)
    assert scene.run() == 1
    scene.world.clock.advance(30 * DAY)
    scene.restart()
    assert scene.run() == 0
    sent = letter(scene.world, one.id)
    assert (sent.state, sent.attempts, sent.error) == (LetterState.SENT, 1, None)
    assert scene.told.sent == [one.id]


def test_a_prospect_gets_each_of_its_letters_once(scene: Scene) -> None:
    first = queue(scene.world)
    queue(scene.world, number=1)
    with scene.world.store.transaction(scene.world.workspace_id) as tx:
        again = new_letter(scene.world, message_id="<other@acme.com>")
        assert tx.letters.put(again, scene.world.clock()) is None
        assert [one.number for one in tx.letters.of_prospect(ProspectId(1))] == [0, 1]
        assert tx.letters.get(first.id) == first


@pytest.mark.parametrize("how", ["cancelled", "dead"])
def test_a_new_text_may_take_the_place_of_a_letter_that_surely_never_went_out(scene: Scene, how: str) -> None:
    queue(scene.world)
    if how == "dead":
        scene.post.answers = [Answer(Outcome.REFUSED, "550 no such user")]
        scene.run()
    else:
        with scene.world.store.transaction(scene.world.workspace_id) as tx:
            assert tx.letters.cancel(ProspectId(1), "edited") == 1
    other = queue(scene.world, message_id="<other@acme.com>", subject="Better")
    scene.run()
    assert letter(scene.world, other.id).state is LetterState.SENT


def test_whom_we_may_not_write_to_any_more_is_not_written_to(scene: Scene) -> None:
    one, other = queue(scene.world, 1), queue(scene.world, 2)
    scene.told.why_not = {"jo1@blog.example": "blog.example was added to the do-not-contact list."}
    assert scene.run() == 1
    assert states(scene.world, [one, other]) == [LetterState.CANCELLED, LetterState.SENT]
    assert scene.told.failed == [(one.id, "blog.example was added to the do-not-contact list.")]


def test_a_letter_taken_back_in_time_is_not_sent_and_one_under_way_cannot_be(scene: Scene) -> None:
    one = queue(scene.world)

    def take_back(_letter: Letter) -> Answer:
        with scene.world.store.transaction(scene.world.workspace_id) as tx:
            assert tx.letters.cancel(ProspectId(1), "too late") == 0
        return SENT

    scene.post.send = take_back  # type: ignore[method-assign]
    assert scene.sender.step()
    assert letter(scene.world, one.id).state is LetterState.SENT


def test_out_of_hours_a_letter_waits_and_holds_nobody_back(scene: Scene) -> None:
    one = queue(scene.world)
    scene.told.opens_at = scene.world.clock() + 3 * HOUR
    assert scene.run() == 0
    waiting = letter(scene.world, one.id)
    assert (waiting.state, waiting.not_before, waiting.attempts) == (LetterState.PENDING, scene.told.opens_at, 0)
    scene.world.clock.advance(3 * HOUR)
    assert scene.run() == 1


def test_no_more_letters_an_hour_than_allowed_also_after_a_restart(scene: Scene) -> None:
    for prospect in range(7):
        queue(scene.world, prospect)
    scene.sender = replace(scene.sender, per_hour=3)
    scene.post.answers = [SENT, Answer(Outcome.UNSURE, "cut"), SENT]
    assert scene.run() == 3
    scene.restart()
    scene.world.clock.advance(59 * MINUTE)
    assert scene.run() == 0
    scene.world.clock.advance(MINUTE)
    assert scene.run() == 3


def test_a_letter_put_off_is_tried_again_ever_more_rarely_and_given_up_after_days(scene: Scene) -> None:
    one = queue(scene.world)
    scene.post.answers = [Answer(Outcome.LATER, "451 greylisted")] * 100
    began, tries = scene.world.clock(), []
    while letter(scene.world, one.id).state is LetterState.PENDING:
        tries += [scene.world.clock()] * scene.run()
        scene.world.clock.advance(5 * MINUTE)
    waits = [later - sooner for sooner, later in pairwise(tries)]
    assert waits[0] == 5 * MINUTE
    assert waits == sorted(waits)
    assert 1.5 * DAY < tries[-1] - began < 3 * DAY
    assert letter(scene.world, one.id).state is LetterState.DEAD
    assert scene.told.failed == [(one.id, "451 greylisted")]


def test_greylisting_costs_only_time(scene: Scene) -> None:
    one = queue(scene.world)
    scene.post.answers = [Answer(Outcome.LATER, "451 greylisted")]
    assert scene.run() == 1
    scene.world.clock.advance(5 * MINUTE)
    assert scene.run() == 1
    assert letter(scene.world, one.id).state is LetterState.SENT
    assert scene.told.failed == []


def test_a_refused_letter_is_told_once_and_not_tried_again(scene: Scene) -> None:
    one = queue(scene.world)
    scene.post.answers = [Answer(Outcome.REFUSED, "550 no such user")]
    scene.run()
    scene.world.clock.advance(DAY)
    assert scene.run() == 0
    assert letter(scene.world, one.id).state is LetterState.DEAD
    assert scene.told.failed == [(one.id, "550 no such user")]


def test_while_the_mail_server_is_away_all_letters_wait_and_none_is_given_up(scene: Scene) -> None:
    letters = [queue(scene.world, prospect) for prospect in range(3)]
    scene.post.answers = [Answer(Outcome.NO_SERVER, "refused")] * 100
    for _ in range(100):
        assert scene.run() == 1  # one asks for all
        scene.world.clock.advance(15 * MINUTE)
    assert states(scene.world, letters) == [LetterState.PENDING] * 3
    scene.run()
    assert states(scene.world, letters) == [LetterState.SENT] * 3


def test_a_letter_of_which_nobody_knows_is_told_once_and_waits_for_a_person(scene: Scene) -> None:
    one = queue(scene.world)
    scene.post.answers = [Answer(Outcome.UNSURE, "cut off")]
    scene.run()
    scene.world.clock.advance(30 * DAY)
    assert scene.run() == 0
    assert letter(scene.world, one.id).state is LetterState.UNSURE
    assert scene.told.unsure == [one.id]
    with scene.world.store.reading(scene.world.workspace_id) as tx:
        assert [letter.state for letter in tx.letters.of_prospect(one.prospect_id)] == [LetterState.UNSURE]


@pytest.mark.parametrize("was_sent", [True, False])
def test_a_person_settles_it_once_and_the_second_is_told_so(scene: Scene, was_sent: bool) -> None:
    one = queue(scene.world)
    scene.post.answers = [Answer(Outcome.UNSURE, "cut off")]
    scene.run()
    settle = SettleLetter(scene.world.store, scene.told.effects.on_sent, scene.world.clock)
    assert settle.settle(scene.world.workspace_id, one.id, "U0ROBIN", was_sent=was_sent)
    assert not settle.settle(scene.world.workspace_id, one.id, "U0EVE", was_sent=not was_sent)
    assert scene.told.sent == ([one.id] if was_sent else [])
    assert scene.run() == (0 if was_sent else 1)
    settled = letter(scene.world, one.id)
    assert settled.state is LetterState.SENT
    assert settled.message_id == one.message_id
    assert scene.told.sent == [one.id]


@pytest.mark.parametrize("place", ["after_claim", "after_send", "after_mark", "before_commit"])
def test_wherever_sending_breaks_off_the_letter_is_told_and_goes_out_at_most_once(scene: Scene, place: str) -> None:
    one = queue(scene.world)
    failpoints.arm(f"letters.{place}:1:raise")
    with pytest.raises(FailpointReachedError):
        scene.run()
    scene.restart()
    assert scene.run() == 0
    assert letter(scene.world, one.id).state is LetterState.SENDING
    scene.world.clock.advance(10 * MINUTE + timedelta(seconds=1))
    assert scene.run() == 0
    assert letter(scene.world, one.id).state is LetterState.UNSURE
    assert scene.told.unsure == [one.id]
    assert len(scene.post.got) <= 1


def test_two_senders_at_once_send_each_letter_once(scene: Scene) -> None:
    letters = [queue(scene.world, prospect) for prospect in range(20)]
    senders = [replace(scene.sender, per_hour=1000) for _ in range(2)]

    def drain(sender: SendLetters) -> None:
        while sender.step():
            pass

    with ThreadPoolExecutor(2) as both:
        list(both.map(drain, senders))
    assert sorted(one.id for one in scene.post.got) == sorted(one.id for one in letters)
    assert sorted(scene.told.sent) == sorted(one.id for one in letters)


def test_the_demo_sends_no_mail(scene: Scene) -> None:
    with scene.world.store.transaction(scene.world.workspace_id) as tx:
        demo = tx.sites.add(
            replace(scene.world.site.settings, domains=("demo.example",)), scene.world.clock(), is_demo=True
        )
    one = queue(scene.world, site_id=demo.id)
    assert scene.run() == 0
    assert letter(scene.world, one.id).state is LetterState.CANCELLED
