"""What a lone reader and its parent say to each other: one length and one pickled value at a time."""

from __future__ import annotations

import io
import pickle
import struct
import time
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from socket import socket
from typing import Any

from jobs.analysis.pages import Page
from jobs.reading.page_to_read import PageToRead

_LENGTH = struct.Struct("!Q")
_LARGEST_ANSWER = 64_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """``page`` is None where it is unreadable, for the reason given; ``held_memory`` is the reader's, in bytes."""

    page: Page | None
    reason: str = ""
    held_memory: int = 0


def send(wire: socket, value: PageToRead | Answer) -> None:
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    wire.sendall(_LENGTH.pack(len(packed)))
    wire.sendall(packed)


def receive_page(wire: socket) -> PageToRead:
    """What to read next; our parent is to be trusted. Raises ``EOFError`` when it has gone."""
    (length,) = _LENGTH.unpack(_exactly(wire, _LENGTH.size, None))
    page: PageToRead = pickle.loads(_exactly(wire, length, None))  # noqa: S301
    return page


def receive_answer(wire: socket, ends: float) -> Answer:
    """Raises ``TimeoutError`` at ``ends`` (time.monotonic), and ``EOFError`` when the reader has ended."""
    (length,) = _LENGTH.unpack(_exactly(wire, _LENGTH.size, ends))
    if length > _LARGEST_ANSWER:
        raise EOFError("the answer is larger than we can keep")
    answer = _ValuesOnly(io.BytesIO(_exactly(wire, length, ends))).load()
    if not isinstance(answer, Answer):
        raise EOFError("this is no answer")
    return answer


def _exactly(wire: socket, size: int, ends: float | None) -> bytearray:
    received = bytearray(size)
    room = memoryview(received)
    while room:
        if ends is not None:
            wire.settimeout(max(0.001, ends - time.monotonic()))
        taken = wire.recv_into(room)
        if not taken:
            raise EOFError("the other side has gone")
        room = room[taken:]
    return received


class _ValuesOnly(pickle.Unpickler):
    """A stranger's page that got hold of its reader could send anything: nothing but our own values is built."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (the signature is pickle's)
        if module.startswith(("jobs.analysis.", "jobs.reading.", "storage.")):
            found = getattr(import_module(module), name, None)
            is_value = isinstance(found, type) and (issubclass(found, Enum) or hasattr(found, "__dataclass_fields__"))
            if is_value and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of ours")
