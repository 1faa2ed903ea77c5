"""Refuses the views that Slack refuses."""

from __future__ import annotations

from typing import Any

from bot.preview.arguments import invalid
from bot.preview.block_ids import with_ids
from bot.preview.values import Json


def read_view(body: Any, kind: str) -> Json:  # noqa: ANN401 - whatever JSON the app sent
    if not isinstance(body, dict) or body.get("type") != kind:
        raise invalid(f"must be a {kind} view [json-pointer:/view]")
    return {**body, "blocks": list(with_ids(body.get("blocks", [])))}
