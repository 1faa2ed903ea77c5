"""News of our own pages that others link to: the surest losses to mend, since nobody has to be asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import limits, text, times
from bot.blocks.chapters import Chapter
from bot.blocks.elements import context, header, message, section
from bot.blocks.words import count, listing, page_fault
from storage.domain import LinkedPage, LinkedPages, Message, Site


def own_pages_chapter(news: LinkedPages, site: Site) -> Chapter | None:
    """None when nothing broke and nothing was mended."""
    if not news.broke and not news.mended:
        return None
    parts = [_counted(news.broke, "broken")] * bool(news.broke) + [_counted(news.mended, "mended")] * bool(news.mended)
    summary = listing(parts)
    return Chapter(f"*Fix yourself:* {summary}", f"on your own site {summary}", (_reply(summary, news, site),))


def _counted(pages: Sequence[LinkedPage], how: str) -> str:
    links = sum(page.links for page in pages)
    return f"{count(len(pages), 'page')} of yours {how} ({count(links, 'link')})"


def _reply(summary: str, news: LinkedPages, site: Site) -> Message:
    lines = [("Broken", _broke(page, site)) for page in news.broke]
    lines += [("Mended", f"{_name(page, site)} works again — {_leading_there(page)}") for page in news.mended]
    shown = lines[: limits.SECTION_LINES]
    rest = len(lines) - len(shown)
    tail = [context(f"+{rest:,} more.")] if rest else []
    spoken = "\n".join([summary, *(f"{label}: {says}" for label, says in shown)])
    rows = [section(f"*{label}* · {says}") for label, says in shown]
    return message(spoken, (header("Fix yourself"), *rows, *tail))


def _broke(page: LinkedPage, site: Site) -> str:
    since = f" · since {times.moment(page.faulty_since)}" if page.faulty_since else ""
    return f"{_name(page, site)} {page_fault(page)} — {_leading_there(page)}{since}"


def _name(page: LinkedPage, site: Site) -> str:
    return text.link(page.url, text.target_name(page.url, site.domain))


def _leading_there(page: LinkedPage) -> str:
    best = f", best authority {page.authority}" if page.authority is not None else ""
    return f"{count(page.links, 'link')} from {count(page.domains, 'domain')}{best}"
