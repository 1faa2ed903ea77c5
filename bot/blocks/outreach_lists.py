"""Targets in lists, a line each: a site's queue, and what one person has to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import fit, limits, names, text, times
from bot.blocks.chapters import Chapter
from bot.blocks.elements import Block, Button, actions, context, header, message, section, sentence
from bot.blocks.footers import site_name, site_title
from bot.blocks.outreach import plain_line
from bot.blocks.outreach_words import ORIGINS, next_of
from bot.blocks.words import count, listing
from jobs.analysis.duties import Duty
from jobs.list_outreach import Chore, QueuePage
from storage.domain import Message, Prospect, ProspectCard, Sighting, SiteId, Waiting

MOST_CHORES = 20
_LONGEST_URL = 200
_OBSTACLE = 70
_CLAUSE = re.compile(r"[:;(]|\.(?:\s|$)")
_WHY = (
    "Why you see this: these targets are yours. I remind you inside your working hours, at most once a day, and only "
    "when something is due. `/outreach mine` shows everything."
)
_UNREADY = {
    Sighting.UNSEEN: "not looked at yet",
    Sighting.NO_ANSWER: "whose page does not answer me",
    Sighting.LINKED: "whose page links to you by now",
}
DUTIES = {
    Duty.SETTLE: "Say whether it was sent",
    Duty.ANSWER: "Answer them",
    Duty.FOLLOW_UP: "Send the follow-up",
    Duty.SEND: "Send the letter",
    Duty.THANK: "Thank them",
    Duty.COMES_BACK: "Put off",
}


@dataclass(frozen=True, slots=True)
class QueueWanted:
    """What a button carries that leads to a page of a queue."""

    site_id: SiteId
    start: int = 0

    @property
    def value(self) -> str:
        return f"{self.site_id}:{self.start}"

    @classmethod
    def read(cls, value: str) -> QueueWanted:
        site, start = value.split(":")
        return cls(SiteId(int(site)), int(start))


def queue_list(page: QueuePage) -> Message:
    """One page of what waits for a decision."""
    title = f"To approve: {page.waiting.prospects:,} · {site_title(page.site)}"
    rows = [line(card.prospect, _standing(card)) for card in page.cards]
    spoken = [title, *(f"{plain_line(card.prospect)}, {_standing(card)}" for card in page.cards)]
    empty = [] if rows else [section("Nothing waits for your approval. `/outreach add PAGE` suggests a page yourself.")]
    notes = _notes(page)
    tail = [*([context(" ".join(notes))] if notes else []), *_queue_buttons(page)]
    return message("\n".join([*spoken, *notes]), [header(title), *empty, *rows, *tail])


def approvals_chapter(waiting: Waiting, best: Sequence[Prospect], at: datetime) -> Chapter | None:
    """For the digest, which lists them beside other news: they have a message of their own."""
    if not waiting.prospects or waiting.oldest_at is None:
        return None
    said = count(waiting.prospects, "target")
    rest = waiting.prospects - len(best)
    tail = [context(f"+{rest:,} more: `/outreach queue`")] if rest else []
    spoken = "\n".join([f"To approve: {said}", *map(plain_line, best)])
    blocks = [header(f"To approve: {said}"), *(line(one, f"score {one.score}") for one in best), *tail]
    oldest = f"oldest {times.span(at - waiting.oldest_at)}"
    reply = message(spoken, blocks)
    return Chapter(f"*To approve:* {said} ({oldest})", f"{said} to approve", (reply,), is_news=False)


def chore_list(chores: Sequence[Chore]) -> Message:
    """A person's own, under what is to be done about each; as many as one answer holds."""
    if not chores:
        return sentence("Nothing is yours to do. `/outreach queue` shows what waits for approval.")
    return _of_person("Yours to do", chores, "")


def reminder(chores: Sequence[Chore]) -> Message:
    """The same, unasked, of what is due."""
    return _of_person("Waiting for you", chores, _WHY)


def _of_person(title: str, chores: Sequence[Chore], why: str) -> Message:
    shown = list(chores[:MOST_CHORES])
    tail = [context(why)] if why else []
    blocks = _chore_blocks(shown, len(chores))
    while sum(map(fit.counted, blocks)) > limits.MESSAGE_CHARS - len(why) - limits.HEADER_TEXT - limits.HEADER_CHARS:
        shown.pop()
        blocks = _chore_blocks(shown, len(chores))
    spoken = [f"{DUTIES[chore.duty]}: {plain_line(chore.prospect)}" for chore in shown]
    said = f"{title}: {len(chores):,}"
    return message("\n".join([said, *spoken]), [header(said), *blocks, *tail])


def chore_rows(chores: Sequence[Chore]) -> list[Block]:
    """Each with what is to be done about it, for a place where they stand without titles."""
    return [line(one.prospect, f"{DUTIES[one.duty]}{_about(one)}") for one in chores]


def line(prospect: Prospect, standing: str) -> Block:
    """One target. ``standing`` is safe."""
    page = text.page_link(prospect.url, _LONGEST_URL)
    worth = f"worth {round(100 * prospect.value):,}"
    said = f"*#{prospect.id}* · {page} · {ORIGINS[prospect.origin]} · {worth} · {standing}"
    return section(said, open_button(prospect))


def open_button(prospect: Prospect) -> Button:
    says = f"Open #{prospect.id}: {text.page_name(prospect.url)}"
    return Button("Open", names.at(names.OUTREACH_OPEN, prospect.id), prospect.ticket, says=says)


def _standing(card: ProspectCard) -> str:
    """Whether it can be approved, or in a few words what it waits for first."""
    if not card.obstacles:
        return "waits for a second approval" if card.prospect.first_by else "*ready*"
    first, *others = card.obstacles
    words = text.outside(_CLAUSE.split(first, maxsplit=1)[0], _OBSTACLE)
    return f"not yet: {words}{f' (+{len(others)} more)' if others else ''}"


def _notes(page: QueuePage) -> list[str]:
    notes = []
    if held := sum(1 for card in page.cards if card.obstacles):
        notes.append(f"{held:,} of these {len(page.cards):,} cannot be approved yet; Open says all that is in the way.")
    hidden = [f"{page.unready[one]:,} {words}" for one, words in _UNREADY.items() if page.unready.get(one)]
    if hidden:
        notes.append(f"Not shown: {listing(hidden)}.")
    if page.broken:
        are = "is" if page.broken == 1 else "are"
        notes.append(f"*Fix it yourself:* {count(page.broken, 'page')} of yours {are} broken; nobody has to be asked.")
    return notes


def _queue_buttons(page: QueuePage) -> list[Block]:
    site, buttons = page.site, []
    ready = sum(1 for card in page.cards if not card.obstacles)
    if ready and not page.start:  # a review begins with the most valuable
        review = f"Review {ready}"
        buttons.append(Button(review, names.OUTREACH_REVIEW, str(site.id), says=f"{review} of {site.domain}"))
    if page.next_start is not None:
        more = QueueWanted(site.id, page.next_start).value
        buttons.append(Button("More", names.OUTREACH_MORE, more, says=f"More targets of {site.domain}"))
    if page.broken:
        says = f"Broken pages of {site.domain}"
        buttons.append(Button("Broken pages", names.OUTREACH_FIXES, str(site.id), says=says))
    return [actions(*buttons)] if buttons else []


def _chore_blocks(shown: Sequence[Chore], total: int) -> list[Block]:
    blocks: list[Block] = []
    for duty, title in DUTIES.items():
        mine = [chore for chore in shown if chore.duty is duty]
        blocks += [context(f"*{title}*")] if mine else []
        blocks += [line(chore.prospect, f"{site_name(chore.site)}{_about(chore)}") for chore in mine]
    rest = total - len(shown)
    return [*blocks, *([context(f"+{rest:,} more: do these first.")] if rest else [])]


def _about(chore: Chore) -> str:
    """Since when, or until when."""
    prospect = chore.prospect
    if chore.duty is Duty.ANSWER and prospect.replied_at is not None:
        return f" · they replied {times.moment(prospect.replied_at)}"
    if chore.duty is Duty.THANK and prospect.won_at is not None:
        return f" · won {times.moment(prospect.won_at)}"
    if chore.duty is Duty.FOLLOW_UP and prospect.contacted_at is not None:
        return f" · written to {times.moment(prospect.contacted_at)}"
    if chore.duty is Duty.SEND and prospect.expires_at is not None:
        return f" · approved until {times.moment(prospect.expires_at)}"
    following = next_of(prospect)
    return f" · {following}" if following else ""
