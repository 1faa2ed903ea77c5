"""A quick look at a page's bytes: do they alone prove that reading the page takes no longer than about a second?

What makes a parser slow or large has four sources, and each has a bound here:

- A tag may have to search all those that are open: tags.
- Formatting elements that nobody closes are built anew in every paragraph: formatting tags × tags.
- An attribute is compared with all others of its tag: separators, since each attribute needs one before it.
- A charset can hide tags from whoever counts bytes: none that uses zero bytes or escapes is counted.

Most real pages pass. One that does not is not bad: it is read where reading can be killed.
"""

from __future__ import annotations

import re

_MOST_BYTES = 256_000
_MOST_TAGS = 4_000
_MOST_ELEMENTS = 80_000
_MOST_PLAIN_FORMATTING = 39  # a parser keeps no more than three of the thirteen kinds that are alike
_MOST_SEPARATORS = 20_000
_FEW_SEPARATORS_BYTES = 76_000  # there is no room for more in so many

_SEPARATORS = b" \t\n\f\r/\"'"
# The look ahead halves the time that all other tags take.
_FORMATTING = (
    rb"<(?=[BCEFINSTUbcefinstu])(?:[Bb](?:[Ii][Gg])?|[IiUu]"
    rb"|[Ss](?:[Mm][Aa][Ll][Ll]|[Tt][Rr](?:[Ii][Kk][Ee]|[Oo][Nn][Gg]))?"
    rb"|[Ee][Mm]|[Tt][Tt]|[Ff][Oo][Nn][Tt]|[Cc][Oo][Dd][Ee]|[Nn][Oo][Bb][Rr])"
)
_ANY_FORMATTING = re.compile(_FORMATTING + rb"[\t\n\f\r />]")
_UNLIKE_FORMATTING = re.compile(_FORMATTING + rb"[\t\n\f\r /]")


def is_harmless(body: bytes) -> bool:
    size = len(body)
    if size > _MOST_BYTES or b"\0" in body or b"\x1b" in body:
        return False
    tags = body.count(b"<")
    if tags > _MOST_TAGS or tags * _formatting_at_once(body, _MOST_ELEMENTS // (tags or 1)) > _MOST_ELEMENTS:
        return False
    return size <= _FEW_SEPARATORS_BYTES or size - len(body.translate(None, _SEPARATORS)) <= _MOST_SEPARATORS


def _formatting_at_once(body: bytes, few: int) -> int:
    """How many formatting elements a parser may have to remember at once; no need to be exact about a few."""
    every = len(_ANY_FORMATTING.findall(body))
    return every if every <= few else len(_UNLIKE_FORMATTING.findall(body)) + _MOST_PLAIN_FORMATTING
