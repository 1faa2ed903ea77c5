"""Killed at any named place, the sender of letters sends each at most once and loses none silently."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.settings import Settings, load_settings
from bot.wall_clock import utc_now
from jobs.analysis.outreach import OutreachRules
from storage.domain import Letter, LetterState, Prospect, ProspectState
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.outreach import Office
from tests.jobs.world import World, new_world
from tests.mail.letters import SENDER, letter, queue
from tests.servers.mail import CUT, SmtpServer, running
from tests.servers.processes import GRACE, dies, letter_sender, outreach_sender, runs

pytestmark = pytest.mark.slow

LETTERS = 3
PATIENCE = 20.0
OVER = {LetterState.SENT, LetterState.UNSURE}


@dataclass(frozen=True)
class Scene:
    world: World
    smtp: SmtpServer
    settings: Settings
    letters: tuple[Letter, ...]

    def now(self) -> list[Letter]:
        return [letter(self.world, one.id) for one in self.letters]

    def wait_until_over(self) -> None:
        until = time.monotonic() + PATIENCE
        while not all(one.state in OVER for one in self.now()):
            assert time.monotonic() < until, self.now()
            time.sleep(0.02)

    def wait_until_left(self, one: Letter) -> None:
        """Until its last attempt began so long ago that the sender believes nobody is at it."""
        begun = letter(self.world, one.id).attempt_at
        assert begun is not None
        while utc_now() <= begun + GRACE:
            time.sleep(0.02)

    def arrived(self) -> Counter[str]:
        return Counter(str(message["Message-ID"]) for message in self.smtp.messages)

    def told(self, one: Letter) -> list[str]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return [entry.verb for entry in tx.audit.about(one.message_id)]

    def assert_books_balance(self) -> None:
        """Each mail at most once; each letter is sent, or unsure; and either was told exactly once."""
        arrived = self.arrived()
        assert set(arrived.values()) <= {1}
        for one in self.now():
            assert self.told(one) == [one.state.value]
            if one.state is LetterState.SENT:
                assert arrived[one.message_id] == 1


@pytest.fixture
def scene(store: Store, database_url: str) -> Iterator[Scene]:
    world = new_world(store, Clock(utc_now()))
    with running(SmtpServer()) as smtp:
        settings = load_settings(
            database_url=database_url,
            smtp_host="127.0.0.1",
            smtp_port=smtp.port,
            smtp_security="none",
            mail_from=f"{SENDER.name} <{SENDER.address}>",
            mail_postal_address=SENDER.postal_address,
            mail_opt_out=SENDER.opt_out,
        )
        yield Scene(world, smtp, settings, tuple(queue(world, prospect) for prospect in range(1, LETTERS + 1)))


@pytest.mark.parametrize("nth", range(1, LETTERS + 1))
@pytest.mark.parametrize("place", ["after_claim", "after_send", "after_mark", "before_commit"])
def test_a_sender_killed_at_any_letter_sends_each_at_most_once_and_tells_what_nobody_knows(
    scene: Scene, place: str, nth: int
) -> None:
    dies(letter_sender, scene.settings, f"letters.{place}:{nth}:kill")
    with runs(letter_sender, scene.settings):
        scene.wait_until_over()
    scene.assert_books_balance()
    unsure = [one for one in scene.now() if one.state is LetterState.UNSURE]
    assert [one.id for one in unsure] == [scene.letters[nth - 1].id]
    assert scene.arrived()[unsure[0].message_id] == (0 if place == "after_claim" else 1)


def test_a_sender_killed_again_and_again_also_while_it_tells_loses_and_repeats_nothing(scene: Scene) -> None:
    dies(letter_sender, scene.settings, "letters.after_send:1:kill")
    scene.wait_until_left(scene.letters[0])
    dies(letter_sender, scene.settings, "letters.before_commit:1:kill")  # as it tells of the first
    dies(letter_sender, scene.settings, "letters.before_commit:2:kill")
    dies(letter_sender, scene.settings, "letters.after_claim:1:kill")
    with runs(letter_sender, scene.settings):
        scene.wait_until_over()
    scene.assert_books_balance()


def test_a_server_that_takes_a_letter_and_hangs_up_leaves_it_to_a_person(scene: Scene) -> None:
    scene.smtp.will_say("DATA", "250 taken", CUT)
    with runs(letter_sender, scene.settings):
        scene.wait_until_over()
    scene.assert_books_balance()
    assert [one.state for one in scene.now()] == [LetterState.SENT, LetterState.UNSURE, LetterState.SENT]
    assert len(scene.smtp.mails) == LETTERS


@pytest.mark.parametrize("place", ["after_claim", "after_send", "after_mark", "before_commit"])
def test_whatever_kills_the_sender_a_target_is_contacted_once_or_waits_for_a_persons_word(
    scene: Scene, place: str
) -> None:
    """The whole way: the letter, its target, the audit, and what the team is told."""
    office = Office(scene.world, OutreachRules(undo=timedelta(0)), mail=True)
    for one in scene.letters:  # of targets that nobody knows
        with scene.world.store.transaction(scene.world.workspace_id) as tx:
            tx.letters.cancel(one.prospect_id, "not of this story")
    targets = [office.approve(office.suggested(f"https://news{number}.example/a")) for number in range(2)]
    dies(outreach_sender, scene.settings, f"letters.{place}:1:kill")
    with runs(outreach_sender, scene.settings):
        _wait(lambda: {_letter_of(office, one).state for one in targets} == {LetterState.SENT, LetterState.UNSURE})
    unsure, sent = targets  # the first was under way when the sender died
    assert office.now(sent).state is ProspectState.CONTACTED
    assert office.now(unsure).state is ProspectState.APPROVED
    assert office.card(unsure).unsure is not None
    assert [entry.verb for entry in office.audit(sent)] == ["prospect approved", "letter sent"]
    assert [entry.verb for entry in office.audit(unsure)] == ["prospect approved", "letter unsure"]
    assert set(scene.arrived().values()) == {1}
    with office.reading() as tx:
        assert tx.audit.verify().broken_at is None
        letter_id = _letter_of(office, unsure).id
        assert tx.outbox.get(f"letter/{letter_id}/unsure/1") is not None


def _letter_of(office: Office, target: Prospect) -> Letter:
    with office.reading() as tx:
        (only,) = tx.letters.of_prospect(target.id)
    return only


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)
