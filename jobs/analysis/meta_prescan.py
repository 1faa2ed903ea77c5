"""The HTML standard's look at a page's first bytes for a charset declaration, before any tree exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jobs.analysis.charset_labels import Charset, charset_in_meta

_TAG = re.compile(rb"</?[a-zA-Z]")
_TAG_NAME_END = re.compile(rb"[\t\n\f\r />]")
_META = re.compile(rb"<meta[\t\n\f\r /]", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""[\t\n\f\r /]*+(?!>)
    (=?[^\t\n\f\r />=]*+)
    (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"([^"]*+)"|'([^']*+)'|(["'])|([^\t\n\f\r >]*+)))?""",
    re.VERBOSE,
)
_CHARSET_IN_CONTENT = re.compile(
    r"""charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^"'\t\n\f\r ;][^\t\n\f\r ;]*))""", re.IGNORECASE
)


def declared_charset(head: bytes) -> Charset | None:
    """https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding"""
    at = 0
    while (at := head.find(b"<", at)) >= 0:
        if _META.match(head, at):
            attributes, at = _attributes(head, at + 5)
            charset = charset_of_meta(attributes)
            if charset:
                return charset
        else:
            at = _after_markup(head, at)
    return None


def charset_of_meta(attributes: Mapping[str, str | None]) -> Charset | None:
    """What one meta element declares, by ``charset`` or by ``http-equiv`` and ``content``."""
    label = attributes.get("charset")
    if label is not None:
        return charset_in_meta(label)
    if (attributes.get("http-equiv") or "").lower() != "content-type":
        return None
    found = _CHARSET_IN_CONTENT.search(attributes.get("content") or "")
    return charset_in_meta(found[1] or found[2] or found[3] or "") if found else None


def _after_markup(head: bytes, at: int) -> int:
    """The place behind the comment, tag or declaration that opens at ``at``; past the end when it never closes."""
    if head.startswith(b"<!--", at):
        end = head.find(b"-->", at + 2)
        return end + 3 if end >= 0 else len(head)
    if _TAG.match(head, at):
        name_end = _TAG_NAME_END.search(head, at)
        return _attributes(head, name_end.start())[1] if name_end else len(head)
    if head.startswith((b"<!", b"</", b"<?"), at):
        end = head.find(b">", at)
        return end + 1 if end >= 0 else len(head)
    return at + 1


def _attributes(head: bytes, at: int) -> tuple[dict[str, str | None], int]:
    """A tag's attributes, the first of each name, and where it ends; none if the bytes end inside it."""
    attributes: dict[str, str | None] = {}
    for found in _attribute_matches(head, at):
        if found[4] or found.end() >= len(head):
            return {}, len(head)
        value = found[2] or found[3] or found[5] or b""
        attributes.setdefault(found[1].decode("latin-1").lower(), value.decode("latin-1"))
        at = found.end()
    closing = head.find(b">", at)
    return (attributes, closing + 1) if closing >= 0 else ({}, len(head))


def _attribute_matches(head: bytes, at: int) -> Iterator[re.Match[bytes]]:
    while (found := _ATTRIBUTE.match(head, at)) and found[1]:
        yield found
        at = found.end()
