"""A mention's card says why, where, what it is worth and what to ask for; what a stranger wrote in it does nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.digest import digest_thread
from bot.blocks.mention_presses import MentionsWanted, Press
from bot.blocks.mentions import card_blocks, cards_in, mention_list, renewed
from jobs.list_mentions import MentionPage
from storage.domain import (
    Lane,
    LinkStatus,
    Mention,
    MentionCard,
    MentionId,
    MentionNews,
    MentionState,
    Message,
    SiteId,
    Snippet,
    Suggestion,
    Thread,
    Vote,
)
from tests.blocks import strangers
from tests.blocks.judges import judge_message, judge_thread
from tests.blocks.reading import read
from tests.blocks.samples import NOW, SITE, digest, lost, mention, section

AMBIGUOUS = mention(2, "oldtimer.example", Lane.AMBIGUOUS, reason="no word near the name tells")

PLACE = (
    "  “Tools for small teams” · in the main text · by Ann Lee · published 2026-02-28 08:00 UTC · "
    "*+7 copies* of the same text elsewhere · 4 sources agree: Hacker News, GDELT, Brave and 1 more"
)
SCORE = (
    "  Score 68: authority 20 of 30, on your topic 12 of 20, prominence 11 of 15, freshness 15 of 15, "
    "links to others 10 of 10"
)


def page_of(*mentions: Mention, **values: object) -> MentionPage:
    lane = mentions[0].lane if mentions else Lane.ASK
    given_ = {"cards": tuple(map(MentionCard, mentions)), "counts": {lane: len(mentions)}} | values
    return MentionPage(SITE, lane, **given_)


def shown(page: MentionPage) -> str:
    answer = mention_list(page)
    judge_message(answer)
    return read(answer)


def thread_of(news: MentionNews, *mentions: Mention) -> Thread:
    cards = tuple(MentionCard(one, news.copies_of.get(one.id, 0)) for one in mentions)
    thread = digest_thread(digest(mentions=news, mention_cards=cards, lost=section(lost(1))), "key")
    assert thread is not None
    judge_thread(thread)
    return thread


def vote(is_ours: bool) -> Vote:
    return Vote("Acme", AMBIGUOUS.page_key, AMBIGUOUS.domain, "words", is_ours, "U0ROBIN", NOW)


def test_a_card_says_all_that_is_needed_to_decide() -> None:
    card = MentionCard(mention(), copies=7, sources=("Hacker News", "GDELT", "Brave", "Bing"))
    assert shown(page_of(card.mention, cards=(card,))).split("\n")[2:] == [
        "# Mentions without link: 1 · acme.com",
        "*68* · [dailyreview.example/tools] names you without a link",
        "“We tried tools such as *Acme* and kept it.”",
        "  Why: “monitoring” stands near the name",
        PLACE,
        "  *Ask for:* a link on “Acme” to [acme.com/features]",
        SCORE,
        "  [Not ours] [Snooze 30 days] [Mute domain]",
        "  In all: 1 worth asking.",
    ]


def test_an_ambiguous_one_is_voted_on_and_nothing_is_asked_for() -> None:
    told = shown(page_of(AMBIGUOUS))
    assert "[Ours] [Not ours]" in told
    assert "Why: no word near the name tells" in told
    assert "Ask for" not in told
    assert "Snooze" not in told


def test_a_vote_says_whose_it_was_what_it_taught_and_how_to_change_it() -> None:
    voted = replace(AMBIGUOUS, lane=Lane.NOT_OURS, vote=False)
    told = shown(page_of(AMBIGUOUS, cards=(MentionCard(voted, vote=vote(False), votes=7),)))
    assert "*Not ours*, says <@U0ROBIN> · [oldtimer.example/tools]\n" in told
    assert "*Learnt for Acme:* other pages of oldtimer.example now lean the same way" in told
    assert "(7 so far)" in told
    assert "[Change: ours]" in told
    assert not any(word in told for word in ("Ask for", "Score", "Snooze"))


def test_what_was_voted_ours_can_be_asked_like_any_other() -> None:
    voted = replace(AMBIGUOUS, lane=Lane.ASK, vote=True)
    told = shown(page_of(voted, cards=(MentionCard(voted, vote=vote(True), votes=40),)))
    assert "*Ours*, says <@U0ROBIN> · [oldtimer.example/tools] names you without a link" in told
    assert "so do the words around the name." in told
    assert "*Ask for:* a link on “Acme”" in told
    assert "[Change: not ours] [Snooze 30 days] [Mute domain]" in told


def test_what_was_put_away_says_how_it_comes_back_and_has_no_buttons() -> None:
    muted = replace(mention(), state=MentionState.MUTED)
    told = shown(page_of(muted, replace(mention(3), state=MentionState.MUTED, muted_until=NOW)))
    assert "`/mentions unmute dailyreview.example` brings it back" in told
    assert "*Snoozed* until 2026-03-03 08:00 UTC" in told
    assert "[Not ours]" not in told


def test_a_link_to_a_broken_page_of_ours_is_said_as_one() -> None:
    assert "links to a broken page of yours" in shown(page_of(replace(mention(), status=LinkStatus.LINKED_BROKEN)))


def test_a_possessive_and_a_comma_stay_close_to_the_name() -> None:
    one = mention(snippet=Snippet("Read ", "Acme", "'s guide, as we did."))
    assert "“Read *Acme*'s guide, as we did.”" in shown(page_of(one))


def test_the_digest_tells_mentions_last_with_what_was_seen_beside_them() -> None:
    news = MentionNews(worth=5, seen=12, copies=4, ambiguous=3, copies_of={MentionId(1): 4})
    thread = thread_of(news, mention())
    summary = "Mentions without link:* 5 worth asking (12 seen, 4 syndicated, 3 ambiguous)"
    assert summary in read(thread.parent)
    told = read(thread.replies[-1])
    assert "# Mentions without link: 5 worth asking" in told
    assert "+4 more: `/mentions unlinked`" in told
    assert "*+4 copies*" in told
    assert "3 may mean something else of the same name: `/mentions ambiguous`" in told
    assert "[Show more] [Vote on 3]" in told


def test_something_to_vote_on_is_news_and_what_nobody_can_act_on_is_not() -> None:
    assert digest_thread(digest(mentions=MentionNews(seen=3, copies=1)), "key") is None
    told = digest_thread(digest(mentions=MentionNews(seen=3, ambiguous=3)), "key")
    assert told is not None
    assert "none worth asking (3 seen, 3 ambiguous)" in read(told.parent)


def test_a_list_offers_its_next_page_and_the_other_lanes() -> None:
    counts = {Lane.ASK: 23, Lane.AMBIGUOUS: 3, Lane.REPUTATION: 1, Lane.LINKED: 9}
    told = shown(page_of(mention(), counts=counts, next_start=10))
    assert "[More] [Ambiguous mentions (3)] [Said against you (1)]" in told
    assert "In all: 23 worth asking, 3 ambiguous, 1 said against you and 9 with a link already." in told


def test_an_empty_list_says_what_to_do_next() -> None:
    assert "`/mentions scan`" in shown(page_of())
    unnamed = replace(SITE, settings=replace(SITE.settings, brands=()))
    assert "`/mentions brand NAME`" in shown(replace(page_of(), site=unnamed))


def test_what_does_not_fit_one_message_is_left_for_the_next_page() -> None:
    wordy = [mention(number, snippet=Snippet("x" * 230, "Acme", "y" * 230), title="t" * 90) for number in range(1, 11)]
    answer = mention_list(page_of(*wordy, counts={Lane.ASK: 10}))
    judge_message(answer)
    fitting = len(cards_in(answer.blocks))
    assert fitting < 10
    (more,) = [
        button
        for block in answer.blocks
        if block["type"] == "actions"
        for button in block["elements"]
        if button["text"]["text"] == "More"
    ]
    assert MentionsWanted.read(more["value"]).start == fitting


def test_a_click_renews_every_card_of_its_message_and_nothing_else() -> None:
    posted = thread_of(MentionNews(worth=2, seen=2, ambiguous=1), mention(1), mention(3)).replies[-1]
    assert cards_in(posted.blocks) == (1, 3)
    voted = replace(mention(3), lane=Lane.NOT_OURS, vote=False)
    cards = (MentionCard(mention(1)), MentionCard(voted, vote=vote(False), votes=1))
    now = renewed(posted.text, posted.blocks, cards)
    judge_message(now)
    before, after = read(posted), read(now)
    assert before.split("\n")[:8] == after.split("\n")[:8]
    assert "*Not ours*, says <@U0ROBIN>" in after
    assert "[Vote on 1]" in after
    assert (
        renewed(now.text, now.blocks, (MentionCard(mention(1)), MentionCard(voted, vote=vote(False), votes=1))) == now
    )


@given(st.integers(1, 2**40), st.sampled_from(Lane), st.lists(st.integers(1, 2**40), max_size=10))
def test_a_button_carries_what_it_was_shown_with(number: int, lane: Lane, ids: list[int]) -> None:
    around = MentionsWanted(SiteId(4), lane, 20, tuple(map(MentionId, ids)))
    for press in (Press(MentionId(number), lane, around), Press(MentionId(number), lane)):
        assert Press.read(press.value) == press
        assert len(press.value) < 2000


@st.composite
def strange_mentions(draw: st.DrawFn) -> list[Mention]:
    return [
        mention(
            number,
            lane=draw(st.sampled_from([Lane.ASK, Lane.AMBIGUOUS])),
            title=draw(strangers.texts),
            author=draw(strangers.texts),
            reason=draw(strangers.texts),
            snippet=Snippet(draw(strangers.texts), draw(strangers.texts), draw(strangers.texts)),
            suggestion=Suggestion(draw(strangers.urls), draw(strangers.texts)),
        )
        for number in range(1, draw(st.integers(2, 5)))
    ]


@strangers.trial
@given(strange_mentions(), strangers.urls)
def test_nothing_a_stranger_writes_pings_disguises_or_overflows(found: list[Mention], url: str) -> None:
    found[0] = replace(found[0], url=url)
    judge_message(mention_list(page_of(*found)))
    thread_of(MentionNews(worth=len(found), seen=len(found), ambiguous=1), *found)


def test_a_call_to_the_channel_is_shown_and_rings_nobody() -> None:
    hostile = mention(
        snippet=Snippet("<!channel> *_~ \u202e", "Acme", " <@U0ROBIN>"), title="<!here>", published_at=None
    )
    said = str(card_blocks(MentionCard(hostile), 0))
    assert "&lt;!channel&gt;" in said
    assert not any(live in said for live in ("<!", "<@", "\u202e"))


def test_a_message_of_ours_without_text_still_speaks() -> None:
    assert isinstance(renewed("", card_blocks(MentionCard(mention()), 0), ()), Message)
    assert renewed("", card_blocks(MentionCard(mention()), 0), ()).text
