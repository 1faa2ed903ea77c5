"""When we doubt our own eyes rather than so many pages at once: how sure we must be, and the mass guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain import DAY, Doubts, LinkCheck, Pulse, Suspicion

_NO_PULSE = Pulse()
_NO_DOUBTS = Doubts()
_PATIENT_TIMES = 7
_BLIND_BELOW = 50
_AT_THE_SAME_TIME = timedelta(minutes=30)
# Who looks at few pages an hour must look further around to see that all of them turned.
_WIDER = (1, 6, 24)


@dataclass(frozen=True, slots=True)
class BeliefRules:
    """How sure we must be. ``silence`` is how long a page may give no answer before we say so."""

    confirm_after: timedelta = DAY
    first_recheck: timedelta = timedelta(hours=1)
    silence: timedelta = timedelta(days=7)
    outage_share: float = 0.2
    outage_domains: int = 10

    @property
    def window(self) -> timedelta:
        """How far to either side of a look others count as seen at the same time."""
        return min(_AT_THE_SAME_TIME, self.confirm_after / 2)

    def is_outage(self, pulse: Pulse) -> bool:
        """So many domains do not turn at once: the fault is more likely ours."""
        if pulse.domains_checked < self.outage_domains:
            return False
        return pulse.domains_turned > self.outage_share * pulse.domains_checked

    @property
    def patience(self) -> timedelta:
        """How long doubts of very many domains at once must last before they are believed."""
        return _PATIENT_TIMES * self.confirm_after

    def is_blind(self, doubts: Doubts) -> bool:
        """Links are missing everywhere, and of late we found none: nothing shows that our own eyes still work."""
        return doubts.domains * 2 >= self.outage_domains and doubts.found_of_late * _BLIND_BELOW < doubts.domains

    def holds_back(self, doubt: Suspicion, check: LinkCheck, guard: Guard) -> bool:
        """Whether the fault is still more likely ours, though the doubt has waited for its time.

        In an outage of ours pages turn once, and after that they only stay missing, for as long as it lasts: so what
        counts is how many are missing now, beside those that we find. While we find none at all, only links of a few
        domains are ever believed lost.
        """
        doubts = guard.doubts
        waited = check.checked_at - doubt.since
        if self.is_blind(doubts):
            return doubts.domains >= self.outage_domains or waited < self.patience
        together = doubts.domains + doubts.found_of_late
        is_mass = doubts.domains >= self.outage_domains and doubts.domains > self.outage_share * together
        return self.is_outage(guard.current) or (is_mass and waited < self.patience)


def pulse_near(
    read: Callable[[datetime, datetime], Pulse], at: datetime, rules: BeliefRules, *, ahead: bool = False
) -> Pulse:
    """How checks went at a moment, by ``read``; of as much time before it, and ``ahead`` of it, as says something."""
    pulse = _NO_PULSE
    for times in _WIDER:
        window = min(times * rules.window, rules.confirm_after / 2)
        pulse = read(at - window, at + window if ahead else at)
        if pulse.domains_checked >= rules.outage_domains:
            break
    return pulse


@dataclass(frozen=True, slots=True)
class Guard:
    """How checks of this workspace went around the first doubt, and how they go now (the mass guard).

    ``doubts`` are those of the whole workspace. ``silent_looks`` are the looks at this link since it last answered,
    where it has been silent for long.
    """

    first: Pulse = _NO_PULSE
    current: Pulse = _NO_PULSE
    silent_looks: tuple[datetime, ...] = ()
    doubts: Doubts = _NO_DOUBTS
