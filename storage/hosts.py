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

    def back_off(self, domain: str, until: datetime) -> None:
        """Leave the host alone until then; every call counts as one more failure in a row."""
        self.connection.execute(insert_new(self.connection, HostRow).values(domain=domain, failures=0))
        self.connection.execute(
            update(HostRow).where(HostRow.domain == domain).values(backoff_until=until, failures=HostRow.failures + 1)
        )

    def recovered(self, domain: str) -> None:
        self.connection.execute(update(HostRow).where(HostRow.domain == domain).values(backoff_until=None, failures=0))
