"""What becomes of each pretend link and host: drawn once from rates that link-rot studies found, told to nobody.

Links die most when young: 8.03 % in their first three months, 44 % in seven years (Linkody, Kaplan-Meier over the
links of its customers). Of what is lost, about half are pages that are gone and a third links taken off their pages
(Ahrefs 2022, 2 million sites); 6 % are redirects. How much hosts and kinds of pages differ is our own assumption.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from random import Random

from storage.domain import Placement


class Shown(StrEnum):
    """What a visitor gets to see."""

    LINK = "link"
    REDESIGNED = "redesigned"
    NOFOLLOW = "nofollow"
    RENAMED = "renamed"
    MOVED = "moved"
    REMOVED = "removed"
    GONE_404 = "gone_404"
    GONE_410 = "gone_410"
    SOFT_404 = "soft_404"
    SENT_HOME = "sent_home"
    PARKED = "parked"
    SERVER_ERROR = "server_error"
    TOO_MANY = "too_many"
    TIMEOUT = "timeout"
    NO_NAME = "no_name"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    CONSENT = "consent"
    MAINTENANCE = "maintenance"
    LOGIN = "login"
    PORTAL = "portal"
    PORTAL_REDIRECT = "portal_redirect"


STANDING = frozenset({Shown.LINK, Shown.REDESIGNED, Shown.NOFOLLOW, Shown.RENAMED, Shown.MOVED})


@dataclass(frozen=True, slots=True)
class Spell:
    """A trouble for a while, in days since the start, that hides what is behind it."""

    begins: float
    ends: float
    shown: Shown


@dataclass(frozen=True)
class PretendHost:
    name: str
    risk: float
    spells: tuple[Spell, ...]
    flaky: float


@dataclass(frozen=True)
class PretendLink:
    """``turns`` are the days on which the page changes for good, and what it shows from then on."""

    number: int
    host: PretendHost
    url: str
    authority: int | None
    placement: Placement
    is_restless: bool
    arrives: float
    told_age: float
    turns: tuple[tuple[float, Shown], ...]

    def truth(self, at: float) -> Shown:
        """What is really there, if nothing stood before it."""
        return next((shown for day, shown in reversed(self.turns) if day <= at), Shown.LINK)


def spell_at(spells: Sequence[Spell], at: float) -> Spell | None:
    """Spells are in order; the latest that has begun is the one that may last."""
    latest = bisect_right(spells, at, key=lambda spell: spell.begins) - 1
    return spells[latest] if latest >= 0 and at < spells[latest].ends else None


_BY_AGE = ((90.0, 0.0009), (365.0, 0.0005), (float("inf"), 0.00019))
_KINDS = (
    # path, share, how much riskier than most, days until a list has moved on, placement, share that always changes
    ("/blog/post-{}", 0.50, 0.7, None, Placement.MAIN, 0.15),
    ("/resources/list-{}", 0.12, 1.0, None, Placement.MAIN, 0.1),
    ("/thread/{}", 0.12, 1.3, None, Placement.COMMENT, 0.5),
    ("/friends-{}", 0.10, 1.3, None, Placement.FOOTER, 0.3),
    ("/tag/topic-{}/", 0.10, 1.0, 60.0, Placement.MAIN, 0.9),
    ("/archive/page/{}", 0.06, 1.0, 150.0, Placement.MAIN, 0.5),
)
_AUTHORITIES = ((0.04, 70, 95, 0.8), (0.26, 30, 69, 0.9), (0.55, 1, 29, 1.1), (0.15, None, None, 1.0))
_ENDS = (
    (Shown.REMOVED, 0.36), (Shown.GONE_404, 0.34), (Shown.SOFT_404, 0.08), (Shown.GONE_410, 0.05),
    (Shown.SENT_HOME, 0.08), (Shown.PARKED, 0.05), (Shown.NO_NAME, 0.04),
)  # fmt: skip
_CHANGES = ((Shown.MOVED, 0.05), (Shown.NOFOLLOW, 0.02), (Shown.RENAMED, 0.02), (Shown.REDESIGNED, 0.12))  # a year
_HOST_SPREAD, _LINK_SPREAD = 1.2, 0.5
_COMES_BACK = 0.08
_KNOWN_AT_FIRST = 0.6
_TOLD = 0.8  # of the links an export names, it says since when they are known
_YEAR = 365.0


@dataclass(frozen=True)
class Temper:
    """How often a year a kind of host is in a trouble, for how many hours at most, and in which."""

    share: float
    troubles: tuple[tuple[float, float, tuple[Shown, ...]], ...]
    flaky: float = 0.0


_BREAKS = (Shown.SERVER_ERROR, Shown.TIMEOUT, Shown.MAINTENANCE, Shown.TOO_MANY)
_WALLS = (Shown.FORBIDDEN, Shown.CHALLENGE, Shown.TOO_MANY, Shown.LOGIN)
_FALSE_ENDS = (Shown.GONE_404, Shown.SOFT_404, Shown.SENT_HOME)
_TEMPERS = (
    Temper(0.80, ((2, 12, _BREAKS),)),
    Temper(0.08, ((20, 48, _BREAKS), (2, 72, (Shown.NO_NAME,)))),
    Temper(0.04, ((4, 1200, _WALLS), (2, 12, _BREAKS))),
    Temper(0.03, ((3, 2000, (Shown.CONSENT,)),)),
    Temper(0.04, ((8, 20, _FALSE_ENDS), (6, 12, _BREAKS))),  # deploys that go wrong for some hours
    Temper(0.01, ((2, 12, _BREAKS),), flaky=0.15),  # one broken server among several
)


@dataclass(frozen=True)
class PretendWeb:
    """``outages`` are troubles of our own: every page of every host shows them."""

    links: tuple[PretendLink, ...]
    outages: tuple[Spell, ...]
    days: float


def draw_web(count: int, days: float, seed: int) -> PretendWeb:
    """Most links are known from the start, the others arrive over time. The same seed gives the same web."""
    chance = Random(seed)
    hosts = _draw_hosts(max(5, count // 4), days, chance)
    weights = [1 / (rank + 3) for rank in range(len(hosts))]
    links = tuple(_draw_link(number, chance.choices(hosts, weights)[0], days, chance) for number in range(count))
    ours = (Shown.NO_NAME, Shown.PORTAL, Shown.PORTAL_REDIRECT, Shown.FORBIDDEN, Shown.SERVER_ERROR, Shown.GONE_404)
    outages = [_spell(day, 40, (shown,), chance) for shown in ours for day in _moments(1.5, days, chance)]
    return PretendWeb(links, tuple(sorted(outages, key=lambda spell: spell.begins)), days)


def _draw_hosts(count: int, days: float, chance: Random) -> list[PretendHost]:
    return [_draw_host(f"host{number:05}.example", days, chance) for number in range(count)]


def _draw_host(name: str, days: float, chance: Random) -> PretendHost:
    [temper] = chance.choices(_TEMPERS, [temper.share for temper in _TEMPERS])
    spells = [
        _spell(day, hours, kinds, chance)
        for rate, hours, kinds in temper.troubles
        for day in _moments(rate, days, chance)
    ]
    risk = _spread(_HOST_SPREAD, chance)
    return PretendHost(name, risk, tuple(sorted(spells, key=lambda spell: spell.begins)), temper.flaky)


def _draw_link(number: int, host: PretendHost, days: float, chance: Random) -> PretendLink:
    [(path, _, kind_risk, rotates, placement, restless)] = chance.choices(_KINDS, [kind[1] for kind in _KINDS])
    [(_, least, most, band_risk)] = chance.choices(_AUTHORITIES, [band[0] for band in _AUTHORITIES])
    arrives = 0.0 if chance.random() < _KNOWN_AT_FIRST else chance.uniform(0, days)
    age = 0.0 if arrives else chance.choice((chance.uniform(0, 90), chance.uniform(90, 365), chance.uniform(365, 2900)))
    risk = host.risk * kind_risk * band_risk * _spread(_LINK_SPREAD, chance)
    return PretendLink(
        number=number,
        host=host,
        url=f"https://{host.name}{path.format(number)}",
        authority=None if least is None or most is None else chance.randint(least, most),
        placement=placement,
        is_restless=chance.random() < restless,
        arrives=arrives,
        told_age=age if chance.random() < _TOLD else 0.0,
        turns=_draw_turns(arrives, days, min(_lifetime(age, risk, chance), _rotation(rotates, chance)), chance),
    )


def _draw_turns(arrives: float, days: float, lifetime: float, chance: Random) -> tuple[tuple[float, Shown], ...]:
    """Changes that keep the link, then its end, then perhaps its return."""
    end = arrives + lifetime
    turns = [
        (day, shown) for shown, rate in _CHANGES for day in _moments(rate, days, chance)[:1] if arrives < day < end
    ]
    turns.sort()
    if end < days:
        [shown] = chance.choices([kind for kind, _ in _ENDS], [share for _, share in _ENDS])
        turns.append((end, shown))
        if chance.random() < _COMES_BACK:
            turns.append((end + chance.uniform(2, 60), Shown.LINK))
    return tuple(turns)


def _lifetime(age: float, risk: float, chance: Random) -> float:
    """Days until the end of a link of this age: the hazard falls as it grows older."""
    left = chance.expovariate(1.0)
    lived = age
    for until, rate in _BY_AGE:
        if lived >= until:
            continue
        if (spent := (until - lived) * rate * risk) > left:
            return lived + left / (rate * risk) - age
        left -= spent
        lived = until
    return float("inf")


def _rotation(days: float | None, chance: Random) -> float:
    return float("inf") if days is None else chance.expovariate(1 / days)


def _spread(sigma: float, chance: Random) -> float:
    """Log-normal with the mean 1."""
    return exp(chance.gauss(-sigma * sigma / 2, sigma))


def _moments(per_year: float, days: float, chance: Random) -> list[float]:
    moments = []
    day = chance.expovariate(per_year / _YEAR)
    while day < days:
        moments.append(day)
        day += chance.expovariate(per_year / _YEAR)
    return moments


def _spell(day: float, most_hours: float, kinds: Sequence[Shown], chance: Random) -> Spell:
    return Spell(day, day + most_hours / 24 * chance.random() ** 2, chance.choice(kinds))
