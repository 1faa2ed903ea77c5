"""Looks at a page, and where one look cannot tell, asks a few more polite questions before it gives a verdict."""

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from random import Random
from types import TracebackType

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.answers import no_answer
from jobs.analysis.cloaking import by_agents, by_turns, may_be_cloaked, shows_link
from jobs.analysis.echoes import (
    HostAnswer,
    answer_of,
    by_echo,
    by_home,
    home_of,
    is_echo,
    may_be_a_gate,
    may_be_an_echo,
    says_not_found,
    unlikely_address,
)
from jobs.analysis.ends import End, Ended, by_detours, detours_to_ask, ended, is_worth_reading
from jobs.analysis.halves import by_half
from jobs.analysis.originals import by_original, original_of
from jobs.analysis.pages import Page
from jobs.analysis.sights import Sight, Subject, onward_from, sight_of
from jobs.analysis.visit import Visit
from jobs.web.fetcher import READING, Errand, Fetcher
from storage.domain import PageMemory, Verdict

logger = logging.getLogger(__name__)

_PATIENCE_SECONDS = 30.0  # by the clock, for everything asked beyond the page itself
_REMEMBERED_SECONDS = 6 * 60 * 60.0
_REMEMBERED_CHARACTERS = 4_000_000
_FIXED_WEIGHT = 500
_ROUNDS = 2


@dataclass
class HostAnswers:
    """What hosts said of late to addresses that are no page in question, in bounded memory."""

    monotonic: Callable[[], float] = time.monotonic
    _kept: OrderedDict[str, tuple[float, HostAnswer]] = field(default_factory=OrderedDict)
    _weight: int = 0

    def recall(self, key: str) -> HostAnswer | None:
        kept = self._kept.get(key)
        if kept is None or kept[0] < self.monotonic():
            return None
        self._kept.move_to_end(key)
        return kept[1]

    def keep(self, key: str, answer: HostAnswer) -> None:
        self._forget(key)
        self._kept[key] = (self.monotonic() + _REMEMBERED_SECONDS, answer)
        self._weight += _weight(answer)
        while self._weight > _REMEMBERED_CHARACTERS:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: str) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._weight -= _weight(kept[1])


def _weight(answer: HostAnswer) -> int:
    return len(answer.text) + _FIXED_WEIGHT


class _Contained(AbstractContextManager["_Contained", bool]):
    """Lets no error out but logs it; whoever wants us to stop is obeyed."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        logger.error("page not judged", exc_info=error, extra={"url": self._url})
        return True


@dataclass(frozen=True)
class LookCloser:
    """A page that links is one visit and nothing more. No question can fail: what stays open keeps the safer word."""

    fetch: Fetcher
    read: Callable[[Visit, OwnDomains, PageMemory | None], Awaitable[tuple[Visit, Page | None]]]
    chance: Random
    answers: HostAnswers = field(default_factory=HostAnswers)

    async def look(self, subject: Subject, memory: PageMemory | None = None, fresh: bool = False) -> Sight:
        """With ``memory`` the page may answer that nothing changed, and its words need not be taken while it looks as
        it did; ``fresh`` insists on an answer no cache kept.

        A fault of ours in judging a page is logged, and the page is one that could not be read: all else goes on.
        """
        with _Contained(subject.url):
            return await self._look(subject, memory, fresh)
        unread = sight_of(Visit(subject.url, subject.url), None, subject)
        return unread.settled(no_answer(Verdict.UNREACHABLE, "page could not be judged"))

    async def _look(self, subject: Subject, memory: PageMemory | None, fresh: bool) -> Sight:
        sight = await self.arrive(subject, await self.fetch.visit(subject.url, memory=memory, fresh=fresh), memory)
        if not sight.is_open:
            return sight
        closer = _Closer(self, subject, self.answers.monotonic() + _PATIENCE_SECONDS)
        for step in (closer.follow_detours, closer.read_original, closer.compare, closer.come_as_another):
            sight = await step(sight)
            if not sight.is_open:
                break
        return sight

    async def arrive(self, subject: Subject, visit: Visit, memory: PageMemory | None = None) -> Sight:
        """Where the page sends its readers at once, and from there on: the last page is the one to judge."""
        visit, page = await self.read(visit, subject.own, memory)
        while onward := onward_from(visit, page):
            visit = await self.fetch.visit(onward, errand=Errand(after=visit))
            visit, page = await self.read(visit, subject.own, memory)
        return sight_of(visit, page, subject)


@dataclass(frozen=True)
class _Closer:
    """The questions about one page, while there is patience left."""

    use: LookCloser
    subject: Subject
    ends: float

    async def follow_detours(self, sight: Sight) -> Sight:
        """Links that may lead to us through another server, until one does."""
        asked: list[Ended] = []
        for link in detours_to_ask(sight, self.subject):
            visit = await self._visit(link.target_url, Errand(until=self.subject.own.owns))
            visit, page = await self._read(visit) if is_worth_reading(visit) else (visit, None)
            asked.append(ended(link, visit, page, self.subject.own))
            if asked[-1].end is End.OURS:
                break
        return by_half(by_detours(sight, self.subject, asked), self.subject)

    async def read_original(self, sight: Sight) -> Sight:
        canonical = original_of(sight, self.subject)
        if canonical is None:
            return sight
        visit, page = await self._read(await self._visit(canonical))
        unknown = Subject(canonical, self.subject.own)
        return by_original(sight, self.subject, canonical, sight_of(visit, page, unknown))

    async def compare(self, sight: Sight) -> Sight:
        """With what the host says to an address that nobody has, and at its home."""
        if not self.subject.is_expected:
            return sight
        if may_be_a_gate(sight, self.subject):
            return by_home(sight, await self._at_home(self.subject.url))
        if not may_be_an_echo(sight, self.subject) or sight.page is None:
            return sight
        url = sight.visit.final_url
        answer = await self._answer(f"?{home_of(url)}", unlikely_address(url, self.use.chance))
        if answer is None or not is_echo(sight.page, url, answer):
            return sight
        return by_echo(sight, self.subject, answer, None if says_not_found(answer) else await self._at_home(url))

    async def come_as_another(self, sight: Sight) -> Sight:
        """Ask in the form that browsers use: what shows up then must be missing under our plain name every time."""
        if not self.subject.is_expected or not may_be_cloaked(sight, self.subject):
            return sight
        shown: Sight | None = None
        for _ in range(_ROUNDS):
            another = await self._look_again(Errand(like_browsers=True))
            if not shows_link(another):
                return by_turns(shown) if shown else sight
            shown = another
            plain = await self._look_again(READING)
            if not may_be_cloaked(plain, self.subject):
                return by_turns(plain if shows_link(plain) else shown)
        return by_agents(sight, shown, self.subject) if shown else sight

    async def _look_again(self, errand: Errand) -> Sight:
        return await self.use.arrive(self.subject, await self._visit(self.subject.url, errand, fresh=True))

    async def _at_home(self, url: str) -> HostAnswer | None:
        return await self._answer(home_of(url), home_of(url))

    async def _answer(self, key: str, url: str) -> HostAnswer | None:
        known = self.use.answers.recall(key)
        if known is not None:
            return known
        answer = answer_of(*await self._read(await self._visit(url)))
        if answer is not None:
            self.use.answers.keep(key, answer)
        return answer

    async def _read(self, visit: Visit) -> tuple[Visit, Page | None]:
        return await self.use.read(visit, self.subject.own, None)

    async def _visit(self, url: str, errand: Errand = READING, fresh: bool = False) -> Visit:
        left = max(0.0, self.ends - self.use.answers.monotonic())
        return await self.use.fetch.visit(url, fresh=fresh, errand=replace(errand, within=left))
