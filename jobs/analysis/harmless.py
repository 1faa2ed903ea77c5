"""A quick look at a page's bytes: do they alone prove that reading the page takes no longer than about a second?

What makes a parser slow or large has four sources, and each has a bound here:

- A tag may have to search all those that are open: tags.
- Formatting elements that nobody closes are built anew in every paragraph, with all their attributes: what they weigh
  × tags. A parser keeps no more than three that are alike to the letter.
- An attribute is compared with all others of its element: the most attributes of one element × all attributes. Each
  needs a separator before it.
- A charset can hide tags from whoever counts bytes: none that uses zero bytes or escapes is counted.

No tag goes on beyond a ">" that stands in none of its values; that is how much of a tag can be seen without reading it.
Nine of ten real pages pass. One that does not is not bad: it is read where reading can be killed.
"""

from __future__ import annotations

import re
from collections import Counter

_MOST_BYTES = 400_000
_MOST_TAGS = 4_000
_MOST_BUILT = 120_000  # elements and attributes
_MOST_SEPARATORS = 20_000
_FEW_SEPARATORS_BYTES = 76_000  # there is no room for more in so many
_SHORT_STRETCH = 500

_SEPARATORS = b" \t\n\f\r/\"'"
# The look ahead halves the time that all other tags take.
_FORMATTING = re.compile(
    rb"<(?=[BCEFINSTUbcefinstu])(?:[Bb](?:[Ii][Gg])?|[IiUu]"
    rb"|[Ss](?:[Mm][Aa][Ll][Ll]|[Tt][Rr](?:[Ii][Kk][Ee]|[Oo][Nn][Gg]))?"
    rb"|[Ee][Mm]|[Tt][Tt]|[Ff][Oo][Nn][Tt]|[Cc][Oo][Dd][Ee]|[Nn][Oo][Bb][Rr])(?=[\t\n\f\r />])[^>]*+>"
)
_ALIKE_AT_MOST = 3
_PLAIN_ATTRIBUTE = rb"[\t\n\f\r ]++[a-zA-Z-]++=(?:\"[^\"]*+\"|'[^']*+')"
_PLAIN_TAG = re.compile(rb"<[a-zA-Z]++((?:" + _PLAIN_ATTRIBUTE + rb")*+)[\t\n\f\r ]*+>")
_EACH_PLAIN_ATTRIBUTE = re.compile(_PLAIN_ATTRIBUTE)
# Every ">" that may stand in a value has one of these before it.
_VALUE_WITH_AN_END = re.compile(rb"=[\t\n\f\r ]*+(?:\"(?=[^\">]*+>)|'(?=[^'>]*+>))")
# Whose attributes are added to those of the element that is there already.
_ADDED_UP = re.compile(rb"<(?:[Hh][Tt][Mm][Ll]|[Bb][Oo][Dd][Yy])")


def is_harmless(body: bytes) -> bool:
    if len(body) > _MOST_BYTES or b"\0" in body or b"\x1b" in body:
        return False
    tags = body.count(b"<")
    if tags > _MOST_TAGS or tags * _weight_of_formatting(body) > _MOST_BUILT:
        return False
    return len(body) <= _FEW_SEPARATORS_BYTES or _has_few_attributes(body)


def _weight_of_formatting(body: bytes) -> int:
    """How many formatting elements and attributes of theirs a parser may have to remember at once."""
    kinds = Counter(_FORMATTING.findall(body))
    return sum(min(_ALIKE_AT_MOST, times) * _weight(tag) for tag, times in kinds.items())


def _weight(tag: bytes) -> int:
    """Where nothing plainer can be said, as many attributes as separators; any number where the tag goes on."""
    plain = _PLAIN_TAG.fullmatch(tag)
    if plain is not None:
        return 1 + len(_EACH_PLAIN_ATTRIBUTE.findall(plain[1]))
    return _MOST_BUILT if _VALUE_WITH_AN_END.search(tag) else 1 + _separators(tag)


def _has_few_attributes(body: bytes) -> bool:
    separators = _separators(body)
    if separators <= _MOST_SEPARATORS:
        return True
    of_one = _most_in_a_tag(body) * max(1, len(_ADDED_UP.findall(body)))
    return of_one * separators <= _MOST_SEPARATORS**2


def _separators(markup: bytes) -> int:
    return len(markup) - len(markup.translate(None, _SEPARATORS))


def _most_in_a_tag(body: bytes) -> int:
    """As if all values that go on beyond a ">" stood in one tag, between those stretches that have most separators."""
    stretches = 1 + len(_VALUE_WITH_AN_END.findall(body))
    long = sorted((_separators(part) for part in body.split(b">") if len(part) > _SHORT_STRETCH), reverse=True)
    counted = [max(count, _SHORT_STRETCH) for count in long[:stretches]]
    return sum(counted) + _SHORT_STRETCH * (stretches - len(counted))
