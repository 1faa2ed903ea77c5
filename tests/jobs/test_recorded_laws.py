"""Whatever pages do and whenever we look, what a team is told keeps the promises: through storage and digest."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from storage.domain import Backlink, ChangeKind, Conclusion, Hop, LinkCheck, LinkState, Verdict
from storage.store import open_store
from tests.analysis.visits import GOOD_PAGE, PAGE_WITHOUT_LINK, a_visit
from tests.conftest import Clock
from tests.jobs.world import BLOCKED, GONE, LIVE, NOFOLLOW, REMOVED, new_world

PAGES = ["https://blog.example/1", "https://blog.example/2", "https://other.example/"]
AWAY = a_visit(PAGE_WITHOUT_LINK, hops=(Hop(302, PAGES[0]),), final_url="https://elsewhere.example/")
VISITS = {
    "live": LIVE,
    "nofollow": NOFOLLOW,
    "gone": GONE,
    "gone for good": a_visit("<p>Gone</p>", status=410),
    "removed": REMOVED,
    "blocked": BLOCKED,
    "failing": a_visit("<p>Oops</p>", status=500),
    "away for now": AWAY,
    "footer": a_visit(GOOD_PAGE.replace("<article>", "<footer>").replace("</article>", "</footer>")),
}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Watching(RuleBasedStateMachine):
    """Three links of two hosts, visited in any order; digests come when they come."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        file = shutil.copy(self.template, Path(self.folder.name) / "anchorwatch.db")
        self.store = open_store(f"sqlite:///{file}")
        self.world = new_world(self.store, Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)))
        self.links = [self.world.add_live_link(page) for page in PAGES]
        self.told: Counter[str] = Counter()
        self.world.begin()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(
        which=st.integers(0, 2),
        visit=st.sampled_from(sorted(VISITS)),
        wait=st.sampled_from([timedelta(0), HOUR, 5 * HOUR, 23 * HOUR, DAY, 3 * DAY]),
    )
    def look(self, which: int, visit: str, wait: timedelta) -> None:
        self.world.clock.advance(wait)
        self.links[which] = self.world.see(self.links[which], VISITS[visit])

    @rule()
    def digest(self) -> None:
        for key in self.world.digest():
            assert self.told[key] == 0
            self.told[key] += 1

    @invariant()
    def every_loss_is_proved(self) -> None:
        for link in self.links:
            for change in self.world.changes(link):
                if change.kind is ChangeKind.LOST:
                    self._proved(link, change.slot, change.first_observed, change.confirmed_at)

    @invariant()
    def losses_and_returns_take_turns_and_agree_with_the_belief(self) -> None:
        for link in self.links:
            kinds = [change.kind for change in self.world.changes(link) if change.kind is not ChangeKind.CHANGED]
            assert all(one is not other for one, other in itertools.pairwise(kinds))
            assert kinds[:1] in ([], [ChangeKind.LOST])
            assert (kinds[-1:] == [ChangeKind.LOST]) == (link.state is LinkState.LOST)

    @invariant()
    def no_change_is_told_twice(self) -> None:
        """The same fact cannot change twice without having changed back."""
        for link in self.links:
            becomes: dict[str, str] = {}
            for change in self.world.changes(link):
                if change.kind is ChangeKind.RECOVERED:
                    becomes = {}
                for facet in change.facets:
                    assert becomes.get(facet.name, facet.before) == facet.before
                    becomes[facet.name] = facet.after

    def _proved(self, link: Backlink, slot: int, first: datetime, last: datetime) -> None:
        until = [check for check in self._checks(link) if check.slot <= slot]
        clear = [check for check in _after_last_sighting(until) if check.conclusion is Conclusion.LOST]
        needed, apart = 2, DAY
        if until[-1].verdict is Verdict.MOVED_TEMP:
            clear = [check for check in _after_last_sighting(until) if check.verdict is Verdict.MOVED_TEMP]
            needed, apart = 3, 3 * DAY
        if {check.verdict for check in clear} == {Verdict.GONE_410}:
            apart = HOUR
        assert len(clear) >= needed
        assert last - first >= apart
        assert clear[-1].checked_at == last
        assert first in {check.checked_at for check in clear}

    def _checks(self, link: Backlink) -> list[LinkCheck]:
        with self.store.reading(self.world.workspace_id) as tx:
            return list(tx.checks.history(link.id, 1_000))[::-1]


def _after_last_sighting(checks: list[LinkCheck]) -> list[LinkCheck]:
    last = max((at for at, check in enumerate(checks) if check.conclusion is Conclusion.LIVE), default=-1)
    return checks[last + 1 :]


@pytest.mark.slow
def test_the_promises_hold_through_storage_and_digest(empty_database: Path) -> None:
    laws: Any = type("Laws", (Watching,), {"template": empty_database})
    case = laws.TestCase
    case.settings = settings(
        max_examples=15, stateful_step_count=30, deadline=None, phases=(Phase.explicit, Phase.generate)
    )
    case("runTest").runTest()
