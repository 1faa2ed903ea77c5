"""How strangers' hosts treat us: who asked for a pause, and until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.dialects import insert_new
from storage.domain import Host
from storage.service_tables import HostRow
from storage.tenancy import SystemRepository


class Hosts(SystemRepository):
    def get(self, domain: str) -> Host:
        """What we know of a host; of an unknown one, nothing bad."""
        found = self.connection.execute(
            select(HostRow.domain, HostRow.backoff_until, HostRow.failures).where(HostRow.domain == domain)
        ).first()
        return Host(domain) if found is None else Host(*found)

    def note(self, domain: str, failures: int, until: datetime | None = None) -> None:
        """So many failures in a row, and until when to leave the host alone because of them."""
        self.connection.execute(insert_new(self.connection, HostRow).values(domain=domain, failures=0))
        noted = update(HostRow).where(HostRow.domain == domain)
        self.connection.execute(noted.values(backoff_until=until, failures=failures))

    def end_rests(self, after: datetime) -> int:
        """No host rests until so late; say how many were to."""
        ended = update(HostRow).where(HostRow.backoff_until > after)
        return self.connection.execute(ended.values(backoff_until=None)).rowcount
