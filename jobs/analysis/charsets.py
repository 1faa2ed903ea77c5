"""Which characters a page's bytes mean, by the WHATWG standards: what is declared, and what a browser guesses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jobs.analysis.charset_guess import guess
from jobs.analysis.charset_labels import (
    REPLACEMENT,
    UTF_8,
    UTF_16_BE,
    UTF_16_LE,
    WINDOWS_1252,
    Charset,
    charset_named,
)
from jobs.analysis.meta_prescan import declared_charset
from storage.errors import AnchorwatchError

_PRESCAN_BYTES = 1024
_MARKS = ((b"\xef\xbb\xbf", UTF_8), (b"\xff\xfe", UTF_16_LE), (b"\xfe\xff", UTF_16_BE))
_HEADER_CHARSET = re.compile(r""";\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]+))""", re.IGNORECASE)


class UnreadablePageError(AnchorwatchError):
    """A page we cannot read, which says nothing about the links on it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's markup as UTF-8 bytes. Where nothing declared the charset, a late meta element still may."""

    markup: bytes
    charset: str
    is_declared: bool


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Bytes that make no sense in the charset survive as U+FFFD."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return decode_as(body[len(mark) :], charset)
    declared = _in_header(content_type or "") or declared_charset(body[:_PRESCAN_BYTES])
    if declared:
        return decode_as(body, declared)
    guessed = _guessed(body)
    return Decoded(_in_utf_8(body, guessed), guessed.name, is_declared=False)


def decode_as(body: bytes, charset: Charset) -> Decoded:
    return Decoded(_in_utf_8(body, charset), charset.name, is_declared=True)


def _in_header(content_type: str) -> Charset | None:
    found = _HEADER_CHARSET.search(content_type)
    if not found:
        return None
    return charset_named(found[1] or found[2] or found[3] or "")


def _guessed(body: bytes) -> Charset:
    if body.isascii():
        return WINDOWS_1252
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return guess(body) or WINDOWS_1252
    return UTF_8


def _in_utf_8(body: bytes, charset: Charset) -> bytes:
    if charset is REPLACEMENT:
        raise UnreadablePageError("the page declares a charset that browsers refuse to decode")
    if charset in (UTF_16_LE, UTF_16_BE) and _cannot_be_utf_16(body):
        raise UnreadablePageError("the page is not in the charset it declares")
    if charset is UTF_8 or (charset is WINDOWS_1252 and body.isascii()):
        return body
    return body.decode(charset.codec, errors="replace").encode("utf-8", errors="replace")


def _cannot_be_utf_16(body: bytes) -> bool:
    """Markup in it has a zero byte beside every ASCII letter; without any it is another charset, with more UTF-32."""
    start = body[:_PRESCAN_BYTES]
    return b"<" in start and (b"\0" not in start or b"\0\0\0" in start)
