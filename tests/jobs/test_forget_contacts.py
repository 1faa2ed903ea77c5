"""Whoever asks to be forgotten is found nowhere afterwards: not in texts, reasons, the audit, nor what was posted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect
from sqlalchemy import text as sql

from jobs.analysis.forgetting import masked, without_person
from jobs.analysis.suppression import digest_of, understand
from storage.domain import Case, Contact, ContactKind, LetterState, Message, Prospect, ProspectState, ReplyKind, Thread
from tests.jobs.outreach import LINE, Office, draft
from tests.jobs.test_follow_letters import UNDO, Scene
from tests.jobs.world import HERE, World

JANE = "jane.doe@quiet.example"
ROBIN = "robin@news.example"
_BODY = f"Hello Jane,\n\n{LINE} You said Jane.Doe@quiet.example is yours.\n\nBest"
_CASE = Case(
    "It names you.",
    "Acme",
    f"By {JANE}",
    author=JANE,
    contacts=(Contact(ContactKind.EMAIL, JANE, "Jane Doe", "https://p0.example/a"),),
)


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(Office(world, mail=True))


def suggested(office: Office, number: int, to: str) -> Prospect:
    """A prospect whose posted card names Jane, whoever is written to."""
    found = office.suggested(f"https://p{number}.example/a", case=_CASE, draft=draft(to=to, body=_BODY))
    with office.world.store.transaction(office.world.workspace_id) as tx:
        tx.outbox.put(Thread(f"prospect/{found.id}", HERE, Message(f"card of {JANE}")), office.world.clock())
        tx.outbox.put(
            Thread(f"news/{found.id}", HERE, Message(f"*Sent* to <mailto:{JANE}?x|her>.")), office.world.clock()
        )
    return found


def left(world: World, words: str) -> list[str]:
    """Every field of the whole database with these words in it."""
    with world.store.system() as tx:
        connection = tx.workspaces.connection
        return [
            f"{table}.{name}: {value}"
            for table in inspect(connection).get_table_names()
            for row in connection.execute(sql(f'SELECT * FROM "{table}"')).mappings()
            for name, value in row.items()
            if words in str(value).lower()
        ]


def test_a_forgotten_address_is_nowhere_in_the_database(scene: Scene) -> None:
    office, world = scene.office, scene.office.world
    whom = [JANE, ROBIN, "jane.doe+x@quiet.example", ROBIN]
    written, waiting, rejected, another = [suggested(office, *one) for one in enumerate(whom)]
    office.approve(written)
    office.decide.reject(world.workspace_id, office.now(rejected).ticket, "U0KIM", f"“{JANE}” says no")
    office.suppress.add(world.workspace_id, "elsewhere.example", "U0KIM", f"asked by {JANE}")
    world.clock.advance(UNDO)
    assert scene.send() == 1
    scene.comes_back(written, ReplyKind.PERSON, JANE)
    assert len(left(world, "jane.doe")) > 10
    office.suppress.forget(world.workspace_id, JANE, "U0KIM")
    assert left(world, "jane.doe") == []
    assert office.now(waiting).ticket != waiting.ticket
    assert office.now(another).ticket != another.ticket
    with office.reading() as tx:
        assert tx.audit.verify().broken_at is None


def test_the_name_beside_a_forgotten_address_goes_with_it(scene: Scene) -> None:
    page = Contact(ContactKind.AUTHOR_PAGE, "https://p0.example/by/jane", "Jane Doe")
    mine = Contact(ContactKind.EMAIL, JANE, "Jane Doe")
    editor = Contact(ContactKind.EMAIL, ROBIN, "Robin")
    case = replace(_CASE, author="Jane Doe", contacts=(mine, page, editor))
    found = scene.office.suggested("https://p9.example/a", case=case, draft=draft(to=ROBIN))
    scene.office.suppress.forget(scene.office.world.workspace_id, JANE, "U0KIM")
    after = scene.office.now(found).case
    assert (after.author, after.contacts) == ("", (editor,))


def test_what_slack_never_took_forgets_too(scene: Scene) -> None:
    world = scene.office.world
    with world.store.transaction(world.workspace_id) as tx:
        tx.outbox.put(Thread("refused", HERE, Message(f"card of {JANE}")), world.clock())
    with world.store.system() as tx:
        refused = tx.outbox.claim(world.clock())
        assert refused is not None
        tx.outbox.mark_dead(refused.id, "invalid_blocks")
    scene.office.suppress.forget(world.workspace_id, JANE, "U0KIM")
    assert left(world, "jane.doe") == []


def test_an_approval_of_a_text_that_names_the_forgotten_is_void(scene: Scene) -> None:
    approved = scene.office.approve(suggested(scene.office, 0, ROBIN))
    scene.office.suppress.forget(scene.office.world.workspace_id, JANE, "U0KIM")
    assert scene.office.now(approved).state is ProspectState.SUGGESTED
    assert [one.state for one in scene.letters(approved)] == [LetterState.CANCELLED]


def test_who_is_named_like_the_forgotten_is_not_forgotten() -> None:
    jane = digest_of(understand(JANE))
    others = "jane.doe@quiet.example.org, mary-jane.doe@quiet.example, jane.doe@loud.example"
    assert without_person(others, jane) == others


def test_the_audit_keeps_fingerprints_only() -> None:
    said = masked(f"Jane ({JANE}) and JANE.DOE+a@quiet.example. say no, @channel; me@home")
    assert said.count(f"sha256:{digest_of(understand(JANE)).hex()[:16]}") == 2
    assert "jane.doe" not in said.lower()
    assert said.endswith("say no, @channel; me@home")


@given(
    st.text(), st.sampled_from([" ", "<", ">", "\n", "(", ")", '"', ":", "|", "mailto:", "/", "", ",", "'"]), st.text()
)
def test_an_address_is_found_beside_whatever_stands_there(before: str, mark: str, after: str) -> None:
    text = f"{before}{mark or ' '}{JANE}{mark or ' '}{after}"
    if mark == "mailto:":
        text = f"{before} mailto:{JANE}?{after}"
    assert JANE not in without_person(text, digest_of(understand(JANE)))
