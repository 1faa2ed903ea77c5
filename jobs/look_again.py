"""Has mentions in doubt looked at again as soon as there is something new to tell them by."""

from __future__ import annotations

from datetime import datetime

from storage.domain import SiteId
from storage.transactions import Transaction

_AT_ONCE = 200


def look_again(tx: Transaction, site_id: SiteId, brand: str, domain: str | None, now: datetime) -> None:
    """Those of one domain, or of all."""
    doubts = tx.mentions.in_doubt(site_id, brand, domain, _AT_ONCE)
    tx.candidates.make_due([one.candidate_id for one in doubts if one.candidate_id is not None], now)
