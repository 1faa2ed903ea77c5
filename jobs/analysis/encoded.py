"""Addresses that stand encoded inside others: in Base64, in percent signs, or plainly."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from urllib.parse import unquote

# "http" in Base64, at the start of a text; what stands before it, as in "a1aHR0cHM", belongs to the redirector.
_BASE64 = re.compile(r"aHR0c[A-Za-z0-9_+/-]{8,2048}")
_HOST = re.compile(r"\s*(?:https?:)?[/\\]{2}[^/\\?]*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\^`{|}]{4,2048}", re.IGNORECASE)


def decoded_address(text: str) -> str | None:
    """The first web address that stands in ``text`` in Base64, of either alphabet."""
    found = _BASE64.search(text)
    if found is None:
        return None
    code = found[0].translate(str.maketrans("+/", "-_"))
    code = code[: len(code) - 1 if len(code) % 4 == 1 else len(code)]
    raw = urlsafe_b64decode(code + "=" * (-len(code) % 4))
    return raw.decode("utf-8", "ignore").partition("\0")[0]


def held_addresses(reference: str) -> Iterator[str]:
    """Every full address inside the path and query of another one."""
    plain = unquote(unquote(behind_host(reference)))
    yield from _ADDRESS.findall(plain)
    if address := decoded_address(plain):
        yield address


def behind_host(reference: str) -> str:
    """A reference without its scheme and host, and without its fragment, which no server sees."""
    whole = reference.partition("#")[0]
    start = _HOST.match(whole)
    return whole[start.end() :] if start else whole
