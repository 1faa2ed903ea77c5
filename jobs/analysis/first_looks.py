"""When links of an import are looked at first: a day's budget at once, the rest in the days after, by value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.analysis.traits import Band

# Links of one lane let all those of the lanes before them go first.
_LANES = {Band.CONTRACT: 0, Band.HIGH: 0, Band.MEDIUM: 1, Band.UNKNOWN: 2, Band.LOW: 2}
_STEP = timedelta(minutes=15)
_STEPS_A_DAY = timedelta(days=1) // _STEP


@dataclass
class FirstLooks:
    """``per_day`` visits; the first day's are due at once, since nobody wants to wait for a small import."""

    started: datetime
    per_day: int
    _ahead: list[float] = field(default_factory=lambda: [0.0] * 3)
    _latest: list[int] = field(default_factory=lambda: [0] * 3)

    def due_at(self, band: Band) -> datetime | None:
        """For the next link; None means at once."""
        own = _LANES[band]
        for lane in range(own, len(self._ahead)):
            self._ahead[lane] += 1
            self._latest[lane] += 1
        step = int(self._ahead[own] * _STEPS_A_DAY / self.per_day)
        return None if step < _STEPS_A_DAY else self.started + step * _STEP

    def note_known(self, share: float) -> None:
        """This share of the links since the last call was known before, and needs no first look."""
        self._ahead = [ahead - share * latest for ahead, latest in zip(self._ahead, self._latest, strict=True)]
        self._latest = [0] * len(self._latest)
