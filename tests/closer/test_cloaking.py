"""A link shown to some visitors only, told apart from a page that is never the same twice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from storage.domain import Verdict
from tests.analysis.visits import LINK
from tests.closer.looking import (
    LINKING,
    LIVE,
    POST,
    REMOVED,
    WITHOUT,
    article,
    by_agent,
    is_like_browsers,
    look,
    said,
    seen_live,
)
from tests.servers.web import Asked, Reply, Script, SiteServer

CLOAKED = ("live", Verdict.CLOAKED.value)


def turning(*linking_at: int) -> Script:
    """A page that links on its n-th showings only, whoever asks."""
    shown = count(1)
    return lambda _: Reply(LINKING if next(shown) in linking_at else WITHOUT)


def test_a_link_shown_only_to_visitors_like_browsers_is_cloaked(site_server: SiteServer) -> None:
    site_server.put(POST, LINKING)
    known = seen_live(site_server)
    site_server.put(POST, by_agent(WITHOUT, LINKING))
    sight = look(site_server, **known)
    assert said(sight) == CLOAKED
    assert [link.target_url for link in sight.judgement.links] == ["https://acme.com/"]
    assert sight.judgement.facts is not None
    assert sight.judgement.facts.cloaked
    assert sight.judgement.evidence.agent.startswith("Mozilla/5.0 (compatible; AnchorwatchBot/")
    assert sight.judgement.page_memory is None


def test_who_asks_about_a_page_for_the_first_time_is_told_too(site_server: SiteServer) -> None:
    site_server.put(POST, by_agent(WITHOUT, LINKING))
    assert said(look(site_server)) == CLOAKED


def test_every_look_says_who_we_are_and_asks_for_an_answer_no_cache_kept(site_server: SiteServer) -> None:
    site_server.put(POST, by_agent(WITHOUT, LINKING))
    look(site_server)
    asked = site_server.asked_for(POST)
    assert [is_like_browsers(one) for one in asked] == [False, True, False, True, False]
    assert all("AnchorwatchBot/" in one.headers["user-agent"] for one in asked)
    assert all(one.headers.get("cache-control") == "no-cache" for one in asked[1:])


def test_a_link_that_is_missing_for_everybody_is_removed_after_one_more_look(site_server: SiteServer) -> None:
    site_server.put(POST, WITHOUT)
    assert said(look(site_server)) == REMOVED
    assert len(site_server.asked_for(POST)) == 2


@pytest.mark.parametrize("looks", [(2,), (2, 3), (3,), (2, 4, 5)])
def test_a_page_that_differs_from_visit_to_visit_is_not_cloaked(
    site_server: SiteServer, looks: tuple[int, ...]
) -> None:
    page = turning(*looks)
    site_server.put(POST, page)
    sight = look(site_server)
    assert said(sight) in (LIVE, REMOVED)
    assert said(sight) != CLOAKED


@pytest.mark.parametrize("at", [(2,), (2, 3), (2, 4, 5)])
def test_a_link_that_showed_up_on_any_look_is_there(site_server: SiteServer, at: tuple[int, ...]) -> None:
    site_server.put(POST, turning(*at))
    sight = look(site_server)
    assert said(sight) == LIVE
    assert sight.judgement.reason == "links to acme.com, though not on every visit"


def test_two_agents_may_see_two_texts_that_both_lack_the_link(site_server: SiteServer) -> None:
    site_server.put(POST, by_agent(WITHOUT, article(text="A text for browsers, which says other things. " * 40)))
    assert said(look(site_server)) == REMOVED


@pytest.mark.parametrize(
    "wall",
    [Reply(b"", status=403), Reply(b"", status=429), Reply(reset=True, raw=b""), Reply(b"<title>Just a moment...")],
)
def test_a_server_that_turns_one_agent_away_leaves_the_first_word(site_server: SiteServer, wall: Reply) -> None:
    site_server.put(POST, lambda asked: wall if is_like_browsers(asked) else Reply(WITHOUT))
    assert said(look(site_server)) == REMOVED


def test_a_server_that_stops_answering_in_between_proves_no_cloak(site_server: SiteServer) -> None:
    shown = count(1)

    def page(asked: Asked) -> Reply:
        if is_like_browsers(asked):
            return Reply(LINKING)
        return Reply(WITHOUT) if next(shown) == 1 else Reply(b"", status=503)

    site_server.put(POST, page)
    assert said(look(site_server)) == LIVE


def test_a_page_that_is_another_page_now_is_not_asked_again(site_server: SiteServer) -> None:
    site_server.put(POST, LINKING)
    known = seen_live(site_server)
    other = article(text="Something quite different, from the first word on. " * 40, title="Other")
    site_server.put(POST, by_agent(other, LINKING))
    site_server.asked.clear()
    assert said(look(site_server, **known)) == ("no_answer", Verdict.BLOCKED.value)
    assert len(site_server.asked_for(POST)) == 1


def test_a_page_closed_to_our_name_is_not_visited_under_its_other_form(site_server: SiteServer) -> None:
    site_server.put(POST, by_agent(WITHOUT, LINKING))
    site_server.robots("blog.example", "User-agent: Mozilla\nAllow: /\nUser-agent: AnchorwatchBot\nDisallow: /")
    assert said(look(site_server)) == ("refused", Verdict.ROBOTS_BLOCKED.value)
    assert site_server.pages_asked() == []


@pytest.mark.parametrize("make", [lambda: LINKING, lambda: article(f"{LINK} {LINK}")])
def test_a_page_that_links_is_asked_once(site_server: SiteServer, make: Callable[[], bytes]) -> None:
    site_server.put(POST, make())
    assert said(look(site_server)) == LIVE
    assert site_server.pages_asked() == [POST]
