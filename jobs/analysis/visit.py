"""What one visit to a page brought back, so that judging needs no network and visiting needs no judgement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from storage.domain import Hop


class Trouble(StrEnum):
    """Why a visit ended without a complete answer. None of these says anything about the link itself."""

    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    TLS_NAME = "tls_name"
    TLS_EXPIRED = "tls_expired"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_UNTRUSTED = "tls_untrusted"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    UNDECODABLE = "undecodable"
    REDIRECT_LOOP = "redirect_loop"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    BAD_ADDRESS = "bad_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    ROBOTS = "robots"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    RESTING = "resting"
    OFFLINE = "offline"  # our own network is down, so nobody was asked
    UNREADABLE = "unreadable"
    TOO_SLOW_TO_READ = "parse_timeout"


@dataclass(frozen=True, slots=True)
class Visit:
    """The answer of the last server on the way, and the way there.

    With ``trouble`` set, ``status``, ``headers`` and ``body`` hold what came before it (a truncated body, a
    redirect that led to a forbidden address). ``headers`` have lower-case names and keep every value in order.
    ``body`` is decoded of its transfer and content coding; it stays empty for types that are not text.
    ``fetched_bytes`` counts body bytes on the wire, ``seconds`` the time servers took on the way. ``agent`` is who we
    said we are.
    """

    url: str
    final_url: str
    status: int | None = None
    hops: tuple[Hop, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)  # asyncio and tracebacks print values: megabytes of it
    fetched_bytes: int = 0
    trouble: Trouble | None = None
    not_modified: bool = False
    retry_after: timedelta | None = None
    seconds: float = 0.0
    agent: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    def headers_named(self, name: str) -> tuple[str, ...]:
        """Every value of a header, in the order the server sent them."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)
