"""The answer to /backlinks sources: where we look, how each place is doing, and what the others want to be set."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import fit, times
from bot.blocks.elements import context, header, message, section
from bot.blocks.text import escape, outside
from bot.blocks.words import count
from jobs.list_sources import SourceHealth, SourceReport
from storage.domain import Message, Site, Thread

_WHY = 300
_IDLE = (SourceHealth.LACKS, SourceHealth.OFF)


def source_list(reports: Sequence[SourceReport]) -> Message:
    """Those in use with what they found; an error is said as one, never as "nothing found"."""
    used = [report for report in reports if report.health not in _IDLE]
    rows = [section(source_line(report)) for report in used]
    tail = [context(line) for line in (_lacking(reports), _switched_off(reports)) if line]
    spoken = "\n".join(source_line(report) for report in used) or "No source is in use."
    return message(spoken, fit.split([header("Where I look for links and mentions")], rows, tail)[0])


def source_line(report: SourceReport) -> str:
    """One source in one or two lines."""
    found = f"{count(report.found, 'page')} named" if report.found else "nothing named so far"
    cost = f", {report.cost:,.2f} {report.cost_unit} this month" if report.cost_unit and report.cost else ""
    asked = f"{count(report.queries, 'query', 'queries')}, " if report.queries else ""
    return f"*{escape(report.title)}* · {_state(report)}\n{asked}{found}{cost}"


def troubled_lines(reports: Sequence[SourceReport]) -> list[str]:
    """One line for each source that gives no answer, for those who look at everything."""
    troubled = (SourceHealth.TROUBLED, SourceHealth.RESTING, SourceHealth.REFUSED)
    return [f"*{escape(one.title)}* gives no answer: {_state(one)}" for one in reports if one.health in troubled]


def _state(report: SourceReport) -> str:
    last = f"last answered {times.moment(report.last_success_at)}" if report.last_success_at else "has not answered yet"
    why = outside("; ".join(report.troubles), _WHY) if report.troubles else "no reason given"
    match report.health:
        case SourceHealth.WORKS:
            return f"works, {last}"
        case SourceHealth.REFUSED:
            return f"switched off: {why}. Change its settings to try again; {last}"
        case SourceHealth.RESTING:
            until = times.moment(report.resting_until) if report.resting_until else "soon"
            return f"resting until {until}{f': {why}' if report.troubles else ', as it asked'}; {last}"
        case SourceHealth.TROUBLED:
            return f"trouble: {why}; {last}"
        case _:
            return "not asked yet"


def _lacking(reports: Sequence[SourceReport]) -> str:
    wanting = [one for one in reports if one.health is SourceHealth.LACKS]
    said = "; ".join(f"{escape(one.title)}: `{'`, `'.join(one.lacks)}`" for one in wanting)
    return f"Not in use until your operator sets: {said}" if wanting else ""


def _switched_off(reports: Sequence[SourceReport]) -> str:
    off = [escape(one.title) for one in reports if one.health is SourceHealth.OFF]
    return f"Switched off by your operator: {', '.join(off)}." if off else ""


def refused_thread(site: Site, title: str, why: str, key: str) -> Thread:
    """That a source refuses our settings, told once."""
    said = (
        f"{escape(title)} says: {outside(why, _WHY)}. It is not asked again until its settings change, and nothing it "
        "knows since its last answer is lost: the search goes on from there. `/backlinks sources` shows all."
    )
    head = f"Switched off: {title}"
    return Thread(key, site.settings.channel_id or "", message(f"{head}. {said}", (header(head), section(said))))
