"""Understands the addresses strangers give us: what to connect to, what to ask for, and what to refuse unseen."""

import re
from dataclasses import dataclass

import can_ada

from jobs.analysis.addresses import MAX_URL_LENGTH

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """One request's address, by the WHATWG URL standard and without its fragment."""

    href: str
    scheme: str
    host: str  # as the Host header says it; an IPv6 address keeps its brackets
    port: int
    path: str  # with the query, as it goes over the wire

    @property
    def name(self) -> str:
        """The host without the dot that may end a full name: for DNS, certificates and politeness."""
        return self.host.removesuffix(".")

    @property
    def authority(self) -> str:
        return self.host if self.port == _DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def read_target(url: str) -> Target | None:
    """The target a URL names, or None where we must not or cannot ask for it."""
    if len(url) > MAX_URL_LENGTH or _CONTROLS.search(url):
        return None
    try:
        return _target(can_ada.parse(url))
    except (ValueError, TypeError):  # can_ada answers a lone surrogate with a TypeError
        return None


def follow(target: Target, location: str) -> Target | None:
    """The target a redirect leads to, or None where it leads nowhere."""
    if len(location) > MAX_URL_LENGTH or _CONTROLS.search(location):
        return None
    try:
        return _target(can_ada.parse(target.href) + location)
    except (ValueError, TypeError):
        return None


def robots_target(target: Target) -> Target:
    """Where the rules for this target's origin stand."""
    return Target(f"{target.origin}/robots.txt", target.scheme, target.host, target.port, "/robots.txt")


def _target(url: can_ada.URL) -> Target | None:
    scheme = url.protocol.removesuffix(":")
    if scheme not in _DEFAULT_PORTS or url.has_credentials() or not url.hostname:
        return None
    port = int(url.port or _DEFAULT_PORTS[scheme])
    href = url.href.partition("#")[0]
    if not port or len(href) > MAX_URL_LENGTH:
        return None
    path = href[href.index("/", len(scheme) + 3) :]
    return Target(href, scheme, url.hostname, port, path)
