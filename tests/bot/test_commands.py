"""Every /backlinks subcommand: acknowledged at once, forgiving, and answered with one sentence when it is wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.blocks.help import SUBCOMMANDS
from bot.preview.socket_mode import Outcome
from storage.store import open_store
from tests.bot.running import LINKS, Bot, said, workspace_and_bot

HELP = "What you can ask"


@pytest.fixture(scope="module")
def acme(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot with one site and one link, for questions that change nothing."""
    url = f"sqlite:///{shutil.copy(empty_database, tmp_path_factory.mktemp('acme') / 'anchorwatch.db')}"
    with closing(open_store(url)) as store, workspace_and_bot(url, store) as bot:
        bot.add_site()
        bot.add_link("https://blog.example/post")
        yield bot


def test_help_names_every_subcommand(bot: Bot) -> None:
    answer = bot.ask("help")
    assert all(command.usage in answer for command in SUBCOMMANDS)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("lits", "Did you mean `/backlinks list`?"),
        ("frobnicate the site", "“frobnicate” is not something `/backlinks` knows. Try one of: add, check,"),
        ("add", "Use it as `/backlinks add PAGE [TARGET]`, for example `/backlinks add https://blog.example/post"),
        ("add a b c", "for example `/backlinks add https://blog.example/post acme.com/pricing`"),
        ("check one two", "for example `/backlinks check acme.com`"),
        ("list one two", "for example `/backlinks list acme.com`"),
        ("new one two", "for example `/backlinks new`"),
        ("lost one two", "for example `/backlinks lost`"),
        ("changed one two", "for example `/backlinks changed`"),
        ("explain", "for example `/backlinks explain https://blog.example/post`"),
        ("contract", "for example `/backlinks contract https://blog.example/post`"),
        ("contract https://blog.example/post off", "Use it as `/backlinks contract PAGE [end]`"),
        ("contract https://blog.example/unknown", "is not a page we watch"),
        ("import one two", "for example `/backlinks import acme.com`"),
        ("status one two", "for example `/backlinks status`"),
        ("check 10.0.0.1", "“10.0.0.1” is an IP address; give a domain such as acme.com."),
        ("check localhost", "“localhost” is a name inside one network"),
        ("check co.uk", "public suffix"),
        ("check robin@acme.com", "is an e-mail address"),
        ("check stranger.com", "stranger.com is not one of your sites (acme.com)."),
        ("check https://blog.example/unknown", "is not a page we watch"),
        ("add https://robin:secret@blog.example/", "holds a user name or password"),
        ("add ftp://blog.example/", "is not a web page"),
        ("add https://acme.com/about", "is a page of your own site acme.com"),
        ("add https://blog.example/post stranger.com", "stranger.com is not one of your sites"),
        ("explain https://blog.example/unknown", "Add it with `/backlinks add https://blog.example/unknown`"),
        ("list <!channel>", "such as"),
    ],
)
def test_what_is_wrong_gets_one_sentence_with_an_example(acme: Bot, typed: str, answer: str) -> None:
    before = len(acme.told())
    said_back = acme.ask(typed)
    assert answer in said_back
    assert "secret" not in said_back
    assert len(acme.told()) == before + 1
    assert acme.posted() == []
    assert acme.preview.refusals == ()


@pytest.mark.parametrize("typed", ["check", "list", "new", "lost acme.com", "import", "add https://blog.example/post"])
def test_before_there_is_a_site_every_command_says_how_to_add_one(bot: Bot, typed: str) -> None:
    assert "/backlinks" in bot.ask(typed)
    assert "site" in bot.told()[0]


@pytest.mark.parametrize(
    "typed",
    [
        "list acme.com",
        "LIST ACME.COM",
        "list <http://acme.com|acme.com>",
        "list <https://www.acme.com/>",
        "list “acme.com”",
        "list https://acme.com/",
        "list  www.acme.com. ",
        "List\u00a0acme.com\u200b",
    ],
)
def test_a_site_is_understood_however_it_is_typed(acme: Bot, typed: str) -> None:
    assert "1 link to acme.com" in acme.ask(typed)


@pytest.mark.parametrize(
    "page",
    [
        "https://blog.example/post",
        "<https://blog.example/post|blog.example/post>",
        "blog.example/post/",
        "“HTTPS://Blog.Example/post”",
        "https://blog.example/post?utm_source=slack",
    ],
)
def test_a_page_is_understood_however_it_is_pasted(acme: Bot, page: str) -> None:
    assert "is watched for" in acme.ask(f"add {page}")
    assert "https://blog.example/post" in acme.ask(f"explain {page}")


def test_adding_a_link_says_that_we_visit_it_now(bot: Bot) -> None:
    site = bot.add_site()
    answer = bot.ask("add https://blog.example/post acme.com/pricing")
    assert "Watching" in answer
    assert "We visit it now." in answer
    assert bot.links(site) == 1


def test_status_tells_of_all_sites_or_of_the_one_named(bot: Bot) -> None:
    bot.add_site()
    bot.add_site("other.com", None)
    everything = bot.ask("status")
    assert "*acme.com*" in everything
    assert "*other.com*" in everything
    assert "*acme.com*" not in bot.ask("status other.com")


def test_alone_it_opens_a_form_with_the_persons_zone_and_channel(bot: Bot) -> None:
    bot.preview.command("/backlinks", "", user="jonas")
    assert bot.wait_for(lambda: bot.preview.view("jonas"))
    view = bot.preview.view("jonas")
    assert view is not None
    assert view.body["title"]["text"] == "Add a site"
    shown = str(view.body["blocks"])
    assert "Europe/Stockholm" in shown
    assert f"'initial_conversation': '{LINKS}'" in shown


def test_import_opens_a_form_for_a_file(bot: Bot) -> None:
    bot.add_site()
    bot.preview.command("/backlinks", "import")
    view = bot.wait_for(bot.preview.view)
    assert view is not None
    assert view.body["title"]["text"] == "Import links"


def test_answers_are_for_the_person_who_asked_alone(bot: Bot) -> None:
    bot.ask("help", user="maya")
    assert bot.told("robin") == []
    assert HELP in bot.told("maya")[0]
    assert bot.posted() == []


@pytest.mark.parametrize("text", ["", "help", "check", "list", "status", "explain x.example/y", "nonsense"])
def test_every_command_is_acknowledged_at_once(acme: Bot, text: str) -> None:
    answers = len(acme.told("maya"))
    began = time.monotonic()
    assert acme.preview.command("/backlinks", text, user="maya").outcome is Outcome.ANSWERED
    assert time.monotonic() - began < 1.0
    assert acme.wait_for(lambda: len(acme.told("maya")) > answers or acme.preview.view("maya"))
    assert acme.preview.notices == ()


def test_where_the_bot_is_not_a_member_it_still_answers(bot: Bot) -> None:
    assert HELP in bot.ask("help", channel="general")
    assert HELP in bot.ask("help", channel="pr-plans")
    assert HELP in bot.ask("help", channel="robin")
    assert [said(message) for message in bot.posted("general")] == []


def test_a_link_is_put_under_contract_and_every_card_and_list_says_so(bot: Bot) -> None:
    bot.add_site()
    link = bot.add_link("https://blog.example/post")
    assert "is under contract now: I look at it daily" in bot.ask("contract blog.example/post")
    assert bot.link(link.id).is_contract
    assert "was under contract already" in bot.ask("contract https://blog.example/post")
    assert "· contract" in bot.ask("list")
    assert "*Contract:* paid for or agreed on" in bot.ask("explain https://blog.example/post")
    assert "is under contract no longer" in bot.ask("contract https://blog.example/post end")
    assert "was not under contract" in bot.ask("contract https://blog.example/post end")
    assert "contract" not in bot.ask("list")
