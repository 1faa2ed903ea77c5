"""What is learnt of how links are lost: by kind of link and by host, from assumptions that evidence outweighs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.learning import Lesson, grouped, rates_from
from jobs.analysis.loss_rates import HostSpread, LinkClass, LossRates, age_of, assumed_rate, class_of, host_factor
from jobs.analysis.traits import Age, Band, Place, Traits, band_of, traits_after, worth
from storage.domain import (
    DAY,
    Backlink,
    Conclusion,
    LinkCheck,
    LinkState,
    PageMemory,
    Placement,
    Suspicion,
    Verdict,
    WatchedLinks,
)
from tests.analysis.story import FACTS, START, a_link

MAIN, COMMENT = Traits(Place.CONTENT), Traits(Place.COMMENT)
PRIOR = LossRates()


def a_watched_link(domain: str, traits: Traits = MAIN, **more: object) -> Backlink:
    usual = a_link(source_domain=domain, traits=traits.code, first_live_at=START, last_live_at=START)
    return replace(usual, **more)


def stood(lesson: Lesson, link: Backlink, days: float) -> None:
    """It was there again after so many days."""
    seen = LinkCheck(link.id, 3, START + days * DAY, Conclusion.LIVE, Verdict.LIVE, "", FACTS)
    lesson.hear(link, replace(link, state=LinkState.LIVE, last_live_at=seen.checked_at), seen, PRIOR)


def fell(lesson: Lesson, link: Backlink, days: float = 0.0) -> None:
    doubt = Suspicion(Verdict.REMOVED, START + days * DAY, 2, None)
    missed = LinkCheck(link.id, 3, START + (days + 1) * DAY, Conclusion.LOST, Verdict.REMOVED, "")
    lesson.hear(replace(link, state=LinkState.SUSPECT, suspicion=doubt), as_lost(link), missed, PRIOR)


def as_lost(link: Backlink) -> Backlink:
    return replace(link, state=LinkState.LOST)


def rates(lesson: Lesson) -> LossRates:
    hosts = [(domain, *known) for domain, known in lesson.hosts.items()]
    return rates_from(lesson.classes, hosts, HostSpread.of(lesson.hosts.values()))


def a_look(content_hash: str, conclusion: Conclusion = Conclusion.LIVE) -> LinkCheck:
    page = PageMemory(content_hash=content_hash)
    return LinkCheck(a_link().id, 3, START, conclusion, Verdict.LIVE, "", FACTS, page=page)


def after(link: Backlink, check: LinkCheck) -> Backlink:
    believed = replace(link, page=check.page)
    return replace(believed, traits=traits_after(link, believed, check))


def test_without_evidence_each_class_is_what_we_assume_of_it() -> None:
    kind = class_of(MAIN, Age.YOUNG)
    assert PRIOR.of_class(kind) == pytest.approx(assumed_rate(kind))


def test_evidence_outweighs_what_we_assumed() -> None:
    lesson = Lesson()
    for number in range(300):
        stood(lesson, a_watched_link(f"h{number}.example", COMMENT), 60)
        if number % 3 == 0:
            fell(lesson, a_watched_link(f"h{number}.example", COMMENT))
    learnt = rates(lesson)
    assert learnt.of_class(class_of(COMMENT, Age.YOUNG)) == pytest.approx(100 / (300 * 60), rel=0.1)
    assert learnt.of_class(class_of(MAIN, Age.YOUNG)) == pytest.approx(assumed_rate(class_of(MAIN, Age.YOUNG)))


def test_a_host_that_loses_more_than_its_like_is_told_from_one_that_loses_nothing() -> None:
    lesson = Lesson()
    for _ in range(9):
        fell(lesson, a_watched_link("bad.example"), 80)
    for _ in range(200):
        stood(lesson, a_watched_link("calm.example"), 80)
    learnt = rates(lesson)
    assert learnt.host_factors["bad.example"] > 3
    assert learnt.host_factors["calm.example"] < 0.25


def test_a_host_with_little_evidence_is_like_all_others_and_is_not_even_remembered() -> None:
    lesson = Lesson()
    for number in range(1000):
        stood(lesson, a_watched_link(f"h{number}.example"), 60)
    assert rates(lesson).host_factors == {}


def test_one_host_that_drops_a_thousand_links_at_once_does_not_speak_for_all() -> None:
    calm, fallen = Lesson(), Lesson()
    for lesson in (calm, fallen):
        for number in range(200):
            stood(lesson, a_watched_link(f"h{number}.example"), 80)
    for _ in range(1000):
        fell(fallen, a_watched_link("blogroll.example"))
    kind = class_of(MAIN, Age.YOUNG)
    assert rates(fallen).of_class(kind) < 3 * rates(calm).of_class(kind)


def test_a_loss_that_proves_wrong_before_it_was_told_is_taken_back() -> None:
    lesson, link = Lesson(), a_watched_link("a.example")
    fell(lesson, link)
    stood(lesson, as_lost(link), 3)
    assert lesson.hosts["a.example"][0] == 0


def test_the_more_unlike_hosts_are_the_more_is_made_of_what_one_of_them_did() -> None:
    alike = HostSpread.of([(1.0, 1.0)] * 50)
    unlike = HostSpread.of([(0.0, 1.0)] * 45 + [(10.0, 1.0)] * 5)
    assert host_factor(3, 1, unlike.shape) > host_factor(3, 1, alike.shape) > 1


def test_links_are_counted_by_what_makes_them_alike() -> None:
    rows = [WatchedLinks("a.example", 80, MAIN.code, 0, 7), WatchedLinks("b.example", 95, MAIN.code, 0, 5)]
    assert list(grouped(rows, PRIOR).values()) == [12]


def test_the_risk_of_a_link_is_its_class_times_its_host() -> None:
    rates = LossRates(host_factors={"blog.example": 4.0})
    link = a_link(first_live_at=START - 10 * DAY)
    assert rates.of(link, START) == pytest.approx(4 * LossRates().of(link, START))


def test_a_link_that_stood_for_a_year_is_expected_to_stand_longer() -> None:
    link = a_link(first_live_at=START)
    assert age_of(replace(link, traits=Traits(age=Age.OLD).code), START) is Age.OLD
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


@pytest.mark.parametrize("kind", [LinkClass(Age.OLD, Place.COMMENT, True, True), class_of(Traits(), Age.YOUNG)])
def test_classes_survive_their_code(kind: LinkClass) -> None:
    assert LinkClass.of_code(kind.code) == kind


@pytest.mark.parametrize("traits", [Traits(), Traits(Place.COMMENT, True, True, 3, Age.OLD), Traits(Place.MARGIN)])
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
