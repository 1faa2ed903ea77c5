"""The forms that bring links in: one page by hand, or an export as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.blocks import names, text, words
from bot.blocks.elements import Block, context, message, sentence
from bot.blocks.footers import site_name, site_title
from bot.blocks.inputs import Field, Option, View, file_input, modal, select, text_input
from bot.blocks.rows import excerpt, explain_row, follow_words
from storage.domain import Backlink, Conclusion, LinkCheck, Message, Site, SiteId

SITE: Final = "site"
PAGE: Final = "page"
TARGET: Final = "target"
FILE: Final = "file"

EXPORT_KINDS: Final = ("csv", "tsv", "txt", "text")

_SITE = Field(SITE, "Site")
_PAGE = Field(PAGE, "Page that links to you", example="https://blog.example/best-tools")
_TARGET = Field(TARGET, "Your page it links to", "Leave empty if any page of yours will do.", "acme.com/pricing", True)
_FILE = Field(
    FILE,
    "Export of your links",
    "CSV from Google Search Console, Ahrefs, Semrush, Majestic, Moz, or any with a column of linking pages. "
    "You see what we understood before anything is stored.",
)


def link_modal(sites: Sequence[Site], chosen: SiteId | None = None, page: str = "") -> View:
    blocks = [_site_select(sites, chosen), text_input(_PAGE, page), text_input(_TARGET)]
    return modal(names.LINK_VIEW, "Add a link", "Add link", blocks)


def import_modal(sites: Sequence[Site], channel_id: str = "", chosen: SiteId | None = None) -> View:
    """``private_metadata`` holds the channel in which to show what was understood."""
    blocks = [
        _site_select(sites, chosen),
        file_input(_FILE, EXPORT_KINDS),
        context("Links we do not know yet are added; none is removed because a file leaves it out."),
    ]
    return modal(names.IMPORT_VIEW, "Import links", "Read file", blocks, channel_id)


def site_added(site: Site) -> Message:
    """What to do next, in the order a newcomer needs it."""
    return sentence(
        f"Now watching {site_name(site)}. Next: drop an export of its links into a channel I am in, "
        "or add one with `/backlinks add <page>`."
    )


def link_added(link: Backlink, site: Site, is_new: bool) -> Message:
    page = text.page_link(link.source_url)
    if is_new:
        return sentence(f"Watching {page} for a link to {site_name(site)}. We visit it now.")
    return sentence(f"{page} is watched for {site_name(site)} already: {words.STATES[link.state]}.")


def link_visited(link: Backlink, site: Site, check: LinkCheck) -> Message:
    """What the first visit found, and what happens next."""
    page = text.page_link(link.source_url)
    if check.facts is not None:
        target = text.target_name(check.facts.target_url, site.domain)
        where = f"a {follow_words(check.facts)} link {words.PLACES[check.facts.placement]}"
        says = f"*Link found* on {page}: {where} — {excerpt(check.facts)} → {target}. I watch it from now on."
    else:
        found = "No link yet* on" if check.conclusion is Conclusion.LOST else "I could not look* at"
        says = f"*{found} {page}: {words.seen(check.verdict)}. I look again; `/backlinks list` shows how it stands."
    return message(says, (explain_row(says, link, 0),))


def _site_select(sites: Sequence[Site], chosen: SiteId | None) -> Block:
    """The only site is chosen already."""
    picked = sites[0].id if len(sites) == 1 else chosen
    return select(_SITE, [Option(site_title(site), str(site.id)) for site in sites], str(picked or ""))
