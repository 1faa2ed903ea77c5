"""The arguments of one API call, whether they came as a form, as JSON, or as JSON inside a form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.preview.errors import RefusedError

_TRUE = {"1", "true"}


class Arguments:
    """``has`` tells an argument left out from one sent empty: for chat.update that is a difference."""

    def __init__(self, method: str, given: Mapping[str, Any]) -> None:
        self.method = method
        self._given = {name: value for name, value in given.items() if value is not None}

    def has(self, name: str) -> bool:
        return name in self._given

    def text(self, name: str, default: str = "") -> str:
        value = self._given.get(name, default)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        raise invalid(f"must be a string [json-pointer:/{name}]")

    def needed(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._given.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name, str(default)))
        except ValueError as error:
            raise invalid(f"must be an integer [json-pointer:/{name}]") from error

    def structure(self, name: str, otherwise: str) -> object:
        """A list or an object; ``otherwise`` names the error for JSON that does not parse."""
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise RefusedError(otherwise) from error

    def names(self, name: str) -> list[str]:
        value = self._given.get(name, "")
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


def invalid(complaint: str) -> RefusedError:
    return RefusedError("invalid_arguments", [complaint])
