"""Trigger ids: short-lived, single-use permissions to open a modal for the person who just did something."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.preview.errors import RefusedError
from bot.preview.timestamps import Now

_LIFETIME = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class _Trigger:
    user: str
    given_at: datetime


class Triggers:
    def __init__(self, now: Now) -> None:
        self._now = now
        self._given: dict[str, _Trigger] = {}
        self._used: set[str] = set()

    def give(self, user: str) -> str:
        trigger_id = f"{len(self._given)}.{secrets.token_hex(8)}"
        self._given[trigger_id] = _Trigger(user, self._now())
        return trigger_id

    def use(self, trigger_id: str) -> str:
        """Whose trigger it was; it works once."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger_id in self._used:
            raise RefusedError("exchanged_trigger_id")
        if self._now() - trigger.given_at > _LIFETIME:
            raise RefusedError("expired_trigger_id")
        self._used.add(trigger_id)
        return trigger.user
