"""A quick look at a page's bytes: do they alone prove that reading the page takes no longer than about a second?

What makes a parser slow or large has three sources, and each has a bound here:

- Formatting elements that nobody closes are built anew in every paragraph: formatting tags × tags. This bounds the
  tags too, each of which may have to search all those that are open.
- An attribute is compared with all others of its tag: separators, since each attribute needs one before it.
- A charset can hide tags from whoever counts bytes: none that uses zero bytes or escapes is counted.

Most real pages pass. One that does not is not bad: it is read where reading can be killed.
"""

from __future__ import annotations

import re

_MOST_BYTES = 256_000
_MOST_ELEMENTS = 150_000
# Of formatting elements without attributes, a parser keeps three of each kind at the most.
_PLAIN_FORMATTING = 40
_MOST_SEPARATORS = 20_000
_FEW_SEPARATORS_BYTES = 76_000  # there is no room for more in so many

_SEPARATORS = b" \t\n\f\r/\"'"
# The look ahead halves the time that all other tags take.
_FORMATTING = re.compile(
    rb"<(?=[BCEFINSTUbcefinstu])(?:[Bb](?:[Ii][Gg])?|[IiUu]|[Ss](?:[Mm][Aa][Ll][Ll]|[Tt][Rr](?:[Ii][Kk][Ee]|[Oo][Nn][Gg]))?"
    rb"|[Ee][Mm]|[Tt][Tt]|[Ff][Oo][Nn][Tt]|[Cc][Oo][Dd][Ee]|[Nn][Oo][Bb][Rr])[\t\n\f\r /]"
)


def is_harmless(body: bytes) -> bool:
    size = len(body)
    if size > _MOST_BYTES or b"\0" in body or b"\x1b" in body:
        return False
    if (len(_FORMATTING.findall(body)) + _PLAIN_FORMATTING) * body.count(b"<") > _MOST_ELEMENTS:
        return False
    return size <= _FEW_SEPARATORS_BYTES or size - len(body.translate(None, _SEPARATORS)) <= _MOST_SEPARATORS
