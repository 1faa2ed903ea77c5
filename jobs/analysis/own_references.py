"""Which references of a page can lead to our domains at all: resolving every one costs four times the parsing."""

from __future__ import annotations

import re
from collections.abc import Callable

import can_ada

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.resolving import Base

# A host can hide behind percent signs, other alphabets' letters and dots, and blanks that a browser takes out.
_DISGUISED = r"[^\x20-\x7e]|^\s*(?:[a-z]+:)?[/\\]*[^/\\?#]*%"


def possible_references(own: OwnDomains, base: Base) -> Callable[[str], object]:
    """A test that lets through every reference to the own domains, and few others."""
    if own.owns(base.document):
        return lambda _: True
    names = [re.escape(name) for domain in own.domains for name in _spellings(domain)]
    return re.compile("|".join([*names, _DISGUISED]), re.IGNORECASE).search


def _spellings(domain: str) -> set[str]:
    return {domain, str(can_ada.idna_decode(domain))}
