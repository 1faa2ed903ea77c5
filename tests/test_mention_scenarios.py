"""The acceptance scenarios of mentions, one test each: named by a source, seen by ourselves, told in Slack."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode

import pytest

from bot.blocks.mentions import mention_list
from jobs.list_mentions import ListMentions
from storage.domain import Brand, Lane, LinkStatus
from storage.store import Store
from tests.conftest import Clock
from tests.jobs.searching import Search, a_search, article
from tests.jobs.world import DAY, new_world
from tests.servers.fixtures import site_server
from tests.servers.texts import shown_text
from tests.servers.web import Reply, SiteServer

__all__ = ["site_server"]

PRESS = " ".join(f"Sentence {n} says what engine {n * 7} of the press text can do in orbit {n * 3}." for n in range(40))


@pytest.fixture
def search(store: Store, clock: Clock, site_server: SiteServer) -> Search:
    return a_search(new_world(store, clock), site_server)


def listed(search: Search, lane: Lane = Lane.ASK) -> str:
    """What ``/mentions`` shows of a lane."""
    page = ListMentions(search.world.store, search.world.clock).page(search.world.workspace_id, lane, None)
    return shown_text(mention_list(page))


def digest(search: Search) -> str:
    """What the next digest says, after the silent first one."""
    search.world.clock.advance(DAY)
    return "\n".join(shown_text(message) for message in search.world.digest().values())


def test_26_a_brand_in_the_footer_only_is_a_boilerplate_mention_and_not_pitched(search: Search) -> None:
    search.name("shop.example/item", article("Nothing here.", "<footer><p>Partners: Acme Rockets</p></footer>"))
    search.look()
    assert search.only.lane is Lane.BOILERPLATE
    assert "shop.example" not in listed(search)
    assert "Mentions without" not in digest(search)


def test_27_a_common_word_without_context_is_ambiguous(search: Search) -> None:
    search.call(Brand(("Notion",), required=("workspace",), is_common=True))
    search.name("blog.example/talk", article("Someone spoke of Notion at length."))
    search.look()
    assert search.only.lane is Lane.AMBIGUOUS
    assert "blog.example" in listed(search, Lane.AMBIGUOUS)
    assert "blog.example" not in listed(search)


def test_28_the_same_press_text_on_eight_domains_is_one_card_with_seven_copies(search: Search) -> None:
    for number in range(8):
        said = f"From the wire, paper {number}.</p><p>{PRESS} By Acme Rockets."
        search.name(f"paper{number}.example/news", article(said))
    search.look()
    shown = listed(search)
    assert len(set(re.findall(r"paper\d\.example", shown))) == 1
    assert "+7 copies" in shown
    assert "Mentions without link:* 1 worth asking (8 seen, 7 syndicated)" in digest(search)


def test_29_an_alert_a_search_and_an_amp_page_of_one_article_are_one_mention(search: Search) -> None:
    url = search.name("paper.example/2026/rockets-review", article("We tried Acme Rockets."))
    bing = "a1" + urlsafe_b64encode(url.encode()).decode().rstrip("=")
    search.hear(f"https://www.google.com/url?rct=j&sa=t&url={url}&ct=ga&usg=AO", source="alerts")
    search.hear(f"https://www.bing.com/ck/a?!&&p=1&u={bing}&ntb=1", source="search")
    search.hear(f"{url}/amp", source="social")
    assert search.look() == 1
    assert search.only.url == url
    with search.world.store.reading(search.world.workspace_id) as tx:
        assert search.only.candidate_id is not None
        witnesses = tx.candidates.witnesses([search.only.candidate_id])[search.only.candidate_id]
    assert {witness.source for witness in witnesses} == {"news", "alerts", "search", "social"}


def test_30_a_link_through_a_shortener_to_us_is_a_link(search: Search) -> None:
    ours = search.server.put("acme.com/guide", b"<title>Guide</title>")
    short = search.server.redirect("bit.ly/3abc", ours)
    search.name("blog.example/review", article(f'We tried <a href="{short}">Acme Rockets</a>.'))
    search.look()
    assert (search.only.status, search.only.lane) == (LinkStatus.LINKED_VIA_REDIRECT, Lane.LINKED)
    assert len(search.links) == 1


def test_31_a_link_to_our_page_in_an_app_store_is_linked_elsewhere(search: Search) -> None:
    search.call(Brand(("Acme Rockets",), profiles=("https://apps.apple.com/app/id17",)))
    store = '<a href="https://apps.apple.com/app/id17?mt=8">Acme Rockets</a>'
    search.name("blog.example/apps", article(f"We like {store} on the phone."))
    search.look()
    assert (search.only.status, search.only.lane) == (LinkStatus.LINKED_ELSEWHERE, Lane.LINKED)


def test_32_our_address_as_text_is_a_plain_url(search: Search) -> None:
    search.name("blog.example/plain", article("Acme Rockets lives at acme.com now."))
    search.look()
    assert search.only.status is LinkStatus.PLAIN_URL
    assert "blog.example" in listed(search)


def test_33_a_page_behind_a_403_is_unverified_and_never_offered(search: Search) -> None:
    wall = Reply(b"<title>Access denied</title>", status=403)
    search.name("wall.example/review", wall, title="Acme Rockets, tested")
    for _ in range(6):
        search.look()
        search.world.clock.advance(8 * DAY)
    assert (search.only.status, search.only.lane) == (LinkStatus.UNVERIFIED, Lane.UNSEEN)
    assert "wall.example" not in listed(search)


def test_34_a_mention_full_of_slacks_own_signs_is_rendered_inert(search: Search) -> None:
    hostile = "&lt;!channel&gt; *bold* _it_ ~gone~ `code` &lt;@U0ROBIN&gt; \u202eevil"
    search.name("blog.example/evil", article(f"{hostile} Acme Rockets {hostile}").replace("On rockets", hostile))
    search.look()
    page = ListMentions(search.world.store, search.world.clock).page(search.world.workspace_id, Lane.ASK, None)
    raw = repr(mention_list(page))
    assert "blog.example" in raw
    for sign in ("<!channel>", "<@U0ROBIN>", "\u202e", "*bold*", "_it_", "~gone~", "`code`"):
        assert sign not in raw.replace("\\u202e", "\u202e")
