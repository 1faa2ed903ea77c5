"""Prospects as tests need them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.domain import Origin, Prospect, ProspectId, ProspectState
from tests.blocks.samples import SITE

__all__ = ["SITE", "prospect"]

_NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def prospect(origin: Origin, **values: Any) -> Prospect:
    url = "https://blog.example/post"
    ids = ProspectId(1), SITE.id, origin, ProspectState.SUGGESTED, "ticket", "mention/1"
    return Prospect(*ids, url, b"k" * 16, "blog.example", 0.5, 60, _NOW, _NOW, **values)
