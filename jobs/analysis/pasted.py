"""What a person pasted, without what chat programs and word processors put around it."""

from __future__ import annotations

import re

# Joiners (U+200C, U+200D) may belong to a Persian or Indic address, so they go at the ends only.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_AROUND = " \t\r\n\u00a0\u202f\u3000\u200c\u200d\"'`“”„‟‘’‚‛«»‹›<>{}|*,;"
_BEFORE = _AROUND + ".@#"
_AFTER = _AROUND + ".!:"
_SLACK_LINK = re.compile(r"<([^<>|@#!][^<>|]*)(?:\|[^<>]*)?>")
_BRACKETS = (("(", ")"), ("[", "]"))


def clean(text: str) -> str:
    """The address inside ``text``: Slack's ``<url|label>`` unwrapped, quotes, brackets and end marks taken off."""
    visible = _INVISIBLE.sub("", text).strip()
    linked = _SLACK_LINK.search(visible)
    inner = linked[1] if linked else visible
    return _without_marks(_unescaped(inner).replace("[.]", "."))


def _unescaped(text: str) -> str:
    """Slack escapes exactly these three, whatever the person typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _without_marks(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = text.lstrip(_BEFORE).rstrip(_AFTER)
        for opening, closing in _BRACKETS:
            text = _without_brackets(text, opening, closing)
    return text


def _without_brackets(text: str, opening: str, closing: str) -> str:
    """A closing bracket stays where its partner is part of the address, as in ``/wiki/Anchor_(ship)``."""
    if text.endswith(closing) and text.count(closing) > text.count(opening):
        return text[:-1]
    if text.startswith(opening) and (text.endswith(closing) or closing not in text):
        return text[1:].removesuffix(closing)
    return text
