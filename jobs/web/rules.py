"""What a deployment may decide about visiting strangers, with defaults that are safe and polite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PRODUCT = "AnchorwatchBot"  # the token that robots.txt files address us by
_VERSION = "0.1"
_HOSTS_PER_CONNECTION = 8


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Bounds of one visit, and manners between visits.

    ``deadline`` covers everything strangers' servers do in one visit (names, robots.txt, every hop, the body), not the
    waiting for a host's turn. ``hosts`` is read before DNS; its addresses are guarded like any other. ``trusted`` are
    names and ports that the operator himself told us to ask, wherever they are.
    """

    deadline: timedelta = timedelta(seconds=15)
    max_bytes: int = 5_000_000
    max_wire_bytes: int = 2_000_000
    max_redirects: int = 10
    host_pause: timedelta = timedelta(seconds=2)
    max_host_pause: timedelta = timedelta(seconds=60)
    name_deadline: timedelta = timedelta(seconds=3)
    ports: frozenset[int] = frozenset({80, 443})
    allow_networks: tuple[Network, ...] = ()
    opted_out: frozenset[str] = frozenset()
    trusted: frozenset[tuple[str, int]] = frozenset()
    hosts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contact_url: str = "https://github.com/anchorwatch/anchorwatch/blob/main/docs/crawler.md"
    concurrency: int = 64

    @property
    def hosts_under_way(self) -> int:
        """How many hosts may be visited by turns: most of them only rest between two of their pages."""
        return self.concurrency * _HOSTS_PER_CONNECTION

    @property
    def user_agent(self) -> str:
        return f"{PRODUCT}/{_VERSION} (+{self.contact_url})"

    @property
    def user_agent_like_browsers(self) -> str:
        """The same name and address in the form that browsers began: some servers tell visitors apart by that alone."""
        return f"Mozilla/5.0 (compatible; {PRODUCT}/{_VERSION}; +{self.contact_url})"
