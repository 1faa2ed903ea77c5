"""Answers to /backlinks list, new, lost and changed: a page of links at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import fit, limits, names, text, times, words
from bot.blocks.chapters import by_id, size
from bot.blocks.elements import Block, Button, actions, context, header, message, section
from bot.blocks.footers import site_name, site_title
from bot.blocks.rows import anchor_words, explain_row, follow_words, lines_of, row
from storage.domain import Backlink, ChangeKind, Incident, LinkId, LinkPage, LinkState, Message, Section, Site, SiteId

PAGE_SIZE = limits.SECTION_LINES
_KINDS = {
    ChangeKind.LOST: "Lost",
    ChangeKind.CHANGED: "Changed",
    ChangeKind.NEW: "New",
    ChangeKind.RECOVERED: "Back again",
}


@dataclass(frozen=True, slots=True)
class PageWanted:
    """The page of a link list that a button asks for; it travels as the button's value."""

    site_id: SiteId
    after: LinkId | None = None
    states: tuple[LinkState, ...] = ()

    @property
    def value(self) -> str:
        return f"{self.site_id}:{self.after or ''}:{','.join(self.states)}"

    @classmethod
    def read(cls, value: str) -> PageWanted:
        site, after, states = value.split(":")
        known = tuple(LinkState(state) for state in states.split(",") if state)
        return cls(SiteId(int(site)), LinkId(int(after)) if after else None, known)


@dataclass(frozen=True, slots=True)
class ChangesWanted:
    """The page of a list of recent changes that a button asks for."""

    site_id: SiteId
    kind: ChangeKind
    start: int

    @property
    def value(self) -> str:
        return f"{self.site_id}:{self.kind}:{self.start}"

    @classmethod
    def read(cls, value: str) -> ChangesWanted:
        site, kind, start = value.split(":")
        return cls(SiteId(int(site)), ChangeKind(kind), int(start))


def change_list(
    kind: ChangeKind, found: Section, site: Site, incidents: Sequence[Incident] = (), start: int = 0
) -> Message:
    """One page of the recent changes in ``found.shown``, each told as a digest tells it."""
    title = f"{_KINDS[kind]}: {size(found)} ({site_title(site)})"
    lines = lines_of(found.shown, site, by_id(incidents))
    shown = lines[start : start + PAGE_SIZE]
    if not shown:
        return _nothing(f"No link to {site_name(site)} is {_KINDS[kind].lower()} in this time.")
    rows = [row(line, place) for place, line in enumerate(shown)]
    before = sum(line.links for line in lines[: start + PAGE_SIZE])
    tail = [context(f"+{found.links - before:,} more.")] if found.links > before else []
    if start + PAGE_SIZE < len(lines):
        tail.append(_next(names.CHANGES_PAGE, ChangesWanted(site.id, kind, start + PAGE_SIZE).value))
    spoken = "\n".join([title, *(line.plain for line in shown)])
    return message(spoken, fit.split([header(title)], rows, tail)[0])


def link_list(page: LinkPage) -> Message:
    """A page of links with what we believe of each."""
    which = words.listing([words.STATES[state] for state in page.states]) if page.states else ""
    if not page.links:
        return _nothing(f"No links of {site_name(page.site)} here{which and f' that are {which}'}.")
    title = f"{words.count(page.total, 'link')} to {site_title(page.site)}{which and f': {which}'}"
    rows = [_link_row(link, place) for place, link in enumerate(page.links[:PAGE_SIZE])]
    tail = []
    if page.next_after is not None:
        tail = [_next(names.LIST_PAGE, PageWanted(page.site.id, page.next_after, page.states).value)]
    spoken = "\n".join([title, *(_plain(link) for link in page.links[:PAGE_SIZE])])
    return message(spoken, fit.split([header(title)], rows, tail)[0])


def _nothing(sentence: str) -> Message:
    return message(sentence, (section(sentence),))


def _next(action_id: str, value: str) -> Block:
    return actions(Button("Next page", action_id, value))


def _link_row(link: Backlink, place: int) -> Block:
    parts = [text.page_link(link.source_url), f"*{state_words(link)}*"]
    if link.is_contract:
        parts.append("contract")
    if link.facts:
        parts.append(f"“{anchor_words(link.facts)}”, {follow_words(link.facts)}")
    if link.last_checked_at:
        parts.append(f"looked at {times.moment(link.last_checked_at)}")
    return explain_row(" · ".join(parts), link, place)


def state_words(link: Backlink) -> str:
    """What we believe; and when we could not look lately, that too."""
    state = words.STATES[link.state]
    if link.unanswered_since is None:
        return state
    return f"{state}, no answer since {times.moment(link.unanswered_since)}"


def _plain(link: Backlink) -> str:
    return f"{text.outside(text.page_name(link.source_url), limits.BUTTON_TEXT)}: {words.STATES[link.state]}"
