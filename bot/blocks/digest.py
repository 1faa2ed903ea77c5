"""The digest: a parent that says whether to act, and one reply for each kind of news."""

from __future__ import annotations

from bot.blocks import names, tallies, text, times, words
from bot.blocks.chapters import Chapter, Setting, by_id, change_chapter
from bot.blocks.elements import Block, Button, actions, context, header, message, section
from storage.domain import Digest, Message, Site, Thread


def lost(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Lost", digest.lost, setting, "/backlinks lost")


def changed(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Changed", digest.changed, setting, "/backlinks changed")


def new(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("New", digest.new, setting, "/backlinks new")


def recovered(digest: Digest, setting: Setting) -> Chapter | None:
    return change_chapter("Back again", digest.recovered, setting, "/backlinks list")


# The order of telling. A new kind of news is a function above and a name here.
CHAPTERS = (lost, changed, new, recovered)


def digest_thread(digest: Digest, key: str) -> Thread | None:
    """None when nothing changed or the site has no channel: every message means something."""
    channel_id = digest.site.settings.channel_id
    if channel_id is None:
        return None
    if digest.is_baseline:
        return Thread(key, channel_id, _baseline(digest))
    setting = Setting(digest.site, digest.local_date, by_id(digest.incidents))
    told = [chapter for tell in CHAPTERS if (chapter := tell(digest, setting))]
    if not told:
        return None
    return Thread(key, channel_id, _parent(digest, told), tuple(reply for chapter in told for reply in chapter.replies))


def site_name(site: Site) -> str:
    """The domain; the pretend web of the demo says in every title that it is one."""
    return f"{site.domain} (demo)" if site.is_demo else site.domain


def why(site: Site) -> tuple[Block, ...]:
    """How to change or end what the bot posts by itself."""
    schedule = site.settings.schedule
    reason = f"Why you see this: this channel gets the digest of {text.outside(site_name(site), 90)}"
    at = f"when there is news, at {schedule.at:%H:%M} ({text.outside(schedule.zone, 40)})."
    button = Button("Settings", names.SITE_SETTINGS, str(site.id), says=f"Settings of {site.domain}")
    return context(f"{reason} {at}"), actions(button)


def _parent(digest: Digest, told: list[Chapter]) -> Message:
    title = f"Link digest · {site_name(digest.site)} · {times.weekday(digest.local_date)}"
    lines = [chapter.summary for chapter in told]
    held = tallies.held_back(digest.tally.held)
    if held:
        lines.append(f"*Held back:* {held}")
    lines.append(f"*In all:* {tallies.books(digest.tally)}")
    headline = f"{text.outside(site_name(digest.site), 90)}: {'; '.join(chapter.headline for chapter in told)}."
    return message(headline, (header(title), section("\n".join(lines)), *why(digest.site)))


def _baseline(digest: Digest) -> Message:
    """The first digest: what is there today is where we start from, not news."""
    name, tally = text.outside(site_name(digest.site), 90), digest.tally
    read = tally.total - tally.unseen
    looked = f"We read the pages of {words.count(read, 'link')} to {name} for the first time."
    lines = [f"*Start:* {tallies.books(tally)}"]
    held = tallies.held_back(tally.held)
    if held:
        lines.append(f"*Held back:* {held}")
    lines.append("From now on you hear only of changes: links lost (after two separate looks), changed or new.")
    title = f"Now watching {site_name(digest.site)}"
    return message(
        f"{looked} {tallies.books(tally)}", (header(title), section("\n".join([looked, *lines])), *why(digest.site))
    )
