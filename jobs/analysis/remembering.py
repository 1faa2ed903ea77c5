"""Whether a page is still the page we read last time, by what we remember of it."""

from __future__ import annotations

from jobs.analysis.pages import Page
from jobs.analysis.visit import Visit
from storage.domain import PageMemory

_SHARE_OF_LENGTH = 0.3
_SHARE_OF_SHINGLES = 0.5
_WORTH_READING = 300


def remember(page: Page, visit: Visit, known: PageMemory | None = None) -> PageMemory:
    """What the next visit compares with. Validators count for a whole answer, and for the address that gave it.

    Most pages say what they said when they were ``known``, and the same text has the same sketch: it is dear to draw.
    """
    is_direct = not visit.hops and visit.trouble is None
    is_as_known = known is not None and known.content_hash == page.content_hash
    return PageMemory(
        title=page.title,
        text_length=page.text_length,
        sketch=known.sketch if known and is_as_known else page.sketch,
        content_hash=page.content_hash,
        etag=visit.header("etag") or "" if is_direct else "",
        last_modified=visit.header("last-modified") or "" if is_direct else "",
    )


def is_same_text(page: Page, memory: PageMemory) -> bool:
    """Most of the words are those we know: whatever else it says, this is the page."""
    return _is_long_enough(page, memory) and is_mostly(page.sketch, memory.sketch)


def is_plausible(page: Page, memory: PageMemory) -> bool:
    """Long enough, and known by its title or its words: the page's own content was served."""
    return _is_long_enough(page, memory) and (_has_title(page, memory) or is_same_text(page, memory))


def may_be_its_new_text(page: Page, memory: PageMemory) -> bool:
    """As much as a page says, though nothing of what we know."""
    return _is_long_enough(page, memory) and page.own_text_length >= _WORTH_READING


def is_mostly(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return overlap(one, other) >= _SHARE_OF_SHINGLES


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The share of shingles two texts have in common, estimated from bottom-k sketches (Broder 1997)."""
    if not one or not other:
        return 0.0
    size = max(len(one), len(other))
    smallest = sorted({*one, *other})[:size]
    common = {*one} & {*other}
    return sum(1 for shingle in smallest if shingle in common) / len(smallest)


def _is_long_enough(page: Page, memory: PageMemory) -> bool:
    return page.text_length >= _SHARE_OF_LENGTH * memory.text_length


def _has_title(page: Page, memory: PageMemory) -> bool:
    """A page without a title is known by nothing."""
    return bool(page.title) and page.title == memory.title
