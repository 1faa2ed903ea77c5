"""Our own broken pages come first in a digest, with what they cost, and fit whatever their addresses look like."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.digest import digest_thread
from bot.blocks.fixes import fix_modal
from bot.blocks.linked_pages import pages_in, renewed
from jobs.suggest_fixes import fix_of
from storage.domain import LinkedPage, LinkedPages, PageFault, SiteId, Thread
from tests.blocks import strangers
from tests.blocks.judges import judge_message, judge_thread, judge_view
from tests.blocks.reading import read
from tests.blocks.samples import NOW, digest, lost, section

GUIDE = LinkedPage(
    1, SiteId(1), "https://acme.com/guide", 6, 5, 81, NOW, fault=PageFault.NOT_FOUND, faulty_since=NOW, status=404
)


def mended(page: LinkedPage) -> LinkedPage:
    return replace(page, fault=None, faulty_since=None, status=200)


def thread_of(news: LinkedPages) -> Thread:
    thread = digest_thread(digest(own_pages=news, lost=section(lost(1))), "key")
    assert thread is not None
    judge_thread(thread)
    return thread


def test_what_is_broken_on_our_side_comes_before_what_others_did() -> None:
    thread = thread_of(LinkedPages(broke=(GUIDE,)))
    assert [reply.blocks[0]["text"]["text"].split(":")[0] for reply in thread.replies] == ["Fix yourself", "Lost"]
    assert "*Fix yourself:* 1 page of yours broken (6 links)" in read(thread.parent)
    told = read(thread.replies[0])
    assert "/guide" in told
    assert "answers “not found” (404) — 6 links from 5 domains, best authority 81 · since 2026-03-03" in told


def test_what_works_again_is_told_in_the_same_breath() -> None:
    failing = replace(GUIDE, id=2, url="https://acme.com/x", fault=PageFault.SERVER_ERROR, status=503)
    told = read(thread_of(LinkedPages((failing,), (mended(GUIDE),))).replies[0])
    assert "fails with a server error (503)" in told
    assert "*Mended* · " in told
    assert "works again" in told


def test_own_pages_alone_are_news_enough_for_a_digest() -> None:
    thread = digest_thread(digest(own_pages=LinkedPages(broke=(GUIDE,))), "key")
    assert thread is not None
    assert "on your own site 1 page of yours broken" in thread.parent.text


def test_of_many_pages_those_with_most_links_are_shown_and_the_rest_is_counted() -> None:
    pages = tuple(replace(GUIDE, id=number, url=f"https://acme.com/{number}") for number in range(40))
    told = read(thread_of(LinkedPages(broke=pages)).replies[0])
    assert told.count("*Broken*") == 10
    assert "+30 more." in told


@strangers.trial
@given(st.lists(st.builds(replace, st.just(GUIDE), url=strangers.urls, fault=st.sampled_from(PageFault)), max_size=12))
def test_no_address_can_disguise_or_overflow_the_chapter(pages: list[LinkedPage]) -> None:
    told = [replace(page, id=number) for number, page in enumerate(pages)]
    works = [replace(mended(page), id=number) for number, page in enumerate(pages, start=len(pages))]
    thread_of(LinkedPages(tuple(told), tuple(works)))


def test_a_broken_page_is_told_with_the_live_one_that_comes_closest_and_what_to_do() -> None:
    page = replace(GUIDE, redirect_to="https://acme.com/guides", similarity=0.74, alike_in="its address")
    told = read(thread_of(LinkedPages(broke=(page,))).replies[0])
    assert "closest live page [/guides] (0.74)" in told
    assert "[Copy 301 rule]" in told
    assert "[Done]" in told
    assert "[Copy 301 rule]" not in read(thread_of(LinkedPages(broke=(GUIDE,))).replies[0])


def test_a_line_that_was_looked_at_again_says_so_and_the_others_stay() -> None:
    other = replace(GUIDE, id=2, url="https://acme.com/pricing")
    reply = thread_of(LinkedPages(broke=(GUIDE, other))).replies[0]
    assert pages_in(reply.blocks) == (1, 2)
    now = renewed(reply.text, reply.blocks, [mended(GUIDE)], digest().site)
    judge_message(now)
    told = read(now)
    assert "*Mended* · [/guide] works again" in told
    assert "*Broken* · [/pricing]" in told
    assert told.count("[Done]") == 1


@strangers.trial
@given(strangers.urls, strangers.urls, strangers.texts, st.floats(0.5, 1))
def test_no_address_can_break_out_of_the_redirect_to_copy(url: str, target: str, why: str, similarity: float) -> None:
    page = replace(GUIDE, url=url, redirect_to=target, similarity=similarity, alike_in=why)
    view = fix_modal(fix_of(page), digest().site)
    judge_view(view)
