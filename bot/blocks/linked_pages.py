"""News of our own pages that others link to: the surest losses to mend, since nobody has to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks import fit, limits, names, text, times
from bot.blocks.chapters import Chapter
from bot.blocks.elements import Block, Button, actions, context, header, message, numbered, section, sentence
from bot.blocks.words import count, listing, page_fault
from storage.domain import LinkedPage, LinkedPages, Message, Site

_LINE = "own-page-"
_BUTTONS = "-buttons"
_ID = re.compile(rf"{_LINE}([0-9]{{1,18}})({_BUTTONS})?")


def own_pages_chapter(news: LinkedPages, site: Site) -> Chapter | None:
    """None when nothing broke and nothing was mended."""
    if not news.broke and not news.mended:
        return None
    parts = [_counted(news.broke, "broken")] * bool(news.broke) + [_counted(news.mended, "mended")] * bool(news.mended)
    summary = listing(parts)
    return Chapter(f"*Fix yourself:* {summary}", f"on your own site {summary}", _replies(summary, news, site))


def broken_list(pages: Sequence[LinkedPage], site: Site) -> Message:
    """What is broken now, what most links lead to first."""
    if not pages:
        return sentence("Every page of yours that others link to works.")
    (answer, *_) = _replies(_counted(pages, "broken"), LinkedPages(broke=tuple(pages)), site)
    return answer


def renewed(said: str, blocks: Sequence[Mapping[str, Any]], pages: Sequence[LinkedPage], site: Site) -> Message:
    """A posted message with the lines of these pages as they are now; whatever else it says stays."""
    now = {str(page.id): page_blocks(page, site) for page in pages}
    kept: list[Block] = []
    for block in blocks:
        found = _ID.fullmatch(str(block.get("block_id", "")))
        if found is None or found[1] not in now:
            kept.append(block)
        elif not found[2]:
            kept.extend(now[found[1]])
    return Message(said or "Fix yourself", numbered(kept))


def pages_in(blocks: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Which pages a posted message tells of."""
    found = [_ID.fullmatch(str(block.get("block_id", ""))) for block in blocks]
    return tuple(dict.fromkeys(int(one[1]) for one in found if one))


def page_blocks(page: LinkedPage, site: Site) -> tuple[Block, ...]:
    """One page. The ids of its blocks name it, so that a click can find and renew it."""
    label, says = _line(page, site)
    line = {"block_id": f"{_LINE}{page.id}", **section(f"*{label}* · {says}")}
    if page.fault is None:
        return (line,)
    return line, {"block_id": f"{_LINE}{page.id}{_BUTTONS}", **actions(*_buttons(page, site))}


def page_name(page: LinkedPage, site: Site) -> str:
    """A link to it, by its path."""
    return text.link(page.url, text.target_name(page.url, site.domain))


def _buttons(page: LinkedPage, site: Site) -> list[Button]:
    name = text.target_name(page.url, site.domain)
    done = Button("Done", names.at(names.FIX_DONE, page.id), str(page.id), f"Done, look at {name} again")
    if page.suggestion is None:
        return [done]
    return [Button("Copy 301 rule", names.at(names.FIX_COPY, page.id), str(page.id), f"Copy 301 rule for {name}"), done]


def _counted(pages: Sequence[LinkedPage], how: str) -> str:
    links = sum(page.links for page in pages)
    return f"{count(len(pages), 'page')} of yours {how} ({count(links, 'link')})"


def _replies(summary: str, news: LinkedPages, site: Site) -> tuple[Message, ...]:
    pages = [*news.broke, *news.mended]
    shown = pages[: limits.SECTION_LINES]
    rest = len(pages) - len(shown)
    tail = [context(f"+{rest:,} more.")] if rest else []
    lines = [_line(page, site) for page in shown]
    spoken = "\n".join([summary, *(f"{label}: {says}" for label, says in lines)])
    parts = fit.split_cards([header("Fix yourself")], [page_blocks(page, site) for page in shown], tail)
    return tuple([message(spoken, part) for part in parts])


def _line(page: LinkedPage, site: Site) -> tuple[str, str]:
    name, links = page_name(page, site), _leading_there(page)
    if page.fault is None:
        return "Mended", f"{name} works again — {links}"
    since = f" · since {times.moment(page.faulty_since)}" if page.faulty_since else ""
    return "Broken", f"{name} {page_fault(page)} — {links}{since}{_closest(page, site)}"


def _closest(page: LinkedPage, site: Site) -> str:
    found = page.suggestion
    if found is None:
        return ""
    name = text.link(found.target_url, text.target_name(found.target_url, site.domain))
    return f" · closest live page {name} ({found.similarity:.2f})"


def _leading_there(page: LinkedPage) -> str:
    best = f", best authority {page.authority}" if page.authority is not None else ""
    return f"{count(page.links, 'link')} from {count(page.domains, 'domain')}{best}"
