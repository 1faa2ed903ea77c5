"""Links that may lead to us through another server: redirectors that hold our address, shorteners, links named so."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.encoded import behind_host, held_addresses
from jobs.analysis.outline import Outline
from jobs.analysis.redirectors import SHORTENERS, is_no_redirector
from jobs.analysis.references import Reference, references_where
from jobs.analysis.resolving import Base
from jobs.analysis.unlinked import written_names

_MOST = 12
_LONGEST_REFERENCE = 4096
_SHORTEST_NAME = 4  # a shorter word of ours stands in too many others
_HOST = re.compile(r"\s*(?:https?:)?//(?:www\.)?([^/?#:@\\\s]+)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:^|/)(?:away|click|exit|go|goto|jump|leave|link|links|out|outbound|outgoing|r|recommends?|redir|redirect|refer"
    r"|to|track|url|visit)(?:\.(?:aspx?|cgi|html?|php))?[/?]",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"[?&](?:dest\w*|goto|href|link|next|out|q|r|redirect\w*|site|target|to|u|uri|url)=", re.IGNORECASE
)


def find_detours(outline: Outline, base: Base, own: OwnDomains) -> list[Reference]:
    """The likeliest first."""
    names_us = _names_of(own)

    def is_wanted(element: int, href: str) -> bool:
        if len(href) > _LONGEST_REFERENCE:
            return False
        return _may_go_on(href, own) or (_is_abroad(href, base) and names_us("".join(outline.pieces_in(element))))

    found = [one for one in references_where(outline, base, is_wanted) if _is_worth_asking(one.target_url)]
    found.sort(key=lambda one: (not holds_us(one.target_url, own), not names_us(_said(one, outline))))
    return list({one.target_url: one for one in reversed(found)}.values())[::-1][:_MOST]


def holds_us(url: str, own: OwnDomains) -> bool:
    """A full address of ours stands inside, or our bare domain where a redirector expects its destination."""
    rest = behind_host(url)
    if any(own.owns(f"https:{held}" if held.startswith("//") else held) for held in held_addresses(url)):
        return True
    return bool(_TELLING.search(rest)) and _holds_name(rest, own)


def is_named_redirector(url: str, own: OwnDomains) -> bool:
    """Our name is in the path of something that by its path goes on, as in ``/go/acme``."""
    rest = behind_host(url)
    return bool(_GOES_ON.search(rest)) and _names_of(own)(rest)


def _said(reference: Reference, outline: Outline) -> str:
    return f"{behind_host(reference.target_url)} {''.join(outline.pieces_in(reference.element))}"


def _may_go_on(href: str, own: OwnDomains) -> bool:
    host = _HOST.match(href)
    if host and host[1].lower() in SHORTENERS:
        return True
    rest = behind_host(href)
    return bool(_GOES_ON.search(rest)) or "aHR0c" in rest or _holds_name(rest, own)


def _holds_name(text: str, own: OwnDomains) -> bool:
    plain = unquote(unquote(text)).lower()
    return any(name in plain for name in written_names(own.domains))


def _is_abroad(href: str, base: Base) -> bool:
    return _HOST.match(href) is not None and not href.strip().lower().startswith(base.authority)


def _is_worth_asking(url: str) -> bool:
    return url.startswith(("http://", "https://")) and not is_no_redirector(url)


@lru_cache(maxsize=256)
def _pattern(domains: tuple[str, ...]) -> re.Pattern[str] | None:
    labels = {name.partition(".")[0] for name in written_names(domains)}
    names = sorted(label for label in labels if len(label) >= _SHORTEST_NAME)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, names))})(?![^\W_])", re.IGNORECASE) if names else None


def _names_of(own: OwnDomains) -> Callable[[str], bool]:
    pattern = _pattern(own.domains)
    return lambda text: pattern is not None and pattern.search(text) is not None
