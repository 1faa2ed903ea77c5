"""Which pages a sitemap names, however it is written: XML well-formed or not, an index of others, or a plain list."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

import can_ada

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.charsets import UnreadablePageError, decode

MOST_PAGES = 50_000
_LONGEST_ADDRESS = 2_048
_MOST_BYTES = 20_000_000  # what fifty thousand addresses take, with languages and pictures beside them
_MOST_PIECES = 2_000_000
_GZIP = b"\x1f\x8b"
# No entity but these means anything here, so that no document can make one grow.
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTRIES = frozenset({"url", "sitemap", "urlset", "sitemapindex"})
_FIELDS = frozenset({"loc", "lastmod"})
_RAW = "<![CDATA["
_LONGEST_DATE = 40
_PIECE = re.compile(r"<[^<]*")
_TAG = re.compile(r"<(/?)([\w.:-]{1,60})[^>]*>?")
_ROBOTS_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of ``pages`` on our own domains, and of further ``sitemaps``, the newest first as far as they say."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def sitemaps_in_robots(body: bytes, url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names."""
    named = _ROBOTS_LINE.findall(_text_of(body[:500_000], ""))
    found = [address for name in named if (address := _address(name, url)) is not None]
    return tuple(dict.fromkeys(found))


def read_sitemap(body: bytes, url: str, own: OwnDomains, content_type: str = "") -> Sitemap:
    """What can be read of it; a document that is none names nothing. ``url`` is where relative addresses begin."""
    if body.startswith(_GZIP):
        body = _unpacked(body)
    text = _text_of(body[:_MOST_BYTES], content_type)
    entries = _Reading().entries(text) if "<" in text[:1_000] else (_Entry("url", line) for line in _lines(text))
    pages: dict[str, None] = {}
    sitemaps: dict[str, str] = {}
    for entry in entries:
        address = _address(entry.address, url)
        if address is None or address == url:
            continue
        if entry.kind == "sitemap":
            sitemaps.setdefault(address, entry.changed)
        elif own.owns(address):
            pages[address] = None
        if len(pages) + len(sitemaps) >= MOST_PAGES:
            break
    newest_first = sorted(sitemaps, key=sitemaps.__getitem__, reverse=True)
    return Sitemap(tuple(pages), tuple(newest_first))


@dataclass(slots=True)
class _Entry:
    kind: str
    address: str = ""
    changed: str = ""


class _Reading:
    """One pass over a document. A ``loc`` of another namespace than its entry's names a picture or a film, no page."""

    def __init__(self) -> None:
        self._entry = _Entry("url")
        self._space: str | None = None
        self._field = ""
        self._is_comment = False

    def entries(self, text: str) -> Iterator[_Entry]:
        for found in islice(_PIECE.finditer(text), _MOST_PIECES):
            yield from self._take(found[0])
        yield from self._done("")

    def _take(self, piece: str) -> Iterator[_Entry]:
        if self._is_comment or piece.startswith("<!--"):
            self._is_comment = "-->" not in piece
        elif self._field and piece.startswith(_RAW):
            self._add(piece.removeprefix(_RAW).partition("]]>")[0])
        elif tag := _TAG.match(piece):
            space, _, name = tag[2].lower().rpartition(":")
            self._field = ""
            if name in _ENTRIES:
                yield from self._done(name)
                self._space = space
            elif not tag[1] and name in _FIELDS and self._space in (None, space):
                self._field = name
                self._add(_resolved(piece[tag.end() :]))

    def _done(self, next_name: str) -> Iterator[_Entry]:
        if self._entry.address:
            yield self._entry
        self._entry = _Entry("sitemap" if next_name.startswith("sitemap") else "url")

    def _add(self, words: str) -> None:
        entry, said = self._entry, words.strip()
        if self._field == "loc":
            entry.address = (entry.address + said)[: _LONGEST_ADDRESS + 1]
        else:
            entry.changed = (entry.changed + said)[:_LONGEST_DATE]


def _resolved(words: str) -> str:
    return _ENTITY.sub(_character, words) if "&" in words else words


def _character(reference: re.Match[str]) -> str:
    if reference[3]:
        return _NAMED[reference[3]]
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _lines(text: str) -> Iterable[str]:
    """A list has one address in each line; anything else in it is no address."""
    return (
        line for line in islice(text.splitlines(), _MOST_PIECES) if line.lstrip().startswith(("http://", "https://"))
    )


def _address(written: str, base: str) -> str | None:
    written = written.strip()
    if not written or len(written) > _LONGEST_ADDRESS:
        return None
    try:
        parsed = can_ada.parse(written if "://" in written else urljoin(base, written))
    except (ValueError, TypeError):
        return None
    if parsed.protocol not in ("http:", "https:") or parsed.has_credentials():
        return None
    parsed.hash = ""
    href: str = parsed.href
    return href if len(href) <= _LONGEST_ADDRESS else None


def _unpacked(body: bytes) -> bytes:
    """As much of it as is whole and fits: a cut archive still names pages."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return stream.decompress(body, _MOST_BYTES)
    except zlib.error:
        return b""


def _text_of(body: bytes, content_type: str) -> str:
    """UTF-8 wherever the bytes are, whatever is declared: nothing else can be a sitemap, and servers say anything."""
    if body.startswith(codecs.BOM_UTF8):
        body = body[3:]
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(body)  # it forgives a last character that was cut
        except UnicodeDecodeError:
            pass
    try:
        return decode(body, content_type or None).markup.decode("utf-8", "replace")
    except UnreadablePageError:
        return ""
