"""Whether a page is only what its host answers to any address: compared with an address nobody has, and with home."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase
from urllib.parse import unquote, urlsplit

from jobs.analysis.answers import Outcome, lost, no_answer
from jobs.analysis.listings import is_home
from jobs.analysis.moves import same_page
from jobs.analysis.pages import Page
from jobs.analysis.remembering import is_same_text
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.visit import Visit
from storage.domain import Verdict

_COMPARED = 50_000
_SAME_SHARE = 0.9
_MOST_OWN_WORDS = 20  # a template may be nine tenths of a page; its content has more words than this
_WORTH_READING = 500
_LETTERS = 16
_READ = frozenset({200, 203, 404, 410})
_GONE = frozenset({404, 410})
_MISSING = frozenset({Verdict.REMOVED, Verdict.ROTATED, Verdict.PLAIN_MENTION, Verdict.BLOCKED})
_MOVED = frozenset({Verdict.MOVED_LOST, Verdict.MOVED_TEMP})
# Letters of scripts without spaces are words of their own; what holds a digit is a date, a counter or a serial.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|(?<![^\W_])[^\W\d_]+(?![^\W_])")
_LETS_SOMEBODY_PASS = (b"<script", b"<form", b"<iframe")


@dataclass(frozen=True, slots=True)
class HostAnswer:
    """What a host said to ``url``; ``text`` is cut to what comparing needs."""

    url: str
    final_url: str
    status: int
    title: str
    text: str


def answer_of(visit: Visit, page: Page | None) -> HostAnswer | None:
    """None where nothing can be learnt from it."""
    if visit.trouble is not None or visit.status not in _READ:
        return None
    title, text = (page.title, page.text[:_COMPARED]) if page is not None else ("", "")
    return HostAnswer(visit.url, visit.final_url, visit.status, title, text)


def unlikely_address(url: str, chance: Random) -> str:
    """An address beside ``url``, with the same ending, that no page has."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    ending = re.search(r"\.[a-z]{2,5}$", name)
    unlikely = "".join(chance.choices(ascii_lowercase, k=_LETTERS))
    return f"{parts.scheme}://{parts.netloc}{folder}/{unlikely}{ending[0] if ending else ''}"


def home_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def may_be_an_echo(sight: Sight, subject: Subject) -> bool:
    """A page that was read, is not known to be the page by its words, and could be anything its host says."""
    page, visit = sight.page, sight.visit
    if page is None or not sight.is_open or sight.judgement.verdict not in _MISSING:
        return False
    is_known = subject.memory is not None and is_same_text(page, subject.memory)
    return not is_known and not is_home(visit.final_url)


def may_be_a_gate(sight: Sight, subject: Subject) -> bool:
    """A redirect away from its own host's pages; one to the home page needs no explanation."""
    if not sight.is_open or sight.judgement.verdict not in _MOVED or is_home(subject.url):
        return False
    return not same_page(sight.visit.final_url, home_of(subject.url))


def is_echo(page: Page, url: str, answer: HostAnswer) -> bool:
    """At least nine tenths of the words are the same, and what differs is too little to be the content of a page."""
    echoed = {*_words(unquote(f"{url} {answer.url}"))}
    if _words(page.title, echoed) != _words(answer.title, echoed):
        return False
    ours, theirs = Counter(_words(page.text[:_COMPARED], echoed)), Counter(_words(answer.text, echoed))
    most = max(ours.total(), theirs.total())
    common = (ours & theirs).total()
    return most > 0 and common >= _SAME_SHARE * most and most - common <= _MOST_OWN_WORDS


def by_echo(sight: Sight, subject: Subject, answer: HostAnswer, home: HostAnswer | None) -> Sight:
    """The page is what its host says to an address that nobody has; is that an error text, or a wall before all?"""
    if says_not_found(answer):
        return sight.settled(_ECHO)
    if home is None:
        return sight.settled(_SAME_EVERYWHERE)
    is_everywhere = sight.page is not None and is_echo(sight.page, sight.visit.final_url, home)
    if not is_everywhere or (subject.memory is None and _lets_nobody_pass(sight.visit.body)):
        return sight.settled(_ECHO)
    return sight.settled(_SAME_EVERYWHERE)


def says_not_found(answer: HostAnswer) -> bool:
    """The host itself says that what it shows there is no page."""
    return answer.status in _GONE


def by_home(sight: Sight, home: HostAnswer | None) -> Sight:
    """A redirect that takes the whole host to one place is a gate before it, unless it leads to a new home."""
    page, final_url = sight.page, sight.visit.final_url
    if page is None or is_home(final_url):
        return sight
    if home is None:
        return sight if page.text_length >= _WORTH_READING else sight.settled(_GATE)
    leads_there = not is_home(home.final_url) and (
        same_page(home.final_url, final_url) or is_echo(page, final_url, home)
    )
    return sight.settled(_GATE) if leads_there else sight


_ECHO: Outcome = lost(Verdict.SOFT_404, "page shows what its host answers to an address that does not exist")
_SAME_EVERYWHERE: Outcome = no_answer(Verdict.BLOCKED, "host answers every address with the same page")
_GATE: Outcome = no_answer(Verdict.BLOCKED, "host sends every visitor to the same place")


def _lets_nobody_pass(body: bytes) -> bool:
    """Neither script nor form: it cannot be a wall or a shell, behind which there is a page."""
    lowered = body.lower()
    return not any(mark in lowered for mark in _LETS_SOMEBODY_PASS)


def _words(text: str, without: set[str] | frozenset[str] = frozenset()) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in without]
