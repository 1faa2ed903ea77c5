"""What is stored comes back: values through their JSON, times in UTC, and any text that strangers may write."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from storage import codecs
from storage.domain import (
    AuditEntry,
    Evidence,
    Facet,
    LinkFacts,
    Message,
    MessageFile,
    Newcomer,
    PageMemory,
    Site,
    Suspicion,
    Workspace,
)
from storage.store import Store
from storage.types import UtcDateTime, json_text, storable
from tests.conftest import Clock
from tests.storage.building import new_link

NASTY = 'a\0b \ud800 c\U0001f600 \udfff\'; DROP TABLE backlinks; -- \\u0000 "quoted" \u202e'
NASTY_STORED = 'a\ufffdb \ufffd c\U0001f600 \ufffd\'; DROP TABLE backlinks; -- \\u0000 "quoted" \u202e'

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
st.register_type_strategy(str, texts)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
sketches = st.lists(st.integers(0, 2**64 - 1), max_size=80).map(tuple)
newcomers = st.builds(Newcomer, sketch=sketches)
pages = st.builds(PageMemory, sketch=sketches, newcomer=st.none() | newcomers)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
blocks = st.lists(st.dictionaries(texts, json_values, max_size=3), max_size=3).map(tuple)
messages = st.builds(Message, blocks=blocks, files=st.lists(st.builds(MessageFile), max_size=2).map(tuple))


def _comes_back(value: Any, write: Callable[[Any], Any], read: Callable[[Any], Any]) -> bool:
    return bool(read(json.loads(json_text(write(value)))) == value)


@given(st.builds(LinkFacts))
def test_facts_come_back(facts: LinkFacts) -> None:
    assert _comes_back(facts, codecs.write_facts, codecs.read_facts)


@given(st.builds(Evidence))
def test_evidence_comes_back(evidence: Evidence) -> None:
    assert _comes_back(evidence, codecs.write_evidence, codecs.read_evidence)


@given(pages)
def test_page_memories_come_back(page: PageMemory) -> None:
    assert _comes_back(page, codecs.write_page, codecs.read_page)


@given(st.builds(Suspicion))
def test_suspicions_come_back(suspicion: Suspicion) -> None:
    assert _comes_back(suspicion, codecs.write_suspicion, codecs.read_suspicion)


@given(st.lists(st.builds(Facet)).map(tuple))
def test_facets_come_back(facets: tuple[Facet, ...]) -> None:
    assert _comes_back(facets, codecs.write_facets, codecs.read_facets)


@given(messages)
def test_messages_come_back(message: Message) -> None:
    assert _comes_back(message, codecs.write_message, codecs.read_message)


@given(st.text())
def test_any_text_can_be_stored_and_storable_text_is_left_alone(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored
    stored.encode()
    assert len(stored) == len(text)
    assert storable(stored) == stored
    if "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        assert stored == text


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_any_json_can_be_stored(value: Any) -> None:
    text = json_text(value)
    text.encode()
    assert "\0" not in json.dumps(json.loads(text), ensure_ascii=False)


def test_hostile_text_is_stored_as_text(store: Store, site: Site, clock: Clock) -> None:
    link = new_link("blog")
    nasty = type(link)(NASTY, link.source_key, NASTY, NASTY, NASTY, NASTY)
    with store.transaction(site.workspace_id) as tx:
        added, _ = tx.backlinks.add(site.id, nasty, clock())
        tx.audit.add(AuditEntry(clock(), "U1", "said", "s", {NASTY: [NASTY]}))
        [entry] = tx.audit.about("s")
        found = tx.backlinks.get(added.id)
    assert found == added
    assert added.source_url == added.source_host == added.target_url == added.added_by == NASTY_STORED
    assert entry.data == {NASTY_STORED: [NASTY_STORED]}


def test_hostile_text_is_imported_as_text(store: Store, site: Site, clock: Clock) -> None:
    link = new_link("blog")
    nasty = type(link)(NASTY, link.source_key, NASTY, NASTY, NASTY, NASTY)
    with store.transaction(site.workspace_id) as tx:
        tx.imports.stage([nasty])
        tx.imports.commit(site.id, clock())
        found = tx.backlinks.by_key(site.id, link.source_key)
    assert found is not None
    assert found.source_url == found.source_domain == found.target_url == NASTY_STORED


def test_naive_times_are_refused(store: Store, workspace: Workspace, clock: Clock) -> None:
    naive = clock().replace(tzinfo=None)
    with pytest.raises(Exception, match="naive datetime"), store.transaction(workspace.id) as tx:
        tx.audit.add(AuditEntry(naive, "U1", "said", "s"))
    with pytest.raises(ValueError, match="naive datetime"):
        codecs.write_suspicion(Suspicion(verdict=next(iter(codecs.Verdict)), since=naive, count=1, first_check_id=None))


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
@given(moments=st.lists(st.datetimes(timezones=st.timezones()), min_size=2))
def test_times_come_back_in_utc_and_sort_as_moments(dialect: Any, moments: list[datetime]) -> None:
    column = UtcDateTime()
    write, read = column.bind_processor(dialect), column.result_processor(dialect, None)
    assert write
    stored = [write(moment) for moment in moments]
    back = [read(value) for value in stored]
    in_utc = [moment.astimezone(UTC) for moment in moments]
    assert back == in_utc
    assert all(moment and moment.tzinfo is UTC for moment in back)
    assert [read(value) for value in sorted(stored)] == sorted(in_utc)


def test_an_eastern_morning_is_stored_as_the_same_moment(store: Store, workspace: Workspace) -> None:
    east = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=9)))
    with store.transaction(workspace.id) as tx:
        tx.audit.add(AuditEntry(east, "U1", "said", "s"))
        assert [entry.at for entry in tx.audit.about("s")] == [datetime(2026, 3, 2, 0, 0, tzinfo=UTC)]
