"""A target as a card on which a team decides: why, evidence, who they are to us, the exact letter, and the buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks import names, outreach_words, text, times
from bot.blocks.elements import Block, Button, actions, context, contexts, divider, header, message, section
from bot.blocks.footers import site_name, site_title
from bot.blocks.letter_room import fitted, verbatim
from bot.blocks.mention_words import score_words
from bot.blocks.outreach_links import is_mail, mail_link, webmail_links
from bot.blocks.outreach_words import ORIGINS, STATES, person
from bot.blocks.words import count
from storage.domain import Draft, LinkStatus, Message, Origin, Prospect, ProspectCard, ProspectState

_AROUND = 240
_NAME = 80
_CONTACTS = 3
_TITLE = 120
_REASON = 300
_OBSTACLE = 280
_OBSTACLES = 10  # as many as one section holds
_TOO_LONG = "The letter and its follow-ups are too long for one message: press Edit to shorten them."
_WRITTEN = 60
_CAME_BACK = "It came back: its new card is in the thread of a later message, and `/outreach queue` shows it too."
_DECIDED = {
    ProspectState.APPROVED: "Approved",
    ProspectState.REJECTED: "Rejected",
    ProspectState.SNOOZED: "Put off",
    ProspectState.DO_NOT_CONTACT: "Never to be contacted",
}
_STANDS = {
    ProspectState.CONTACTED: "Contacted",
    ProspectState.REPLIED: "They replied",
    ProspectState.WON: "Link won",
    ProspectState.LOST: "They declined",
    ProspectState.NO_REPLY: "No reply",
    ProspectState.CLOSED: "Closed",
}
# Of these, the reason says no more than the title does.
_SAID_BY_TITLE = frozenset({Origin.LOST_LINK, Origin.NOFOLLOW, Origin.BROKEN_TARGET})


def card_message(card: ProspectCard) -> Message:
    """One message. As soon as it is decided there is nothing left on it to decide."""
    prospect = card.prospect
    title = f"{STATES[prospect.state].capitalize()}: {prospect.domain} · {ORIGINS[prospect.origin].lower()}"
    if card.is_old:
        return message(_spoken(card), [header(title), section(outreach_words.page(prospect)), context(_CAME_BACK)])
    blocks = [header(title), section("\n".join([*_standing(card), *_case(prospect)]))]
    if prospect.state is not ProspectState.SUGGESTED:
        return message(_spoken(card), fitted([*blocks, *_under_way(card)]))
    whole = [*blocks, *_to_decide(card)]
    if (shown := fitted(whole)) != whole:  # what cannot be read to its end is not approved here
        shown = fitted([*blocks, *_to_decide(replace(card, obstacles=(*card.obstacles, _TOO_LONG)))])
    return message(_spoken(card), shown)


def _spoken(card: ProspectCard) -> str:
    prospect = card.prospect
    said = f"{ORIGINS[prospect.origin]}: {text.outside(text.page_name(prospect.url), _NAME)}"
    return f"{site_name(card.site)}: {said} · {STATES[prospect.state]}"


def _standing(card: ProspectCard) -> list[str]:
    """What was decided, by whom, and what is next."""
    prospect = card.prospect
    if prospect.state in _DECIDED and prospect.decided_by:
        said = f"*{_DECIDED[prospect.state]}* by {person(prospect.decided_by)}"
        said += f" {times.moment(prospect.decided_at)}" if prospect.decided_at else ""
    elif prospect.state is ProspectState.WON and prospect.time_to_link is not None:
        said = f"*Link won* {times.span(prospect.time_to_link)} after the first letter"
    elif prospect.state in _STANDS:
        said = f"*{_STANDS[prospect.state]}* {times.moment(prospect.changed_at)}"
    elif prospect.first_by:
        said = f"*Approved by {person(prospect.first_by)}*: a second person must approve it too"
    else:
        return []
    why = f": {text.outside(prospect.why, _REASON)}" if prospect.why else ""
    following = outreach_words.next_of(prospect)
    return [f"{said}{why}{f' · {following}' if following else ''}"]


def _case(prospect: Prospect) -> list[str]:
    case = prospect.case
    reason = case.reason if prospect.origin is Origin.PERSON else text.outside(case.reason, _REASON)
    is_said = prospect.origin in _SAID_BY_TITLE or prospect.because == LinkStatus.UNLINKED.value
    lines = [outreach_words.page(prospect) + ("" if is_said else f" · {reason}")]
    if case.snippet.name.strip():
        left = text.outside(case.snippet.before[-_AROUND:], _AROUND) if case.snippet.before.strip() else ""
        right = text.outside(case.snippet.after[:_AROUND], _AROUND) if case.snippet.after.strip() else ""
        name = text.bold(text.outside(case.snippet.name, _NAME))
        lines.append(f"“{left}{_gap(case.snippet.before[-1:])}{name}{_gap(case.snippet.after[:1])}{right}”")
    return lines


def _gap(edge: str) -> str:
    return " " if edge.isspace() else ""


def _to_decide(card: ProspectCard) -> list[Block]:
    prospect = card.prospect
    blocks: list[Block] = [context("\n".join(_facts(card)))]
    if prospect.draft is not None:
        blocks += [divider(), *_letter(prospect.draft)]
    return [*blocks, *_in_the_way(card, "Not ready to approve"), actions(*_decisions(card))]


def _in_the_way(card: ProspectCard, of_what: str) -> list[Block]:
    said = [text.our_words(text.plain(sentence, _OBSTACLE)) for sentence in card.obstacles[:_OBSTACLES]]
    return [section("\n• ".join([f"*{of_what}:*", *said]))] if said else []


def _facts(card: ProspectCard) -> list[str]:
    prospect, case = card.prospect, card.prospect.case
    lines = [outreach_words.relationship(prospect, card.history)]
    anchor = text.outside(case.suggestion.anchor or case.brand or card.site.domain, _NAME)
    if case.suggestion.page_url:
        lines.append(f"*Ask for:* a link on “{anchor}” to {text.page_link(case.suggestion.page_url)}")
    page = [f"“{text.outside(case.title, _TITLE)}”"] if case.title else []
    page += [f"by {text.outside(case.author, _NAME)}"] if case.author else []
    page += [f"looked at {times.moment(prospect.seen_at)}"] if prospect.seen_at else []
    lines += [f"*Page:* {' · '.join(page)}"] if page else []
    contacts = [outreach_words.contact(one) for one in case.contacts[:_CONTACTS]]
    lines.append(f"*Found on the page:* {', '.join(contacts) if contacts else 'nobody to write to'}")
    score = score_words(prospect.score, case.parts) or f"Score {prospect.score}"
    lines.append(f"{site_title(card.site)} · #{prospect.id} · {score}")
    if card.needs_second:
        lines.append("*Two people* must approve this one.")
    lines += [f"*Whose it is:* {person(prospect.owner)}"] if prospect.owner else []
    return lines


def _letter(draft: Draft) -> list[Block]:
    """The exact text that is approved; nothing of it is markup to Slack."""
    by = f" · written by {person(draft.written_by)}" if draft.written_by else ""
    blocks = [section(outreach_words.addressed(draft, by)), verbatim(draft.body)]
    for number, reminder in enumerate(draft.follow_ups, start=1):
        which = "*Follow-up*" if len(draft.follow_ups) == 1 else f"*Follow-up {number}*"
        blocks += [context(f"{which}, if no answer comes"), verbatim(reminder)]
    return blocks


def _button(card: ProspectCard, label: str, action: str, style: str = "") -> Button:
    prospect = card.prospect
    says = f"{label}: {text.page_name(prospect.url)}"
    return Button(label, names.at(action, prospect.id), prospect.ticket, says=says, style=style)


def _decisions(card: ProspectCard) -> tuple[Button, ...]:
    draft = card.prospect.draft
    needs_line = draft is not None and not draft.personal_line.strip()
    edit = _button(card, "Write personal line" if needs_line else "Edit", names.OUTREACH_EDIT)
    approve = [] if card.obstacles else [_button(card, "Approve", names.OUTREACH_APPROVE, "primary")]
    return (
        *approve,
        edit,
        _button(card, "Reject", names.OUTREACH_REJECT),
        _button(card, "Snooze", names.OUTREACH_SNOOZE),
        _button(card, "Assign", names.OUTREACH_ASSIGN),
        _button(card, "Never contact", names.OUTREACH_NEVER, "danger"),
        *([_button(card, "Undo", names.OUTREACH_UNDO)] if card.can_undo_until else []),
    )


def _under_way(card: ProspectCard) -> list[Block]:
    prospect = card.prospect
    blocks = _in_the_way(card, "Not to be sent")
    if prospect.state is ProspectState.APPROVED and prospect.draft is not None:
        blocks += _to_send(card, prospect.draft.body)
    if prospect.state is ProspectState.CONTACTED and prospect.follow_up_due and prospect.draft is not None:
        blocks += _to_send(card, follow_up_text(prospect))
    buttons = [_button(card, label, action, style) for label, action, style in _steps(card)]
    note = _note(card)
    return [*blocks, *([context(note)] if note else []), *([actions(*buttons)] if buttons else [])]


def follow_up_text(prospect: Prospect) -> str:
    """The reminder that is due now."""
    written = prospect.draft.follow_ups if prospect.draft is not None else ()
    return written[min(prospect.follow_ups, len(written) - 1)] if written else ""


def _to_send(card: ProspectCard, body: str) -> list[Block]:
    draft = card.prospect.draft
    if draft is None or not _is_by_hand(card):
        return []
    subject = f"*Subject:* {text.outside(draft.subject, 2 * outreach_words.WHOLE)}"
    if not is_mail(draft.to):
        return [section(f"*Where to write:* {text.page_link(draft.to)}\n{subject}"), verbatim(body)]
    lead = f"*To:* {text.outside(draft.to, outreach_words.WHOLE)}\n{subject}"
    links = (mail_link(draft, body, "Write it in your mail program"), *webmail_links(draft, body))
    return [section(lead), contexts(links), verbatim(body)]


def _is_by_hand(card: ProspectCard) -> bool:
    """Whether a person sends it: no mail server of ours has it, and nothing forbids it."""
    return card.leaves_at is None and card.unsure is None and not card.obstacles


def _steps(card: ProspectCard) -> list[tuple[str, str, str]]:
    prospect, undo = card.prospect, [("Undo", names.OUTREACH_UNDO, "")] if card.can_undo_until else []
    if card.unsure is not None:
        return [*_UNSURE]
    match prospect.state:
        case ProspectState.APPROVED:
            by_hand = [("I sent it", names.OUTREACH_SENT, "primary")] if _is_by_hand(card) else []
            return [*by_hand, ("Edit", names.OUTREACH_EDIT, ""), ("Assign", names.OUTREACH_ASSIGN, ""), *undo]
        case ProspectState.CONTACTED | ProspectState.NO_REPLY:
            is_due = prospect.follow_up_due and _is_by_hand(card)
            due = [("I sent the follow-up", names.OUTREACH_SENT, "primary")] if is_due else []
            return [*due, ("They replied", names.OUTREACH_REPLIED, ""), *_OUTCOMES]
        case ProspectState.REPLIED:
            return [*_OUTCOMES]
        case ProspectState.WON if prospect.thanked_at is None and prospect.needs_letter:
            return [("Thanked them", names.OUTREACH_THANKED, "primary")]
        case _:
            return undo


_OUTCOMES = (
    ("They declined", names.OUTREACH_DECLINED, ""),
    ("Look for the link now", names.OUTREACH_LOOK, ""),
    ("Asked to stop", names.OUTREACH_NEVER, "danger"),
)


_UNSURE = (
    ("It was sent", names.OUTREACH_SENT_BY_MAIL, ""),
    ("Send it again", names.OUTREACH_SEND_AGAIN, ""),
)


def _note(card: ProspectCard) -> str:
    prospect = card.prospect
    notes = [f"{site_title(card.site)} · #{prospect.id}"]
    if card.unsure is not None:
        why = text.outside(card.unsure, _REASON)
        notes.append(f"*Was the mail sent?* Nobody knows ({why}). Look into the mailbox's sent folder, then say so")
    if card.leaves_at is not None:
        notes.append(f"leaves by mail {times.moment(card.leaves_at)}")
    if card.can_undo_until is not None:
        notes.append(f"Undo until {times.moment(card.can_undo_until + card.site.clock_offset)}")
    if prospect.owner:
        notes.append(f"{person(prospect.owner)} looks after it")
    if prospect.follow_ups:
        notes.append(f"{count(prospect.follow_ups, 'follow-up')} sent")
    return " · ".join(notes)


def plain_line(prospect: Prospect) -> str:
    """A target in a list that is read aloud."""
    return f"#{prospect.id} {text.outside(text.page_name(prospect.url), _WRITTEN)}: {ORIGINS[prospect.origin]}"
