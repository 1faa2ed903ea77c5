"""What a server's answer says before its page is read: often that nothing may be concluded."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.analysis.stand_ins.traces import is_challenge, is_challenged, markup_of
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Conclusion, Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one visit comes to; ``reason`` is short and plain enough to show.

    ``is_open``: the page was read and our link is not on it, but a closer look may yet find where it went.
    """

    conclusion: Conclusion
    verdict: Verdict
    reason: str
    is_open: bool = False


def lost(verdict: Verdict, reason: str) -> Outcome:
    return Outcome(Conclusion.LOST, verdict, reason)


def no_answer(verdict: Verdict, reason: str) -> Outcome:
    return Outcome(Conclusion.NO_ANSWER, verdict, reason)


_UNREACHABLE = {
    Trouble.DNS: "host name not found",
    Trouble.REFUSED: "connection refused",
    Trouble.RESET: "connection broken off",
    Trouble.TLS: "no secure connection possible",
    Trouble.TLS_NAME: "certificate is for another name",
    Trouble.TLS_EXPIRED: "certificate is out of date",
    Trouble.TLS_SELF_SIGNED: "certificate is self-signed",
    Trouble.TLS_UNTRUSTED: "certificate is from an issuer nobody knows",
    Trouble.TIMEOUT: "connection timed out",
    Trouble.PROTOCOL: "answer is not proper HTTP",
    Trouble.TRUNCATED: "page arrived incomplete",
    Trouble.UNDECODABLE: "page could not be decoded",
    Trouble.REDIRECT_LOOP: "redirects go in a circle",
    Trouble.TOO_MANY_REDIRECTS: "too many redirects",
    Trouble.ROBOTS_UNAVAILABLE: "robots.txt could not be read",
    Trouble.OFFLINE: "no network on our side",
    Trouble.UNREADABLE: "page could not be read",
    Trouble.TOO_SLOW_TO_READ: "page takes too long to read",
}
_REFUSED = {
    Trouble.ROBOTS: Outcome(Conclusion.REFUSED, Verdict.ROBOTS_BLOCKED, "robots"),
    Trouble.BAD_ADDRESS: Outcome(Conclusion.REFUSED, Verdict.REFUSED, "address"),
    Trouble.FORBIDDEN_ADDRESS: Outcome(Conclusion.REFUSED, Verdict.REFUSED, "address"),
}
_GONE = {404: Verdict.GONE_404, 410: Verdict.GONE_410}
# What came with one of these counts as far as it goes: a link is a link, and a 404 one whatever stands on it.
_PARTIAL = frozenset({Trouble.TRUNCATED, Trouble.TOO_LARGE, Trouble.UNREADABLE, Trouble.TOO_SLOW_TO_READ})
_READABLE = frozenset({200, 203})
# A promise to answer later, and what servers of bot walls send instead of a refusal.
_WALL_STATUSES = frozenset({202, 999})
_LONGEST_KIND = 80
_HTML = ("text/html", "application/xhtml+xml")


def outcome_of_trouble(trouble: Trouble) -> Outcome:
    if trouble is Trouble.TOO_LARGE:
        return no_answer(Verdict.NON_HTML, "page is too large")
    if trouble is Trouble.RESTING:
        return no_answer(Verdict.BLOCKED, "host asked to be left alone for a while")
    return _REFUSED.get(trouble) or no_answer(Verdict.UNREACHABLE, _UNREACHABLE[trouble])


def outcome_of_answer(visit: Visit) -> Outcome | None:
    """The outcome where the answer alone decides it, or None where the page must be read."""
    status = visit.status
    if visit.trouble is not None and visit.trouble not in _PARTIAL:
        return outcome_of_trouble(visit.trouble)
    gone = _GONE.get(status or 0)
    if is_challenged(visit) or (gone is not None and is_challenge(markup_of(visit))):
        return no_answer(Verdict.BLOCKED, "a bot check stands before the page")
    if gone is not None:
        return lost(gone, f"page answers {status}")
    if status not in _READABLE:
        return _without_page(status)
    if not _is_html(visit):
        return no_answer(Verdict.NON_HTML, f"not a web page but {_kind(visit)[:_LONGEST_KIND]}")
    return None


def _without_page(status: int | None) -> Outcome:
    if status is None:
        return no_answer(Verdict.UNREACHABLE, "no answer")
    if status >= 500 and status not in _WALL_STATUSES:
        return no_answer(Verdict.SERVER_ERROR, f"server answers {status}")
    if status >= 400 or status in _WALL_STATUSES:
        return no_answer(Verdict.BLOCKED, f"server answers {status}")
    return no_answer(Verdict.UNREACHABLE, f"server answers {status} without a page")


def _is_html(visit: Visit) -> bool:
    kind = _kind(visit)
    return not kind or kind in _HTML


def _kind(visit: Visit) -> str:
    """A server that says it twice in one line says it once."""
    return (visit.header("content-type") or "").partition(";")[0].partition(",")[0].strip().lower()
