"""Response URLs: five answers within thirty minutes, even in a channel the app is not in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.preview.errors import RefusedError
from bot.preview.timestamps import Now

_LIFETIME = timedelta(minutes=30)
_USES = 5


@dataclass(slots=True)
class ResponseUrl:
    """``source`` is the message that was clicked, ``last`` the one this URL itself brought last."""

    token: str
    user: str
    channel: str
    given_at: datetime
    thread_ts: str | None = None
    source: str | None = None
    last: str | None = None
    uses: int = 0

    @property
    def original(self) -> str | None:
        """What "replace the original" means here."""
        return self.source or self.last


class ResponseUrls:
    def __init__(self, now: Now) -> None:
        self._now = now
        self._given: dict[str, ResponseUrl] = {}

    def give(self, user: str, channel: str, source: str | None = None, thread_ts: str | None = None) -> ResponseUrl:
        url = ResponseUrl(secrets.token_hex(12), user, channel, self._now(), thread_ts, source)
        self._given[url.token] = url
        return url

    def use(self, token: str) -> ResponseUrl:
        url = self._given.get(token)
        if url is None or self._now() - url.given_at > _LIFETIME:
            raise RefusedError("expired_url")
        if url.uses >= _USES:
            raise RefusedError("used_url")
        url.uses += 1
        return url
