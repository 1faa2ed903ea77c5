"""Records out of the bytes of a CSV file, whatever program wrote them, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, TextIO

HEAD_BYTES = 256 * 1024
LINE_LIMIT = 1 << 20  # characters; a longer line is cut, so that a file without line ends cannot fill the memory
RECORD_LIMIT = 1 << 20  # characters after the first line of a record, for the same reason

Record = tuple[int, list[str] | str]  # the line it starts on, and its cells or what is wrong with it

UNCLOSED_QUOTE = "a quotation mark is opened and never closed"
FIELD_TOO_LONG = "a field is longer than 131,072 characters"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAYBE_CP1252 = "anchorwatch-cp1252"


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Vendors mix encodings row by row: a byte that is not UTF-8 is what Windows would have meant by it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_MAYBE_CP1252, _read_as_cp1252)


def encoding_of(head: bytes) -> str:
    """The encoding of a text that starts with ``head``: by its mark, by its zero bytes, else UTF-8 or Windows."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if wide := _utf16_without_mark(head):
        return wide
    return "utf-8" if _is_mostly_utf8(head) else "cp1252"


def _utf16_without_mark(head: bytes) -> str | None:
    sample = head[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _is_mostly_utf8(head: bytes) -> bool:
    """One broken character in a title must not turn all the others into mojibake."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)
    broken = text.count("�")
    return broken == 0 or sum(character > "\x7f" for character in text) > 2 * broken


def decoded_head(head: bytes, encoding: str) -> str:
    """As much of the beginning as is whole."""
    return codecs.getincrementaldecoder(encoding)(_errors(encoding)).decode(head)


def open_text(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=encoding, errors=_errors(encoding), newline="")


def _errors(encoding: str) -> str:
    return _MAYBE_CP1252 if encoding.startswith("utf-8") else "replace"


def read_records(
    text: TextIO, delimiter: str, looks_like_row: Callable[[list[str]], bool], *, skip: int = 0
) -> Iterator[Record]:
    """The records of a text after its first ``skip`` lines; empty lines are left out.

    An unclosed quotation mark would swallow the rows that follow it. So a later line of a record that is a row by
    itself ends that record, which is reported as broken, and reading goes on from there.
    """
    lines = _Lines(text, skip)

    def is_whole_row(line: str) -> bool:
        return line.count('"') % 2 == 0 and looks_like_row(_cells(line, delimiter))

    while True:
        try:
            for cells in csv.reader(lines.hand_out(is_whole_row), delimiter=delimiter):
                if cells:
                    yield lines.number, cells
                lines.finish_record()
            return
        except _UnclosedQuoteError:
            yield lines.number, UNCLOSED_QUOTE
        except csv.Error:  # the module's own limit on the length of a field
            yield lines.number, FIELD_TOO_LONG
        lines.finish_record()


class _UnclosedQuoteError(Exception):
    """A record goes on where it cannot."""


class _Lines:
    """The lines of a text, record by record. ``number`` is the first line of the record being read."""

    def __init__(self, text: TextIO, skip: int) -> None:
        for _ in range(skip):
            text.readline(LINE_LIMIT)
        self.number = skip + 1
        self._readline = text.readline
        self._lines = 0  # of the record being read
        self._length = 0  # of its later lines
        self._again = ""

    def hand_out(self, is_whole_row: Callable[[str], bool]) -> Iterator[str]:
        while line := self._again or self._readline(LINE_LIMIT):
            self._again = ""
            if self._lines:
                self._length += len(line)
                if self._length > RECORD_LIMIT or is_whole_row(line):
                    self._again = line
                    raise _UnclosedQuoteError
            self._lines += 1
            yield line

    def finish_record(self) -> None:
        self.number += self._lines
        self._lines = self._length = 0


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
