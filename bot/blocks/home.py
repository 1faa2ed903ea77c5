"""App Home: the sites, how they are doing, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import fit, limits, names
from bot.blocks.elements import Block, Button, actions, context, divider, header, numbered, section
from bot.blocks.inputs import View
from bot.blocks.mention_presses import MentionsWanted
from bot.blocks.onboarding import add_site_button, first_steps
from bot.blocks.overviews import delivery_problems, health_lines, rhythm
from storage.domain import Lane, OutboxAges, SiteHealth

_BLOCKS_A_SITE = 4
_BLOCKS_BESIDE = 8
_TROUBLES = 10
_COMMANDS = "`/backlinks help` and `/mentions help` list all commands."


def home_view(
    sites: Sequence[SiteHealth],
    outbox: OutboxAges | None = None,
    closed: Mapping[str, str] | None = None,
    troubled: Sequence[str] = (),
) -> View:
    """``closed`` are the channels we cannot post to, and Slack's reason for each; ``troubled`` ails our sources."""
    most = (limits.VIEW_BLOCKS - _BLOCKS_BESIDE) // _BLOCKS_A_SITE
    blocks = [header("Anchorwatch")]
    problems = delivery_problems(outbox, closed or {})
    blocks += fit.pack_lines([*problems, *troubled[:_TROUBLES], *_untold(len(troubled) - _TROUBLES)])
    if not sites:
        blocks += [section(first_steps())]
    for health in sites[:most]:
        blocks += _site(health)
    rest = len(sites) - most
    if rest > 0:
        blocks.append(context(f"+{rest:,} more: `/backlinks status DOMAIN` shows one."))
    blocks += [actions(add_site_button(first=not sites)), context(_COMMANDS)]
    return {"type": "home", "blocks": list(numbered(blocks))}


def _untold(rest: int) -> list[str]:
    return [f"+{rest:,} more: `/mentions sources`"] if rest > 0 else []


def _site(health: SiteHealth) -> list[Block]:
    site = health.site
    buttons = [
        ("Check now", names.CHECK_NOW),
        ("Add link", names.ADD_LINK),
        ("Import", names.IMPORT_LINKS),
        ("Settings", names.SITE_SETTINGS),
    ]
    shown = [Button(label, action, str(site.id), says=f"{label}: {site.domain}") for label, action in buttons]
    if health.mentions.get(Lane.ASK):
        wanted = MentionsWanted(site.id, Lane.ASK)
        action = names.at(names.MENTIONS_SHOW, wanted.lane)
        shown.append(Button("Mentions", action, wanted.value, says=f"Mentions: {site.domain}"))
    row = actions(*shown)
    return [section("\n".join(health_lines(health))), context(rhythm(health)), row, divider()]
