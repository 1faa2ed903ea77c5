"""Takes the content coding off a body piece by piece, so that no bomb ever holds more memory than its cap."""

from dataclasses import dataclass
from typing import Protocol
from zlib import DEFLATED, MAX_WBITS

from jobs.analysis.visit import Trouble
from jobs.web.inflating import Decompressor, InflateError, decompressor

_GZIP = MAX_WBITS | 16
_ZLIB = MAX_WBITS
_RAW = -MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_EITHER_DEFLATE = 0
_MAX_MEMBERS = 1000
_SMALL = 4096
_NOT_CODED = frozenset({"", "identity"})
_FORMATS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _EITHER_DEFLATE}


@dataclass(frozen=True, slots=True)
class Caps:
    """The most we take of one body: ``decoded`` bytes in memory, ``wire`` bytes of it while still compressed."""

    decoded: int
    wire: int


class Body(Protocol):
    """A body that grows up to its cap. Where its coding marks the end, ``end`` can say whether it came whole."""

    @property
    def marks_its_end(self) -> bool: ...

    def feed(self, data: bytes) -> Trouble | None: ...

    def end(self) -> Trouble | None: ...

    def content(self) -> bytes: ...


def open_body(codings: list[str], caps: Caps) -> Body | None:
    """A body for these codings (outermost last), or None where we cannot or will not decode: two codings are a bomb."""
    real = [name for coding in codings if (name := coding.strip().lower()) not in _NOT_CODED]
    if not real:
        return _PlainBody(caps.decoded)
    if len(real) > 1 or real[0] not in _FORMATS:
        return None
    return _PackedBody(_FORMATS[real[0]], caps)


class _PlainBody:
    """Keeps large pieces as they are and gathers small ones: a million tiny objects weigh ten times their bytes."""

    __slots__ = ("_large", "_room", "_small")
    marks_its_end = False

    def __init__(self, cap: int) -> None:
        self._room = cap
        self._large: list[bytes] = []
        self._small = bytearray()

    def feed(self, data: bytes) -> Trouble | None:
        fits = len(data) <= self._room
        data = data if fits else data[: self._room]
        self._room -= len(data)
        if len(data) < _SMALL:
            self._small += data
        else:
            self._large += (bytes(self._small), data)
            self._small.clear()
        return None if fits else Trouble.TOO_LARGE

    def end(self) -> Trouble | None:
        return None

    def content(self) -> bytes:
        return b"".join((*self._large, self._small))


class _PackedBody:
    """One deflate stream, or gzip members one after the other; what follows the last member is ignored."""

    __slots__ = ("_decoder", "_format", "_held", "_is_over", "_members", "_plain", "_room", "_wire")
    marks_its_end = True

    def __init__(self, wbits: int, caps: Caps) -> None:
        self._format = wbits
        self._plain = _PlainBody(caps.decoded)
        self._room = caps.decoded
        self._wire = caps.wire
        self._held = b""  # a single byte that does not tell yet what it begins
        self._decoder: Decompressor | None = None
        self._members = 0
        self._is_over = False

    def feed(self, data: bytes) -> Trouble | None:
        fits = len(data) <= self._wire
        data = data if fits else data[: self._wire]
        self._wire -= len(data)
        try:
            trouble = self._take(data)
        except InflateError:
            return Trouble.UNDECODABLE
        return trouble or (None if fits else Trouble.TOO_LARGE)

    def end(self) -> Trouble | None:
        has_unread = self._decoder is not None or (self._held and not self._members)
        return Trouble.TRUNCATED if has_unread else None

    def content(self) -> bytes:
        return self._plain.content()

    def _take(self, data: bytes) -> Trouble | None:
        while data and not self._is_over:
            decoder = self._decoder
            if decoder is None:
                data, self._held = self._held + data, b""
                decoder = self._decoder = self._begin(data)
            if decoder is None:
                return None
            piece = decoder.decompress(data, self._room + 1)
            self._room -= len(piece)
            if trouble := self._plain.feed(piece):
                return trouble
            if not decoder.eof:
                return None
            self._decoder, data = None, decoder.unused_data
        return None

    def _begin(self, data: bytes) -> Decompressor | None:
        """A decoder for the member that begins here, or None if there is none (yet)."""
        is_first_gzip = self._format == _GZIP and not self._members
        if len(data) < 2 and not is_first_gzip:
            self._held = data
            return None
        if self._members and (self._format != _GZIP or not data.startswith(_GZIP_MAGIC)):
            self._is_over = True
            return None
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise InflateError("a flood of gzip members")
        return decompressor(self._format or _deflate_format(data))


def _deflate_format(data: bytes) -> int:
    """Servers say ``deflate`` for zlib's format, as they should, and for the bare stream."""
    has_zlib_header = data[0] & 0x0F == DEFLATED and (data[0] << 8 | data[1]) % 31 == 0
    return _ZLIB if has_zlib_header else _RAW
