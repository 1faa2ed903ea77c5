"""The answer to /backlinks status: how every site is doing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import fit
from bot.blocks.elements import context, header, message, section
from bot.blocks.footers import site_name
from bot.blocks.onboarding import first_steps
from bot.blocks.overviews import health_lines, outbox_problem, rhythm
from bot.blocks.tallies import books
from storage.domain import Message, OutboxAges, SiteHealth

_SITES = 12


def status(sites: Sequence[SiteHealth], outbox: OutboxAges | None = None) -> Message:
    if not sites:
        return message(first_steps(), (section(first_steps()),))
    problem = outbox_problem(outbox)
    head = [header("How your sites are doing")] + ([section(problem)] if problem else [])
    rows = [section("\n".join([*health_lines(health), rhythm(health)])) for health in sites[:_SITES]]
    rest = len(sites) - _SITES
    tail = [context(f"+{rest:,} more: `/backlinks status DOMAIN` shows one.")] if rest > 0 else []
    spoken = "\n".join(f"{site_name(health.site)}: {books(health.tally)}" for health in sites[:_SITES])
    return message(spoken, fit.split(head, rows, tail)[0])
