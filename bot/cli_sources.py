"""The command ``sources``: where links and mentions are looked for, and how each place is doing."""

import sys
from typing import Annotated

import typer

from bot.app import open_desk
from bot.cli_export import SiteName
from bot.command_settings import command_settings
from bot.standard_streams import print_json
from jobs.analysis.text import clean
from jobs.list_sources import SourceHealth, SourceReport
from jobs.replay_answers import Replayed

_STATES = {
    SourceHealth.WORKS: "works",
    SourceHealth.NOT_ASKED: "not asked yet",
    SourceHealth.TROUBLED: "trouble",
    SourceHealth.RESTING: "resting",
    SourceHealth.REFUSED: "refused our settings",
    SourceHealth.OFF: "switched off",
}


def sources(
    site: SiteName = None,
    poll: Annotated[bool, typer.Option("--poll", help="Ask every source what is due there first.")] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Read again what was answered in the last two weeks, asking nobody.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List where links and mentions are looked for, and how each place is doing.

    Example: anchorwatch sources --poll
    """
    with open_desk(command_settings()) as desk:
        chosen = desk.lists.site(desk.workspace_id, site) if site else None
        asked = desk.poll_now() if poll else 0
        if replay:
            _tell(desk.replay())
        reports = desk.sources.all(desk.workspace_id, chosen.id if chosen else None)
    if as_json:
        print_json({"asked": asked, "sources": [_as_json(report) for report in reports]})
        return
    for report in reports:
        sys.stdout.write(f"{report.name}\t{_line(report)}\n")


def _tell(done: Replayed) -> None:
    unread = f", {done.unread} of them nobody can read" if done.unread else ""
    sys.stderr.write(f"Read {done.answers} answers again{unread}: {done.found} new findings.\n")


def _line(report: SourceReport) -> str:
    if report.health is SourceHealth.LACKS:
        return f"off until you set {' and '.join(report.lacks)}"
    why = f": {clean('; '.join(report.troubles))}" if report.troubles else ""
    last = f", last answered {report.last_success_at:%Y-%m-%d %H:%M} UTC" if report.last_success_at else ""
    asked = f"{report.queries} queries, " if report.queries else ""
    return f"{_STATES[report.health]}{why}; {asked}{report.found} pages named{last}"


def _as_json(report: SourceReport) -> dict[str, object]:
    last, until = report.last_success_at, report.resting_until
    return {
        "name": report.name,
        "title": report.title,
        "health": report.health,
        "lacks": report.lacks,
        "troubles": report.troubles,
        "queries": report.queries,
        "found": report.found,
        "last_success_at": last.isoformat() if last else None,
        "resting_until": until.isoformat() if until else None,
        "requests": report.requests,
        "cost": report.cost,
        "cost_unit": report.cost_unit,
    }
