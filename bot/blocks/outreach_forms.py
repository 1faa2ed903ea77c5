"""The forms around a target: its letter, a reason, a pause, an owner, and ten targets at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.blocks import names, outreach_words, text
from bot.blocks.elements import Block, context, divider, section, sentence
from bot.blocks.inputs import Field, Option, View, modal, select, text_input, user_select
from bot.blocks.letter_room import verbatim
from bot.blocks.outreach_words import ORIGINS
from bot.blocks.words import count
from jobs.decide_outreach import SNOOZES
from jobs.write_drafts import Written
from storage.domain import Message, ProspectCard

TO: Final = "to"
NAME: Final = "name"
SUBJECT: Final = "subject"
LINE: Final = "line"
BODY: Final = "body"
FOLLOW_UPS: Final = ("follow_up_1", "follow_up_2")
THEN: Final = "then"
REASON: Final = "reason"
PAUSE: Final = "pause"
OWNER: Final = "owner"
APPROVE: Final = "approve"
REJECT: Final = "reject"
LEAVE: Final = "leave"
_KEEP: Final = "keep"
_NAME: Final = 80
_LONGEST_NAME: Final = 200

_TO = Field(TO, "To", "An e-mail address, or the page of a contact form.", "name@news.example", True)
_ADDRESSEE = Field(NAME, "Their name", "", "Maya Lund", optional=True)
_SUBJECT = Field(SUBJECT, "Subject")
_LINE = Field(
    LINE, "Personal line", "One sentence that fits only this page. Without it nothing is approved.", optional=True
)
_BODY = Field(BODY, "Letter")
_FOLLOWS = (
    Field(
        FOLLOW_UPS[0], "Follow-up", "Sent once if no answer comes. Approved together with the letter.", optional=True
    ),
    Field(FOLLOW_UPS[1], "Last follow-up", optional=True),
)
_THEN = Field(THEN, "When I save", "An approval is for exactly this text; a later edit voids it.")
_THENS = (Option("Save the letter and approve it", APPROVE), Option("Save the letter only", _KEEP))


@dataclass(frozen=True, slots=True)
class Pressed:
    """Where a form was opened from: ``ticket`` of the card, and the channel to answer in.

    ``is_private``: on a card that only this person sees, and that nothing else renews. ``sender`` is how they sign.
    """

    ticket: str
    channel_id: str = ""
    is_private: bool = False
    kind: str = ""
    sender: str = ""

    @property
    def written(self) -> str:
        where = "private" if self.is_private else ""
        return f"{self.kind}|{self.channel_id}|{where}|{self.ticket}|{self.sender[:_LONGEST_NAME]}"

    @classmethod
    def read(cls, private: str) -> Pressed:
        kind, channel_id, is_private, ticket, sender = private.split("|", 4)
        return cls(ticket, channel_id, bool(is_private), kind, sender)


def draft_modal(card: ProspectCard, pressed: Pressed, follow_ups: int) -> View:
    """The whole letter, what a person has to add first. ``follow_ups`` are as many as the rules allow."""
    prospect, draft = card.prospect, card.prospect.draft
    found = ", ".join(outreach_words.contact(one) for one in prospect.case.contacts)
    blocks: list[Block] = [context(f"{outreach_words.page(prospect)} · {ORIGINS[prospect.origin]}")]
    blocks += [context(f"Found on the page: {found}")] if found else []
    blocks += [
        text_input(_LINE, draft.personal_line if draft else "", multiline=True),
        select(_THEN, _THENS, APPROVE),
        text_input(_TO, draft.to if draft else ""),
        text_input(_ADDRESSEE, draft.name if draft else ""),
        text_input(_SUBJECT, draft.subject if draft else ""),
        text_input(_BODY, draft.body if draft else "", multiline=True),
    ]
    written = draft.follow_ups if draft else ()
    for number, field in enumerate(_FOLLOWS[:follow_ups]):
        blocks.append(text_input(field, written[number] if number < len(written) else "", multiline=True))
    return modal(names.DRAFT_VIEW, "Letter", "Save", blocks, pressed.written)


def written_in(entered: Mapping[str, str], sender: str) -> Written:
    return Written(
        entered.get(TO, ""),
        entered.get(NAME, ""),
        entered.get(SUBJECT, ""),
        entered.get(LINE, ""),
        entered.get(BODY, ""),
        tuple(entered.get(name, "") for name in FOLLOW_UPS),
        sender,
    )


def reason_modal(pressed: Pressed, card: ProspectCard) -> View:
    """For a rejection, a refusal of theirs, or a domain that nobody may write to any more."""
    is_known = pressed.kind == "never" and card.prospect.contacted_at is not None
    title, submit, hint = _ASKED_TO_STOP if is_known else _REASONS[pressed.kind]
    domain = text.outside(card.prospect.domain, _NAME)
    return modal(
        names.REASON_VIEW,
        title,
        submit,
        [
            context(f"{outreach_words.page(card.prospect)}\n{hint.format(domain=domain)}"),
            text_input(Field(REASON, "Why?", example="off topic, too old, no outbound links, …", optional=True)),
        ],
        pressed.written,
    )


_REASONS: Final = {
    "reject": ("Reject", "Reject", "It leaves the queue; the reason stays in the audit."),
    "declined": ("They declined", "Save", "It is closed, and {domain} rests for the cool-down."),
    "never": ("Never contact", "Never contact", "Nobody of your workspace can write to {domain} any more."),
}
# The same decision, on the card of somebody who was written to.
_ASKED_TO_STOP: Final = (
    "Asked to stop",
    "Never write again",
    "Nobody of your workspace can write to {domain} any more, nor to the person your letter went to.",
)


def snooze_modal(pressed: Pressed) -> View:
    options = [Option(count(pause.days, "day"), str(pause.days)) for pause in SNOOZES]
    return modal(
        names.SNOOZE_VIEW, "Snooze", "Snooze", [select(Field(PAUSE, "For how long?"), options, "30")], pressed.written
    )


def pause_in(entered: Mapping[str, str]) -> timedelta:
    """The pause that was chosen; none where it is no option of ours."""
    return next((pause for pause in SNOOZES if str(pause.days) == entered.get(PAUSE)), timedelta(0))


def assign_modal(pressed: Pressed, owner: str) -> View:
    field = Field(OWNER, "Whose is it?", "Theirs are the reminders, inside their working hours.")
    return modal(names.ASSIGN_VIEW, "Assign", "Assign", [user_select(field, owner)], pressed.written)


def review_modal(cards: Sequence[ProspectCard], channel_id: str) -> View:
    """Each with its whole letter and a decision of its own. ``private_metadata`` holds their tickets."""
    blocks: list[Block] = []
    for place, card in enumerate(cards):
        blocks += [divider()] if place else []
        blocks += _to_review(card, place)
    private = "|".join([channel_id, *(card.prospect.ticket for card in cards)])
    return modal(names.REVIEW_VIEW, f"Review {len(cards)}", "Decide", blocks, private)


def _to_review(card: ProspectCard, place: int) -> list[Block]:
    prospect, draft = card.prospect, card.prospect.draft
    facts = [f"{outreach_words.page(prospect)} · {ORIGINS[prospect.origin]} · score {prospect.score}"]
    facts.append(outreach_words.relationship(prospect, card.history))
    if draft is not None:
        facts.append(outreach_words.addressed(draft))
    options = (Option("Approve", APPROVE), Option("Reject", REJECT), Option("Leave it", LEAVE))
    letter = [verbatim(words) for words in (draft.body, *draft.follow_ups)] if draft is not None else []
    field = Field(f"{THEN}_{place}", f"Your decision on {text.page_name(prospect.url)}")
    return [section("\n".join(facts)), *letter, select(field, options, LEAVE)]


def decisions_in(entered: Mapping[str, str], private: str) -> tuple[str, list[tuple[str, str]]]:
    """The channel to answer in, and each ticket with what was chosen for it."""
    channel_id, *tickets = private.split("|")
    return channel_id, [(ticket, entered.get(f"{THEN}_{place}", LEAVE)) for place, ticket in enumerate(tickets)]


def nothing_to_review() -> Message:
    return sentence("Nothing is ready to approve. `/outreach queue` shows what waits, and what each still needs.")
