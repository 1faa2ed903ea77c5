"""Decides which names and addresses we never visit: private networks, ourselves, and everything ambiguous."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from jobs.analysis.visit import Trouble
from jobs.web.rules import Address, Network

_MAX_NAME = 253
_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.IGNORECASE | re.ASCII)
_INSIDE = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "onion", "alt", "arpa"}
)

_IPV4_FORBIDDEN = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Mapped, compatible, NAT64, unique-local, link-local, site-local and multicast addresses lie outside of it.
_IPV6_PUBLIC = IPv6Network("2000::/3")
_IPV6_FORBIDDEN = tuple(IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_ISATAP = 0x5EFE
_ISATAP_MASK = 0xFCFFFFFF  # the universal and group bits may be set


def address_is_allowed(address: Address, allowed: Iterable[Network]) -> bool:
    """Whether we may connect: a public address, or one the operator opened to us."""
    return address_is_opened(address, allowed) or _is_public(address)


def address_is_opened(address: Address, allowed: Iterable[Network]) -> bool:
    """Whether the operator opened the network this address lies in."""
    return any(address in network for network in allowed) and getattr(address, "scope_id", None) is None


def name_trouble(name: str) -> Trouble | None:
    """Why a host name must not even be looked up.

    A last label that starts with a digit is a number in disguise (``127.1``, ``0x7f.1``), which resolvers accept.
    """
    labels = name.lower().split(".")
    if len(name) > _MAX_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        return Trouble.BAD_ADDRESS
    last = labels[-1]
    if len(labels) < 2 or not last[0].isalpha() or last in _INSIDE:
        return Trouble.FORBIDDEN_ADDRESS
    return None


def literal(host: str) -> Address | None:
    """The address a URL's host spells out, or None where it is a name. Zone ids are no part of a URL."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    if not isinstance(address, IPv6Address):
        return not any(address in network for network in _IPV4_FORBIDDEN)
    if address.scope_id is not None or address not in _IPV6_PUBLIC:
        return False
    is_isatap = (int(address) >> 32) & _ISATAP_MASK == _ISATAP
    return not is_isatap and not any(address in network for network in _IPV6_FORBIDDEN)
