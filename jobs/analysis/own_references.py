"""Which references of a page can lead to our domains at all: resolving every one costs four times the parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.resolving import Base

# No attribute of a page can hold this character.
_BETWEEN = "\0"
# A host can be disguised by percent signs, by letters and dots of other scripts, and by blanks that a browser takes
# out; without blanks it can stand only behind a scheme or two slashes.
_DISGUISED = re.compile(
    r"[\x00-\x20]*(?:(?:[a-z][a-z0-9+.-]*:[/\\]*|[/\\]{2,})[^/\\?#]*[^\x20-\x24\x26-\x7e/\\?#]|[^\t\n\r]*[\t\n\r])"
)


def possible_references(hrefs: Sequence[str], own: OwnDomains, base: Base) -> list[int]:
    """The places of all references that lead to the own domains, and of few others."""
    if own.owns(base.document):
        return list(range(len(hrefs)))
    written = (_BETWEEN + _BETWEEN.join(hrefs)).lower()
    found = {at for domain in own.domains for at in _places(written, domain)}
    if "%" in written or not written.isascii() or any(blank in written for blank in "\t\n\r"):
        found.update(at for at, href in enumerate(hrefs) if _is_odd(href) and _DISGUISED.match(href.lower()))
    return sorted(found)


def _is_odd(href: str) -> bool:
    return "%" in href or not (href.isascii() and href.isprintable())


def _places(written: str, domain: str) -> Iterator[int]:
    """The places of the references that hold a domain."""
    place, counted = -1, 0
    at = written.find(domain)
    while at != -1:
        place += written.count(_BETWEEN, counted, at)
        counted = at
        yield place
        at = written.find(domain, at + 1)
