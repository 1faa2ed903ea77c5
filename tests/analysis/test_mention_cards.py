"""What a card says of a mention: its sentence, its score in parts, what to ask for, and in which lane it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.lanes import Facts, lane_of
from jobs.analysis.mention_score import MentionFacts, score
from jobs.analysis.sentiment import is_negative
from jobs.analysis.snippets import sentence_at, snippet
from jobs.analysis.suggestions import NO_TITLES, OwnTitles, suggest
from storage.domain import Lane, LinkStatus, MentionPlace, Snippet

NOW = datetime(2026, 3, 3, tzinfo=UTC)
GOOD = MentionFacts(80, 2, in_title=True, offset=0, names=3, published_at=NOW, outward=5, has_contact=True)
SEEN = Facts(LinkStatus.UNLINKED, frozenset({MentionPlace.MAIN}))


def around(text: str, name: str = "Acme") -> str:
    start = text.index(name)
    begin, end = sentence_at(text, start, start + len(name))
    return text[begin:end]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One here. We like Acme a lot! Two there.", "We like Acme a lot!"),
        ("Dr. Smith of Acme Inc. said so. Then left.", "Dr. Smith of Acme Inc. said so."),
        ("Version 2.5 of Acme is out. Get it.", "Version 2.5 of Acme is out."),
        ("我们喜欢它。Acme 很好。再见。", "Acme 很好。"),
        ("Title\nAcme makes rockets\nNext line", "Acme makes rockets"),
        ("Acme", "Acme"),
        ("She asked: “Why Acme?” Nobody knew.", "She asked: “Why Acme?”"),
    ],
)
def test_the_sentence_is_the_one_that_names_the_brand(text: str, sentence: str) -> None:
    assert around(text) == sentence


def test_a_snippet_takes_its_neighbours_where_there_is_room_and_marks_what_it_leaves_out() -> None:
    short = snippet("Before it. We like Acme here. After it.", 19, 23)
    assert short == Snippet("Before it. We like ", "Acme", " here. After it.")
    long = "word " * 100
    cut = snippet(f"{long}Acme {long}", len(long), len(long) + 4)
    assert cut.before.startswith("…word") and cut.after.endswith("word…")  # noqa: PT018  (one thing)


@given(st.text(max_size=2_000), st.integers(0, 2_000), st.integers(0, 40))
def test_a_snippet_of_any_text_is_short_and_holds_the_name(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    found = snippet(text, start, end)
    assert len(found.before + found.name + found.after) <= 246
    assert found.name.split() == text[start:end].split()


def test_a_score_is_the_sum_of_its_parts_and_each_fact_counts() -> None:
    best = score(GOOD, NOW)
    assert best.total == sum(best.parts.values()) <= 100
    weaker = (
        replace(GOOD, authority=10),
        replace(GOOD, topics=0),
        replace(GOOD, in_title=False, offset=5_000),
        replace(GOOD, published_at=NOW - timedelta(days=200)),
        replace(GOOD, outward=0),
        replace(GOOD, has_contact=False),
    )
    assert all(score(facts, NOW).total < best.total for facts in weaker)
    assert score(replace(GOOD, published_at=NOW - timedelta(days=365)), NOW).parts["freshness"] == 0
    assert score(replace(GOOD, published_at=NOW - timedelta(days=30)), NOW).parts["freshness"] == 15


def test_the_page_that_shares_rare_words_is_suggested_else_the_home_page() -> None:
    titles = {
        "https://acme.com/guides/on-call": "A calm guide to on-call",
        "https://acme.com/pricing": "Pricing of Acme",
        "https://acme.com/guides/reports": "A guide to incident reports",
    }
    said = Snippet("Their notes on incident reports, by ", "Acme", ", are the best.")
    found = suggest(said, "", OwnTitles(titles), "https://acme.com/")
    assert found.page_url == "https://acme.com/guides/reports"
    assert found.sentence == "Their notes on incident reports, by [Acme], are the best."
    assert (
        suggest(Snippet("Hello ", "Acme", "!"), "", OwnTitles(titles), "https://acme.com/").page_url
        == "https://acme.com/"
    )
    assert suggest(said, "", NO_TITLES, "https://acme.com/").page_url == "https://acme.com/"


def test_one_harsh_word_is_no_verdict_but_several_are() -> None:
    harsh = "Avoid Acme: the worst support, and they refused a refund."
    start = harsh.index("Acme")
    assert is_negative(harsh, start, start + 4)
    fair = "Acme had one outage in a decade and told everyone."
    assert not is_negative(fair, 0, 4)


@pytest.mark.parametrize(
    ("facts", "lane"),
    [
        (SEEN, Lane.ASK),
        (replace(SEEN, status=LinkStatus.PLAIN_URL), Lane.ASK),
        (replace(SEEN, status=LinkStatus.LINKED_BROKEN), Lane.ASK),
        (replace(SEEN, status=LinkStatus.UNVERIFIED), Lane.UNSEEN),
        (replace(SEEN, status=LinkStatus.LINKED), Lane.LINKED),
        (replace(SEEN, status=LinkStatus.LINKED_ELSEWHERE), Lane.LINKED),
        (replace(SEEN, places=frozenset({MentionPlace.BOILERPLATE})), Lane.BOILERPLATE),
        (replace(SEEN, places=frozenset({MentionPlace.TITLE})), Lane.BOILERPLATE),
        (replace(SEEN, excluded="a job board"), Lane.EXCLUDED),
        (replace(SEEN, engage="a forum: join in"), Lane.ENGAGE),
        (replace(SEEN, doubt="the word alone"), Lane.AMBIGUOUS),
        (replace(SEEN, doubt="the word alone", is_ours=True), Lane.ASK),
        (replace(SEEN, is_ours=False), Lane.NOT_OURS),
        (replace(SEEN, is_negative=True), Lane.REPUTATION),
    ],
)
def test_every_mention_has_one_lane_and_a_reason(facts: Facts, lane: Lane) -> None:
    found, reason = lane_of(facts)
    assert found is lane
    assert reason
