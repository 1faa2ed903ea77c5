"""/backlinks check: progress in its own answer, and a threaded report in the channel it was asked in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from storage.domain import Verdict
from tests.analysis.visits import GOOD_PAGE, PAGE_WITHOUT_LINK
from tests.bot.running import Bot, running_bot, said, visiting
from tests.servers.web import HTML, Reply, SiteServer

GOOD = GOOD_PAGE.encode()
WITHOUT = PAGE_WITHOUT_LINK.encode()
DONE = "The report is in <#C0LINKS>."


@pytest.fixture
def web(site_server: SiteServer) -> SiteServer:
    """Four pages: two link, one does not, one does not let us look."""
    for number in (1, 2):
        site_server.put(f"blog{number}.example/post", GOOD)
    site_server.put("without.example/post", WITHOUT)
    site_server.put("blocked.example/post", Reply(b"<title>No</title>", 403))
    return site_server


def watch_all(bot: Bot, web: SiteServer) -> None:
    bot.add_site()
    for host in ("blog1", "blog2", "without", "blocked"):
        bot.add_link(web.url(f"{host}.example/post"))


def test_it_answers_at_once_keeps_its_answer_up_to_date_and_reports_in_a_thread(bot: Bot, web: SiteServer) -> None:
    watch_all(bot, web)
    assert bot.ask("check").startswith("Checking 4 links of acme.com… 0 done.")
    with visiting(bot, web):
        assert bot.wait_for(lambda: DONE in bot.told()[0])
    assert bot.told() == [f"Checked 4 links of acme.com. {DONE}"]
    assert bot.wait_for(lambda: len(bot.posted()) == 1)
    (report,) = bot.posted()
    assert said(report).startswith("Check of acme.com")
    assert "Asked for by <@U0ROBIN>." in said(report)
    assert bot.everything_is_sent()


def test_the_outcomes_in_a_report_add_up_to_the_links_checked(bot: Bot, web: SiteServer) -> None:
    watch_all(bot, web)
    bot.ask("check")
    with visiting(bot, web):
        assert bot.wait_for(bot.posted)
    report = said(bot.posted()[0])
    checked, parts = re.search(r"Checked (\d+) links: (.*)\.\n", report).groups()
    assert int(checked) == 4 == sum(map(int, re.findall(r"\d+", parts)))
    total, books = re.search(r"\*(\d+) links in all:\* (.*)\.", report).groups()
    assert int(total) == 4 == sum(map(int, re.findall(r"\d+", books)))


def test_one_page_is_checked_and_reported_alone(bot: Bot, web: SiteServer) -> None:
    watch_all(bot, web)
    assert bot.ask(f"check {web.url('blog1.example/post')}").startswith("Checking 1 link")
    with visiting(bot, web):
        assert bot.wait_for(bot.posted)
    assert "Checked 1 link: 1 live." in said(bot.posted()[0])


@pytest.mark.parametrize("channel", ["general", "pr-plans", "robin"])
def test_asked_where_the_bot_cannot_post_the_report_goes_to_the_sites_channel(
    bot: Bot, web: SiteServer, channel: str
) -> None:
    watch_all(bot, web)
    bot.ask("check acme.com", channel=channel)
    with visiting(bot, web):
        assert bot.wait_for(bot.posted)
        assert bot.wait_for(lambda: DONE in bot.told()[0])
    assert len(bot.posted()) == 1


def test_a_report_with_nowhere_to_go_is_not_begun(bot: Bot, web: SiteServer) -> None:
    bot.add_site(channel_id=None)
    bot.add_link(web.url("blog1.example/post"))
    assert "invite me here with `/invite @anchorwatch`" in bot.ask("check acme.com", channel="general")


def test_a_host_that_asks_for_a_pause_holds_up_no_report(bot: Bot, site_server: SiteServer) -> None:
    bot.add_site()
    bot.add_link(site_server.put("quick.example/post", GOOD))
    slow = Reply(b"later", 429, (*HTML, ("Retry-After", "3600")))
    for number in range(3):
        bot.add_link(site_server.put(f"busy.example/{number}", slow))
    bot.ask("check")
    with visiting(bot, site_server):
        assert bot.wait_for(bot.posted)
    assert "Checked 2 links: 1 live and 1 could not be read." in said(bot.posted()[0])
    with bot.store.surveying() as tx:
        rests = tx.hosts.get("busy.example").backoff_until
    assert rests is not None
    assert rests - bot.side.deliver.now() > timedelta(minutes=50)


def test_a_link_added_by_hand_is_visited_without_anybody_asking_again(bot: Bot, web: SiteServer) -> None:
    bot.add_site()
    with visiting(bot, web):
        bot.ask(f"add {web.url('blog1.example/post')}")
        assert bot.wait_for(lambda: "“Acme”, follow" in bot.ask("list"))
    assert bot.posted() == []


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("blog1.example/post", "*Link found* on <"),
        ("without.example/post", "*No link yet* on <"),
        ("blocked.example/post", "*I could not look* at <"),
    ],
)
def test_whoever_adds_a_link_is_told_what_its_first_visit_found(
    bot: Bot, web: SiteServer, page: str, says: str
) -> None:
    bot.add_site()
    bot.ask(f"add {web.url(page)}")
    with visiting(bot, web):
        assert bot.wait_for(lambda: says in bot.told()[0])
    assert len(bot.told()) == 1


def test_the_bot_ends_at_once_although_somebody_waits_for_a_check(bot: Bot, web: SiteServer, tmp_path) -> None:
    watch_all(bot, web)
    bot.ask("check")
    url = f"sqlite:///{tmp_path / 'another.db'}"
    with running_bot(bot.preview, url, bot.store) as other:
        other.add_site()
        other.add_link(web.url("blog1.example/post"))
        assert other.ask("check").startswith("Checking")
    assert bot.link(1).verdict is not Verdict.LIVE
