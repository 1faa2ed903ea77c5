"""Cards and forms made of what strangers wrote: Slack takes them all, and nothing in them does anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import outreach_forms
from bot.blocks.outreach import card_message
from bot.blocks.outreach_forms import Pressed
from bot.blocks.outreach_links import mail_link, webmail_links
from bot.blocks.outreach_words import addressed
from bot.preview.message_rules import read_blocks
from bot.preview.view_rules import read_view
from storage.domain import (
    Case,
    Contact,
    ContactKind,
    DomainHistory,
    Draft,
    Origin,
    Prospect,
    ProspectCard,
    ProspectId,
    ProspectState,
    Sighting,
    Site,
    SiteId,
    SiteSettings,
    Snippet,
    Suggestion,
)
from tests.blocks.judges import judge_blocks

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SITE = Site(SiteId(1), "acme.com", SiteSettings(("acme.com",), ("Acme",)), NOW)
EVIL = [
    "<!channel> <@U0ROBIN> <https://evil.example|acme.com>",
    "&" * 4_000,
    "<" * 4_000,
    "*_~`" * 900,
    "a\u202eb\u200bc\x00\x07\ud800\r\nBcc: x",
    "\U0001f600" * 3_000,
    "ש" * 3_000,
    "x" * 1_000_000,
    "| > https://evil.example|b",
    "",
]


def card(words: str, state: ProspectState = ProspectState.SUGGESTED, **more: Any) -> ProspectCard:
    contact = Contact(ContactKind.FORM, f"https://evil.example/{words}", words, words)
    case = Case(
        words, words, words, words, words, Snippet(words, words, words), Suggestion(words, words, words),
        (contact,) * 2 + (replace(contact, kind=ContactKind.EMAIL, address=words),) * 3,
    )  # fmt: skip
    url = f"https://evil.example/{words[:7_000]}"
    letter = Draft(words[:500], words[:250], (words or "x")[:3_000], (words[:3_000],) * 2, words, words[:60])
    prospect = Prospect(
        ProspectId(1), SiteId(1), Origin.MENTION, state, "ticket", 1, words, words, url, b"k", words[:250], 0.5, 50,
        NOW, NOW, Sighting.READY, NOW, owner=words, decided_by=words, decided_at=NOW, why=words, case=case,
        draft=letter, follow_up_due=True, contacted_at=NOW, won_at=NOW, first_by=words, undo_to=state,
    )  # fmt: skip
    history = DomainHistory(1, 1, 1, 1, 1, NOW, words, words)
    undo = NOW + timedelta(minutes=5)
    return ProspectCard(prospect, SITE, history, can_undo_until=undo, **more)


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
@pytest.mark.parametrize("state", ProspectState)
def test_slack_takes_a_card_whatever_strangers_wrote(words: str, state: ProspectState) -> None:
    for more in ({}, {"obstacles": (words,) * 9}, {"unsure": words}, {"leaves_at": NOW, "needs_second": True}):
        shown = card_message(card(words, state, **more))
        judge_blocks(shown.blocks)
        read_blocks([dict(block) for block in shown.blocks])
        assert len(shown.text.encode()) <= 4_000


@pytest.mark.parametrize("words", EVIL, ids=range(len(EVIL)))
def test_slack_takes_every_form_whatever_strangers_wrote(words: str) -> None:
    one, pressed = card(words), Pressed("t" * 22, "C0LINKS")
    for view in (
        outreach_forms.draft_modal(one, pressed, 2),
        outreach_forms.review_modal([one] * 10, "C0LINKS"),
        *[outreach_forms.reason_modal(replace(pressed, kind=kind), one) for kind in ("reject", "never", "declined")],
    ):
        judge_blocks(view["blocks"])
        read_view(dict(view), view["type"])


@given(
    st.text(min_size=1),
    st.text(),
    st.sampled_from(["?bcc=eve@x.example", "&cc=eve@x.example", ">|<!here>", "%0d%0aBcc:x"]),
)
def test_no_letter_adds_a_recipient_to_its_link(subject: str, body: str, evil: str) -> None:
    clean = subject.encode("utf-8", "replace").decode()
    letter = Draft("robin@news.example", f"{clean}{evil}", f"{body}{evil}".encode("utf-8", "replace").decode())
    for link in (mail_link(letter, letter.body, "Write"), *webmail_links(letter, letter.body)):
        assert link.startswith("<")
        assert link.count("<") == link.count(">") == 1
        assert link.count("|") == 1
        address = urlsplit(link[1 : link.index("|")].replace("&amp;", "&"))
        asked = parse_qs(address.query, keep_blank_values=True)
        assert set(asked) <= {"subject", "body", "to", "su", "view", "fs"}
        assert asked.get("to", ["robin@news.example"]) == ["robin@news.example"]
        assert all(len(values) == 1 for values in asked.values())


def test_whoever_approves_sees_all_of_the_address_and_the_subject() -> None:
    subject, to, name = "*&<" * 83, f"https://a.example/{'-' * 480}", "&" * 60
    seen = addressed(Draft(to, subject, "", name=name))
    assert "…" not in seen


@pytest.mark.parametrize("length", [300, 700, 1_000, 1_500, 2_000, 2_500, 3_000])
@pytest.mark.parametrize("words", ["word ", "ü & "])
def test_an_approved_letter_of_any_length_can_be_sent_from_its_card(length: int, words: str) -> None:
    body = (words * length)[:length]
    for state in (ProspectState.APPROVED, ProspectState.CONTACTED):
        one = card("Acme", state)
        letter = Draft("robin@news.example", "Acme in your article", body, (body,))
        shown = card_message(replace(one, prospect=replace(one.prospect, draft=letter)))
        judge_blocks(shown.blocks)
        read_blocks([dict(block) for block in shown.blocks])
        assert str(shown.blocks).count("mailto:robin@news.example?subject=") == 1
        assert body in str(shown.blocks)


def test_a_letter_that_one_message_cannot_hold_has_no_approve_button() -> None:
    one = card("Acme")
    letter = Draft("robin@news.example", "Acme", "&" * 2_500, ("&" * 2_500,))
    shown = card_message(replace(one, prospect=replace(one.prospect, draft=letter)))
    read_blocks([dict(block) for block in shown.blocks])
    assert "too long for one message" in str(shown.blocks)
    assert "outreach_approve" not in str(shown.blocks)
    assert "outreach_approve" in str(card_message(one).blocks)
