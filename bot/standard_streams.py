"""What commands read from standard input and print to standard output, whatever these are connected to."""

import codecs
import json
import os
import sys
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any

_READ_AT_ONCE = 65_536
_LONGEST_LINE = 1_000_000


def prepare_streams() -> None:
    """Let neither a closed stream nor a character that a terminal cannot show end a command."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115  (as long as the process lives)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def settle_output() -> None:
    """What was printed and can still be read arrives; where nobody takes it any more, it goes without a complaint."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def print_json(found: Mapping[str, Any]) -> None:
    """One object on a line of its own, readable at once; with escapes where the encoding is not UTF-8."""
    is_utf8 = codecs.lookup(sys.stdout.encoding).name == "utf-8"
    sys.stdout.write(json.dumps(found, ensure_ascii=not is_utf8) + "\n")
    sys.stdout.flush()


def arriving_lines() -> Iterator[list[str]]:
    """The lines of standard input that are not blank, as many at a time as have come.

    Reads the descriptor itself: a thread that waits in Python's own buffer for more would not let the process end.
    """
    rest = b""
    while chunk := os.read(sys.stdin.fileno(), _READ_AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_LONGEST_LINE]  # what is longer is no line of ours, and must not fill the memory
        yield _texts(lines)
    yield _texts([rest])


def _texts(lines: list[bytes]) -> list[str]:
    texts = (line.decode("utf-8", "replace").strip() for line in lines)
    return [text for text in texts if text]
