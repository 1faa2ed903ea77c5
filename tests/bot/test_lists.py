"""Lists and their buttons: a page at a time, and the evidence behind each line."""

from __future__ import annotations

import pytest

from bot.preview.values import Message
from storage.domain import LinkId, SiteId
from tests.bot.running import Bot, said
from tests.jobs.world import DAY, LIVE, NOFOLLOW, REMOVED, World


@pytest.fixture
def world(bot: Bot, clock) -> World:
    """The bot's workspace, for telling stories of its links in the past of the bot's real clock."""
    site = bot.add_site()
    clock.advance(bot.side.deliver.now() - clock() - 10 * DAY)
    return World(bot.store, clock, bot.side.workspace.id, site)


def last_answer(bot: Bot) -> Message:
    return bot.preview.ephemerals()[-1]


def press(bot: Bot, action_id: str, user: str = "robin") -> str:
    """Press a button below the last answer and wait for it to change, or for another one."""
    before = last_answer(bot)
    bot.preview.click(before, action_id, user=user)
    assert bot.wait_for(lambda: last_answer(bot) != before), f"{action_id} did nothing"
    return said(last_answer(bot))


def test_a_long_list_is_turned_page_by_page_in_one_message(bot: Bot, world: World) -> None:
    for number in range(23):
        world.add_link(f"https://site{number:02}.example/")
    answer = bot.ask("list")
    assert "23 links to acme.com" in answer
    seen = answer
    for _ in range(2):
        seen += press(bot, "list_page")
    assert len(bot.told()) == 1
    assert all(f"site{number:02}.example" in seen for number in range(23))
    assert "Next page" not in said(last_answer(bot))


@pytest.mark.parametrize(
    ("kind", "visit", "words"),
    [("lost", REMOVED, "link removed"), ("changed", NOFOLLOW, "was followed, is now")],
)
def test_what_is_confirmed_is_listed_and_explained_with_both_observations(
    bot: Bot, world: World, kind: str, visit, words: str
) -> None:
    world.add_lost_link("https://blog.example/post", visit)
    answer = bot.ask(kind)
    assert "1 domain, 1 link" in answer
    assert words in answer
    card = press(bot, "explain:0")
    places = ("Before:", "After:") if kind == "lost" else ("Now:",)
    for part in ("Why we say this", "First noticed", "Confirmed", "HTTP 200", *places):
        assert part in card
    assert len(bot.told()) == 2


def test_new_links_are_listed(bot: Bot, world: World) -> None:
    world.add_live_link("https://blog.example/post", quiet=False)
    assert "New: 1 domain, 1 link" in bot.ask("new acme.com")


@pytest.mark.parametrize("kind", ["new", "lost", "changed"])
def test_no_news_is_said_in_one_sentence(bot: Bot, world: World, kind: str) -> None:
    assert "acme.com" in bot.ask(kind)
    assert "\n" not in bot.told()[0].strip()


def test_many_changes_are_turned_page_by_page(bot: Bot, world: World) -> None:
    links = [world.add_live_link(f"https://site{number:02}.example/") for number in range(13)]
    standing = world.add_live_link("https://standing.example/post")
    for _ in range(2):
        for link in links:
            world.see(standing, LIVE)  # if nothing were found any more, our own eyes would be at fault
            world.see(link, REMOVED)
            world.clock.advance(DAY)  # all at once would look like a fault of ours
    answer = bot.ask("lost") + press(bot, "changes_page")
    assert all(f"site{number:02}.example" in answer for number in range(13))


def test_an_open_doubt_is_explained_as_no_news_yet(bot: Bot, world: World) -> None:
    world.see(world.add_live_link(), REMOVED)
    assert "*Not sure yet:*" in bot.ask("explain https://blog.example/post")


def test_the_explain_button_under_a_posted_report_answers_only_who_pressed_it(bot: Bot, world: World) -> None:
    world.see(world.add_live_link(), LIVE)
    link = world.see(world.add_live_link("https://other.example/"), REMOVED)
    bot.ask("check")
    for one in (world.add_link(), link):
        world.see(one, REMOVED)
    assert bot.wait_for(bot.posted)
    (report,) = bot.posted()
    assert bot.wait_for(lambda: bot.preview.thread(report))
    bot.preview.click(bot.preview.thread(report)[0], "explain:0", user="maya")
    assert bot.wait_for(lambda: bot.told("maya"))
    assert "Why we say this" in bot.told("maya")[0]
    assert len(bot.posted()) == 1


def test_a_button_of_a_link_that_is_gone_says_so(bot: Bot, world: World) -> None:
    with pytest.raises(Exception, match="no longer watched"):
        bot.side.services.explain.by_id(bot.side.workspace.id, LinkId(99))
    assert bot.side.services.lists.page_of(bot.side.workspace.id, SiteId(99), None) is None
