"""Answers to /mentions watch, mute, exclude and scan: what changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import text
from bot.blocks.elements import context, header, message, section, sentence
from bot.blocks.fit import pack_lines
from bot.blocks.footers import site_name, site_title
from bot.blocks.words import count, listing
from jobs.mute_domains import Muted
from jobs.request_scan import Scan, ScanProgress
from jobs.watch_terms import Watched, WatchList
from storage.domain import Brand, Message, Site

_NAME = 120
_SHOWN = 30


def watched(done: Watched) -> Message:
    what, site = _term(done.term, is_feed=done.is_feed), site_name(done.site)
    if not done.is_changed:
        return sentence(f"{what} is watched for {site} already.")
    doing = "I read it" if done.is_feed else "Every source is asked for it"
    return sentence(f"Watching {what} for {site}. {doing} from now on; what it finds comes with the digest.")


def unwatched(done: Watched) -> Message:
    what, site = _term(done.term, is_feed=done.is_feed), site_name(done.site)
    if not done.is_changed:
        return sentence(f"{what} is not watched for {site}. `/mentions watch` lists what is.")
    return sentence(f"{what} is watched for {site} no more. What it found stays.")


def watch_list(known: WatchList) -> Message:
    """What a site is searched for by."""
    lines = [f"*Brands:* {_listed(known.brands)}", f"*Terms:* {_listed(known.terms)}"]
    lines.append("*Feeds:* " + (", ".join(map(text.page_link, known.feeds[:_SHOWN])) or "none"))
    title = f"What I search for: {site_title(known.site)}"
    notes = "`/mentions watch TERM` adds a term, `/mentions watch https://…` a feed, `/mentions brand NAME` a brand."
    return message(f"{title}\n" + "\n".join(lines), (header(title), *pack_lines(lines), context(notes)))


def muted(done: Muted) -> Message:
    domain = text.outside(done.domain, _NAME)
    if not done.is_changed:
        return sentence(f"{domain} is muted already. `/mentions unmute {domain}` brings it back.")
    closed = f" {count(done.mentions, 'mention')} put away." if done.mentions else ""
    return sentence(f"Nothing more from {domain}.{closed} `/mentions unmute {domain}` brings it back.")


def unmuted(done: Muted) -> Message:
    domain = text.outside(done.domain, _NAME)
    if not done.is_changed:
        return sentence(f"{domain} is not muted. `/mentions mute` lists what is.")
    back = f" {count(done.mentions, 'mention')} back in the list." if done.mentions else ""
    return sentence(f"You hear of {domain} again.{back}")


def mute_list(site: Site, domains: Sequence[str]) -> Message:
    return sentence(f"Muted for {site_name(site)}: {_listed(domains)}. `/mentions mute DOMAIN` adds one.")


def excluded(site: Site, brands: Sequence[Brand]) -> Message:
    """The words near which a name is not ours, brand by brand."""
    lines = [f"*{text.outside(brand.name, _NAME)}* is not meant near: {_listed(brand.excluded)}." for brand in brands]
    note = "`/mentions exclude WORD` adds a word, `/mentions brand NAME` changes them all."
    return message(f"{site_name(site)}: " + "\n".join(lines), (*pack_lines(lines), context(note)))


def brand_kept(brand: Brand) -> Message:
    name = text.outside(brand.name, _NAME)
    return sentence(f"Kept what you told me of {name}. Pages in doubt are looked at again with it.")


def scanning(scan: Scan) -> Message:
    asking = f"Asking {count(scan.queries, 'query', 'queries')} about {site_name(scan.site)}…"
    note = "Each page that is named is visited before I believe it."
    return message(asking, (section(asking), context(note)))


def scanned(scan: Scan, progress: ScanProgress) -> Message:
    """What the sources said; where some have not answered yet, that too."""
    site = site_name(scan.site)
    if progress.is_done:
        asked = f"Asked {count(progress.queries, 'query', 'queries')} about {site}"
    else:
        asked = f"Asked {progress.answered:,} of {count(progress.queries, 'query', 'queries')} about {site} so far"
    trouble = (
        f" {count(progress.troubled, 'answer')} failed: `/mentions sources` says why." if progress.troubled else ""
    )
    new = count(progress.found, "page") if progress.found else "no page"
    said = f"{asked}: {new} named that I did not know."
    return sentence(f"{said}{trouble} The digest and `/mentions unlinked` will tell what my own visits find there.")


def _term(term: str, *, is_feed: bool) -> str:
    return text.page_link(term) if is_feed else f"“{text.outside(term, _NAME)}”"


def _listed(entries: Sequence[str]) -> str:
    shown = [text.outside(entry, _NAME) for entry in entries[:_SHOWN]]
    rest = len(entries) - len(shown)
    return listing([*shown, f"{rest:,} more"] if rest > 0 else shown) or "none"
