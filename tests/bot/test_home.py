"""App Home: how the sites are doing, and buttons whose answers reach the person although there is no response URL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.preview.values import Json
from storage.domain import Lane, ProspectState, Wanted
from tests.analysis.visits import GOOD_PAGE
from tests.bot.mentioning import add_site, record
from tests.bot.outreaching import approved, office, suggested
from tests.bot.running import Bot, said, visiting
from tests.servers.web import SiteServer

_IN_TURN = (ProspectState.CONTACTED, ProspectState.REPLIED)


def home(bot: Bot, user: str = "robin") -> Json:
    bot.preview.open_home(user=user)
    assert bot.wait_for(lambda: bot.preview.home(user))
    view = bot.preview.home(user)
    assert view is not None
    return view.body


def text_of(view: Json) -> str:
    return "\n".join(_texts(view["blocks"]))


def _texts(part):
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def test_an_empty_home_says_how_to_begin(bot: Bot) -> None:
    assert "No site yet." in text_of(home(bot))
    bot.preview.click_view("add_site")
    view = bot.wait_for(bot.preview.view)
    assert view is not None
    assert view.body["title"]["text"] == "Add a site"


def test_a_home_shows_every_site_and_is_painted_anew_whenever_it_is_opened(bot: Bot) -> None:
    assert "acme.com:" not in text_of(home(bot))
    bot.add_site()
    bot.add_site("other.com", None)
    bot.preview.open_home()
    assert bot.wait_for(lambda: "other.com" in text_of(bot.preview.home().body))
    shown = text_of(bot.preview.home().body)
    assert "*acme.com*" in shown
    assert "No digest: choose a channel" in shown


def test_a_check_asked_for_at_home_is_answered_in_a_direct_message_and_reported_in_the_channel(
    bot: Bot, site_server: SiteServer
) -> None:
    bot.add_site()
    bot.add_link(site_server.put("blog.example/post", GOOD_PAGE.encode()))
    home(bot)
    bot.preview.click_view("check_now")
    assert bot.wait_for(bot.direct)
    with visiting(bot, site_server):
        assert bot.wait_for(bot.posted)
        assert bot.wait_for(lambda: "The report is in <#" in bot.direct()[-1])
    assert said(bot.posted()[0]).startswith("Check of acme.com")
    assert len(bot.direct()) == 2, "the beginning and the end, and no chatter between"


def test_what_cannot_be_done_from_home_is_said_in_a_direct_message(bot: Bot) -> None:
    bot.add_site()
    home(bot, "maya")
    bot.preview.click_view("check_now", user="maya")
    assert bot.wait_for(lambda: bot.direct("maya"))
    assert "No links to acme.com are known yet." in bot.direct("maya")[0]
    assert bot.direct("robin") == []


@pytest.mark.parametrize(
    ("button", "title"),
    [("add_link", "Add a link"), ("import_links", "Import links"), ("site_settings", "Site settings")],
)
def test_the_buttons_of_a_site_open_their_forms(bot: Bot, button: str, title: str) -> None:
    bot.add_site()
    home(bot)
    bot.preview.click_view(button)
    view = bot.wait_for(bot.preview.view)
    assert view is not None
    assert view.body["title"]["text"] == title


def test_a_channel_that_is_closed_to_us_is_named_at_home(bot: Bot) -> None:
    bot.add_site(channel_id="C0GENERAL")
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.channels.pause("C0GENERAL", "not_in_channel", bot.side.deliver.now())
    assert "I cannot post* to <#C0GENERAL>" in text_of(home(bot))


def test_mentions_are_counted_and_a_source_in_trouble_is_named_at_home(bot: Bot) -> None:
    site = add_site(bot)
    record(bot, site, 1)
    record(bot, site, 2, Lane.AMBIGUOUS)
    now = bot.side.deliver.now()
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.polls.ensure(site.id, {("hackernews", Wanted.MENTIONS, "acme")}, now)
        (poll,) = tx.polls.of_site(site.id)
        tx.polls.record(replace(poll, last_polled_at=now, trouble="it answers with an error (503)"))
    shown = text_of(home(bot))
    assert "Mentions: 1 worth asking and 1 ambiguous." in shown
    assert "*Hacker News* gives no answer: trouble: it answers with an error (503)" in shown
    bot.preview.click_view("mentions_show:ask")
    assert bot.wait_for(bot.direct)
    assert "site01.example" in bot.direct()[0]


def test_what_is_due_for_the_viewer_comes_first_and_the_queue_is_a_click_away(bot: Bot) -> None:
    site = add_site(bot)
    letter, waiting = approved(bot, site, 1), suggested(bot, site, 2)
    due = office(bot, site).contacted(suggested(bot, site, 3))
    with bot.store.transaction(bot.side.workspace.id) as tx:
        tx.prospects.advance(due, replace(due, follow_up_due=True))
    shown = text_of(home(bot))
    assert shown.index("*Your targets*") < shown.index(f"*#{letter.id}*") < shown.index("*Your follow-ups*")
    assert shown.index("*Your follow-ups*") < shown.index(f"*#{due.id}*") < shown.index("*acme.com*")
    assert "Outreach: 3 suggested → 2 approved → 1 contacted → 0 replied → 0 won (0% of those contacted)." in shown
    assert "*Your targets*" not in text_of(home(bot, "maya"))
    home(bot)
    bot.preview.click_view("outreach_queue")
    assert bot.wait_for(bot.direct)
    assert f"*#{waiting.id}*" in bot.direct()[0]


def test_nothing_slack_would_refuse_is_shown(bot: Bot) -> None:
    for number in range(30):
        site = bot.add_site(f"site{number}.com")
        due = office(bot, site).contacted(suggested(bot, site, number))
        with bot.store.transaction(bot.side.workspace.id) as tx:
            tx.prospects.advance(due, replace(due, follow_up_due=number % 2 == 0, state=_IN_TURN[number % 2]))
    view = home(bot)
    assert "more" in text_of(view)
    assert bot.preview.refusals == ()
