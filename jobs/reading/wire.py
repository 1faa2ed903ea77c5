"""What a lone reader and its parent say to each other: one length and one pickled value at a time."""

from __future__ import annotations

import datetime
import io
import math
import pickle
import struct
import time
from dataclasses import dataclass, replace
from enum import Enum
from importlib import import_module
from socket import socket
from typing import Any, Protocol, TypeVar

_LENGTH = struct.Struct("!Q")
_LARGEST = 64_000_000
_OURS = ("jobs.analysis.", "jobs.reading.", "jobs.sources.", "storage.")
_MOMENTS = frozenset({"datetime", "timedelta", "timezone"})

Found = TypeVar("Found", covariant=True)


class ToRead(Protocol[Found]):
    """A value (a dataclass) that holds what strangers wrote, and knows what it says; it may say why it cannot be read
    by ``UnreadablePageError``."""

    @property
    def body(self) -> bytes: ...

    @property
    def url(self) -> str: ...

    def read(self) -> Found: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """``page`` is None where it is unreadable, for the reason given; ``held_memory`` is the reader's, in bytes."""

    page: Any
    reason: str = ""
    held_memory: int = 0


def send_page(wire: socket, page: ToRead[object]) -> None:
    """The body goes as it is: another copy of it would be the largest thing we hold."""
    without = replace(page, body=b"")  # type: ignore[type-var]  # a dataclass
    _send(wire, pickle.dumps(without, pickle.HIGHEST_PROTOCOL))
    _send(wire, page.body)


def receive_page(wire: socket) -> ToRead[object]:
    """What to read next; our parent is to be trusted. Raises ``EOFError`` when it has gone."""
    page: Any = pickle.loads(_receive(wire))  # noqa: S301
    whole: ToRead[object] = replace(page, body=bytes(_receive(wire)))
    return whole


def send_answer(wire: socket, answer: Answer) -> None:
    _send(wire, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def receive_answer(wire: socket, ends: float) -> Answer:
    """Raises ``TimeoutError`` at ``ends`` (time.monotonic), and ``EOFError`` when the reader has ended."""
    answer = _ValuesOnly(io.BytesIO(_receive(wire, ends))).load()
    if not isinstance(answer, Answer):
        raise EOFError("this is no answer")
    return answer


def _send(wire: socket, packed: bytes) -> None:
    wire.sendall(_LENGTH.pack(len(packed)))
    wire.sendall(packed)


def _receive(wire: socket, ends: float = math.inf) -> bytearray:
    (length,) = _LENGTH.unpack(_exactly(wire, _LENGTH.size, ends))
    if length > _LARGEST:
        raise EOFError("this is larger than we can keep")
    return _exactly(wire, length, ends)


def _exactly(wire: socket, size: int, ends: float) -> bytearray:
    received = bytearray(size)
    room = memoryview(received)
    while room:
        if ends < math.inf:
            wire.settimeout(max(0.001, ends - time.monotonic()))
        taken = wire.recv_into(room)
        if not taken:
            raise EOFError("the other side has gone")
        room = room[taken:]
    return received


class _ValuesOnly(pickle.Unpickler):
    """A stranger's page that got hold of its reader could send anything: nothing but our own values is built."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (the signature is pickle's)
        if module == "datetime" and name in _MOMENTS:
            return getattr(datetime, name)
        if module.startswith(_OURS):
            found = getattr(import_module(module), name, None)
            is_value = isinstance(found, type) and (issubclass(found, Enum) or hasattr(found, "__dataclass_fields__"))
            if is_value and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")
