"""App Home: what is the viewer's to do, the sites, how they are doing, and what can be done with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.blocks import fit, limits, names
from bot.blocks.elements import Block, Button, actions, context, divider, header, numbered, section
from bot.blocks.inputs import View
from bot.blocks.mention_presses import MentionsWanted
from bot.blocks.onboarding import add_site_button, first_steps
from bot.blocks.outreach_figures import funnel_line
from bot.blocks.outreach_lists import QueueWanted, chore_rows
from bot.blocks.overviews import delivery_problems, health_lines, rhythm
from jobs.analysis.duties import Duty
from jobs.list_outreach import Chore, OutreachAtHome
from storage.domain import Funnel, Lane, OutboxAges, SiteHealth, Waiting

_BLOCKS_A_SITE = 4
_BLOCKS_BELOW = 3
_TROUBLES = 10
_CHORES = 5
_COMMANDS = "`/backlinks help`, `/mentions help` and `/outreach help` list all commands."
_NOTHING = OutreachAtHome((), {})


def home_view(
    sites: Sequence[SiteHealth],
    outbox: OutboxAges | None = None,
    closed: Mapping[str, str] | None = None,
    troubled: Sequence[str] = (),
    outreach: OutreachAtHome = _NOTHING,
) -> View:
    """``closed`` are the channels we cannot post to, and Slack's reason for each; ``troubled`` ails our sources."""
    blocks = [header("Anchorwatch")]
    problems = delivery_problems(outbox, closed or {})
    blocks += fit.pack_lines([*problems, *troubled[:_TROUBLES], *_untold(len(troubled) - _TROUBLES)])
    blocks += _chores(outreach.chores)
    if not sites:
        blocks += [section(first_steps())]
    most = (limits.VIEW_BLOCKS - _BLOCKS_BELOW - len(blocks)) // _BLOCKS_A_SITE
    for health in sites[:most]:
        blocks += _site(health, *outreach.of_sites.get(health.site.id, (Waiting(), Funnel())))
    rest = len(sites) - most
    if rest > 0:
        blocks.append(context(f"+{rest:,} more: `/backlinks status DOMAIN` shows one."))
    blocks += [actions(add_site_button(first=not sites)), context(_COMMANDS)]
    return {"type": "home", "blocks": list(numbered(blocks))}


def _chores(chores: Sequence[Chore]) -> list[Block]:
    """What is due for the viewer now; what comes back by itself is not."""
    due = [chore for chore in chores if chore.duty is not Duty.COMES_BACK]
    follow_ups = [chore for chore in due if chore.duty is Duty.FOLLOW_UP]
    targets = [chore for chore in due if chore.duty is not Duty.FOLLOW_UP]
    return [*_titled("Your targets", targets), *_titled("Your follow-ups", follow_ups)]


def _titled(title: str, chores: Sequence[Chore]) -> list[Block]:
    if not chores:
        return []
    rest = len(chores) - _CHORES
    more = [context(f"+{rest:,} more: `/outreach mine`")] if rest > 0 else []
    return [section(f"*{title}*"), *chore_rows(chores[:_CHORES]), *more]


def _untold(rest: int) -> list[str]:
    return [f"+{rest:,} more: `/mentions sources`"] if rest > 0 else []


def _site(health: SiteHealth, waiting: Waiting, funnel: Funnel) -> list[Block]:
    lines = health_lines(health)
    lines += [f"Outreach: {funnel_line(funnel)}."] if funnel.suggested else []
    row = actions(*_buttons(health, waiting))
    return [section("\n".join(lines)), context(rhythm(health)), row, divider()]


def _buttons(health: SiteHealth, waiting: Waiting) -> list[Button]:
    site = health.site
    buttons = [
        ("Check now", names.CHECK_NOW, str(site.id)),
        ("Add link", names.ADD_LINK, str(site.id)),
        ("Import", names.IMPORT_LINKS, str(site.id)),
        ("Settings", names.SITE_SETTINGS, str(site.id)),
    ]
    if health.mentions.get(Lane.ASK):
        wanted = MentionsWanted(site.id, Lane.ASK)
        buttons.append(("Mentions", names.at(names.MENTIONS_SHOW, wanted.lane), wanted.value))
    if waiting.prospects:
        queue = QueueWanted(site.id).value
        buttons.append((f"Queue ({waiting.prospects:,})", names.OUTREACH_QUEUE, queue))
    return [Button(label, action, value, says=f"{label}: {site.domain}") for label, action, value in buttons]
