"""How one site is doing, in the lines that App Home and /backlinks status share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.blocks import tallies, text, times, words
from bot.blocks.footers import site_name
from bot.blocks.mention_words import lane_counts
from bot.blocks.words import count
from storage.domain import Outage, OutboxAges, OutboxState, SiteHealth, VendorRecord

_LATE = timedelta(minutes=5)
_CHANNELS = 5


def health_lines(health: SiteHealth) -> list[str]:
    """Our own trouble first; then the counts; then what comes next."""
    lines = [f"*{site_name(health.site)}*"]
    if health.channel_problem and health.site.settings.channel_id:
        lines.append(_closed(health.site.settings.channel_id, health.channel_problem))
    lines.append(tallies.books(health.tally))
    held = tallies.held_back(health.tally.held)
    if held:
        lines.append(f"Held back: {held}")
    if health.vendors.said_lost:
        lines.append(vendors(health.vendors))
    if counted := lane_counts(health.mentions):
        lines.append(f"Mentions: {counted}.")
    if health.active_run:
        lines.append(f"Check running: {health.active_run.done:,} of {count(health.active_run.total, 'link')} done.")
    return lines


def vendors(record: VendorRecord) -> str:
    """How far an index can be trusted when it calls a link lost."""
    found = [(record.truly_lost, "truly gone"), (record.live, "live"), (record.open, "still open")]
    parts = words.listing([f"{number:,} {what}" for number, what in found if number])
    return f"Called lost by an imported list: {count(record.said_lost, 'link')}. What our own visits say: {parts}."


def rhythm(health: SiteHealth) -> str:
    """When we last looked and when the team hears of it."""
    looked = f"Last look {times.moment(health.last_checked_at)}" if health.last_checked_at else "No page read yet"
    settings = health.site.settings
    if settings.channel_id is None:
        return f"{looked} · No digest: choose a channel in the site’s settings"
    digest = f" · Next digest {times.moment(health.next_digest_at)}" if health.next_digest_at else ""
    return f"{looked}{digest} in <#{settings.channel_id}>, on days with news"


def paused(outage: Outage | None) -> list[str]:
    if outage is None:
        return []
    return [f"*Checks are paused* since {times.moment(outage.began_at)}: no network on our side. Nothing is judged."]


def delivery_problems(ages: OutboxAges | None, closed: Mapping[str, str]) -> list[str]:
    """Nothing while messages leave as they should."""
    problems = [_closed(channel_id, error) for channel_id, error in closed.items()][:_CHANNELS]
    if ages is None:
        return problems
    if ages.oldest_pending and ages.oldest_pending > _LATE:
        waiting = count(ages.counts.get(OutboxState.PENDING, 0), "message")
        problems.append(f"Waiting to be posted: {waiting}, the oldest for {times.span(ages.oldest_pending)}.")
    dead = ages.counts.get(OutboxState.DEAD, 0)
    if dead:
        problems.append(f"Refused by Slack for good: {count(dead, 'message')}; the log says why.")
    return problems


def _closed(channel_id: str, error: str) -> str:
    other = f"Slack says {text.outside(error, 100)}. Choose another channel in the settings."
    return f"*I cannot post* to <#{channel_id}>: {words.CHANNEL_PROBLEMS.get(error, other)}"
