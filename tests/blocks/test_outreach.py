"""A target's card in every state: what it says, which buttons it has, and that it fits and rings nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import outreach_forms
from bot.blocks.outreach import card_message
from bot.blocks.outreach_forms import Pressed
from bot.blocks.outreach_queue import queue_message
from jobs.outreach_books import Queue
from storage.domain import (
    Case,
    Contact,
    ContactKind,
    DomainHistory,
    Draft,
    Message,
    Origin,
    Prospect,
    ProspectCard,
    ProspectId,
    ProspectState,
    Sighting,
    Snippet,
    Suggestion,
    Waiting,
)
from tests.blocks import strangers
from tests.blocks.judges import judge_message, judge_view
from tests.blocks.reading import read
from tests.blocks.samples import NOW, SITE

LINE = "Your table of on-call tools is the clearest I know."
LETTER = Draft(
    "robin@news.example",
    "Acme in your article",
    f"Hello Robin,\n\n{LINE}\n\nCould you link the name?\n\nBest regards",
    ("A short reminder.",),
    LINE,
    "Robin Hale",
    "mention/en",
    "U0SAM",
)
CASE = Case(
    "It names you without a link.",
    "Acme",
    "On-call tools",
    "Robin Hale",
    "en",
    Snippet("Teams use ", "Acme", " for it."),
    Suggestion("https://acme.com/on-call", "Acme", "Teams use [Acme] for it."),
    (Contact(ContactKind.EMAIL, "robin@news.example", "Robin Hale"),),
    {"authority": 20, "relevance": 12},
)
PRESSED = Pressed("ticket", "C0LINKS")
STATES = list(ProspectState)
ATTACK = "<!channel> <@U0ROBIN> <https://evil.example|acme.com> *_~`bold`~_* \u202egnp.exe مرحبا & :skull:"


def card(state: ProspectState = ProspectState.SUGGESTED, **values: object) -> ProspectCard:
    """Keyword arguments are the prospect's, and those of the card where it has no such field."""
    given_ = dict(values)
    around = {name: given_.pop(name) for name in list(given_) if name in _OF_CARD}
    prospect = Prospect(
        ProspectId(12),
        SITE.id,
        Origin.MENTION,
        state,
        "ticket",
        1,
        "unlinked",
        "mention/12",
        "https://news.example/tools",
        b"k" * 16,
        "news.example",
        0.14,
        70,
        NOW,
        NOW,
        sighting=Sighting.READY,
        seen_at=NOW,
        case=CASE,
        draft=LETTER,
    )
    return ProspectCard(replace(prospect, **given_), SITE, **around)  # type: ignore[arg-type]


_OF_CARD = frozenset({"obstacles", "history", "needs_second", "can_undo_until", "leaves_at", "unsure"})
_SINCE: Mapping[ProspectState, Mapping[str, object]] = {
    ProspectState.APPROVED: {"decided_by": "U0ROBIN", "decided_at": NOW, "expires_at": NOW, "can_undo_until": NOW},
    ProspectState.REJECTED: {"decided_by": "U0ROBIN", "decided_at": NOW, "why": "off topic", "can_undo_until": NOW},
    ProspectState.SNOOZED: {"decided_by": "U0ROBIN", "decided_at": NOW, "snoozed_until": NOW},
    ProspectState.DO_NOT_CONTACT: {"decided_by": "U0ROBIN", "decided_at": NOW, "why": "they asked"},
    ProspectState.CONTACTED: {"contacted_at": NOW, "contacted_by": "U0ROBIN", "next_look_at": NOW, "owner": "U0ROBIN"},
    ProspectState.REPLIED: {"contacted_at": NOW, "next_look_at": NOW},
    ProspectState.WON: {"contacted_at": NOW - timedelta(days=2), "won_at": NOW},
}


def in_state(state: ProspectState, **values: object) -> ProspectCard:
    return card(state, **{**_SINCE.get(state, {}), **values})


def shown(one: ProspectCard) -> str:
    message = card_message(one)
    judge_card(message)
    return read(message)


def judge_card(message: Message) -> None:
    """A card has more room than other messages, so that a letter is seen whole."""
    judge_message(message, 12_600)


def labels(one: ProspectCard) -> list[str]:
    return [
        element["text"]["text"]
        for block in card_message(one).blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_a_card_says_why_who_what_to_ask_for_and_the_exact_letter() -> None:
    told = shown(card())
    assert told.split("\n")[:4] == [
        "(acme.com: Mention without link: news.example/tools · to approve)",
        "# To approve: news.example · mention without link",
        "[news.example/tools]",
        "“Teams use *Acme* for it.”",
    ]
    for words in ("Ask for:* a link on “Acme”", "To:* robin@news.example (Robin Hale) · written by <@U0SAM>"):
        assert words in told
    assert LINE in str(card_message(card()).blocks)
    assert "Follow-up*, if no answer comes" in told


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (ProspectState.SUGGESTED, ["Approve", "Edit", "Reject", "Snooze", "Assign", "Never contact"]),
        (ProspectState.APPROVED, ["I sent it", "Edit", "Assign", "Undo"]),
        (ProspectState.REJECTED, ["Undo"]),
        (ProspectState.SNOOZED, []),
        (ProspectState.DO_NOT_CONTACT, []),
        (ProspectState.CONTACTED, ["They replied", "They declined", "Look for the link now", "Asked to stop"]),
        (ProspectState.REPLIED, ["They declined", "Look for the link now", "Asked to stop"]),
        (ProspectState.NO_REPLY, ["They replied", "They declined", "Look for the link now", "Asked to stop"]),
        (ProspectState.WON, ["Thanked them"]),
        (ProspectState.LOST, []),
        (ProspectState.CLOSED, []),
    ],
)
def test_each_state_has_the_buttons_it_may_have_and_no_others(state: ProspectState, buttons: list[str]) -> None:
    assert labels(in_state(state)) == buttons
    shown(in_state(state))


def test_a_won_link_says_how_long_it_took_and_no_longer_that_there_is_none() -> None:
    told = shown(in_state(ProspectState.WON))
    assert "*Link won* 2 days after the first letter · thank them" in told
    assert "without a link" not in told


def test_what_is_in_the_way_is_said_and_takes_the_approve_button_away() -> None:
    one = card(draft=replace(LETTER, personal_line=""), obstacles=("A personal line is missing.",))
    assert "*Not ready to approve:*\n• A personal line is missing." in shown(one)
    assert labels(one)[0] == "Write personal line"


def test_the_old_card_of_what_came_back_points_to_the_new_one_and_decides_nothing() -> None:
    old = replace(card(), is_old=True)
    assert "its new card is in the thread of a later message" in shown(old)
    assert labels(old) == []


def test_a_mention_does_not_count_itself_among_what_was_between_you() -> None:
    assert "nothing between you and news.example" in shown(card(history=DomainHistory(mentions=1)))
    assert "2 other mentions" in shown(card(history=DomainHistory(mentions=3)))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("letter", ["x", "&", "<", "漢", "ש", "*", "é"])
def test_the_longest_of_everything_still_fits_one_message(state: ProspectState, letter: str) -> None:
    long = letter * 5_000
    contacts = tuple(
        Contact(kind, f"https://news.example/{number}/{letter * 300}", long, "")
        for number, kind in enumerate((*ContactKind, ContactKind.FORM))
    )
    case = Case(
        long, long, long, long, "en", Snippet(long, long, long), Suggestion(f"https://acme.com/{letter * 300}", long),
        contacts, {"authority": 30, "relevance": 20, "prominence": 15, "freshness": 15, "linkability": 10},
    )  # fmt: skip
    draft = Draft("r" * 60 + "@news.example", long, long[:3_000], (long[:3_000], long[:3_000]), long, long, "", "U0SAM")
    history = DomainHistory(9, 9, 9, 9, 9, NOW, "U0ROBIN", "U0ROBIN")
    for more in ({}, {"follow_up_due": True, "follow_ups": 1}, {"unsure": long}):
        one = in_state(
            state, case=case, draft=draft, url=f"https://news.example/{letter * 300}", why=long, history=history,
            obstacles=(long,) * 8, owner="U0ROBIN", needs_second=True, **more,
        )  # fmt: skip
        judge_card(card_message(one))


@st.composite
def strange_cards(draw: st.DrawFn) -> ProspectCard:
    texts = strangers.texts
    case = Case(
        draw(texts), draw(texts), draw(texts), draw(texts), "en", Snippet(draw(texts), draw(texts), draw(texts)),
        Suggestion(draw(strangers.urls), draw(texts)),
        (Contact(draw(st.sampled_from(ContactKind)), draw(texts), draw(texts)),
         Contact(ContactKind.CONTACT_PAGE, draw(strangers.urls), draw(texts))),
    )  # fmt: skip
    to = draw(st.sampled_from(["robin@news.example", ""]) | strangers.urls)
    draft = Draft(to, draw(texts), draw(texts), (draw(texts), draw(texts)), draw(texts), draw(texts), "", "U0SAM")
    return in_state(
        draw(st.sampled_from(STATES)),
        origin=draw(st.sampled_from([one for one in Origin if one is not Origin.PERSON])),
        because=draw(st.sampled_from(["unlinked", "plain_url"])),
        url=draw(strangers.urls),
        domain=draw(texts),
        case=case,
        draft=draft,
        why=draw(texts),
        obstacles=(draw(texts),),
        unsure=draw(st.none() | texts),
    )


@strangers.trial
@given(strange_cards())
def test_nothing_a_stranger_writes_pings_disguises_or_overflows(one: ProspectCard) -> None:
    judge_card(card_message(one))
    judge_message(queue_message(Queue(SITE, Waiting(1, NOW), (one.prospect,))))
    judge_view(outreach_forms.assign_modal(PRESSED, one.prospect.owner))
    judge_view(outreach_forms.reason_modal(replace(PRESSED, kind="never"), one))


def test_a_call_to_the_channel_in_a_letter_is_text_to_slack_and_nothing_more() -> None:
    one = card(draft=replace(LETTER, subject=ATTACK, body=ATTACK, name=ATTACK), case=replace(CASE, title=ATTACK))
    blocks = card_message(one).blocks
    (quote, _reminder) = [block for block in blocks if block["type"] == "rich_text"]
    assert quote["elements"][0]["elements"] == [{"type": "text", "text": ATTACK}], "rich text has no mark-up"
    judge_card(card_message(one))
    live = [
        text for text in _mrkdwn(blocks) if any(sign in text for sign in ("<!channel", "<@U0ROBIN", "<https://evil"))
    ]
    assert live == []


def _mrkdwn(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        own = [str(value["text"])] if value.get("type") == "mrkdwn" else []
        return own + [text for inner in value.values() for text in _mrkdwn(inner)]
    return [text for inner in value for text in _mrkdwn(inner)] if isinstance(value, list | tuple) else []


def test_the_form_begins_with_what_a_person_must_add_and_what_saving_does() -> None:
    view = outreach_forms.draft_modal(card(draft=replace(LETTER, personal_line="")), PRESSED, 1)
    judge_view(view)
    asked = [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]
    assert asked == ["Personal line", "When I save", "To", "Their name", "Subject", "Letter", "Follow-up"]


def test_ten_letters_are_reviewed_in_one_form() -> None:
    judge_view(outreach_forms.review_modal([card() for _ in range(12)], "C0LINKS"))


def test_a_queue_says_what_still_wants_a_line_and_a_past_one_where_to_go() -> None:
    without = card(draft=replace(LETTER, personal_line="")).prospect
    queue = Queue(SITE, Waiting(2, NOW), (card().prospect, without))
    judge_message(queue_message(queue))
    lines = read(queue_message(queue)).split("\n")
    assert "• news.example/tools · mention without link · score 70" in lines
    assert "• news.example/tools · mention without link · score 70 · wants a personal line" in lines
    past = queue_message(replace(queue, is_past=True))
    judge_message(past)
    assert "in a newer message" in read(past)
    assert "Review" not in str(past.blocks)
