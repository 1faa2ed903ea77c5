"""What somebody wants to know of a page, and what one look at it gave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.answers import Outcome
from jobs.analysis.pages import Page
from jobs.analysis.remembering import remember
from jobs.analysis.verdicts import Judgement, judge
from jobs.analysis.visit import Visit
from storage.domain import LinkFacts, PageMemory

_SERVED = frozenset({200, 203})


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that may link to ``own``. ``memory`` and ``believed`` are what its last good reading gave.

    ``is_expected``: somebody counts on the link, so that a page without it deserves every closer look.
    """

    url: str
    own: OwnDomains
    memory: PageMemory | None = None
    believed: LinkFacts | None = None
    is_expected: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    visit: Visit
    page: Page | None
    judgement: Judgement

    @property
    def is_open(self) -> bool:
        return self.judgement.is_open

    def settled(self, outcome: Outcome) -> Sight:
        """The same page with the word of a closer look."""
        judgement = replace(
            self.judgement,
            conclusion=outcome.conclusion,
            verdict=outcome.verdict,
            reason=outcome.reason,
            is_open=False,
            stranger=None,
        )
        return replace(self, judgement=judgement)

    def held(self, outcome: Outcome) -> Sight:
        """The word of a closer look that counts only for so long: a page that stays as it is, is the page."""
        sight = self.settled(outcome)
        if self.page is None:
            return sight
        return replace(sight, judgement=replace(sight.judgement, stranger=remember(self.page, self.visit)))


def onward_from(visit: Visit, page: Page | None) -> str | None:
    """Where a page that was served as such sends its readers at once. An error page is one wherever it leads."""
    if page is None or visit.trouble is not None or visit.status not in _SERVED:
        return None
    return page.refresh_url


def sight_of(visit: Visit, page: Page | None, subject: Subject) -> Sight:
    return Sight(visit, page, judge(visit, page, subject.own, subject.memory))
