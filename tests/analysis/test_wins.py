"""A link wins what was asked for: a mere sign of life on a page that linked all along does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.analysis.wins import is_asked_for
from storage.domain import Backlink, Case, Origin, Prospect, Suggestion
from tests.analysis.prospecting import prospect
from tests.blocks.samples import link as a_link
from tests.storage.building import FACTS

OURS = Suggestion("https://acme.com/on-call")


def asked(because: str, origin: Origin = Origin.MENTION) -> Prospect:
    return prospect(origin, because, case=Case("why", suggestion=OURS))


def link(target: str = "https://acme.com/", *, follow: bool = True) -> Backlink:
    return a_link(facts=replace(FACTS, target_url=target, follow=follow))


@pytest.mark.parametrize("because", ["unlinked", "plain_url", "removed", "gone_404", "person"])
@pytest.mark.parametrize("follow", [True, False])
def test_any_link_wins_where_there_was_none(because: str, follow: bool) -> None:
    assert is_asked_for(asked(because), link(follow=follow), is_sound=False)


@pytest.mark.parametrize("because", ["rel_changed", "linked_nofollow"])
def test_a_nofollow_is_won_only_by_a_link_that_counts(because: str) -> None:
    assert not is_asked_for(asked(because, Origin.NOFOLLOW), link(follow=False), is_sound=True)
    assert is_asked_for(asked(because, Origin.NOFOLLOW), link(), is_sound=True)


def test_a_link_to_a_page_that_is_gone_is_won_once_it_leads_to_one_that_is_there() -> None:
    broken = asked("linked_broken")
    assert not is_asked_for(broken, link("https://acme.com/gone"), is_sound=False)
    assert is_asked_for(broken, link("http://www.acme.com/on-call/"), is_sound=False)
    assert is_asked_for(broken, link("https://acme.com/elsewhere"), is_sound=True)


def test_a_broken_link_for_which_nothing_was_suggested_can_be_won_too() -> None:
    broken = prospect(Origin.MENTION, "linked_broken", case=Case("why"))
    assert not is_asked_for(broken, link("https://acme.com/gone"), is_sound=False)
    assert is_asked_for(broken, link("https://acme.com/elsewhere"), is_sound=True)


def test_a_link_of_which_nothing_is_known_wins_nothing() -> None:
    assert not is_asked_for(asked("unlinked"), replace(link(), facts=None), is_sound=True)
