"""The two ways this workspace says no: to the app in Slack's words, to a person in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from bot.preview.values import Json
from storage.errors import AnchorwatchError


class RefusedError(AnchorwatchError):
    """A call that Slack would refuse. ``error`` is Slack's own name for it; ``places`` say where, as Slack does."""

    def __init__(self, error: str, places: Iterable[str] = (), **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.places = tuple(places)
        self.details = details

    def answer(self) -> Json:
        said: Json = {"ok": False, "error": self.error, **self.details}
        if self.places:
            said["errors"] = list(self.places)
            said["response_metadata"] = {"messages": [f"[ERROR] {place}" for place in self.places]}
        return said


class TooFastError(RefusedError):
    """Slack's 429. ``retry_after`` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class PersonError(AnchorwatchError):
    """Something a person cannot do on the page, said in one sentence."""
