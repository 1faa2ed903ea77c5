"""What a link's worth and its risk hang on: traits that a later statement can group a million links by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum

from jobs.analysis.listings import is_listing
from storage.domain import Backlink, Conclusion, LinkCheck, PageMemory, Placement

_HIGH_AUTHORITY, _MEDIUM_AUTHORITY = 70, 30
_MOST_RESTLESS = 3
YOUNG, SETTLED = timedelta(days=90), timedelta(days=365)


class Band(IntEnum):
    """How much a page weighs, by the authority an export or a person gave it; or that the link is paid or agreed."""

    UNKNOWN = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CONTRACT = 4


class Place(IntEnum):
    """Where on the page the link stands, as far as it matters for how long links stand there."""

    UNKNOWN = 0
    CONTENT = 1
    MARGIN = 2
    COMMENT = 3


# Half as much in a margin or when not followed. An unknown authority is most likely a low one, but may be any.
# What is paid for is worth half as much again as the best that is not.
_WORTH = {Band.CONTRACT: 15.0, Band.HIGH: 10.0, Band.MEDIUM: 3.0, Band.LOW: 1.0, Band.UNKNOWN: 2.0}
_PLACES = {
    Placement.MAIN: Place.CONTENT,
    Placement.BIO: Place.CONTENT,
    Placement.COMMENT: Place.COMMENT,
    Placement.OTHER: Place.UNKNOWN,
}


class Age(IntEnum):
    """How long a link has stood."""

    YOUNG = 0
    SETTLED = 1
    OLD = 2

    @classmethod
    def of(cls, standing: timedelta) -> Age:
        if standing < YOUNG:
            return cls.YOUNG
        return cls.SETTLED if standing < SETTLED else cls.OLD


@dataclass(frozen=True, slots=True)
class Traits:
    """``restless`` counts, up to three, looks in a row that found the page's text changed; ``age`` is its age
    when we first heard of it, as far as an export told us.
    """

    place: Place = Place.UNKNOWN
    is_listing: bool = False
    is_nofollow: bool = False
    restless: int = 0
    age: Age = Age.YOUNG

    @property
    def code(self) -> int:
        """All traits in one small number, which is what a link's row keeps."""
        return self.place | self.restless << 2 | self.is_listing << 4 | self.is_nofollow << 5 | self.age << 6

    @classmethod
    def of_code(cls, code: int) -> Traits:
        return _ALL_TRAITS[code]


_ALL_TRAITS = {
    traits.code: traits
    for place in Place
    for restless in range(_MOST_RESTLESS + 1)
    for is_listing_ in (False, True)
    for is_nofollow in (False, True)
    for age in Age
    for traits in (Traits(place, is_listing_, is_nofollow, restless, age),)
}


_OF_AGE = {age: Traits(age=age).code for age in Age}


def age_when_told(standing: timedelta) -> int:
    """The code of all we know of a link before its first look: how long ago somebody else first saw it."""
    return _OF_AGE[Age.of(standing)]


def traits_after(before: Backlink, after: Backlink, check: LinkCheck) -> int:
    """The code of a link's traits once ``check`` has turned what we believed ``before`` into ``after``."""
    known = Traits.of_code(before.traits)
    facts = after.facts
    return Traits(
        place=known.place if facts is None else _PLACES.get(facts.placement, Place.MARGIN),
        is_listing=is_listing(after.source_url),
        is_nofollow=facts is not None and not facts.follow,
        restless=_restless(known.restless, before.page, check),
        age=known.age,
    ).code


def _restless(so_far: int, remembered: PageMemory | None, check: LinkCheck) -> int:
    """A page that answers "not modified" counts as unchanged; one that could not be read says nothing."""
    if check.conclusion is not Conclusion.LIVE or remembered is None:
        return so_far
    is_changed = check.page is not None and check.page.content_hash != remembered.content_hash
    return min(so_far + 1, _MOST_RESTLESS) if is_changed else max(so_far - 1, 0)


def band_of(authority: int | None, is_contract: bool = False) -> Band:
    if is_contract:
        return Band.CONTRACT
    if authority is None:
        return Band.UNKNOWN
    if authority >= _HIGH_AUTHORITY:
        return Band.HIGH
    return Band.MEDIUM if authority >= _MEDIUM_AUTHORITY else Band.LOW


def worth(band: Band, traits: Traits) -> float:
    """What a day of not knowing that this link is gone costs, beside other links."""
    return _WORTH[band] * (0.5 if traits.place is Place.MARGIN else 1.0) * (0.5 if traits.is_nofollow else 1.0)
