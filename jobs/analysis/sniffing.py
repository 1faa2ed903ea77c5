"""Whether bytes that a server calls a web page are one: some send files of any kind under that name."""

from __future__ import annotations

# The first bytes of files that may go on with nothing but readable text.
_SIGNATURES = (b"%PDF-", b"%!PS-Adobe-", b"{\\rtf", b"PK\x03\x04", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"\x89PNG\r\n")
# https://mimesniff.spec.whatwg.org/#binary-data-byte: no text has them, but a page may hold a stray one.
_BINARY = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_HEADER = 4096
_MOST_STRAY = 0.02


def is_binary(body: bytes, charset: str) -> bool:
    """Whether this is a file that a reader would be offered to save. UTF-16 is full of zeros and yet text."""
    if charset.lower().startswith("utf-16"):
        return False
    start = body[:_HEADER]
    if start.lstrip().startswith(_SIGNATURES):
        return True
    return len(start) - len(start.translate(None, _BINARY)) > _MOST_STRAY * len(start)
