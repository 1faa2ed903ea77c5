"""What a brand is called, and what tells it from a word of the same sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """PRODUCT.md §5.1. ``names`` are all spellings, the main one first: products, people, old names, misspellings.

    ``profiles`` are own pages elsewhere (social, app stores). ``required`` words near a name speak for it and
    ``excluded`` ones against it; ``competitors`` are other names. ``is_common``: the name is an everyday word as well.
    """

    names: tuple[str, ...]
    own_domains: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    is_case_sensitive: bool = False
    is_common: bool = False

    @property
    def name(self) -> str:
        return self.names[0]
