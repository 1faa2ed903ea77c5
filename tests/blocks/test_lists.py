"""Lists come a page at a time, and a button leads to the next one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import names
from bot.blocks.lists import ChangesWanted, PageWanted, change_list, link_list
from storage.domain import ChangeKind, LinkId, LinkPage, LinkState, Message, Section, SiteId
from tests.blocks import samples, strangers
from tests.blocks.judges import judge_message
from tests.blocks.reading import read
from tests.blocks.samples import NOW, SITE, incident, link, lost, section


def judged(message: Message) -> Message:
    judge_message(message)
    return message


def next_value(message: Message, action_id: str) -> str | None:
    for block in message.blocks:
        if block["type"] == "actions":
            assert block["elements"][0]["action_id"] == action_id
            return str(block["elements"][0]["value"])
    return None


def test_a_page_of_links_says_what_we_believe_of_each() -> None:
    links = (link(1), link(2, "gone.example", state=LinkState.LOST), link(3, "shy.example", unanswered_since=NOW))
    shown = read(judged(link_list(LinkPage(SITE, links, 3))))
    assert "# 3 links to acme.com" in shown
    assert "[technews.example/best-tools-1] · *live* · “Acme”, follow · looked at" in shown
    assert "*lost*" in shown
    assert "*live, no answer since 2026-03-03 08:00 UTC*" in shown


def test_the_next_page_starts_after_the_last_link_shown() -> None:
    page = LinkPage(SITE, (link(1),), 30, (LinkState.LOST, LinkState.SUSPECT), LinkId(1))
    value = next_value(judged(link_list(page)), names.LIST_PAGE)
    assert PageWanted.read(value or "") == PageWanted(SITE.id, LinkId(1), (LinkState.LOST, LinkState.SUSPECT))


def test_the_last_page_has_no_button() -> None:
    assert next_value(judged(link_list(LinkPage(SITE, (link(1),), 1))), names.LIST_PAGE) is None


def test_an_empty_list_is_a_sentence() -> None:
    assert (
        judged(link_list(LinkPage(SITE, (), 0, (LinkState.LOST,)))).text == "No links of acme.com here that are lost."
    )
    assert (
        judged(change_list(ChangeKind.LOST, samples.NOTHING, SITE)).text == "No link to acme.com is lost in this time."
    )


def test_recent_changes_are_paged_by_line() -> None:
    found = section(*(lost(number, f"s{number}.example") for number in range(1, 25)))
    first = judged(change_list(ChangeKind.LOST, found, SITE))
    assert "+14 more." in read(first)
    wanted = ChangesWanted.read(next_value(first, names.CHANGES_PAGE) or "")
    assert wanted == ChangesWanted(SITE.id, ChangeKind.LOST, 10)
    last = judged(change_list(ChangeKind.LOST, found, SITE, start=20))
    assert "[s24.example/best-tools-24]" in read(last)
    assert "more" not in read(last)
    assert next_value(last, names.CHANGES_PAGE) is None


def test_links_of_an_incident_share_a_line_in_a_list_too() -> None:
    found = section(*(lost(number, "blog.example", incident_id=7) for number in range(30)))
    assert "30 links, one incident" in read(judged(change_list(ChangeKind.LOST, found, SITE, (incident(),))))


def test_changes_beyond_those_fetched_are_counted() -> None:
    assert "+99 more." in read(judged(change_list(ChangeKind.LOST, Section((lost(1),), 100, 50), SITE)))


@given(
    st.integers(1, 10**9), st.none() | st.integers(1, 10**9), st.lists(st.sampled_from(list(LinkState)), unique=True)
)
def test_what_a_button_asks_for_survives_the_way_through_slack(site: int, after: int | None, states: list) -> None:
    wanted = PageWanted(SiteId(site), LinkId(after) if after else None, tuple(states))
    assert PageWanted.read(wanted.value) == wanted


@pytest.mark.parametrize("value", ["", "x", "1:2", "a:b:c", "1::gone"])
def test_a_value_that_is_not_ours_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of the two conversions fails does not matter
        PageWanted.read(value)


@strangers.trial
@given(st.lists(strangers.links, min_size=1, max_size=12), st.lists(strangers.changed, max_size=12))
def test_no_stranger_can_ping_disguise_or_overflow_a_list(links: list, others: list) -> None:
    judged(link_list(LinkPage(SITE, tuple(replace(one, last_checked_at=NOW) for one in links), 400, (), LinkId(5))))
    judged(change_list(ChangeKind.CHANGED, section(*others), SITE))
