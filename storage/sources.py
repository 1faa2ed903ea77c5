"""How each source treats us: its breaker, what it refused, and what it cost this month."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select, update

from storage.dialects import insert_new
from storage.domain import SourceState
from storage.source_tables import SourceRow
from storage.tenancy import SystemRepository

_STATE = tuple([SourceRow.__table__.c[field.name] for field in fields(SourceState)])


class Sources(SystemRepository):
    def get(self, name: str) -> SourceState:
        """What we know of a source; of one never asked, nothing bad."""
        found = self.connection.execute(select(*_STATE).where(SourceRow.name == name)).first()
        return SourceState(name) if found is None else SourceState(*found)

    def all(self) -> tuple[SourceState, ...]:
        return tuple([SourceState(*row) for row in self.connection.execute(select(*_STATE).order_by(SourceRow.name))])

    def record(self, state: SourceState) -> None:
        said = asdict(state)
        self.connection.execute(insert_new(self.connection, SourceRow).values(said))
        self.connection.execute(update(SourceRow).where(SourceRow.name == state.name).values(said))
