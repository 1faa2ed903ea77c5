"""What stands around prospects: what was between us and a domain, cards, chances, and whom nobody may write to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.values.prospects import Prospect
from storage.values.sites import Site


@dataclass(frozen=True, slots=True)
class DomainHistory:
    """What has been between us and a domain, across all sites of the workspace."""

    live_links: int = 0
    lost_links: int = 0
    mentions: int = 0
    asked: int = 0
    won: int = 0
    last_contacted_at: datetime | None = None
    last_contacted_by: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ProspectCard:
    """A prospect as people see it: with ``obstacles`` it cannot be approved, and each says why in words.

    ``needs_second``: two people must approve. ``can_undo_until``, and ``leaves_at`` of a letter that our mail server
    will send, are real time. ``unsure`` says why nobody knows whether its letter left; a person has to
    say. ``is_old``: it came back since, and another card asks for the decision now.
    """

    prospect: Prospect
    site: Site
    history: DomainHistory = field(default_factory=DomainHistory)
    obstacles: tuple[str, ...] = ()
    needs_second: bool = False
    can_undo_until: datetime | None = None
    leaves_at: datetime | None = None
    unsure: str | None = None
    is_old: bool = False


class Suppressed(StrEnum):
    """What a do-not-contact entry is about."""

    DOMAIN = "domain"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class DoNotContact:
    """Whom nobody of the workspace may write to. ``value`` is empty once it was deleted; the ``digest`` stays."""

    kind: Suppressed
    digest: bytes
    value: str
    reason: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an approval on one site."""

    prospects: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many prospects ever came how far; those who link without answering are won all the same."""

    suggested: int = 0
    approved: int = 0
    contacted: int = 0
    replied: int = 0
    won: int = 0


@dataclass(frozen=True, slots=True)
class WinRate:
    """How often asking for one reason led to a link: ``rate`` is what is reckoned with, from ``ended`` cases."""

    because: str
    won: int
    ended: int
    rate: float
    is_learnt: bool
