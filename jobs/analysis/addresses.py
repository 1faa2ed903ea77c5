"""What a web address names: the page to visit, its key, its registrable domain, and whether it is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import can_ada

from jobs.analysis.pasted import clean
from jobs.analysis.tenants import SHARED_DOMAINS
from storage.errors import WrongRequestError

if TYPE_CHECKING:
    from tldextract import TLDExtract

MAX_URL_LENGTH = 8192
_MAX_HOST_LENGTH = 253
_CACHED_HOSTS = 65_536

_TRACKING = frozenset(
    {"gclid", "gbraid", "wbraid", "dclid", "fbclid", "msclkid", "ttclid", "twclid", "yclid", "igshid", "mkt_tok"}
    | {"mc_cid", "mc_eid", "_hsenc", "_hsmi", "spm", "cmpid", "ref_src"}
)
# Elsewhere these two may choose what the page shows.
_REFERRERS = frozenset({"ref", "source"})
_REFERRER_SITES = frozenset({"medium.com", "nytimes.com", "producthunt.com", "etsy.com", "theguardian.com"})
_VARIANTS = ("www.", "m.", "amp.")
_INTERNAL = (".localhost", ".local", ".internal", ".intranet", ".lan", ".corp", ".home", ".home.arpa", ".localdomain")

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)
_EMAIL = re.compile(r"(?:mailto:)?([^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#]+)(?:\?.*)?", re.IGNORECASE)
_IPV6 = re.compile(r"[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")

_A_PAGE = "page address such as https://blog.example/post"
_A_DOMAIN = "domain such as acme.com"


@cache
def _suffixes() -> TLDExtract:
    """Loaded when the first name is cut: with it comes a whole HTTP client, and reading a single page cuts none."""
    from jobs.analysis.suffixes import cut

    return cut


class AddressError(WrongRequestError):
    """A text that names no page or domain we may watch, ``why``, and what to give instead."""

    def __init__(self, text: str, why: str, wanted: str = _A_PAGE) -> None:
        shown = _shown(text)
        subject = f"“{shown}”" if shown else "That"
        super().__init__(f"address {shown!r} {why}", f"{subject} {why}; give a {wanted}.")
        self.why = why


@dataclass(frozen=True, slots=True)
class PageAddress:
    """One page: ``url`` is what to fetch, ``key`` is equal for all spellings of the same page."""

    url: str
    host: str
    domain: str
    key: bytes


@dataclass(frozen=True)
class OwnDomains:
    """The domains a site calls its own, and with them every host below."""

    domains: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "domains", tuple(_ascii_host(domain) for domain in self.domains))

    def owns_host(self, host: str) -> bool:
        name = _ascii_host(host)
        return any(name == domain or name.endswith(f".{domain}") for domain in self.domains)

    def owns(self, url: str) -> bool:
        try:
            parsed = can_ada.parse(url)
        except (ValueError, TypeError):
            return False
        return parsed.protocol in ("http:", "https:") and self.owns_host(parsed.hostname)


def page_address(text: str) -> PageAddress:
    """Read one address as it stands in an export; hosts nobody may visit are the fetcher's to refuse."""
    if len(text) > MAX_URL_LENGTH:
        raise AddressError(text, "is longer than 8,000 characters")
    if not text.isprintable():
        text = _without_blanks(text)
    has_scheme = text.startswith(("https://", "http://"))
    url = _parsed(text if has_scheme else _with_scheme(text))
    names = _names(url.hostname)
    if not has_scheme and "." not in names.host:
        raise AddressError(text, "is not a web address")
    if "#" in text:
        url.hash = ""
    if names.host != url.hostname:
        url.hostname = names.host
    key = blake2b(_key(url, names).encode(), digest_size=16).digest()
    return PageAddress(url.href, names.host, names.domain, key)


def canonical_key(url: str) -> str:
    """The string whose digest is ``PageAddress.key``: without scheme, tracking parameters, www and end slash."""
    parsed = _parsed(url)
    return _key(parsed, _names(parsed.hostname))


def understand_page(text: str) -> PageAddress:
    """The page a person means, however it was pasted; a plain sentence where it cannot be one."""
    return _understood(text, _A_PAGE)


def understand_domain(text: str, *, may_be_shared: bool = False) -> str:
    """The registrable domain a person means, from a domain or from any page on it.

    One that many sites share may be meant only by whoever asks about the platform itself.
    """
    host = _understood(text, _A_DOMAIN).host
    if host.removeprefix("www.") in SHARED_DOMAINS:
        shared = host.removeprefix("www.")
        if may_be_shared:
            return shared
        raise AddressError(host, "is shared by many sites", f"domain such as yourname.{shared}")
    domain = registrable_domain(host)
    if domain is None:
        raise AddressError(host, "is a public suffix under which anyone can register", f"domain such as acme.{host}")
    if not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        raise AddressError(domain, "is not a domain name", _A_DOMAIN)
    return domain


@lru_cache(maxsize=_CACHED_HOSTS)
def registrable_domain(host: str) -> str | None:
    """What one owner registers: a label below a public suffix, a private suffix or a shared publishing domain."""
    name = host.lower().rstrip(".")
    if not name or name.startswith(".") or _is_ip(name):
        return None
    found = _suffixes()(name)
    domain = found.top_domain_under_public_suffix
    if not domain and not found.suffix:
        domain = ".".join(name.split(".")[-2:]) if "." in name else ""
    while domain in SHARED_DOMAINS:
        domain = _one_label_more(name, domain)
    return domain or None


@lru_cache(maxsize=_CACHED_HOSTS)
def sharding_domain(host: str) -> str:
    """Whose servers a visit burdens: tenants of one platform share them, so private suffixes do not count here."""
    name = host.lower().rstrip(".")
    if _is_ip(name):
        return name
    return _suffixes()(name, include_psl_private_domains=False).top_domain_under_public_suffix or ".".join(
        name.split(".")[-2:]
    )


def _one_label_more(name: str, domain: str) -> str:
    """The tenant's name under a shared domain; ``www`` there is the platform itself."""
    label = name.removesuffix(domain).rstrip(".").rpartition(".")[2]
    return f"{label}.{domain}" if label not in ("", "www") else ""


@dataclass(frozen=True, slots=True)
class _Names:
    host: str
    domain: str
    key_host: str


@lru_cache(maxsize=_CACHED_HOSTS)
def _names(hostname: str) -> _Names:
    host = hostname.removesuffix(".")
    if not host or len(host) > _MAX_HOST_LENGTH or ".." in host:
        raise AddressError(hostname, "is not a usable host name")
    domain = registrable_domain(host)
    key_host = host
    for variant in _VARIANTS:
        if key_host.startswith(variant) and key_host != domain:
            key_host = key_host.removeprefix(variant)
    return _Names(host, domain or host.removeprefix("www."), key_host)


def _key(url: can_ada.URL, names: _Names) -> str:
    path: str = url.pathname
    while "//" in path:
        path = path.replace("//", "/")
    query: str = url.search
    if query:
        query = _kept(query[1:], names.domain)
    port: str = url.port
    return f"{names.key_host}{':' if port else ''}{port}{path.rstrip('/')}{query}"


def _kept(query: str, domain: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_tracking(part.partition("=")[0].lower(), domain)]
    kept.sort(key=lambda part: part.partition("=")[0])
    return f"?{'&'.join(kept)}" if kept else ""


def _is_tracking(name: str, domain: str) -> bool:
    if name in _TRACKING or name.startswith("utm_"):
        return True
    return name in _REFERRERS and domain in _REFERRER_SITES


def _parsed(url: str) -> can_ada.URL:
    try:
        parsed = can_ada.parse(url)
    except (ValueError, TypeError) as error:
        raise AddressError(url, "is not a web address") from error
    if parsed.protocol not in ("http:", "https:"):
        raise AddressError(url, "is not a web page (http or https)")
    if parsed.has_credentials():
        raise AddressError(url, "holds a user name or password")
    return parsed


def _without_blanks(text: str) -> str:
    text = text.strip()
    if _CONTROLS.search(text):
        raise AddressError(text, "has control characters in it")
    return text


def _with_scheme(text: str) -> str:
    """``blog.example/post`` means https; ``mailto:`` and the like mean no page."""
    text = text.strip()
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() in ("http", "https"):
        return text
    has_port = scheme and text[scheme.end() :][:1].isdigit()
    if scheme and (scheme[2] or not has_port):
        has_user = not scheme[2] and "@" in text
        raise AddressError(text, "holds a user name or password" if has_user else "is not a web page (http or https)")
    return f"https://{text.lstrip('/')}"


def _understood(text: str, wanted: str) -> PageAddress:
    cleaned = clean(text)
    if not cleaned:
        raise AddressError("", "is empty", wanted)
    if email := _EMAIL.fullmatch(cleaned):
        raise AddressError(email[1], "is an e-mail address", wanted)
    if _IPV6.fullmatch(cleaned):
        raise AddressError(cleaned, "is an IP address", wanted)
    try:
        address = page_address(_with_scheme(cleaned))
    except AddressError as error:
        raise AddressError(cleaned, error.why, wanted) from error
    _refuse_private_places(address.host, wanted)
    return address


def _refuse_private_places(host: str, wanted: str) -> None:
    if _is_ip(host):
        raise AddressError(host, "is an IP address", wanted)
    if host == "localhost" or host.endswith(_INTERNAL):
        raise AddressError(host, "is a name inside one network", wanted)
    if "." not in host:
        raise AddressError(host, "is not a full domain name", wanted)


def _shown(text: str) -> str:
    """Short, and without what may be somebody's password."""
    scheme, separator, rest = text.rpartition("://") if "://" in text else ("", "", text)
    authority, slash, path = rest.partition("/")
    if separator or ":" in authority:
        authority = authority.rpartition("@")[2]
    whole = "".join(mark for mark in f"{scheme}{separator}{authority}{slash}{path}" if mark.isprintable())
    return f"{whole[:60]}…" if len(whole) > 60 else whole


def _is_ip(host: str) -> bool:
    """WHATWG parsing turns every decimal, octal or hexadecimal spelling into dotted numbers first."""
    return host.startswith("[") or host.rpartition(".")[2].isdecimal()


def _ascii_host(host: str) -> str:
    """With two dots at its end a name is another, which nobody can have."""
    name = host.lower().removesuffix(".")
    return name if name.isascii() else can_ada.idna_encode(name).decode("ascii") or name
