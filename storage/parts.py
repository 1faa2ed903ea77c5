"""Long lists of ids cut into parts, because databases limit the parameters of one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 500


def in_parts(ids: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(dict.fromkeys(ids))
    while part := list(islice(waiting, _AT_ONCE)):
        yield part
