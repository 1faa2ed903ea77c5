"""When we ourselves had no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outage:
    """While it lasts, and ``ended_at`` is None, a page that does not answer says nothing about itself."""

    id: int
    began_at: datetime
    ended_at: datetime | None = None
