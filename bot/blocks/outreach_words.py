"""The words a reader sees for outreach: what a target is, where it stands, what was between you and its domain."""

from __future__ import annotations

import re
from typing import Final

from bot.blocks import text, times
from bot.blocks.words import count, listing
from storage.domain import Contact, ContactKind, DomainHistory, Draft, Origin, Prospect, ProspectState, WinRate

_NAME: Final = 80
WHOLE: Final = 700  # room for what must not be cut, whatever it is made of
_ADDRESS: Final = 120  # a longer one is shown by its page's name only
_PERSON: Final = re.compile(r"[UW][A-Z0-9]{2,}")

ORIGINS: Final[dict[Origin, str]] = {
    Origin.MENTION: "Mention without link",
    Origin.LOST_LINK: "Lost link",
    Origin.NOFOLLOW: "Turned to nofollow",
    Origin.BROKEN_TARGET: "Broken page of yours",
    Origin.PERSON: "Suggested by hand",
    Origin.BROKEN_LINK: "Broken link on their page",
    Origin.RESOURCE_PAGE: "Resource page",
}

STATES: Final[dict[ProspectState, str]] = {
    ProspectState.SUGGESTED: "to approve",
    ProspectState.APPROVED: "approved",
    ProspectState.REJECTED: "rejected",
    ProspectState.CONTACTED: "contacted",
    ProspectState.REPLIED: "replied",
    ProspectState.WON: "won",
    ProspectState.LOST: "declined",
    ProspectState.NO_REPLY: "no reply",
    ProspectState.CLOSED: "closed",
    ProspectState.SNOOZED: "snoozed",
    ProspectState.DO_NOT_CONTACT: "do not contact",
}

_REACHED: Final[dict[ContactKind, str]] = {
    ContactKind.EMAIL: "e-mail",
    ContactKind.FORM: "contact form",
    ContactKind.AUTHOR_PAGE: "author’s page",
    ContactKind.CONTACT_PAGE: "contact page",
}


def person(by: str) -> str:
    """Shown by name to whoever reads; a clock or a command line is no person."""
    return f"<@{by}>" if _PERSON.fullmatch(by) else text.outside(by, _NAME)


def page(prospect: Prospect) -> str:
    return text.page_link(prospect.url)


def relationship(prospect: Prospect, history: DomainHistory) -> str:
    """What a link builder wants to know first: whether you know each other."""
    domain = text.outside(prospect.domain, _NAME)
    mentions = max(0, history.mentions - (prospect.origin is Origin.MENTION))  # itself is one of them
    known = [
        (history.live_links, f"{count(history.live_links, 'live link')} from there"),
        (history.lost_links, f"{count(history.lost_links, 'lost link')}"),
        (mentions, f"{count(mentions, 'other mention')}"),
        (history.asked, f"asked {_times(history.asked)}, {count(history.won, 'link')} won"),
    ]
    said = listing([words for number, words in known if number])
    if not said:
        return f"*Relationship:* nothing between you and {domain} yet."
    return f"*Relationship:* {said}.{_last(history)}"


def _last(history: DomainHistory) -> str:
    if history.last_contacted_at is None:
        return ""
    whose = f"; theirs to look after: {person(history.owner)}" if history.owner else ""
    return f" Last written to {times.moment(history.last_contacted_at)} by {person(history.last_contacted_by)}{whose}."


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


def contact(one: Contact) -> str:
    name = f" ({text.outside(one.name, _NAME)})" if one.name else ""
    if one.kind is ContactKind.EMAIL:
        return f"{text.outside(one.address, _NAME)}{name}"
    return f"{_REACHED[one.kind]} {text.page_link(one.address, _ADDRESS)}{name}"


def addressed(draft: Draft, by: str = "") -> str:
    """To whom, and about what, in full: an approval is for all of it."""
    name = f" ({text.outside(draft.name, WHOLE)})" if draft.name else ""
    to = f"{text.outside(draft.to, WHOLE)}{name}" if draft.to else "nobody yet"
    return f"*To:* {to}{by}\n*Subject:* {text.outside(draft.subject, 2 * WHOLE)}"


def chances(rate: WinRate) -> str:
    """What is reckoned with, and from how many cases it comes."""
    known = f"{rate.won:,} of {rate.ended:,} won"
    if rate.is_learnt:
        return f"{rate.rate:.0%} (your own: {known})"
    return f"{rate.rate:.0%} (usual; your own from 20 cases on: {known} so far)"


def next_of(prospect: Prospect) -> str:
    """What happens next, and when."""
    match prospect.state:
        case ProspectState.APPROVED if prospect.expires_at is not None:
            return f"to be sent by {times.moment(prospect.expires_at)}"
        case ProspectState.CONTACTED if prospect.follow_up_due:
            return "the follow-up is due"
        case ProspectState.CONTACTED | ProspectState.REPLIED if prospect.next_look_at is not None:
            return f"I look for the link {times.moment(prospect.next_look_at)}"
        case ProspectState.SNOOZED if prospect.snoozed_until is not None:
            return f"comes back {times.moment(prospect.snoozed_until)}"
        case ProspectState.WON if prospect.thanked_at is None and prospect.needs_letter:
            return "thank them"
        case _:
            return ""
