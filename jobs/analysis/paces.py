"""What was learnt, as each check asks for it: the pace of one link of one workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from jobs.analysis.loss_rates import LossRates
from jobs.analysis.timing import Pace
from storage.domain import Backlink, WorkspaceId

_AMPLE = Pace()


@dataclass(frozen=True, slots=True)
class Paces:
    rates: LossRates = field(default_factory=LossRates)
    of_workspaces: Mapping[WorkspaceId, Pace] = field(default_factory=dict)

    def of(self, workspace_id: WorkspaceId, link: Backlink, now: datetime) -> Pace:
        return replace(self.of_workspaces.get(workspace_id, _AMPLE), loss_rate=self.rates.of(link, now))
