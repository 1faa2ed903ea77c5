"""What paces are solved from: a workspace's links, counted by what makes them alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchedLinks:
    """So many alike links on one host; ``age`` is how long they have stood under our eyes, in steps."""

    source_domain: str
    authority: int | None
    traits: int
    age: int
    links: int
