"""The Slack workspaces we know; each scopes everything else."""

from __future__ import annotations

from sqlalchemy import select, update

from storage.dialects import insert_new
from storage.domain import Workspace
from storage.tables import WorkspaceRow
from storage.tenancy import SystemRepository

_WORKSPACE = (WorkspaceRow.id, WorkspaceRow.team_id, WorkspaceRow.name)


class Workspaces(SystemRepository):
    def ensure(self, team_id: str, name: str, adopting: str | None = None) -> Workspace:
        """The workspace of this Slack team, made on first sight.

        A new team takes over what was stored for the team ``adopting``, if there is such a team.
        """
        if adopting is not None and self.by_team(team_id) is None:
            renamed = update(WorkspaceRow).where(WorkspaceRow.team_id == adopting)
            self.connection.execute(renamed.values(team_id=team_id, name=name))
        self.connection.execute(insert_new(self.connection, WorkspaceRow).values(team_id=team_id, name=name))
        found = self.connection.execute(select(*_WORKSPACE).where(WorkspaceRow.team_id == team_id)).one()
        return Workspace(*found)

    def by_team(self, team_id: str) -> Workspace | None:
        found = self.connection.execute(select(*_WORKSPACE).where(WorkspaceRow.team_id == team_id)).first()
        return None if found is None else Workspace(*found)

    def all(self) -> tuple[Workspace, ...]:
        rows = self.connection.execute(select(*_WORKSPACE).order_by(WorkspaceRow.id))
        return tuple([Workspace(*row) for row in rows])
