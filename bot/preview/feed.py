"""Tells everyone who watches the workspace (pages, waiting tests) what just happened in it."""

from __future__ import annotations

from collections.abc import Callable

from bot.preview.values import Json

Listener = Callable[[Json], None]


class Feed:
    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def publish(self, event: Json) -> None:
        for listener in tuple(self._listeners):
            listener(event)

    def notice(self, text: str) -> None:
        self.publish({"type": "notice", "text": text})

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Returns the call that ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
