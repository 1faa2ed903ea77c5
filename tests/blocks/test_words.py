"""Every verdict, state, count and span has words that a person can read aloud."""

from datetime import timedelta

import pytest

from bot.blocks import times, words
from storage.domain import Carrier, LinkState, Placement, Verdict
from tests.blocks.samples import NOW


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_words_without_our_jargon(verdict: Verdict) -> None:
    for phrase in (words.told(verdict), words.seen(verdict)):
        assert phrase
        assert "_" not in phrase


def test_every_state_place_and_carrier_has_words() -> None:
    assert set(words.STATES) == set(LinkState)
    assert set(words.PLACES) == set(Placement)
    assert set(words.CARRIERS) == set(Carrier)


@pytest.mark.parametrize(("number", "said"), [(0, "no links"), (1, "1 link"), (2, "2 links"), (2140, "2,140 links")])
def test_counts_are_written_for_reading(number: int, said: str) -> None:
    assert words.count(number, "link") == said


@pytest.mark.parametrize(("parts", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_end_with_and(parts: list[str], said: str) -> None:
    assert words.listing(parts) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=26), "26 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=61), "2 months"),
        (timedelta(days=430), "14 months"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_a_span_is_said_in_the_one_unit_a_person_would_use(length: timedelta, said: str) -> None:
    assert times.span(length) == said


def test_a_moment_shows_in_the_readers_zone_and_reads_as_utc_elsewhere() -> None:
    assert times.moment(NOW) == "<!date^1772524800^{date_short_pretty} at {time}|2026-03-03 08:00 UTC>"


def test_a_local_date_is_said_with_its_weekday() -> None:
    assert times.weekday("2026-03-03") == "Tue 3 Mar"
