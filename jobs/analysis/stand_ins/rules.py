"""Which stand-in a page is, if it is one: all kinds are weighed, and the one that most speaks for wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from jobs.analysis.answers import Outcome, lost, no_answer
from jobs.analysis.pages import Page
from jobs.analysis.stand_ins import traces
from jobs.analysis.stand_ins.consent_words import CONSENT, share_of_consent_talk
from jobs.analysis.stand_ins.gate_words import AGE_GATE, COUNTRY_FENCE, LOG_IN, OTHER_BROWSER, PAYWALL
from jobs.analysis.stand_ins.message import ENOUGH, Message, Vocabulary, is_named, message_of, weigh
from jobs.analysis.stand_ins.not_found_words import NOT_FOUND
from jobs.analysis.stand_ins.parked_words import PARKED
from jobs.analysis.stand_ins.phrases import plain, title_parts
from jobs.analysis.stand_ins.script_words import LOADING, NEEDS_SCRIPTS
from jobs.analysis.stand_ins.server_words import DEFAULT_PAGE, MAINTENANCE, SUSPENDED
from jobs.analysis.stand_ins.wall_words import BOT_CHECK
from jobs.analysis.visit import Visit
from storage.domain import Conclusion, PageMemory, Verdict

_SHELL_TEXT = 200
_TEXT_BESIDE_EMPTY_MOUNT = 700
_TEASER = 2_500
_TEXT_READ = 20_000
_SHRUNK = 0.85
_SOME_CONSENT_TALK, _MOSTLY_CONSENT_TALK = 0.5, 0.85

_THIS_DOMAIN = " this domain "
_HOST_NAME = re.compile(r"\b(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,13}\b", re.IGNORECASE)
_PARKED = lost(Verdict.PARKED, "domain is parked or for sale")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as a stand-in shows itself; ``markup`` is in lower case."""

    page: Page
    message: Message
    markup: bytes
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Kind:
    """``points`` weighs what speaks for it."""

    outcome: Outcome
    points: Callable[[_Seen], int]


def stand_in(page: Page, visit: Visit) -> Outcome | None:
    """What the server shows in the place of the page: a wall, a note of its own, a parked domain, an error text."""
    markup = traces.markup_of(visit)
    if traces.is_sent_to_parking(visit, markup, page.own_text_length):
        return _PARKED
    message = message_of(page)
    if message is None:
        return None
    seen = _Seen(page, message, markup, visit)
    weighed = [(kind.points(seen), kind.outcome) for kind in _KINDS]
    found = [(points - _doubt(outcome), outcome) for points, outcome in weighed if points >= ENOUGH]
    return max(found, key=lambda weighed: weighed[0])[1] if found else None


def _doubt(outcome: Outcome) -> int:
    """What may become a loss must be clearly ahead of what says nothing."""
    return int(outcome.conclusion is Conclusion.LOST)


def _words(words: Vocabulary) -> Callable[[_Seen], int]:
    return lambda seen: weigh(seen.message, words)


def _bot_check(seen: _Seen) -> int:
    return weigh(seen.message, BOT_CHECK, traces.challenge_marks(seen.markup))


def _consent(seen: _Seen) -> int:
    """A page that shows its content behind a banner talks of other things too."""
    share = share_of_consent_talk(seen.message.text)
    if share < _SOME_CONSENT_TALK:
        return 0
    return weigh(seen.message, CONSENT, 3 * (share >= _MOSTLY_CONSENT_TALK))


def _log_in(seen: _Seen) -> int:
    """A box for logging in stands on many pages; under such a title, with little else, it is what the page is for."""
    has_box = traces.has_password_field(seen.markup)
    is_all = has_box and seen.message.brevity > 0 and is_named(seen.message, LOG_IN)
    return weigh(seen.message, LOG_IN, ENOUGH if is_all else int(has_box))


def _parked(seen: _Seen) -> int:
    """Such a page calls itself by its name: "blog.example is for sale"."""
    page, message = seen.page, seen.message
    host = plain((urlsplit(seen.visit.final_url).hostname or "").removeprefix("www."))
    calling_itself = replace(
        message,
        title=title_parts(_HOST_NAME.sub(_THIS_DOMAIN, page.title)),
        heading=title_parts(_HOST_NAME.sub(_THIS_DOMAIN, page.heading)),
        text=message.text.replace(host, _THIS_DOMAIN),
    )
    return weigh(calling_itself, PARKED, traces.parking_marks(seen.markup))


def _not_found(seen: _Seen) -> int:
    return weigh(seen.message, NOT_FOUND, traces.error_marks(seen.visit))


# Of equal kinds the first wins.
_KINDS = (
    _Kind(no_answer(Verdict.BLOCKED, "a bot check stands before the page"), _bot_check),
    _Kind(no_answer(Verdict.BLOCKED, "a consent wall stands before the page"), _consent),
    _Kind(no_answer(Verdict.BLOCKED, "a log-in stands before the page"), _log_in),
    _Kind(no_answer(Verdict.BLOCKED, "an age check stands before the page"), _words(AGE_GATE)),
    _Kind(no_answer(Verdict.BLOCKED, "the page is not shown in our country"), _words(COUNTRY_FENCE)),
    _Kind(no_answer(Verdict.BLOCKED, "the page asks for another browser or an app"), _words(OTHER_BROWSER)),
    _Kind(no_answer(Verdict.SERVER_ERROR, "page says it is under maintenance"), _words(MAINTENANCE)),
    _Kind(no_answer(Verdict.SERVER_ERROR, "the site's account is suspended by its host"), _words(SUSPENDED)),
    _Kind(no_answer(Verdict.SERVER_ERROR, "the server shows its default page"), _words(DEFAULT_PAGE)),
    _Kind(_PARKED, _parked),
    _Kind(lost(Verdict.SOFT_404, "page shows a “not found” text"), _not_found),
)


def teaser(page: Page, visit: Visit, memory: PageMemory | None) -> Outcome | None:
    """The beginning of a page whose rest is for subscribers: our link may stand in the rest."""
    is_shorter = page.text_length < (_SHRUNK * memory.text_length if memory is not None else _TEASER)
    if not is_shorter:
        return None
    if traces.is_for_payers(traces.markup_of(visit)) or any(PAYWALL.in_text(plain(page.text[:_TEXT_READ]))):
        return no_answer(Verdict.BLOCKED, "only the beginning of the page is shown (paywall)")
    return None


def empty_shell(page: Page, visit: Visit) -> Outcome | None:
    """A page whose text comes only with scripts, which we do not run."""
    if page.own_text_length >= _TEXT_BESIDE_EMPTY_MOUNT:
        return None
    markup = traces.markup_of(visit)
    if _waits_for_scripts(page, markup):
        return no_answer(Verdict.JS_ONLY, "page shows its text only with scripts")
    if page.text_length < _SHELL_TEXT and not plain(page.text).strip(" ~"):
        return no_answer(Verdict.BLOCKED, "page came back without any text")
    return None


def _waits_for_scripts(page: Page, markup: bytes) -> bool:
    if traces.has_empty_mount(markup):
        return True
    if page.own_text_length < _SHELL_TEXT and any(LOADING.in_text(plain(page.text[:_TEXT_READ]))):
        return True
    if page.text_length >= _SHELL_TEXT:
        return False
    if traces.is_shell(markup) or traces.has_empty_place(markup) or traces.asks_for_scripts(markup):
        return True
    return any(NEEDS_SCRIPTS.in_text(plain(page.text)))
