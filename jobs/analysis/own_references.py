"""Which references of a page can lead to our domains at all: resolving every one costs four times the parsing."""

from __future__ import annotations

import re
from collections.abc import Callable

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.resolving import Base

# A host can be disguised by percent signs and by letters and dots of other scripts, all of them before the path,
# and by blanks that a browser takes out wherever they stand.
_DISGUISED = r"[\t\n\r]|^\s*(?:[a-z]+:)?[/\\]*[^/\\?#]*[^\x20-\x24\x26-\x7e/\\?#]"


def possible_references(own: OwnDomains, base: Base) -> Callable[[str], object]:
    """A test that lets through every reference to the own domains, and few others."""
    if own.owns(base.document):
        return lambda _: True
    return re.compile("|".join([*map(re.escape, own.domains), _DISGUISED]), re.IGNORECASE).search
