"""Prospects as tests need them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.domain import Origin, Prospect, ProspectId, ProspectState
from tests.blocks.samples import SITE

__all__ = ["SITE", "prospect"]

_NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def prospect(origin: Origin, because: str = "", **values: Any) -> Prospect:
    return Prospect(
        id=ProspectId(1),
        site_id=SITE.id,
        origin=origin,
        state=ProspectState.SUGGESTED,
        ticket="ticket",
        version=0,
        because=because,
        subject="mention/1",
        url="https://blog.example/post",
        page_key=b"k" * 16,
        domain="blog.example",
        value=0.5,
        score=60,
        created_at=_NOW,
        changed_at=_NOW,
        **values,
    )
