"""Whom nobody may write to: domains and people in one spelling, and the digests that outlive their deletion."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize

from jobs.analysis.addresses import AddressError, page_address, registrable_domain, sharding_domain
from jobs.analysis.mail_addresses import read_mail_address
from storage.domain import Suppressed
from storage.errors import WrongRequestError

_PURPOSE = "anchorwatch/do-not-contact"  # so that our digests are of no use to compare with other people's lists
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})", re.IGNORECASE)
_TOLD = 5


class SuppressionError(WrongRequestError):
    """What was named is neither a domain nor a person one could write to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One domain or person, in the spelling that is compared."""

    kind: Suppressed
    value: str


def understand(text: str) -> Entry:
    """What a person means: a domain (or any page on it), or an e-mail address."""
    said = text.strip().removeprefix("mailto:").removeprefix("*").removeprefix("@")
    return normalise(Suppressed.PERSON if "@" in said.partition("/")[0] else Suppressed.DOMAIN, said)


def normalise(kind: Suppressed, value: str) -> Entry:
    """Raises ``SuppressionError``. A host stands for all hosts below it, a person for all tags behind a plus."""
    return _person(value) if kind is Suppressed.PERSON else _domain(value)


def digest_of(entry: Entry) -> bytes:
    """SHA-256 of ``anchorwatch/do-not-contact/<domain or person>/<value>``."""
    return sha256(f"{_PURPOSE}/{entry.kind}/{entry.value}".encode()).digest()


def names_of(host: str, to: str = "") -> Iterator[Entry]:
    """Every entry that would stand in the way of writing there about a page on this host. ``to`` is an e-mail address,
    or the page of a form."""
    yield from _hosts(host)
    if "://" in to:
        yield from _hosts(to)
    elif to:
        yield from _of_mail(to)


def covers(digests: Container[bytes], host: str, to: str = "") -> Entry | None:
    """The entry that forbids it. What is no address is not forbidden; it cannot be written to either."""
    return next((entry for entry in names_of(host, to) if digest_of(entry) in digests), None)


def read_list(text: str) -> frozenset[bytes]:
    """One domain, e-mail address or ``sha256:…`` per line; ``#`` begins a remark. One bad line and all is refused:
    somebody was named there who must not be written to."""
    said = ((number, line.partition("#")[0].strip()) for number, line in enumerate(text.splitlines(), start=1))
    digests: set[bytes] = set()
    bad: list[str] = []
    for number, line in said:
        try:
            digests |= {_digest(line)} if line else set()
        except SuppressionError:
            bad.append(f"line {number}: “{line[:60]}”")
    if bad:
        more = f", and {len(bad) - _TOLD:,} more" if len(bad) > _TOLD else ""
        raise SuppressionError(f"{', '.join(bad[:_TOLD])}{more}: no domain, e-mail address or sha256:… of 64 digits.")
    return frozenset(digests)


def _digest(line: str) -> bytes:
    ready = _DIGEST.fullmatch(line)
    return bytes.fromhex(ready[1]) if ready else digest_of(understand(line))


def _domain(text: str) -> Entry:
    host = _host(text)
    if host is None:
        raise SuppressionError(f"“{_shown(text)}” is not a domain; give one such as acme.com.")
    below = f"x.{host}"
    if sharding_domain(below) == below:
        raise SuppressionError(f"“{host}” is a public suffix under which anyone can register; give a domain below it.")
    return Entry(Suppressed.DOMAIN, host)


def _host(text: str) -> str | None:
    try:
        host = page_address(text.strip().removeprefix(".")).host
    except AddressError:
        return None
    return host if registrable_domain(host) == host else host.removeprefix("www.")  # www.gov.uk is a name of its own


def _person(text: str) -> Entry:
    address = read_mail_address(text)
    if address is None:
        raise SuppressionError(f"“{_shown(text)}” is not an e-mail address; write it like name@acme.com.")
    local = normalize("NFC", normalize("NFC", address.local).casefold())
    mailbox = local.partition("+")[0] or local
    return Entry(Suppressed.PERSON, f"{mailbox}@{address.domain}")


def _of_mail(email: str) -> Iterator[Entry]:
    try:
        person = _person(email)
    except SuppressionError:
        return
    yield person
    yield from _hosts(person.value.rpartition("@")[2])


def _hosts(text: str) -> Iterator[Entry]:
    """The host and every domain above it."""
    name = _host(text) or ""
    while name:
        yield Entry(Suppressed.DOMAIN, name)
        name = name.partition(".")[2]


def _shown(text: str) -> str:
    return "".join(mark for mark in text if mark.isprintable())[:60]
