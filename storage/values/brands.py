"""What a brand is called, and what tells it from a word of the same sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """``names`` are all spellings, the main one first: old names and usual misspellings too. People and products count.

    ``profiles`` are own pages elsewhere (social, app stores). ``required`` words near a name speak for it and
    ``excluded`` ones against it, ``categories`` are words of the trade; ``competitors`` are other brands' names.
    ``is_common``: the name is an everyday word as well. ``languages`` are those to search in; none means all.
    """

    names: tuple[str, ...]
    products: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    is_case_sensitive: bool = False
    is_common: bool = False

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every text that counts as a mention of the brand."""
        return tuple(dict.fromkeys((*self.names, *self.products, *self.people)))
