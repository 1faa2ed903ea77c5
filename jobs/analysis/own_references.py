"""Which references of a page can lead to our domains at all: resolving every one costs four times the parsing."""

from __future__ import annotations

import re
from collections.abc import Callable

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.resolving import Base

# A host can be disguised by percent signs, by letters and dots of other scripts, and by blanks that a browser takes
# out; all of that stands before the path.
_DISGUISED = re.compile(r"\s*(?:[a-z]+:)?[/\\]*[^/\\?#]*[^\x20-\x24\x26-\x7e/\\?#]", re.IGNORECASE)


def possible_references(own: OwnDomains, base: Base) -> Callable[[str], bool]:
    """A test that lets through every reference to the own domains, and few others."""
    if own.owns(base.document):
        return lambda _: True
    return lambda href: _names(href.lower(), own.domains) or _DISGUISED.match(href) is not None


def _names(href: str, domains: tuple[str, ...]) -> bool:
    return any(domain in href for domain in domains)
