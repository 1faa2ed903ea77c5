"""The page that an address from a search, an alert or a chat means: without the redirector or cache around it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from jobs.analysis.addresses import AddressError, PageAddress, page_address, registrable_domain
from jobs.analysis.redirectors import stated_destination

_MOST_LAYERS = 4
# https://publisher-example.cdn.ampproject.org/c/s/publisher.example/story, and the viewers of search engines.
_AMP_CACHE = re.compile(
    r"https?://(?:[\w-]+\.cdn\.ampproject\.org/[a-z]|[\w-]+\.ampproject\.net/[a-z]|(?:www\.)?bing-amp\.com/[a-z]"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp)(?:/(s)(?=/))?/(.+)",
    re.IGNORECASE,
)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp(?:=1|=true)?|outputType=amp|amp_js_v=[^&]*|amp_gsa=[^&]*|usqp=[^&]*)(?=&|$)")
_AMP_END = re.compile(r"(?:/amp/?|\.amp)$|\.amp(?=\.html?$)|/amp(?=\.html?$)")
_AMP_BEGIN = re.compile(r"^/amp(?=/)")
# Beside the mark of AMP an article's address has words of its own; else the mark may be what the page is about.
_TELLING = re.compile(r"[^/]{8,}|[^/]*\d[^/]*|[^/]*-[^/]*")


def unwrap(url: str) -> str:
    """What redirectors of known form and AMP caches hold, layer by layer; any other address is itself."""
    for _ in range(_MOST_LAYERS):
        inner = _inner(url)
        if inner is None or inner == url:
            break
        url = inner
    return url


def mention_address(url: str) -> PageAddress:
    """The page to visit, with a key that is the same for every way to name it, as an AMP page too.

    Raises ``AddressError`` for what is no web address.
    """
    address = page_address(unwrap(url))
    return replace(address, key=page_address(_without_amp(address.url)).key)


def adopted(url: str, canonical_url: str | None) -> str:
    """The address that a page gives itself, if it is on the same site; what others call theirs is not believed."""
    try:
        own, canonical = page_address(url), page_address(canonical_url or url)
    except AddressError:
        return url
    same_site = registrable_domain(own.host) == registrable_domain(canonical.host)
    return canonical.url if same_site else url


def _inner(url: str) -> str | None:
    try:
        if cached := _AMP_CACHE.fullmatch(url):
            return f"http{cached[1] or ''}://{cached[2]}"
        return stated_destination(url)
    except ValueError:  # what the standard library takes for a broken address
        return None


def _without_amp(url: str) -> str:
    parts = urlsplit(url)
    path = _AMP_END.sub("", parts.path)
    if not _TELLING.search(path.rpartition("/")[2]):
        path = parts.path
    if _AMP_BEGIN.match(path) and _TELLING.search(path.rpartition("/")[2]):
        path = _AMP_BEGIN.sub("", path)
    return urlunsplit(parts._replace(path=path, query=_AMP_QUERY.sub("", parts.query).lstrip("&")))
