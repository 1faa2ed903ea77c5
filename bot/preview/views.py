"""Modals in their stack and App Homes, with the hash that tells a stale update from a fresh one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

from bot.preview.errors import RefusedError
from bot.preview.timestamps import Timestamps
from bot.preview.values import Json, View

_DEEPEST_STACK = 3


class Views:
    def __init__(self, timestamps: Timestamps) -> None:
        self._timestamps = timestamps
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def open(self, user: str, body: Json) -> View:
        self._refuse_used_external_id(body)
        view_id = _new_id()
        view = View(view_id, user, body, self._new_hash(), root_id=view_id)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, body: Json) -> View:
        stack = self._stacks.get(user)
        if not stack:
            raise RefusedError("not_found")
        if len(stack) >= _DEEPEST_STACK:
            raise RefusedError("push_limit_reached")
        self._refuse_used_external_id(body)
        below = stack[-1]
        stack.append(View(_new_id(), user, body, self._new_hash(), below.root_id, below.id))
        return stack[-1]

    def update(self, view: View, body: Json, expected_hash: str | None = None) -> View:
        _refuse_stale(view, expected_hash)
        return self._keep(replace(view, body=body, hash=self._new_hash()))

    def publish(self, user: str, body: Json, expected_hash: str | None = None) -> View:
        home = self._homes.get(user)
        if home is None:
            view_id = _new_id()
            home = View(view_id, user, body, "", root_id=view_id)
        else:
            _refuse_stale(home, expected_hash)
        self._homes[user] = replace(home, body=body, hash=self._new_hash())
        return self._homes[user]

    def remember(self, view: View, values: Json) -> View:
        """What the person has typed and chosen so far; the app may have changed the rest meanwhile."""
        return self._keep(replace(self.get(view.id) or view, values=values))

    def close(self, view: View) -> tuple[View, ...]:
        """Closes a modal and those above it."""
        stack = self._stacks.get(view.user, [])
        index = next((i for i, found in enumerate(stack) if found.id == view.id), len(stack))
        closed = tuple(reversed(stack[index:]))
        del stack[index:]
        return closed

    def close_all(self, user: str) -> tuple[View, ...]:
        return tuple(reversed(self._stacks.pop(user, [])))

    def top(self, user: str) -> View | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        return self._homes.get(user)

    def get(self, view_id: str) -> View | None:
        return next((view for view in self._all() if view.id == view_id), None)

    def by_external_id(self, external_id: str) -> View | None:
        return next((view for view in self._all() if view.body.get("external_id") == external_id), None)

    def _all(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def _keep(self, view: View) -> View:
        if view.kind == "home":
            self._homes[view.user] = view
            return view
        stack = self._stacks.get(view.user, [])
        stack[:] = [view if found.id == view.id else found for found in stack]
        return view

    def _refuse_used_external_id(self, body: Json) -> None:
        external_id = body.get("external_id")
        if external_id and self.by_external_id(external_id):
            raise RefusedError("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{self._timestamps.next()}.{secrets.token_hex(4)}"


def _refuse_stale(view: View, expected_hash: str | None) -> None:
    if expected_hash and expected_hash != view.hash:
        raise RefusedError("hash_conflict")


def _new_id() -> str:
    return f"V0{secrets.token_hex(5).upper()}"
