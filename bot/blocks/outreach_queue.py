"""The message above the cards: how many targets wait, since when, and the most valuable of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import names, text, times
from bot.blocks.elements import Button, actions, context, header, message, section
from bot.blocks.fit import pack_lines
from bot.blocks.footers import site_name, site_title
from bot.blocks.outreach_words import ORIGINS
from bot.blocks.words import count, listing
from jobs.outreach_books import Queue
from storage.domain import Message, Prospect

_NAME = 60
_PAST = "What still waits stands in a newer message below. The cards in this thread stay as they are, and can be used."
_NOTE = "The new ones have their cards in this thread. `/outreach queue` lists all that wait."


def queue_message(queue: Queue) -> Message:
    """Changed in its place whenever something is decided."""
    site, waiting = queue.site, queue.waiting
    title = f"To approve · {site_title(site)}"
    if queue.is_past:
        return message(f"{title}: see the newer message", (header(title), section(_PAST)))
    if not waiting.prospects or waiting.oldest_at is None:
        return message(f"{title}: all decided", (header(title), section("All decided. Nothing waits for you.")))
    said = f"*{count(waiting.prospects, 'target')}* to approve, the oldest since {times.moment(waiting.oldest_at)}."
    lines = [_line(one) for one in queue.best]
    rest = waiting.prospects - len(lines)
    lines += [f"+{rest:,} more"] if rest > 0 else []
    review = Button("Review", names.OUTREACH_REVIEW, str(site.id), says=f"Review: {site.domain}")
    spoken = f"{site_name(site)}: {count(waiting.prospects, 'target')} to approve"
    blocks = (header(title), section("\n".join([said, *lines])), actions(review), context(_NOTE))
    return message(spoken, blocks)


def _line(one: Prospect) -> str:
    page = text.outside(text.page_name(one.url), _NAME)
    is_ready = one.draft is not None and one.draft.personal_line.strip()
    missing = "" if is_ready else " · wants a personal line"
    return f"• {page} · {ORIGINS[one.origin].lower()} · score {one.score}{missing}"


def reviewed(approved: int, rejected: int, refused: Sequence[str]) -> Message:
    """What became of ten decisions at once."""
    done = listing(
        [f"{number:,} {what}" for number, what in ((approved, "approved"), (rejected, "rejected")) if number]
    )
    lines = [f"{done.capitalize()}." if done else "Nothing was decided."]
    lines += [f"• {text.our_words(sentence)}" for sentence in refused]
    return message("\n".join(lines), pack_lines(lines))
