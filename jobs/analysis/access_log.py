"""Reads access logs in the combined format: who came from a page of somebody else, and no more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import IPv6Address

_MONTHS = {name: at for at, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
# Strangers write the lines: what is read is not given back (*+), or one long address would be read over and over.
_QUOTED = rb'(?:[^"\\\n]|\\.)*+'
# Perhaps the virtual host, then the client, two names, the time, the request, status, size, referer and agent.
_BEGINS = rb'^(?:[^\s"]+:\d+ )?([^\s"-][^\s"]*) [^\s"]+ [^\[\n]*+\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):[^\]\n]*\] "'
_LINE = re.compile(_BEGINS + _QUOTED + rb'" \d{3} \S+ "' + _QUOTED + rb'" "' + _QUOTED + rb'"')
_REFERRED = re.compile(
    _BEGINS + rb'GET (/[^\s"?]*+)[^\s"]*+ [^"\n]*+" (200|304|404|410) \S+ "(https?://' + _QUOTED
    + rb')" "(' + _QUOTED + rb")",
    re.MULTILINE,
)  # fmt: skip
_ESCAPED = re.compile(rb'\\x([0-9a-fA-F]{2})|\\(["\\])')
_FILES = re.compile(
    rb"\.(?:avif|bmp|css|eot|gif|ico|jpe?g|js|json|map|mjs|mp[34]|png|svg|[ot]tf|txt|wasm|web[mp]|woff2?|xml)$",
    re.I,
)
_MACHINES = re.compile(
    rb"bot\b|crawl|spider|slurp|scan|monitor|preview|fetch|curl|wget|python|headless|http-?client", re.I
)
_LONGEST = 1_000  # of an address; anybody can send thousands of longer ones, and they wait in memory
_MISSING = frozenset({b"404", b"410"})


@dataclass(frozen=True, slots=True)
class Referral:
    """A visitor of the page at ``path`` came from ``referer``. ``client`` is half an address: keep it nowhere."""

    client: bytes
    day: date
    path: str
    referer: str
    is_missing: bool


def is_readable(block: bytes) -> bool:
    """Whether the first line is of the combined format, with or without the virtual host before it."""
    return not block or _LINE.match(block) is not None


def referrals_in(block: bytes) -> Iterator[Referral]:
    """The visits of pages, by what looks like people, that an address led to; everything else is passed over.

    Files that pages hold do not count: other sites show our pictures without a link.
    """
    for found in _REFERRED.finditer(block):
        client, day, month, year, path, status, referer, agent = found.groups()
        if (
            month not in _MONTHS
            or max(len(referer), len(path)) > _LONGEST
            or _FILES.search(path)
            or _MACHINES.search(agent)
        ):
            continue
        try:
            when = date(int(year), _MONTHS[month], int(day))
        except ValueError:
            continue
        yield Referral(_network(client), when, _text(path), _text(referer), status in _MISSING)


def _network(client: bytes) -> bytes:
    """The network of a client, so that one person with many addresses is not many."""
    if b":" not in client:
        return client.rpartition(b".")[0]
    try:
        return IPv6Address(client.decode("ascii", "replace")).packed[:6]
    except ValueError:
        return client


def _text(said: bytes) -> str:
    """What stood there before the server escaped it."""
    whole = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]) if found[1] else found[2], said)
    return whole.decode("utf-8", "replace")
