"""Remembers answers for a while in bounded memory, and asks once where many wait for the same answer."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Fresh(Generic[Value]):
    """An answer, how long it may be believed (0 seconds: not at all later), and what it weighs in memory."""

    value: Value
    seconds: float
    weight: int = 1


class Remembering(Generic[Key, Value]):
    """Least recently used answers go first once all weigh more than ``capacity``."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._weight = 0
        self._kept: OrderedDict[Key, tuple[float, Value, int]] = OrderedDict()  # until when, what, its weight
        self._asking: dict[Key, asyncio.Task[Value]] = {}

    async def get(self, key: Key, ask: Callable[[], Coroutine[Any, Any, Fresh[Value]]]) -> Value:
        kept = self._kept.get(key)
        if kept and kept[0] > asyncio.get_running_loop().time():
            self._kept.move_to_end(key)
            return kept[1]
        task = self._asking.get(key)
        if task is None:
            task = self._asking[key] = asyncio.create_task(self._ask(key, ask()))
        # Who gives up waiting must not take the answer from the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, key: Key, asked: Coroutine[Any, Any, Fresh[Value]]) -> Value:
        try:
            fresh = await asked
        finally:
            del self._asking[key]
        self._forget(key)
        if fresh.seconds > 0:
            self._kept[key] = (asyncio.get_running_loop().time() + fresh.seconds, fresh.value, fresh.weight)
            self._weight += fresh.weight
        while self._weight > self._capacity:
            self._forget(next(iter(self._kept)))
        return fresh.value

    def _forget(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept:
            self._weight -= kept[2]
