"""The answer to /backlinks status: how every site is doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import fit
from bot.blocks.elements import context, header, message, section, sentence
from bot.blocks.footers import site_name
from bot.blocks.onboarding import first_steps
from bot.blocks.overviews import delivery_problems, health_lines, paused, rhythm
from bot.blocks.tallies import books
from storage.domain import Message, Outage, OutboxAges, SiteHealth

_SITES = 12


def status(
    sites: Sequence[SiteHealth],
    outbox: OutboxAges | None = None,
    closed: Mapping[str, str] | None = None,
    outage: Outage | None = None,
) -> Message:
    """``closed`` are the channels we cannot post to, and Slack's reason for each; ``outage`` is one of ours."""
    if not sites:
        return sentence(first_steps())
    problems = [*paused(outage), *delivery_problems(outbox, closed or {})]
    head = [header("How your sites are doing")] + ([section("\n".join(problems))] if problems else [])
    rows = [section("\n".join([*health_lines(health), rhythm(health)])) for health in sites[:_SITES]]
    rest = len(sites) - _SITES
    tail = [context(f"+{rest:,} more: `/backlinks status DOMAIN` shows one.")] if rest > 0 else []
    spoken = "\n".join(f"{site_name(health.site)}: {books(health.tally)}" for health in sites[:_SITES])
    return message(spoken, fit.split(head, rows, tail)[0])
