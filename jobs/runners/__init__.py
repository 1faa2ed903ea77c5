"""Carries "drain this host" to wherever workers run."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RunnerHealth:
    """How many hosts wait, how many are being drained, and why the last drain failed that did."""

    waiting: int
    draining: int
    trouble: BaseException | None = None


class Runner(Protocol):
    """The port every runner fills. A request is only a hint: losing or doubling one is harmless."""

    def request_host(self, host: str, priority: int) -> None:
        """Ask for the host's due links to be visited soon; a higher priority goes first. Safe from any thread."""

    async def run(self) -> None:
        """Drain requested hosts until stopped."""

    def stop(self) -> None:
        """Take no new host; ``run`` returns when the drains under way have ended. Safe from any thread."""

    def health(self) -> RunnerHealth: ...
