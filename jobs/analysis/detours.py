"""Links that may lead to us through another server: redirectors that hold our address, shorteners, links named so."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.encoded import behind_host, held_addresses
from jobs.analysis.nearby_text import text_in
from jobs.analysis.outline import Outline
from jobs.analysis.redirectors import SHORTENERS, is_no_redirector
from jobs.analysis.references import Reference, References
from jobs.analysis.unlinked import written_names

_MOST = 12
_MOST_COMPARED = 500
_LONGEST_REFERENCE = 4096
_SHORTEST_NAME = 4  # a shorter word of ours stands in too many others
# Letters of ASCII as numbers, for which nobody has a need but to hide a name.
_SPELT_OUT = re.compile(
    rb"&#0*(?:6[5-9]|[78][0-9]|90|9[7-9]|1[01][0-9]|12[0-2]|x0*[46][1-9a-f]|x0*[57][0-9a])(?![0-9a-f])"
)
_HOST = re.compile(r"\s*(?:https?:)?//(?:www\.)?([^/?#:@\\\s]+)", re.IGNORECASE)
_SENDS_ON = r"(?:away|click|exit|go|goto|jump|leave|out|outbound|outgoing|recommends?|redir|redirect|refer)"
# All of a path that tells nothing else: "/go/7", "/out.php?id=7". More words, as in "/goto/post", name a page.
_OPAQUE = re.compile(
    rf"\s*(?:(?:https?:)?//[^/?#]*)?/{_SENDS_ON}(?:/[^/?#]+/?(?:#|$)|(?:\.(?:aspx?|cgi|html?|php))?/?\?)", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?:^|/)(?:{_SENDS_ON}|links?|r|to|track|url|visit)(?:\.(?:aspx?|cgi|html?|php))?[/?]", re.IGNORECASE
)
_SENDING_HOST = re.compile(
    r"(?:aff|affiliates?|away|clicks?|go|goto|l|links?|lnk|out|r|redir|redirect|refer|short|t|to|track(?:er|ing)?|url)\."
)
# Short hosts with a code for a path: what shorteners of single brands look like.
_SHORT_HOST = 8
_CODE = re.compile(r"/(?=[\w-]*\d|[a-z]*[A-Z])(?![A-Z][a-z]*$)[\w-]{3,10}$")
_SHORT_BUT_NO_SHORTENERS = frozenset({"ibm.com", "imdb.com", "ok.ru", "qq.com", "t.me", "vk.com", "wa.me", "x.com"})
_TELLING = re.compile(r"[?&](?:dest\w*|goto|href|link|next|out|q|r|redir\w*|site|target|to|u|uri|url)=", re.IGNORECASE)


def find_detours(references: References, markup: bytes, own: OwnDomains) -> list[Reference]:
    """The likeliest first. ``markup`` is the page that they stand on, in UTF-8."""
    outline, authority = references.outline, references.base.authority
    names_us = _names_of(own)
    lowered = markup.lower()
    # Else no single link needs to be read.
    is_named_anywhere = any(hint.encode() in lowered for hint in _hints(own)) or _SPELT_OUT.search(lowered) is not None

    def is_wanted(element: int, href: str) -> bool:
        if len(href) > _LONGEST_REFERENCE:
            return False
        host = _host_in(href)
        if _may_send_on(href, host, own):
            return True
        is_abroad = is_named_anywhere and host and not href.strip().lower().startswith(authority)
        return bool(is_abroad) and names_us(text_in(outline.nodes[element]))

    worth_asking = (one for one in references.where(is_wanted) if _is_worth_asking(one.target_url))
    found = list(islice(worth_asking, _MOST_COMPARED))
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
    return bool(_NAMED.search(rest)) and _names_of(own)(rest)


def may_send_on(href: str, own: OwnDomains) -> bool:
    """What a link looks like that is made for leading elsewhere, whatever it says of us."""
    return _may_send_on(href, _host_in(href), own)


def _host_in(href: str) -> str:
    named = _HOST.match(href) if "//" in href else None
    return named[1].lower() if named else ""


def _said(reference: Reference, outline: Outline) -> str:
    return f"{behind_host(reference.target_url)} {text_in(outline.nodes[reference.element])}"


def _may_send_on(href: str, host: str, own: OwnDomains) -> bool:
    """The cheap tests first: a page may have thousands of links, and hardly one of them is a redirector."""
    if host and (host in SHORTENERS or _SENDING_HOST.match(host)):
        return True
    if _OPAQUE.match(href) or (0 < len(host) <= _SHORT_HOST and _CODE.match(behind_host(href))):
        return host not in _SHORT_BUT_NO_SHORTENERS
    if "aHR0c" in href and holds_us(href, own):
        return True
    lowered = href.lower()
    if "%" not in href and not any(hint in lowered for hint in _hints(own)):
        return False
    rest = behind_host(href)
    return _holds_name(rest, own) or (_names_of(own)(rest) and _NAMED.search(rest) is not None)


@lru_cache(maxsize=256)
def _hints(own: OwnDomains) -> tuple[str, ...]:
    """What any plain mention of us has in it."""
    return tuple({name.partition(".")[0] for name in written_names(own.domains)})


def _holds_name(text: str, own: OwnDomains) -> bool:
    plain = (unquote(unquote(text)) if "%" in text else text).lower()
    return any(name in plain for name in written_names(own.domains))


def _is_worth_asking(url: str) -> bool:
    return url.startswith(("http://", "https://")) and not is_no_redirector(url)


@lru_cache(maxsize=256)
def _names_of(own: OwnDomains) -> Callable[[str], bool]:
    """A test for a name of ours as a word: the first part of a domain, as its owner calls himself."""
    labels = {name.partition(".")[0] for name in written_names(own.domains)}
    names = [label for label in labels if len(label) >= _SHORTEST_NAME]
    word = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, names))})(?![^\W_])")

    def names_us(text: str) -> bool:
        lowered = text.lower()
        return any(name in lowered for name in names) and word.search(lowered) is not None

    return names_us
