"""Understands a robots.txt by RFC 9309, whatever its bytes are: what it allows one agent, and how slowly."""

import asyncio
import re
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from protego import Protego

from jobs.analysis.visit import Trouble
from jobs.web.rules import PRODUCT

MAX_BYTES = 500 * 1024  # RFC 9309 §2.5 asks for at least this much
LARGE = 8 * 1024  # above it, reading and asking may take tens of milliseconds: not on the event loop
_MAX_LINE = 16 * 1024  # what Google reads of one
_FIXED_WEIGHT = 500
_TAKEN_APART = 300_000

_PRODUCTS = re.compile(r"[\w-]+")
_DIRECTIVE = re.compile(r"(user[- ]?agent|allow|diss?all?[ao]w|diasllow|crawl[- ]delay)\s*[:\s]\s*(.*)", re.IGNORECASE)


class _TakenApart:
    """The files asked of last as protego takes them apart: that weighs up to eighty times their text."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._weight = 0
        self._kept: OrderedDict[str, tuple[str, Protego]] = OrderedDict()
        self._lock = Lock()  # large files are asked of in threads

    def get(self, text: str) -> tuple[str, Protego]:
        """The text comes back too: thousands of hosts say the same and need not each keep it."""
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
        parsed = Protego.parse(text)
        with self._lock:
            if text not in self._kept:
                self._weight += len(text) + _FIXED_WEIGHT
            self._kept[text] = (text, parsed)
            while self._weight > self._capacity and len(self._kept) > 1:
                forgotten, _ = self._kept.popitem(last=False)
                self._weight -= len(forgotten) + _FIXED_WEIGHT
        return text, parsed


_taken_apart = _TakenApart(_TAKEN_APART)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one origin allows one agent, in the lines that speak to it; none of them allow everything.

    ``trouble`` is set where its rules could not be read: then nothing is allowed.
    """

    lines: str = ""
    agent: str = PRODUCT
    crawl_delay: float = 0.0
    trouble: Trouble | None = None
    retry_after: timedelta | None = None

    @property
    def weight(self) -> int:
        """Bytes of memory, roughly."""
        return sys.getsizeof(self.lines) + _FIXED_WEIGHT

    async def permit(self, url: str) -> bool:
        """The same as ``allows``, without holding up other visits."""
        return await asyncio.to_thread(self.allows, url) if len(self.lines) > LARGE else self.allows(url)

    def allows(self, url: str) -> bool:
        if self.trouble is not None:
            return False
        return not self.lines or bool(_taken_apart.get(self.lines)[1].can_fetch(url, self.agent))


ALLOW_ALL = RobotsRules()


def read_robots(body: bytes, agent: str = PRODUCT) -> RobotsRules:
    lines = "\n".join(_lines_for(agent, _text(body)))
    if not lines:
        return ALLOW_ALL
    lines, parsed = _taken_apart.get(lines)
    return RobotsRules(lines, agent, float(parsed.crawl_delay(agent) or 0))


def _text(body: bytes) -> str:
    """What is read of a file: in UTF-8, or what its first bytes say; without the line that the limit cut."""
    if len(body) >= MAX_BYTES:
        body = body[: max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES)) + 1]
    if body.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.removeprefix(BOM_UTF8).decode("utf-8", "replace")


def _lines_for(agent: str, text: str) -> Iterator[str]:
    """The groups that speak to us or to all.

    Protego's cost is agents times rules in a group (half a megabyte of both took minutes), and it takes an unknown
    line for the end of a group's agents.
    """
    is_ours = names_agents = False
    for line in text.splitlines():
        directive = _DIRECTIVE.fullmatch(line[:_MAX_LINE].partition("#")[0].strip())
        if directive is None:
            continue
        if directive[1][0] not in "uU":
            names_agents = False
            if is_ours:
                yield directive[0]
            continue
        if not names_agents:
            is_ours = False
        names_agents = True
        if meant := _meant_agent(directive[2], agent):
            is_ours = True
            yield f"User-agent: {meant}"


def _meant_agent(value: str, agent: str) -> str | None:
    """Ours or all (``*``) if a user-agent line means it; a product token ends at a space or a slash."""
    name = value.strip().lower()
    if name == "*":
        return "*"
    token = re.split(r"[\s/]", name, maxsplit=1)[0]
    without_stars = name.replace("*", "")  # they mean nothing in a name, but some write them
    meant = {agent.lower(), *_PRODUCTS.findall(agent.lower())}
    return agent if any(said in meant for said in (name, token, without_stars)) else None
