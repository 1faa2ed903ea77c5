"""/mentions and its buttons: lists page by page, votes of which the first wins, and what nobody wants to hear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.blocks.digest import digest_thread
from bot.blocks.elements import Button, actions, message
from bot.blocks.help import MENTIONS
from bot.commands.mentions import VERBS
from bot.preview.values import Message
from storage.domain import Lane, MentionNews, MentionState, Site, Thread, Wanted
from tests.blocks.samples import digest
from tests.bot.mentioning import add_site, last, mentions, press, record, stored, votes
from tests.bot.running import LINKS, Bot, said


def posted_digest(bot: Bot) -> Message:
    """The reply of the digest that holds the cards."""
    (site,) = bot.side.services.lists.sites(bot.side.workspace.id)
    with bot.store.transaction(bot.side.workspace.id) as tx:
        news = tx.mentions.news(site.id, 10)
        tx.outbox.put(_digest(bot, site, news), bot.side.deliver.now())
    assert bot.wait_for(lambda: bot.posted() and bot.preview.thread(bot.posted()[0]))
    return bot.preview.thread(bot.posted()[0])[0]


def _digest(bot: Bot, site: Site, news: MentionNews) -> Thread:
    cards = bot.side.services.mentions.cards(bot.side.workspace.id, [one.id for one in news.shown])
    thread = digest_thread(digest(site=site, mentions=news, mention_cards=cards), "digest/test")
    assert thread is not None
    return thread


def test_every_verb_of_the_help_is_answered_and_back() -> None:
    assert [command.verb for command in MENTIONS] == list(VERBS)


def test_help_lists_every_command(bot: Bot) -> None:
    told = mentions(bot, "help")
    assert all(command.usage in told for command in MENTIONS)


def test_a_typing_mistake_is_met_with_what_was_probably_meant(bot: Bot) -> None:
    assert "Did you mean `/mentions unlinked`?" in mentions(bot, "unlinkd")
    assert "Try one of: unlinked," in mentions(bot, "frobnicate")


@pytest.mark.parametrize(
    "text", ["unlinked", "", "ambiguous", "scan", "watch", "watch acme", "brand", "exclude", "mute"]
)
def test_without_a_site_every_verb_says_in_one_sentence_how_to_begin(bot: Bot, text: str) -> None:
    assert mentions(bot, text).startswith("There is no site yet.")


def test_the_best_mentions_are_listed_page_by_page_in_one_message(bot: Bot) -> None:
    site = add_site(bot)
    for number in range(1, 24):
        record(bot, site, number)
    told = mentions(bot, "unlinked")
    assert "Mentions without link: 23 · acme.com" in told
    assert told.index("site23.example") < told.index("site22.example")
    seen = told
    while "[More]" in str(_labels(last(bot))):
        seen += press(bot, "mentions_turn:more")
    assert len(bot.told()) == 1
    assert all(f"site{number:02}.example" in seen for number in range(1, 24))


def _labels(message: Message) -> list[str]:
    return [
        f"[{element['text']['text']}]"
        for block in message.content.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_a_vote_rewrites_its_card_teaches_the_brand_and_leaves_the_others(bot: Bot) -> None:
    site = add_site(bot)
    ours, theirs = record(bot, site, 2, Lane.AMBIGUOUS), record(bot, site, 1, Lane.AMBIGUOUS)
    mentions(bot, "ambiguous")
    assert _labels(last(bot)) == ["[Ours]", "[Not ours]"] * 2
    told = press(bot, "mention_ours:0")
    assert "*Ours*, says <@U0ROBIN>" in told
    assert "other pages of site02.example now lean the same way" in told
    told = press(bot, "mention_not_ours:1")
    assert "*Ours*, says" in told
    assert "*Not ours*, says" in told
    assert (stored(bot, ours).lane, stored(bot, theirs).lane) == (Lane.ASK, Lane.NOT_OURS)
    cast = votes(bot, site)
    assert {(vote.domain, vote.is_ours, vote.voted_by) for vote in cast} == {
        ("site02.example", True, "U0ROBIN"),
        ("site01.example", False, "U0ROBIN"),
    }
    assert "We tried tools such as" in cast[0].context


def test_of_two_people_who_disagree_the_first_decides_and_the_second_hears_who_did(bot: Bot) -> None:
    site = add_site(bot)
    found = record(bot, site, 1)
    reply = posted_digest(bot)
    other = record(bot, site, 2, Lane.AMBIGUOUS)
    judge, workspace = bot.side.services.judge_mention, bot.side.workspace.id
    judge.vote(workspace, other, True, "U0ROBIN", Lane.AMBIGUOUS)
    with pytest.raises(Exception, match="in lane ask") as refused:
        judge.vote(workspace, other, False, "U0MAYA", Lane.AMBIGUOUS)
    assert refused.value.user_message == "<@U0ROBIN> said already that it is yours; nothing was changed."
    assert len(votes(bot, site)) == 1
    bot.preview.click(reply, "mention_not_ours:0", user="maya")
    assert bot.wait_for(lambda: "*Not ours*, says <@U0MAYA>" in said(bot.preview.thread(bot.posted()[0])[0]))
    assert stored(bot, found).lane is Lane.NOT_OURS


def test_the_same_click_twice_has_one_effect(bot: Bot) -> None:
    site = add_site(bot)
    found = record(bot, site, 1, Lane.AMBIGUOUS)
    judge, workspace = bot.side.services.judge_mention, bot.side.workspace.id
    for who in ("U0ROBIN", "U0ROBIN", "U0MAYA"):
        judge.vote(workspace, found, True, who, Lane.AMBIGUOUS)
    (vote,) = votes(bot, site)
    assert vote.voted_by == "U0ROBIN"
    with bot.store.reading(workspace) as tx:
        assert len(tx.audit.about(stored(bot, found).url)) == 1


def test_a_mind_can_be_changed_from_the_card_as_it_stands(bot: Bot) -> None:
    site = add_site(bot)
    found = record(bot, site, 1, Lane.AMBIGUOUS)
    mentions(bot, "ambiguous")
    press(bot, "mention_not_ours:0")
    assert "*Ours*, says" in press(bot, "mention_ours:0")
    assert stored(bot, found).lane is Lane.ASK
    assert [vote.is_ours for vote in votes(bot, site)] == [True]


def test_snooze_and_mute_renew_only_their_cards_in_the_channel(bot: Bot) -> None:
    site = add_site(bot)
    first, second, third = (record(bot, site, number) for number in (3, 2, 1))
    posted_digest(bot)

    def card() -> Message:
        return bot.preview.thread(bot.posted()[0])[0]

    bot.preview.click(card(), "mention_snooze:0")
    assert bot.wait_for(lambda: "*Snoozed* until" in said(card()))
    bot.preview.click(card(), "mention_mute:1")
    assert bot.wait_for(lambda: "`/mentions unmute site02.example` brings it back" in said(card()))
    assert "site01.example/tools|site01.example/tools> names you without a link" in said(card())
    assert [stored(bot, one).state for one in (first, second, third)] == [
        MentionState.MUTED, MentionState.MUTED, MentionState.OPEN,
    ]  # fmt: skip
    assert bot.told() == []
    assert "You hear of site02.example again. 1 mention back" in mentions(bot, "unmute site02.example")
    assert stored(bot, second).state is MentionState.OPEN
    assert stored(bot, first).muted_until is not None


def test_the_digests_buttons_show_the_rest_to_whoever_asks(bot: Bot) -> None:
    site = add_site(bot)
    for number in range(1, 15):
        record(bot, site, number)
    record(bot, site, 50, Lane.AMBIGUOUS)
    posted_digest(bot)
    bot.preview.click(bot.preview.thread(bot.posted()[0])[-1], "mentions_show:ambiguous", user="maya")
    assert bot.wait_for(lambda: bot.told("maya"))
    assert "site50.example" in bot.told("maya")[0]
    bot.preview.click(bot.preview.thread(bot.posted()[0])[-1], "mentions_show:ask")
    assert bot.wait_for(bot.told)
    assert "site04.example" in bot.told()[0]
    assert "site05.example" not in bot.told()[0]
    assert bot.preview.refusals == ()


def test_terms_and_feeds_are_watched_listed_and_dropped(bot: Bot) -> None:
    add_site(bot)
    assert "Watching “status page” for acme.com." in mentions(bot, "watch status page")
    assert "is watched for acme.com already" in mentions(bot, "watch “status page”")
    assert "I read it from now on" in mentions(bot, "watch <https://blog.example/feed>")
    told = mentions(bot, "watch")
    assert "*Brands:* Acme" in told
    assert "*Terms:* status page" in told
    assert "blog.example/feed" in told
    assert "watched for acme.com no more" in mentions(bot, "unwatch Status Page")
    assert "is not watched" in mentions(bot, "unwatch status page")
    assert "watched for acme.com no more" in mentions(bot, "unwatch https://blog.example/feed")


@pytest.mark.parametrize(
    ("text", "said_"),
    [
        ("watch ?", "A term has 2 to 80 characters"),
        ("watch " + "x" * 90, "A term has 2 to 80 characters"),
        ("watch https://", "https://"),
        ("unwatch", "Use it as `/mentions unwatch TERM or FEED`"),
        ("unmute", "Use it as `/mentions unmute DOMAIN`"),
        ("mute not a domain", "not"),
        ("unlinked acme.com other.com", "Use it as `/mentions unlinked [SITE]`"),
        ("unlinked other.com", "is not one of your sites"),
        ("exclude anvils.example", "is a domain, not a word: `/mentions mute anvils.example` silences it."),
        ("exclude " + "x" * 90, "at most 80 characters"),
        ("brand " + "x" * 90, "at most 80 characters"),
        ("scan", "No source is asked about acme.com yet"),
    ],
)
def test_what_cannot_be_used_is_answered_with_one_plain_sentence(bot: Bot, text: str, said_: str) -> None:
    add_site(bot)
    told = mentions(bot, text)
    assert said_ in told
    assert "\n" not in told.strip()
    assert "went wrong" not in told


def test_a_site_is_named_at_the_end_where_there_are_several(bot: Bot) -> None:
    add_site(bot)
    add_site(bot, "other.com", ("Other",))
    assert "Which site?" in mentions(bot, "watch rockets")
    assert "Watching “rockets” for other.com" in mentions(bot, "watch rockets for other.com")


def test_a_domain_is_muted_once_and_what_is_muted_is_listed(bot: Bot) -> None:
    site = add_site(bot)
    record(bot, site, 1)
    assert "Nothing more from site01.example. 1 mention put away." in mentions(bot, "mute https://site01.example/x")
    assert "is muted already" in mentions(bot, "mute site01.example")
    assert "Muted for acme.com: site01.example." in mentions(bot, "mute")
    assert "No mention without link of acme.com is open" in mentions(bot, "unlinked")


def test_a_word_that_speaks_against_the_brand_is_kept(bot: Bot) -> None:
    add_site(bot)
    assert "*Acme* is not meant near: anvil." in mentions(bot, "exclude anvil")
    assert "*Acme* is not meant near: anvil." in mentions(bot, "exclude ANVIL")


def test_what_tells_a_brand_is_asked_in_a_form_and_shown_again(bot: Bot) -> None:
    site = add_site(bot)
    bot.preview.command("/mentions", "brand", channel="links")
    assert bot.wait_for(bot.preview.view)
    filled = {"kind": "common", "excluded": "anvil, coyote", "other_names": "ACME Inc", "own_domains": "acme.io"}
    bot.preview.submit(filled)
    assert bot.wait_for(bot.direct)
    assert "Kept what you told me of Acme." in bot.direct()[0]
    with bot.store.reading(bot.side.workspace.id) as tx:
        (brand,) = tx.brands.of_site(site)
    assert (brand.names, brand.excluded) == (("Acme", "ACME Inc"), ("anvil", "coyote"))
    assert (brand.is_common, brand.is_case_sensitive, brand.own_domains) == (True, False, ("acme.io",))
    bot.preview.command("/mentions", "brand acme", channel="links")
    view = bot.wait_for(bot.preview.view)
    assert view is not None
    assert "anvil, coyote" in str(view.body["blocks"])


def test_a_new_name_becomes_a_brand_of_the_site_and_a_bad_domain_is_refused_at_its_field(bot: Bot) -> None:
    site = add_site(bot, brands=())
    assert "has no brand yet" in mentions(bot, "brand")
    bot.preview.command("/mentions", "brand Rocket Acme", channel="links")
    assert bot.wait_for(bot.preview.view)
    ack = bot.preview.submit({"own_domains": "not a domain"})
    assert ack is not None
    assert "own_domains" in ack.payload["errors"]
    bot.preview.submit({"own_domains": "acme.io"})
    assert bot.wait_for(bot.direct)
    (known,) = bot.side.services.lists.sites(bot.side.workspace.id)
    assert known.id == site.id
    assert known.settings.brands == ("Rocket Acme",)


def test_a_scan_has_every_query_asked_and_says_what_came_of_it(bot: Bot) -> None:
    site = add_site(bot)
    now, workspace = bot.side.deliver.now, bot.side.workspace.id
    with bot.store.transaction(workspace) as tx:
        tx.polls.ensure(site.id, {("hackernews", Wanted.MENTIONS, "acme"), ("bing", Wanted.LINKS, "acme.com")}, now())
    assert "Asking 2 queries about acme.com" in mentions(bot, "scan")
    with bot.store.transaction(workspace) as tx:
        for poll in tx.polls.of_site(site.id):
            trouble = "it is on holiday" if poll.source == "bing" else None
            found = 0 if trouble else 3
            later = now().replace(year=now().year + 1)
            tx.polls.record(replace(poll, last_polled_at=now(), next_due_at=later, found=found, trouble=trouble))
    assert bot.wait_for(lambda: "Asked 2 queries" in said(last(bot)))
    told = said(last(bot))
    assert "3 pages named that I did not know. 1 answer failed: `/mentions sources` says why." in told
    assert len(bot.told()) == 1


def test_sources_are_told_under_both_commands(bot: Bot) -> None:
    assert mentions(bot, "sources") == bot.ask("sources")


@pytest.mark.parametrize("value", ["", "rubbish", "1:ask@rubbish", "1:no lane@", "99999999:ask@"])
def test_a_button_of_another_time_is_answered_with_one_sentence(bot: Bot, value: str) -> None:
    add_site(bot)
    button = actions(Button("Not ours", "mention_not_ours:0", value or " "))
    old = Thread("old", LINKS, message("An old message", [button]))
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.outbox.put(old, bot.side.deliver.now())
    assert bot.wait_for(bot.posted)
    bot.preview.click(bot.posted()[0], "mention_not_ours:0")
    assert bot.wait_for(bot.told)
    assert bot.told()[0] in {
        "This button is from an older message; please ask again with `/mentions`.",
        "This mention is no longer in my books.",
    }
