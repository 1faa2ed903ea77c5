"""The program of a lone reader: reads one page after the other from its standard input, a socket, and answers there."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import sys
from pathlib import Path

from jobs.analysis.pages import UnreadablePageError
from jobs.reading.wire import Answer, ToRead, receive_page, send_answer

# Pages that anybody can read come first.
_BACK = 8


def main() -> None:
    """Ends when the parent does. What a page breaks here ends this process, and nothing else."""
    memory, cpu_seconds = map(int, sys.argv[1:])
    _bound(resource.RLIMIT_AS, memory)
    _bound(resource.RLIMIT_CORE, 0)
    os.nice(_BACK)
    with socket.socket(fileno=0) as wire, contextlib.suppress(EOFError, ConnectionError):
        send_answer(wire, Answer(page=None))
        while True:
            page = receive_page(wire)
            _bound(resource.RLIMIT_CPU, int(_used().ru_utime + _used().ru_stime) + cpu_seconds)
            _respond(wire, page)


def _respond(wire: socket.socket, page: ToRead[object]) -> None:
    """An answer is packed before any of it is sent, and its words are read only then: memory may end there too."""
    try:
        send_answer(wire, _answer(page))
    except MemoryError:
        send_answer(wire, Answer(page=None, reason="the page needs too much memory", held_memory=_held_memory()))


def _answer(page: ToRead[object]) -> Answer:
    try:
        return Answer(page.read(), held_memory=_held_memory())
    except UnreadablePageError as error:
        return Answer(page=None, reason=str(error), held_memory=_held_memory())


def _bound(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows no bound for memory; time still ends everything
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _used() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_SELF)


def _held_memory() -> int:
    """What we hold now. The peak would not do: on Linux it begins with that of whoever started us."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return _used().ru_maxrss
    return int(pages) * resource.getpagesize()


if __name__ == "__main__":
    main()
