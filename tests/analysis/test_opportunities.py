"""What was found becomes a prospect that says why, what for, and how good; equal ones keep their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.analysis.opportunities import by_hand, from_broken_page, from_loss, from_mention, from_nofollow, link_score
from storage.domain import LinkedPage, LinkStatus, Origin, PageFault, Placement, Told, Verdict
from tests.blocks import samples

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (LinkStatus.UNLINKED, "It names you without a link."),
        (LinkStatus.PLAIN_URL, "It gives your address as mere text, without a link."),
        (LinkStatus.LINKED_NOFOLLOW, "It names you and links to you with nofollow only."),
        (LinkStatus.LINKED_BROKEN, "It links to a page of yours that is gone."),
    ],
)
def test_a_mention_says_what_is_missing(status: LinkStatus, said: str) -> None:
    mention = replace(samples.mention(), status=status)
    new = from_mention(mention, {}, NOW)
    assert (new.origin, new.because, new.case.reason) == (Origin.MENTION, status.value, said)
    assert new.case.snippet == mention.snippet
    assert (new.mention_id, new.subject) == (mention.id, f"mention/{mention.id}")


def test_a_mention_is_as_fresh_as_its_page() -> None:
    new, old = (from_mention(samples.mention(published_at=NOW - age), {}, NOW) for age in (DAY, 400 * DAY))
    assert new.value > old.value


def test_each_loss_is_a_prospect_of_its_own_with_the_anchor_that_was_there() -> None:
    told = samples.lost()
    new = from_loss(told, {}, NOW)
    assert (new.origin, new.because, new.link_id) == (Origin.LOST_LINK, "removed", told.link.id)
    assert new.subject == f"change/{told.change.id}"
    assert told.link.facts is not None
    assert new.case.suggestion.anchor == told.link.facts.anchor_text
    assert new.case.suggestion.page_url == told.link.target_url


def test_a_lost_contract_is_worth_more_and_wants_two() -> None:
    plain, contract = (from_loss(_agreed(samples.lost(), agreed), {}, NOW) for agreed in (False, True))
    assert contract.is_flagged
    assert contract.value == pytest.approx(1.5 * plain.value)


def test_a_nofollow_is_asked_about_as_such() -> None:
    told = samples.changed(1, "technews.example", Verdict.REL_CHANGED)
    assert (from_nofollow(told, {}, NOW).origin, from_nofollow(told, {}, NOW).because) == (
        Origin.NOFOLLOW,
        "rel_changed",
    )


def test_a_broken_page_of_ours_is_certain_to_be_mended() -> None:
    page = LinkedPage(7, samples.SITE.id, "https://acme.com/gone", 9, 5, 40, NOW, NOW, PageFault.GONE, NOW - DAY)
    new = from_broken_page(page, {}, NOW)
    assert (new.origin, new.score) == (Origin.BROKEN_TARGET, 100)
    assert new.value == pytest.approx(0.5 ** (1 / 30))
    again = from_broken_page(replace(page, faulty_since=NOW), {}, NOW)
    assert again.subject != new.subject


def test_what_a_person_adds_is_theirs() -> None:
    new = by_hand(samples.SITE, "https://www.News.example/tools", "U0SAM", "person/1", {}, NOW)
    assert (new.added_by, new.domain, new.case.reason) == ("U0SAM", "news.example", "<@U0SAM> suggests it.")


def test_a_link_in_the_text_of_a_good_page_scores_more_than_one_in_the_footer_of_a_small_one() -> None:
    good = samples.link(authority=90)
    assert good.facts is not None
    poor = replace(good, authority=5, facts=replace(good.facts, placement=Placement.FOOTER, follow=False))
    assert link_score(good) > link_score(poor)
    assert 0 <= link_score(replace(good, authority=None, facts=None)) <= 100


def test_43_equal_values_keep_their_order() -> None:
    """Scenario 43: whatever order they were found in first, they stay in."""
    found = [from_mention(samples.mention(number), {}, NOW) for number in range(1, 20)]
    assert len({one.value for one in found}) == 1
    assert sorted(found, key=lambda one: -one.value) == found


def _agreed(told: Told, agreed: bool) -> Told:
    return replace(told, link=replace(told.link, is_contract=agreed))
