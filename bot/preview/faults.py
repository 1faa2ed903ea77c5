"""What can go wrong between an app and Slack, switched on by tests for the next calls of a method."""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.preview.values import Json


class Failure(Enum):
    """The face of a fault: what the app gets instead of an answer."""

    STATUS = "an HTTP status"
    HTML = "a web page with status 200"
    EMPTY = "an empty body with status 200"
    CLOSED = "a closed connection"
    SILENCE = "nothing at all"
    ERROR = "ok: false"


@dataclass(frozen=True, slots=True)
class Fault:
    """``accepted``: the call takes effect before things go wrong. Made by the functions below."""

    failure: Failure
    accepted: bool = False
    status: int = 200
    error: str = ""
    retry_after: str | None = None
    seconds: float = 0.0


def rate_limited(retry_after: str = "1") -> Fault:
    return Fault(Failure.STATUS, status=429, error="ratelimited", retry_after=retry_after)


def broken(status: int = 500) -> Fault:
    return Fault(Failure.STATUS, status=status)


def web_page() -> Fault:
    return Fault(Failure.HTML)


def empty() -> Fault:
    return Fault(Failure.EMPTY)


def closed() -> Fault:
    return Fault(Failure.CLOSED)


def refused(error: str, *, accepted: bool = False) -> Fault:
    return Fault(Failure.ERROR, accepted=accepted, error=error)


def accepted_then_broken(status: int = 500) -> Fault:
    return Fault(Failure.STATUS, accepted=True, status=status)


def accepted_then_closed() -> Fault:
    return Fault(Failure.CLOSED, accepted=True)


def accepted_then_silent(seconds: float = 65.0) -> Fault:
    return Fault(Failure.SILENCE, accepted=True, seconds=seconds)


def accepted_then_late(seconds: float) -> Fault:
    """The answer is lost, and the message turns up in the history only after a while."""
    return Fault(Failure.CLOSED, accepted=True, seconds=seconds)


class Faults:
    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._copies = 1
        self._fresh_ids = False

    def inject(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next ``times`` calls of ``method`` end like this."""
        self._next[method].extend([fault] * times)

    def repeat_envelopes(self, times: int, *, fresh_ids: bool = False) -> None:
        """From now on every envelope arrives ``times`` times; ``fresh_ids``: as if it were another event."""
        self._copies, self._fresh_ids = times, fresh_ids

    def clear(self) -> None:
        self._next.clear()
        self.repeat_envelopes(1)

    def take(self, method: str) -> Fault | None:
        waiting = self._next[method]
        return waiting.popleft() if waiting else None

    def copies(self, envelope: Json) -> Iterator[Json]:
        yield envelope
        for _ in range(self._copies - 1):
            yield _renamed(envelope) if self._fresh_ids else envelope


def visible_after(fault: Fault | None) -> timedelta | None:
    """How long a message posted under this fault stays out of the history."""
    if fault is None or not fault.seconds or fault.failure is not Failure.CLOSED:
        return None
    return timedelta(seconds=fault.seconds)


def _renamed(envelope: Json) -> Json:
    payload = envelope["payload"]
    if "event_id" in payload:
        payload = {**payload, "event_id": f"Ev{secrets.token_hex(5).upper()}"}
    return {**envelope, "envelope_id": secrets.token_hex(16), "payload": payload}
