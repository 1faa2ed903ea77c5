"""The digest: a parent that says whether to act, and one reply for each kind of news."""

from __future__ import annotations

from bot.blocks import tallies, times
from bot.blocks.chapters import Chapter, Setting, by_id, change_chapter, what_changed
from bot.blocks.elements import header, message, section
from bot.blocks.footers import site_name, site_title, why
from bot.blocks.held import held_reply, worth_naming
from bot.blocks.linked_pages import own_pages_chapter
from bot.blocks.mentions import mentions_chapter
from bot.blocks.outreach_figures import wins_chapter
from bot.blocks.outreach_lists import approvals_chapter
from bot.blocks.words import count
from storage.domain import Digest, Message, Thread


def own_side(digest: Digest, setting: Setting) -> Chapter | None:
    return own_pages_chapter(digest.own_pages, setting.site)


def won(digest: Digest, _setting: Setting) -> Chapter | None:
    return wins_chapter(digest.won)


def lost(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Lost", digest.lost, setting, "/backlinks lost")


def changed(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Changed", digest.changed, setting, "/backlinks changed", what_changed)


def approvals(digest: Digest, _setting: Setting) -> Chapter | None:
    return approvals_chapter(digest.to_approve, digest.approvals, digest.gathered_at)


def new(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("New", digest.new, setting, "/backlinks new")


def recovered(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Back again", digest.recovered, setting, "/backlinks list")


def mentions(digest: Digest, setting: Setting) -> Chapter | None:
    return mentions_chapter(digest.mentions, digest.mention_cards, setting.site)


# The order of telling. A new kind of news is a function above and a name here.
CHAPTERS = (own_side, won, lost, changed, approvals, new, recovered, mentions)


def digest_thread(digest: Digest, key: str) -> Thread | None:
    """None when nothing changed or the site has no channel: every message means something."""
    channel_id = digest.site.settings.channel_id
    if channel_id is None:
        return None
    if digest.is_baseline:
        return Thread(key, channel_id, _baseline(digest))
    setting = Setting(digest.site, digest.local_date, by_id(digest.incidents))
    told = [chapter for tell in CHAPTERS if (chapter := tell(digest, setting))]
    if not any(chapter.is_news for chapter in told):
        return None
    held = held_reply(worth_naming(digest.held, digest.gathered_at, digest.local_date))
    replies = tuple(reply for chapter in told for reply in chapter.replies)
    return Thread(key, channel_id, _parent(digest, told), (*replies, *held))


def _parent(digest: Digest, told: list[Chapter]) -> Message:
    title = f"Link digest · {site_title(digest.site)} · {times.weekday(digest.local_date)}"
    lines = [chapter.summary for chapter in told] + tallies.closing_lines(digest.tally)
    headline = f"{site_name(digest.site)}: {'; '.join(chapter.headline for chapter in told)}."
    return message(headline, (header(title), section("\n".join(lines)), *why(digest.site)))


def _baseline(digest: Digest) -> Message:
    """The first digest: what is there today is where we start from, not news."""
    site, tally = digest.site, digest.tally
    read = tally.total - tally.unseen
    looked = f"First look done: we visited {count(read, 'page')} that should link to {site_name(site)}."
    promise = "From now on you hear only of changes: links lost (after two separate looks), changed, new or back again."
    lines = [looked, *tallies.closing_lines(tally), promise]
    headline = f"{looked} {tallies.books(tally)}"
    return message(headline, (header(f"Now watching {site_title(site)}"), section("\n".join(lines)), *why(site)))
