"""Where a reference in a page leads, by the WHATWG URL standard: can_ada parses, but knows no base."""

from __future__ import annotations

import re
from dataclasses import dataclass

import can_ada

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_BLANKS = re.compile(r"[\t\n\r]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Base:
    """An http(s) address against which the references of its page are resolved."""

    scheme: str
    authority: str  # with the scheme and two slashes
    path: str
    document: str  # everything but the fragment

    def resolve(self, reference: str) -> str | None:
        """The absolute address, or None where there is none to be had."""
        absolute = self._absolute(_BLANKS.sub("", reference.strip(_C0_AND_SPACE)))
        try:
            return str(can_ada.parse(absolute).href)
        except (ValueError, TypeError):  # TypeError: a lone surrogate
            return None

    def _absolute(self, reference: str) -> str:
        scheme = _SCHEME.match(reference)
        if scheme:
            rest = reference[scheme.end() :]
            if f"{scheme[1].lower()}:" != self.scheme or rest.startswith(("/", "\\")):
                return reference
            reference = rest  # "https:page" on an https page is a relative reference
        start = reference[:2].replace("\\", "/")
        if start == "//":
            return f"{self.scheme}{reference}"
        if start[:1] == "/":
            return f"{self.authority}{reference}"
        if start[:1] == "?":
            return f"{self.authority}{self.path}{reference}"
        if start[:1] in ("", "#"):
            return f"{self.document}{reference}"
        return f"{self.authority}{self.path.rpartition('/')[0]}/{reference}"


def base_at(url: str) -> Base | None:
    """The base that ``url`` makes, or None when it is no web address."""
    try:
        parsed = can_ada.parse(url)
    except (ValueError, TypeError):
        return None
    if parsed.protocol not in ("http:", "https:"):
        return None
    href: str = parsed.href
    authority = href[: href.index("/", len(parsed.protocol) + 2)]
    return Base(parsed.protocol, authority, parsed.pathname, href.partition("#")[0])


def resolve(reference: str, base: str) -> str | None:
    """The absolute address of one ``reference`` on the page at ``base``."""
    found = base_at(base)
    return found.resolve(reference) if found else None
