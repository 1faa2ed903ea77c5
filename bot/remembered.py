"""Slack's answers, kept for a while: asked for once for all who wait, and good for longer when Slack is silent."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Lock
from typing import Generic, TypeVar

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack_answers import error_name

V = TypeVar("V")

_STALE_SECONDS = 3600.0
_PAUSE_SECONDS = 5.0  # whoever asks again sooner hears what the last one heard
_PASSING = frozenset(
    {"", "ratelimited", "rate_limited", "fatal_error", "internal_error", "service_unavailable", "request_timeout"}
)


@dataclass(frozen=True, slots=True)
class Reply(Generic[V]):
    """``found`` is None where Slack gave no answer we may use; ``error`` is its word for why, empty for silence."""

    found: V | None
    error: str = ""


@dataclass
class Remembered(Generic[V]):
    """``ask`` raises what the SDK does. A refusal that will not pass by itself makes us forget what was known."""

    ask: Callable[[str], V]
    fresh_seconds: float
    monotonic: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, V]] = field(default_factory=dict)
    _failed: dict[str, tuple[float, Reply[V]]] = field(default_factory=dict)
    _locks: dict[str, Lock] = field(default_factory=dict)

    def of(self, key: str) -> Reply[V]:
        with self._locks.setdefault(key, Lock()):
            known = self._known.get(key)
            if known is not None and self.monotonic() - known[0] < self.fresh_seconds:
                return Reply(known[1])
            failed = self._failed.get(key)
            if failed is not None and self.monotonic() - failed[0] < _PAUSE_SECONDS:
                return failed[1]
            return self._asked(key)

    def _asked(self, key: str) -> Reply[V]:
        try:
            found = self.ask(key)
        except SlackApiError as error:
            reply = self._refused(key, error_name(error.response.data))
        except (OSError, HTTPException, SlackClientError, json.JSONDecodeError):
            reply = self._refused(key, "")
        else:
            self._known[key] = (self.monotonic(), found)
            return Reply(found)
        self._failed[key] = (self.monotonic(), reply)
        return reply

    def _refused(self, key: str, error: str) -> Reply[V]:
        if error not in _PASSING:
            self._known.pop(key, None)
            return Reply(None, error)
        known = self._known.get(key)
        is_usable = known is not None and self.monotonic() - known[0] < _STALE_SECONDS
        return Reply(known[1] if known is not None and is_usable else None)
