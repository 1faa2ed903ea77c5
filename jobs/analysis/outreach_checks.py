"""What stands in the way of writing to somebody: checked before a person sees a button, and when they press it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jobs.analysis.drafts import LONGEST_TEXT
from jobs.analysis.exclusions import Circumstances, Exclusion, exclusion
from jobs.analysis.leftovers import left_placeholders
from jobs.analysis.mail_addresses import read_mail_address
from jobs.analysis.outreach import OutreachRules
from storage.domain import DomainHistory, DoNotContact, Draft, Origin, Prospect, Sighting

_LONGEST_SUBJECT = 250  # as mail servers take it
_DATE = "%-d %B %Y"
_UNFIT: Mapping[Sighting, str] = {
    Sighting.UNSEEN: "I have not looked at the page yet; that takes a minute.",
    Sighting.NO_ANSWER: "I could not see the page myself, and what I have not seen is not pitched.",
    Sighting.LINKED: "The page links to you by now.",
}


@dataclass(frozen=True, slots=True)
class Circle:
    """What is known around a prospect: whether they may be written to at all, and what was before.

    ``forbidden`` names who stands on a do-not-contact list, ``approved`` counts the site's approvals of seven days.
    ``is_unsure``: a letter may have gone out already.
    """

    where: Circumstances
    now: datetime
    history: DomainHistory = field(default_factory=DomainHistory)
    forbidden: str = ""
    entry: DoNotContact | None = None
    approved: int = 0
    sends_mail: bool = False
    is_unsure: bool = False


def obstacles(prospect: Prospect, circle: Circle, rules: OutreachRules) -> tuple[str, ...]:
    """Why it cannot be approved, each in one sentence; empty when nothing is in the way."""
    said = [*_of_page(prospect), *_of_people(prospect, circle, rules), *_of_measure(prospect, circle, rules)]
    return (*said, *_of_letter(prospect, circle))


def forbidden_words(named: str, entry: DoNotContact | None) -> str:
    """The one obstacle that counts after an approval too. Without ``entry`` it is the operator's own list."""
    since = f" since {entry.added_at:{_DATE}}" if entry else ""
    because = f" ({entry.reason})" if entry and entry.reason else ""
    return f"{named} is on the do-not-contact list{since}{because}: nobody may write there."


def _of_page(prospect: Prospect) -> Iterator[str]:
    if prospect.sighting is Sighting.GONE and prospect.origin is not Origin.LOST_LINK:
        yield "The page is gone."
    elif prospect.sighting in _UNFIT:
        yield _UNFIT[prospect.sighting]


def _of_people(prospect: Prospect, circle: Circle, rules: OutreachRules) -> Iterator[str]:
    if circle.forbidden:
        yield forbidden_words(circle.forbidden, circle.entry)
    kept_out = exclusion(prospect.url, circle.where)
    if kept_out is not None and _counts(kept_out, prospect.origin):
        yield f"This is {kept_out.reason}: nobody to ask for a link."
    last = circle.history.last_contacted_at
    if last is not None and circle.now < last + rules.cool_down:
        when = _ago((circle.now - last).days)
        pause = f"the cool-down of {rules.cool_down.days} days ends on {last + rules.cool_down:{_DATE}}"
        yield f"{prospect.domain} was written to {when}; {pause}."


def _of_measure(prospect: Prospect, circle: Circle, rules: OutreachRules) -> Iterator[str]:
    if prospect.score < rules.min_score and prospect.origin is not Origin.PERSON:
        yield f"Its score is {prospect.score}; your minimum is {rules.min_score} (OUTREACH_MIN_SCORE)."
    if circle.approved >= rules.weekly_quota:
        yield (
            f"{circle.approved} were approved in the last seven days, which is all that your quota allows "
            "(OUTREACH_WEEKLY_QUOTA)."
        )


def _of_letter(prospect: Prospect, circle: Circle) -> Iterator[str]:
    if circle.is_unsure:
        yield "A letter may have gone out already: first say on the card whether it was sent."
    if prospect.draft is None:
        yield "There is no letter yet."
        return
    yield from _of_text(prospect, prospect.draft)
    to = prospect.draft.to
    if not to:
        yield "There is nobody to write to yet: the letter wants an address, or the page of a contact form."
    elif circle.sends_mail and read_mail_address(to) is None and not to.startswith(("http://", "https://")):
        yield f"“{to[:80]}” is not an e-mail address."


def _of_subject(subject: str) -> Iterator[str]:
    """What no mail could carry, or no card show."""
    if not subject.strip():
        yield "The subject is empty: press Edit to write one."
    elif len(subject) > _LONGEST_SUBJECT:
        yield f"The subject has {len(subject):,} characters; {_LONGEST_SUBJECT} are the most. Press Edit to shorten it."
    elif "=?" in subject:
        yield "The subject has “=?” in it, which mail programs misread. Press Edit to take it out."


def _of_text(prospect: Prospect, draft: Draft) -> Iterator[str]:
    yield from _of_subject(draft.subject)
    longest = max(map(len, (draft.body, *draft.follow_ups)))
    if longest > LONGEST_TEXT:
        yield f"The letter has {longest:,} characters; {LONGEST_TEXT:,} fit on the card. Press Edit to shorten it."
    if not draft.personal_line.strip():
        yield "A personal line is missing: one sentence that fits only this page."
    elif draft.personal_line.strip() not in draft.body:
        yield "The personal line is no longer in the text: press Edit to put it back."
    if left := left_placeholders("\n".join((draft.subject, draft.body, *draft.follow_ups)), _quoted(prospect)):
        yield f"The draft still says {', '.join(left[:3])}: press Edit to fill it in or take it out."


def _quoted(prospect: Prospect) -> tuple[str, ...]:
    """The page's own words may hold brackets."""
    case = prospect.case
    return (case.title, prospect.url, case.suggestion.anchor, f"{case.snippet.before}{case.snippet.name}")


def _counts(kept_out: Exclusion, origin: Origin) -> bool:
    """What a person adds, or where a link has been before, is kept out by nothing but its owner."""
    return origin is Origin.MENTION or kept_out.is_owner


def _ago(days: int) -> str:
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
