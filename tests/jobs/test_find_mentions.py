"""From a page that a source named to a mention, a link or nothing: every page is seen by ourselves first."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.link_status import OwnPlaces
from jobs.look_for_mentions import Wanted, look_for_mentions
from jobs.record_mentions import RecordMentions, SeenCandidate
from storage.domain import (
    Brand,
    Lane,
    LinkStatus,
    MentionState,
    Vote,
)
from tests.analysis.visits import a_visit, html
from tests.jobs.searching import Search, a_search, article
from tests.jobs.world import DAY, World
from tests.servers.web import Reply, SiteServer


@pytest.fixture
def search(world: World, site_server: SiteServer) -> Search:
    return a_search(world, site_server)


def test_a_page_that_names_us_without_a_link_is_worth_asking_with_its_sentence_and_why(search: Search) -> None:
    search.name("blog.example/review", article("We tried engines of Acme Rockets last week. They held."))
    assert search.look() == 1
    found = search.only
    assert (found.lane, found.status, found.reason) == (Lane.ASK, LinkStatus.UNLINKED, "names you without a link")
    assert found.snippet.name == "Acme Rockets"
    assert found.snippet.before.endswith("We tried engines of ")
    assert found.score == sum(found.parts.values()) > 0
    assert found.suggestion.anchor == "Acme Rockets"
    assert search.links == []


def test_a_page_that_links_is_watched_and_asked_for_nothing(search: Search) -> None:
    url = search.name("blog.example/review", article('Made by <a href="https://acme.com/">Acme Rockets</a>.'))
    search.look()
    assert search.only.lane is Lane.LINKED
    assert [link.source_url for link in search.links] == [url]
    assert not search.links[0].quiet, "the verifier's own look makes it news"


def test_what_a_source_named_when_it_was_first_asked_is_no_news(search: Search) -> None:
    search.name("blog.example/review", article('By <a href="https://acme.com/">Acme Rockets</a>.'), quiet=True)
    search.look()
    assert search.links[0].quiet


@pytest.mark.parametrize(
    ("body", "status", "lane"),
    [
        (article("No name.", "<footer><p>Friends: Acme Rockets</p></footer>"), LinkStatus.UNLINKED, Lane.BOILERPLATE),
        (article("Acme Rockets, at acme.com, is new."), LinkStatus.PLAIN_URL, Lane.ASK),
        (
            article('<a rel="ugc" href="https://acme.com/">Acme Rockets</a>'),
            LinkStatus.LINKED_NOFOLLOW,
            Lane.LINKED,
        ),
        (article("Avoid Acme Rockets: a scam, and the worst support."), LinkStatus.UNLINKED, Lane.REPUTATION),
    ],
)
def test_every_kind_of_mention_has_its_lane(search: Search, body: str, status: LinkStatus, lane: Lane) -> None:
    search.name("blog.example/page", body)
    search.look()
    assert (search.only.status, search.only.lane) == (status, lane)


def test_a_page_behind_a_wall_is_unverified_never_pitched_and_tried_again(search: Search) -> None:
    wall = Reply(b"<title>Access denied</title>", status=403)
    url = search.name("wall.example/review", wall, title="Acme Rockets tested", snippet="a review")
    search.look()
    assert (search.only.status, search.only.lane) == (LinkStatus.UNVERIFIED, Lane.UNSEEN)
    assert search.look() == 0
    search.server.put("wall.example/review", article("We like Acme Rockets.").encode())
    search.world.clock.advance(timedelta(hours=2))
    assert search.look() == 1
    assert (search.only.lane, search.only.url) == (Lane.ASK, url)


def test_a_wall_whose_witness_does_not_quote_us_is_no_mention(search: Search) -> None:
    search.name("wall.example/other", Reply(b"<title>Access denied</title>", status=403), title="Something else")
    search.look()
    assert search.mentions == ()


def test_a_common_name_is_for_people_to_tell_and_their_word_lasts(search: Search) -> None:
    search.call(Brand(("Notion",), required=("workspace",), is_common=True))
    search.name("a.example/clear", article("Our workspace lives in Notion these days."))
    search.name("b.example/unclear", article("They told us about Notion there."))
    search.look()
    lanes = {mention.domain: mention.lane for mention in search.mentions}
    assert lanes == {"a.example": Lane.ASK, "b.example": Lane.AMBIGUOUS}
    (unclear,) = [mention for mention in search.mentions if mention.domain == "b.example"]
    assert "may mean something else" in unclear.reason
    with search.world.store.transaction(search.world.workspace_id) as tx:
        tx.mentions.decide(unclear.id, Lane.ASK, "you said so", vote=True)
    search.world.clock.advance(timedelta(days=15))
    assert search.look() == 2
    assert {mention.lane for mention in search.mentions} == {Lane.ASK}


def test_votes_on_a_domain_count_for_its_next_page(search: Search) -> None:
    site, now = search.site, search.world.clock()
    with search.world.store.transaction(search.world.workspace_id) as tx:
        tx.sites.change(site.id, replace(site.settings, brands=("Notion",)))
        tx.brands.keep(site.id, Brand(("Notion",), is_common=True))
        tx.brands.vote(site.id, Vote("Notion", b"v" * 16, "b.example", "words", True, "U1", now))
    search.name("b.example/next", article("They told us about Notion there."))
    search.look()
    assert search.only.lane is Lane.ASK


def test_a_removed_link_whose_page_still_names_us_becomes_a_mention_by_itself(search: Search) -> None:
    said = 'The engines of <a href="https://acme.com/">Acme Rockets</a> held.'
    url = search.server.put("blog.example/review", article(said).encode())
    world = search.world
    link = world.add_link(url)
    world.see(link, a_visit(article(said)))
    for _ in range(2):
        world.clock.advance(2 * DAY)
        world.see(link, a_visit(article("The engines of Acme Rockets held.")))
    search.server.put("blog.example/review", article("The engines of Acme Rockets held.").encode())
    assert search.look() == 1
    assert (search.only.lane, search.only.url) == (Lane.ASK, url)
    assert search.look() == 0


def test_a_page_that_names_us_no_longer_is_closed(search: Search) -> None:
    search.name("blog.example/review", article("We tried Acme Rockets."))
    search.look()
    search.server.put("blog.example/review", article("We tried nothing.").encode())
    search.world.clock.advance(timedelta(days=15))
    search.look()
    assert search.only.state is MentionState.GONE


def test_nothing_that_a_page_does_stops_the_others(search: Search) -> None:
    search.name("a.example/1", Reply(raw=b"HTTP/1.1 junk\r\n\r\n"))
    search.name("b.example/2", Reply(b"", reset=True))
    search.hear("http://127.0.0.1:1/private")
    search.name("c.example/3", article("We tried Acme Rockets."))
    assert search.look() == 4
    assert [mention.domain for mention in search.mentions] == ["c.example"]


PRESS = " ".join(f"Sentence {n} says what engine {n * 7} of the press text can do in orbit {n * 3}." for n in range(40))


def test_the_same_press_text_on_eight_domains_is_one_mention_with_seven_copies(search: Search) -> None:
    for number in range(8):
        intro = f"Paper {number} has this story from the wire, as always with words of its own before it."
        search.name(f"paper{number}.example/story", article(f"{intro}</p><p>{PRESS} By Acme Rockets. {PRESS[:500]}"))
        search.world.clock.advance(timedelta(hours=1))
    search.look()
    with search.world.store.reading(search.world.workspace_id) as tx:
        shown = tx.mentions.listed(search.site.id, Lane.ASK, 10)
        copies = tx.mentions.copies(search.site.id, [mention.id for mention in shown])
        news = tx.mentions.news(search.site.id, 10)
    assert [mention.domain for mention in shown] == ["paper0.example"]
    assert list(copies.values()) == [7]
    assert (news.worth, news.copies, news.seen) == (1, 7, 8)


def test_two_texts_of_their_own_are_two_mentions(search: Search) -> None:
    search.name("a.example/1", article(f"{PRESS} By Acme Rockets."))
    other = " ".join(f"Nobody {n} wrote of balloon {n * 5} over lake {n * 11} before winter {n}." for n in range(40))
    search.name("b.example/2", html(f"<article><h1>Balloons</h1><p>{other} Says Acme Rockets. {other}</p></article>"))
    search.look()
    assert [mention.original_id for mention in search.mentions] == [None, None]


def test_the_words_of_a_page_are_read_beside_the_loop_that_visits(search: Search) -> None:
    """One page that takes long must not hold up all visits."""
    read_in: set[int] = set()

    class Noted(Wanted):
        @property
        def places(self) -> OwnPlaces:
            read_in.add(threading.get_ident())
            return super().places

    url = search.name("a.example/1", article("We tried Acme Rockets."))
    wanted = Noted((Brand(("Acme Rockets",)),), OwnDomains(("acme.com",)))
    look_for_mentions(search.server.rules(), search.world.clock, url, wanted)
    assert read_in
    assert threading.get_ident() not in read_in


def test_a_domain_with_many_pages_holds_up_no_other(search: Search) -> None:
    for number in range(30):
        search.name(f"many.example/{number}", article("Nothing."))
        search.world.clock.advance(timedelta(seconds=1))
    search.name("other.example/1", article("We tried Acme Rockets."))
    search.look()
    assert [mention.domain for mention in search.mentions] == ["other.example"]


def test_a_page_that_we_fail_to_write_down_is_put_off_and_holds_up_no_other(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.name("a.example/1", article("We tried Acme Rockets."))
    search.name("b.example/2", article("We tried Acme Rockets too."))
    record = RecordMentions.record

    def fail(self: RecordMentions, found: SeenCandidate) -> None:
        if found.candidate.domain == "a.example":
            raise ArithmeticError
        record(self, found)

    monkeypatch.setattr(RecordMentions, "record", fail)
    with pytest.raises(ArithmeticError):
        search.look()
    assert [mention.domain for mention in search.mentions] == ["b.example"]
    assert search.look() == 0
    monkeypatch.setattr(RecordMentions, "record", record)
    search.world.clock.advance(timedelta(hours=2))
    assert search.look() == 1
    assert {mention.domain for mention in search.mentions} == {"a.example", "b.example"}
