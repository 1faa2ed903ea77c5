"""What is learnt of how links are lost: by kind of link and by host, from assumptions that evidence outweighs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.learning import learn
from jobs.analysis.loss_rates import Age, LossRates, assumed_rate, class_of
from jobs.analysis.traits import Band, Place, Traits, band_of, traits_after, worth
from storage.domain import (
    DAY,
    Backlink,
    Conclusion,
    LinkCheck,
    LinkState,
    PageMemory,
    Placement,
    Verdict,
    WatchedLinks,
    WorkspaceId,
)
from tests.analysis.story import FACTS, START, a_link

HERE = WorkspaceId(1)
MAIN, COMMENT = Traits(Place.CONTENT), Traits(Place.COMMENT)


def watched(domain: str, traits: Traits = MAIN, links: int = 1, days: float = 0.0, losses: int = 0) -> WatchedLinks:
    return WatchedLinks(domain, HERE, None, traits.code, Age.YOUNG, links, (days, 0.0, 0.0), (losses, 0, 0))


def a_look(content_hash: str, conclusion: Conclusion = Conclusion.LIVE) -> LinkCheck:
    page = PageMemory(content_hash=content_hash)
    return LinkCheck(a_link().id, 3, START, conclusion, Verdict.LIVE, "", FACTS, page=page)


def after(link: Backlink, check: LinkCheck) -> Backlink:
    believed = replace(link, page=check.page)
    return replace(believed, traits=traits_after(link, believed, check))


def test_without_evidence_each_class_is_what_we_assume_of_it() -> None:
    kind = class_of(MAIN, Age.YOUNG)
    assert LossRates().of_class(kind) == pytest.approx(assumed_rate(kind))


def test_evidence_outweighs_what_we_assumed() -> None:
    hosts = [watched(f"h{n}.example", COMMENT, links=5, days=1000, losses=5) for n in range(100)]
    rates = learn(hosts, LossRates()).rates
    assert rates.of_class(class_of(COMMENT, Age.YOUNG)) == pytest.approx(0.005, rel=0.05)
    assert rates.of_class(class_of(MAIN, Age.YOUNG)) == pytest.approx(assumed_rate(class_of(MAIN, Age.YOUNG)))


def test_a_host_that_loses_more_than_its_like_is_told_from_one_that_loses_nothing() -> None:
    bad = watched("bad.example", links=10, days=1000, losses=9)
    calm = watched("calm.example", links=100, days=20_000)
    rates = learn([bad, calm], LossRates()).rates
    assert rates.host_factors["bad.example"] > 3
    assert rates.host_factors["calm.example"] < 0.2


def test_a_host_with_little_evidence_is_like_all_others_and_is_not_even_remembered() -> None:
    rates = learn([watched(f"h{n}.example", days=60) for n in range(1000)], LossRates()).rates
    assert rates.host_factors == {}


def test_one_host_that_drops_a_thousand_links_at_once_does_not_speak_for_all() -> None:
    calm = [watched(f"h{n}.example", links=2, days=2000) for n in range(100)]
    fall = watched("blogroll.example", links=0, days=100_000, losses=1000)
    rate = learn([*calm, fall], LossRates()).rates.of_class(class_of(MAIN, Age.YOUNG))
    assert rate < 2 * learn(calm, LossRates()).rates.of_class(class_of(MAIN, Age.YOUNG)) + 0.0001


def test_lost_links_teach_but_are_not_counted_among_those_to_look_at() -> None:
    learnt = learn([watched("a.example", links=0, losses=1), watched("b.example", links=7)], LossRates())
    assert sum(learnt.groups[HERE].values()) == 7


def test_the_risk_of_a_link_is_its_class_times_its_host() -> None:
    rates = LossRates(host_factors={"blog.example": 4.0})
    link = a_link(first_live_at=START - 10 * DAY)
    assert rates.of(link, START) == pytest.approx(4 * LossRates().of(link, START))


def test_a_link_that_stood_for_a_year_is_expected_to_stand_longer() -> None:
    link = a_link(first_live_at=START)
    by_age = [LossRates().of(link, START + days * DAY) for days in (1, 100, 400)]
    assert by_age == sorted(by_age, reverse=True)
    assert len(set(by_age)) == 3


@pytest.mark.parametrize(
    ("authority", "band"),
    [(None, Band.UNKNOWN), (0, Band.LOW), (29, Band.LOW), (30, Band.MEDIUM), (69, Band.MEDIUM), (70, Band.HIGH)],
)
def test_authority_makes_the_band(authority: int | None, band: Band) -> None:
    assert band_of(authority) is band


def test_a_followed_link_in_the_text_is_worth_more_than_others() -> None:
    assert worth(Band.LOW, MAIN) > worth(Band.LOW, replace(MAIN, place=Place.MARGIN))
    assert worth(Band.LOW, MAIN) > worth(Band.LOW, replace(MAIN, is_nofollow=True))


@pytest.mark.parametrize("traits", [Traits(), Traits(Place.COMMENT, True, True, 3), Traits(Place.MARGIN, restless=2)])
def test_traits_survive_their_code(traits: Traits) -> None:
    assert Traits.of_code(traits.code) == traits


def test_traits_come_from_the_page_and_the_place_on_it() -> None:
    link = a_link(source_url="https://blog.example/tag/shoes/", facts=replace(FACTS, placement=Placement.FOOTER))
    found = Traits.of_code(after(link, a_look("x")).traits)
    assert (found.place, found.is_listing) == (Place.MARGIN, True)


def test_a_page_whose_text_keeps_changing_is_restless_until_it_rests() -> None:
    link = a_link(page=PageMemory(content_hash="0"))
    seen = []
    for text in "12345555":
        link = after(link, a_look(text))
        seen.append(Traits.of_code(link.traits).restless)
    assert seen == [1, 2, 3, 3, 3, 2, 1, 0]


def test_a_page_we_could_not_read_has_not_changed() -> None:
    link = a_link(LinkState.LIVE, page=PageMemory(content_hash="0"))
    assert Traits.of_code(after(link, a_look("1", Conclusion.NO_ANSWER)).traits).restless == 0
