"""Payloads that no form or card of ours would send: each is answered in one sentence, and nothing is decided by it."""

from __future__ import annotations

import itertools
import json
import logging
from typing import Any

import pytest
from slack_bolt.request import BoltRequest
from sqlalchemy import text

from bot.blocks import names
from storage.domain import ProspectState
from tests.bot.outreaching import add_site, now, outreach, post_queue, suggested
from tests.bot.running import LINKS, Bot
from tests.jobs.outreach import LINE

_TRIGGERS = itertools.count(1)
_VALUES = [
    "",
    "0",
    "-1",
    "1|2",
    "x" * 5_000,
    "9" * 30,
    "9" * 5_000,
    "\x00",
    "٣",
    "1:2:3",
    "None",
    "C0LINKS|1|2|3",
    "|||",
]
_BUTTONS = sorted(
    value
    for name, value in vars(names).items()
    if name.startswith(("OUTREACH_", "DNC_", "AUDIT_")) and name != "OUTREACH_ADD"
)


def person(bot: Bot, user: str = "U0ROBIN", team: str = "") -> dict[str, Any]:
    ours = bot.side.workspace.team_id
    return {"team": {"id": ours}, "user": {"id": user, "team_id": team or ours}, "trigger_id": f"t{next(_TRIGGERS)}"}


def send(bot: Bot, body: dict[str, Any]) -> dict[str, Any]:
    """Hand a payload to the bot as Slack's socket would, and return what it was acknowledged with."""
    answer = bot.side.app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    assert answer.status in (200, 404), answer.body  # 404: no listener has that name
    return json.loads(answer.body) if answer.body else {}


def press(bot: Bot, action_id: str, value: str, **who: str) -> None:
    body = {"type": "block_actions", **person(bot, **who), "channel": {"id": LINKS}, "container": {}}
    send(bot, {**body, "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}]})


def submit(bot: Bot, callback_id: str, private: str, fields: dict[str, Any], **who: str) -> dict[str, Any]:
    values = {name: {name: _answer(value)} for name, value in fields.items()}
    blocks = [{"type": "input", "block_id": name} for name in (*fields, "last")]
    view = {"callback_id": callback_id, "private_metadata": private, "state": {"values": values}, "blocks": blocks}
    return send(bot, {"type": "view_submission", **person(bot, **who), "view": {"id": "V1", "type": "modal", **view}})


def _answer(value: str) -> dict[str, Any]:
    return {"type": "plain_text_input", "value": value}


def quiet(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever was asked for is done, and none of it is anything that a person must look into."""
    bot.side.services.background.__exit__(None, None, None)
    loud = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert not loud, [(record.getMessage(), record.exc_info and str(record.exc_info[1])) for record in loud]


def test_a_button_with_any_value_is_answered_and_decides_nothing(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    for name in _BUTTONS:
        for value in _VALUES:
            press(bot, names.at(name, prospect.id), value)
            press(bot, name, value)
    quiet(bot, caplog)
    assert now(bot, prospect) == prospect


_FORMS = [names.DRAFT_VIEW, names.REASON_VIEW, names.SNOOZE_VIEW, names.ASSIGN_VIEW, names.REVIEW_VIEW]


@pytest.mark.parametrize("form", _FORMS)
def test_a_form_with_any_metadata_or_fields_is_refused(bot: Bot, caplog: pytest.LogCaptureFixture, form: str) -> None:
    prospect = suggested(bot, add_site(bot))
    ticket = prospect.ticket
    privates = [
        *_VALUES,
        f"never|{LINKS}|",
        f"nonsense|{LINKS}||{ticket}|",
        f"|{LINKS}||{ticket}|",
        f"||{ticket}|",
        ticket,
    ]
    for private in privates:
        for fields in ({}, {"to": "x", "pause": "1000000000", "owner": "nobody", "then_0": "?"}, {"pause": "-7"}):
            submit(bot, form, private, fields)
    quiet(bot, caplog)
    after = now(bot, prospect)
    assert (after.state, after.owner, after.draft) == (prospect.state, prospect.owner, prospect.draft)


@pytest.mark.parametrize("owner", ["nobody", "U0NOSUCH", "U0ANCHOR", "USLACKBOT", "<!channel>", ""])
def test_a_target_is_given_to_nobody_who_is_no_colleague(bot: Bot, owner: str) -> None:
    prospect = suggested(bot, add_site(bot))
    answer = submit(bot, names.ASSIGN_VIEW, f"|{LINKS}||{prospect.ticket}|", {"owner": owner})
    assert "owner" in answer["errors"]
    assert now(bot, prospect).owner == ""


def test_a_target_is_not_given_to_people_of_other_organisations(bot: Bot) -> None:
    prospect = suggested(bot, add_site(bot))
    stranger = bot.preview.user("sasha").id
    answer = submit(bot, names.ASSIGN_VIEW, f"|{LINKS}||{prospect.ticket}|", {"owner": stranger})
    assert "owner" in answer["errors"]


@pytest.mark.parametrize(("form", "kind"), [("outreach_reason", "reject"), ("outreach_reason", "never")])
@pytest.mark.parametrize("who", ["omar", "sasha"])
def test_whoever_lost_the_right_while_the_form_was_open_decides_nothing(
    bot: Bot, form: str, kind: str, who: str
) -> None:
    prospect = suggested(bot, add_site(bot))
    user = bot.preview.user(who)
    submit(bot, form, f"{kind}|{LINKS}||{prospect.ticket}|", {"reason": "x"}, user=user.id)
    assert bot.wait_for(lambda: "may not approve" in str(bot.told(who)))
    assert now(bot, prospect).state is ProspectState.SUGGESTED


def test_a_guest_who_saves_and_approves_has_saved_only(bot: Bot) -> None:
    prospect = suggested(bot, add_site(bot))
    draft = {"to": "robin@news.example", "subject": "s", "line": LINE, "body": LINE, "then": "approve"}
    submit(bot, names.DRAFT_VIEW, f"|{LINKS}||{prospect.ticket}|", draft, user=bot.preview.user("omar").id)
    assert bot.wait_for(lambda: "may not approve" in str(bot.told("omar")))
    assert now(bot, prospect).state is ProspectState.SUGGESTED


def test_of_two_forms_of_one_letter_the_second_is_told_and_loses_nothing(bot: Bot) -> None:
    prospect = suggested(bot, add_site(bot))
    draft = {"to": "robin@news.example", "subject": "s", "line": LINE, "body": LINE, "then": "keep"}
    private = f"|{LINKS}||{prospect.ticket}|"
    assert submit(bot, names.DRAFT_VIEW, private, draft) == {}
    answer = submit(bot, names.DRAFT_VIEW, private, {**draft, "subject": "mine"}, user="U0MAYA")
    assert "changed since" in str(answer["errors"])  # the form stays open with the text in it
    stored = now(bot, prospect).draft
    assert stored is not None
    assert stored.subject == "s"


def test_a_stranger_presses_and_opens_nothing(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    site = add_site(bot)
    prospect = suggested(bot, site)
    before = now(bot, prospect)
    values = (prospect.ticket, str(site.id), f"{site.id}|0", "news1.example|99")
    for name, value in itertools.product(_BUTTONS, values):
        press(bot, names.at(name, prospect.id), value, user="U0SASHA", team="T0PARTNER")
        press(bot, name, value, user="U0SASHA", team="T0PARTNER")
    quiet(bot, caplog)
    assert now(bot, prospect) == before
    assert bot.preview.view() is None
    said = str([message.content for message in bot.preview.ephemerals("sasha")])
    assert "news1.example" not in said


_NUMBERS = ["0", "-1", "#9", "9" * 18, "9" * 19, "9" * 40, "9" * 99, "9" * 5_000, "1e3", "٣", "\x00", "1 1"]


@pytest.mark.parametrize("verb", ["done", "won", "queue", "audit", "stats", "add", "dnc", "dnc remove", "dnc forget"])
def test_a_command_with_any_argument_is_answered(bot: Bot, caplog: pytest.LogCaptureFixture, verb: str) -> None:
    add_site(bot)
    for number in _NUMBERS:
        assert outreach(bot, f"{verb} {number}")
    quiet(bot, caplog)


def test_a_click_on_a_card_whose_target_is_gone_is_answered(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    prospect = suggested(bot, add_site(bot))
    post_queue(bot)
    with bot.store.system() as tx:
        for table in ("prospect_tickets", "prospects"):
            tx.workspaces.connection.execute(text(f"DELETE FROM {table}"))
    for name in _BUTTONS:
        press(bot, names.at(name, prospect.id), prospect.ticket)
    quiet(bot, caplog)
    assert "I know no such target" in bot.told()[-1]
