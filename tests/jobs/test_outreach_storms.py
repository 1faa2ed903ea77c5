"""Everything at once, by many hands: whatever order the clicks fall in, what is stored afterwards is a legal state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from random import Random

import pytest

from jobs.send_letters import SendLetters
from storage.domain import OPEN_STATES, AuditEntry, LetterState, Prospect, ProspectState, ReplyKind
from storage.errors import AnchorwatchError
from storage.store import Store, open_store
from tests.jobs.outreach import BODY, DAY, LINE, Office, everyone
from tests.jobs.test_follow_letters import UNDO, Scene
from tests.jobs.world import World

_HANDS = 8
_UNDER_WAY = {LetterState.PENDING, LetterState.SENDING}
_MAY_HAVE_MAIL = {ProspectState.APPROVED, ProspectState.CONTACTED}


def _deeds(office: Office, random: Random, prospects: list[Prospect]) -> list[Callable[[], object]]:
    """What one person may press, on whatever the cards say at that moment."""
    workspace_id, by = office.world.workspace_id, f"U0{random.randrange(5)}"

    def ticket() -> str:
        return office.now(random.choice(prospects)).ticket

    def domain() -> str:
        return random.choice(prospects).domain

    return [
        lambda: office.decide.approve(workspace_id, ticket(), by),
        lambda: office.decide.approve(workspace_id, ticket(), by),
        lambda: office.decide.reject(workspace_id, ticket(), by, "no"),
        lambda: office.decide.undo(workspace_id, ticket(), by),
        lambda: office.decide.undo(workspace_id, ticket(), by),
        lambda: office.decide.never(workspace_id, ticket(), by, "no"),
        lambda: office.decide.snooze(workspace_id, ticket(), by, 7 * UNDO * 144),
        lambda: office.write(random.choice(prospects), f"{BODY}\n{random.random()}", LINE, by),
        lambda: office.suppress.add(workspace_id, domain(), by, ""),
        lambda: office.suppress.lift(workspace_id, domain(), by),
        lambda: office.follow.sent(workspace_id, ticket(), by),
        lambda: office.follow.replied(workspace_id, ticket(), by),
        lambda: office.suggested(f"https://{domain()}/{random.random()}"),
        lambda: office.follow.tick(),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_no_storm_of_clicks_leaves_anything_illegal_behind(world: World, seed: int) -> None:
    office = Office(world, replace(Office(world).rules, weekly_quota=10_000), mail=True)
    scene = Scene(office)
    prospects = [office.suggested(f"https://news{number}.example/a") for number in range(6)]
    with ExitStack() as opened:
        stores = [opened.enter_context(closing(_opened(world))) for _ in range(2)]

        def storm(hand: int) -> Counter[str]:
            random = Random(seed * 100 + hand)
            mine = replace(office, world=replace(world, store=stores[hand % 2]))
            done = Counter[str]()
            for _ in range(40):
                try:
                    random.choice(_deeds(mine, random, prospects))()
                    done["done"] += 1
                except (AnchorwatchError, AssertionError) as refused:  # AssertionError: the domain has an open one
                    done[type(refused).__name__] += 1
            return done

        with ThreadPoolExecutor(_HANDS) as people:
            outcomes = list(people.map(storm, range(_HANDS)))
    assert sum(one["done"] for one in outcomes) > 40, outcomes
    _is_legal(office)
    world.clock.advance(UNDO)
    SendLetters(world.store, scene.post, scene.following.effects, world.clock).step()
    scene.send()
    _is_legal(office)
    assert max(Counter(one.to_address + one.message_id for one in scene.post.got).values(), default=1) == 1


def _opened(world: World) -> Store:
    """The same database as another process would open it."""
    return open_store(f"sqlite:///{world.store._where}")


def _is_legal(office: Office) -> None:
    with office.reading() as tx:
        all_of_them = everyone(tx)
        entries = [record.entry for record in tx.audit.every()]
        assert tx.audit.verify().broken_at is None
        for one in all_of_them:
            letters = tx.letters.of_prospect(one.id)
            assert len({letter.number for letter in letters}) == len(letters)
            waiting = [letter for letter in letters if letter.state in _UNDER_WAY]
            assert not waiting or one.state in _MAY_HAVE_MAIL, (one.state, waiting)
            for letter in waiting:
                assert one.draft is not None
                assert letter.draft_digest == one.draft.digest == one.approved
    _has_one_open_of_each_domain(all_of_them)
    for one in all_of_them:
        _is_told_by_the_audit(one, [entry for entry in entries if entry.data.get("prospect") == one.id])
        assert (one.approved is not None) >= (one.state is ProspectState.APPROVED)


def _has_one_open_of_each_domain(prospects: list[Prospect]) -> None:
    open_ones = Counter(one.domain for one in prospects if one.state in OPEN_STATES)
    assert max(open_ones.values(), default=0) <= 1


def _is_told_by_the_audit(one: Prospect, entries: list[AuditEntry]) -> None:
    """Each step begins where the one before ended, and the last ends where the prospect is."""
    state = "suggested"
    for entry in entries:
        if "from" in entry.data:
            assert entry.data["from"] == state, (one.id, [(e.verb, e.data["from"], e.data["to"]) for e in entries])
            state = str(entry.data["to"])
    assert state == one.state


@pytest.mark.parametrize("by_mail", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_no_clock_stands_still_whatever_was_pressed_before(world: World, seed: int, by_mail: bool) -> None:
    """Days and years pass between clicks, and sometimes an hour comes twice: the clock's own work never fails."""
    office = Office(world, replace(Office(world).rules, weekly_quota=10_000, follow_ups=seed % 3), mail=by_mail)
    scene, random = Scene(office), Random(seed)
    prospects = [office.suggested(f"https://news{number}.example/a") for number in range(6)]
    for _ in range(150):
        world.clock.advance(random.choice([-UNDO, UNDO / 2, UNDO, 12 * UNDO, DAY, 6 * DAY, 31 * DAY]))
        with suppress(AnchorwatchError, AssertionError):
            random.choice(_deeds(office, random, prospects))()
        office.follow.tick()
        scene.send()
        if random.random() < 0.2 and scene.post.got:
            _answer(scene, random, prospects)
    _is_legal(office)


def _answer(scene: Scene, random: Random, prospects: list[Prospect]) -> None:
    one = random.choice(prospects)
    if scene.letters(one):
        scene.comes_back(one, random.choice(list(ReplyKind)))
