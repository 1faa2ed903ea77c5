"""Whether a page is still the page we read last time, by what we remember of it."""

from __future__ import annotations

from jobs.analysis.pages import Page
from jobs.analysis.visit import Visit
from storage.domain import PageMemory

_SHARE_OF_LENGTH = 0.3
_SHARE_OF_SHINGLES = 0.5
_WORTH_READING = 300
_SHARE_OF_DRIFT = 0.1


def remember(page: Page, visit: Visit, known: PageMemory | None = None) -> PageMemory:
    """What the next visit compares with. Validators count for a whole answer, and for the address that gave it.

    Most pages say nearly what they said when they were ``known``: to take their words and to sketch them again is dear.
    """
    is_direct = not visit.hops and visit.trouble is None
    if known is not None and not page.is_as_known and known.content_hash != page.content_hash:
        known = None
    return PageMemory(
        title=page.title,
        text_length=known.text_length if known else page.text_length,
        sketch=known.sketch if known else page.sketch,
        content_hash=page.content_hash,
        etag=visit.header("etag") or "" if is_direct else "",
        last_modified=visit.header("last-modified") or "" if is_direct else "",
    )


def looks_as_known(page: Page, known: PageMemory) -> bool:
    """By its title and by how much it says: enough for a page that links, whose words nothing is concluded from.

    Where a link is missing, the words of that very look are compared with what we remember; a title that we know is
    enough to make it the page, and so the memory of words may be a few looks old.
    """
    drift = abs(page.words.gist.length - known.text_length)
    return bool(known.sketch) and _has_title(page, known) and drift <= _SHARE_OF_DRIFT * known.text_length


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
