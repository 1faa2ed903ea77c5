"""A file of links dropped into a channel or given to the form: shown as understood, stored after a yes, reported."""

from __future__ import annotations

import pytest

from bot.preview import inbound
from bot.preview.values import Message
from storage.domain import Message as TextMessage
from storage.domain import MessageFile, Thread
from tests.bot.running import LINKS, Bot, said

EXPORT = b"""Referring page URL,Target URL,Anchor
https://blog.example/post,https://acme.com/,Acme
https://news.example/story,https://acme.com/pricing,pricing
https://blog.example/post/,https://acme.com/,Acme again
not a page,https://acme.com/,Acme
https://acme.com/about,https://acme.com/,Acme
"""
EXCEL = b"PK\x03\x04" + b"[Content_Types].xml" + b"xl/workbook.xml" * 30


def offered(bot: Bot, user: str = "robin") -> Message:
    """The question whether to import, once it is asked."""
    assert bot.wait_for(lambda: any("What we understood" in text for text in bot.told(user))), bot.told(user)
    return bot.preview.ephemerals(user)[-1]


def test_a_dropped_export_is_shown_imported_on_a_yes_and_reported_with_every_refused_row(bot: Bot) -> None:
    site = bot.add_site()
    bot.preview.upload("links.csv", EXPORT)
    question = offered(bot)
    assert "5 rows: 2 links, 1 named more than once, 1 own page and 1 not usable." in said(question)
    assert "Nothing is stored yet." in said(question)
    assert bot.links(site) == 0
    bot.preview.click(question, "import_commit")
    assert bot.wait_for(lambda: any("is imported for" in text for text in bot.told()))
    assert bot.links(site) == 2
    assert bot.wait_for(bot.posted)
    (report,) = bot.posted()
    assert bot.wait_for(lambda: bot.preview.thread(report))
    (attached,) = bot.preview.thread(report)
    assert bot.preview.file(attached).decode().count("not a page") == 1
    assert bot.everything_is_sent()
    assert bot.preview.refusals == ()


def test_a_cancelled_file_is_not_stored(bot: Bot) -> None:
    site = bot.add_site()
    bot.preview.upload("links.csv", EXPORT)
    bot.preview.click(offered(bot), "import_cancel")
    assert bot.wait_for(lambda: "links.csv was not imported. Nothing was stored." in bot.told()[-1])
    assert bot.links(site) == 0
    assert list(bot.side.services.upload_folder.iterdir()) == []


def test_whoever_decides_second_is_told_that_it_is_decided(bot: Bot) -> None:
    site = bot.add_site()
    bot.preview.upload("links.csv", EXPORT)
    question = offered(bot)
    bot.preview.click(question, "import_cancel")
    assert bot.wait_for(lambda: "was not imported" in bot.told()[-1])
    services, workspace_id = bot.side.services, bot.side.workspace.id
    bot.preview.upload("again.csv", EXPORT)
    again = offered(bot)
    token = next(
        element["value"]
        for block in again.content.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "import_commit"
    )
    services.uploads.cancel(workspace_id, token)
    bot.preview.click(again, "import_commit")
    assert bot.wait_for(lambda: any("has been imported or cancelled already" in text for text in bot.told()))
    assert bot.links(site) == 0


def test_two_presses_of_import_import_once(bot: Bot) -> None:
    site = bot.add_site()
    bot.preview.upload("links.csv", EXPORT)
    question = offered(bot)
    bot.preview.faults.repeat_envelopes(2)
    bot.preview.click(question, "import_commit")
    bot.preview.faults.clear()
    assert bot.wait_for(lambda: any("is imported for" in text for text in bot.told()))
    assert bot.wait_for(bot.posted)
    assert bot.everything_is_sent()
    assert bot.links(site) == 2
    assert len(bot.posted()) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("links.xlsx", EXCEL, "looks like an Excel workbook; open it, save it as CSV and import that"),
        ("links.csv", EXCEL, "looks like an Excel workbook"),
        ("links.csv", b" \n", "is empty"),
        ("links.csv", b"a,b\n1,2\n", "links.csv"),
        ("links.txt", bytes(range(256)) * 20, "links.txt"),
    ],
)
def test_a_file_that_is_no_export_gets_one_sentence(bot: Bot, name: str, content: bytes, sentence: str) -> None:
    bot.add_site()
    bot.preview.upload(name, content)
    assert bot.wait_for(bot.told)
    assert sentence in bot.told()[0]
    assert len(bot.told()) == 1
    assert bot.posted() == []
    assert list(bot.side.services.upload_folder.iterdir()) == []


def test_other_files_and_files_elsewhere_are_none_of_our_business(bot: Bot) -> None:
    bot.add_site()
    bot.preview.upload("holiday.png", b"\x89PNG")
    bot.preview.upload("links.csv", EXPORT, channel="general")
    bot.preview.upload("links.csv", EXPORT, user="maya")
    offered(bot, "maya")
    assert bot.told("robin") == []


def test_what_the_bot_attaches_itself_is_not_offered_back_to_it(bot: Bot) -> None:
    bot.add_site()
    rows = TextMessage("rows", files=(MessageFile("rows.csv", EXPORT.decode()),))
    bot.side.services.announce(bot.side.workspace.id, Thread("a", LINKS, rows))
    assert bot.everything_is_sent()
    (parent,) = bot.posted()
    (attached,) = bot.preview.thread(parent)
    event = {"type": "file_shared", "file_id": attached.content.files[0], "channel_id": LINKS, "user_id": attached.user}
    slack = bot.preview.server.slack
    bot.preview._thread.call(lambda: slack.socket.tell(inbound.event_callback(slack, event)))
    bot.preview.upload("links.csv", EXPORT)
    offered(bot)
    assert bot.told("anchorwatch") == []
    assert bot.preview.refusals == ()


def test_a_file_told_of_by_several_events_is_offered_once(bot: Bot) -> None:
    bot.add_site()
    bot.preview.faults.repeat_envelopes(3, fresh_ids=True)
    bot.preview.upload("links.csv", EXPORT)
    offered(bot)
    bot.preview.faults.clear()
    bot.preview.upload("second.csv", EXPORT)
    assert bot.wait_for(lambda: any("second.csv" in text for text in bot.told()))
    assert len(bot.told()) == 2


def test_a_file_for_nobody_knows_which_site_asks_to_choose(bot: Bot) -> None:
    bot.preview.upload("links.csv", EXPORT)
    assert bot.wait_for(bot.told)
    assert "/backlinks" in bot.told()[0]


def test_the_site_of_the_channel_is_meant_where_there_are_several(bot: Bot) -> None:
    bot.add_site("other.com", "C0GENERAL")
    site = bot.add_site()
    bot.preview.upload("links.csv", EXPORT)
    bot.preview.click(offered(bot), "import_commit")
    assert bot.wait_for(lambda: bot.links(site) == 2)


@pytest.mark.parametrize("channel", ["links", "general"])
def test_a_file_given_to_the_form_is_offered_wherever_it_was_asked_for(bot: Bot, channel: str) -> None:
    site = bot.add_site()
    bot.preview.command("/backlinks", "import acme.com", channel=channel)
    assert bot.wait_for(bot.preview.view)
    bot.preview.submit({"file": [bot.preview.upload_for_view("links.csv", EXPORT)]})
    assert bot.preview.view() is None
    if channel == "links":
        question = offered(bot)
    else:  # the bot cannot speak there, so it speaks to the person
        assert bot.wait_for(bot.direct)
        question = bot.preview.direct_messages()[-1]
    bot.preview.click(question, "import_commit")
    assert bot.wait_for(lambda: bot.links(site) == 2)
    assert bot.preview.refusals == ()
