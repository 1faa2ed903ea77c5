"""Which changes are one piece of news: those of one incident, and a link that a site repeats on page after page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from storage.domain import Placement, Told

# What a template puts on every page of a site. Where it stands three times, it stands on them all.
_REPEATED = frozenset({Placement.NAV, Placement.HEADER, Placement.FOOTER, Placement.ASIDE})
_SITE_WIDE = 3

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that share a line. ``incident_id`` names their incident; without one, more than one are site-wide."""

    changes: tuple[Told, ...]
    incident_id: int | None


def groups_of(shown: Sequence[Told], known_incidents: Collection[int]) -> tuple[Group, ...]:
    """In the order of their first changes."""
    groups: dict[Key, list[Told]] = {}
    for place, told in enumerate(shown):
        groups.setdefault(_key(told, place, known_incidents), []).append(told)
    return tuple(found for key, changes in groups.items() for found in _told_together(key, changes))


def _key(told: Told, place: int, known_incidents: Collection[int]) -> Key:
    incident = told.change.incident_id
    if incident is not None and incident in known_incidents:
        return ("incident", incident)
    facts, change = told.link.facts, told.change
    if facts is None or facts.placement not in _REPEATED:
        return ("change", place)
    what = (change.kind, change.verdict, change.facets)
    return ("site-wide", *what, told.link.source_domain, facts.placement, facts.anchor_text)


def _told_together(key: Key, changes: list[Told]) -> Iterator[Group]:
    if key[0] == "incident":
        yield Group(tuple(changes), changes[0].change.incident_id)
    elif len(changes) < _SITE_WIDE:
        yield from (Group((told,), None) for told in changes)
    else:
        yield Group(tuple(changes), None)
