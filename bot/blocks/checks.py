"""A check that someone asked for: how far it is, and what it found."""

from __future__ import annotations

import re
from collections import Counter

from bot.blocks import fit, limits, tallies, text, times, words
from bot.blocks.chapters import Chapter, Setting, by_id, change_chapter, what_changed
from bot.blocks.elements import Block, context, header, message, section
from bot.blocks.footers import site_name, site_title
from bot.blocks.held import held_reply
from bot.blocks.rows import explain_row
from bot.blocks.words import count
from storage.domain import (
    Backlink,
    ChangeKind,
    CheckRun,
    Conclusion,
    Degraded,
    LinkState,
    Message,
    RunReport,
    RunScope,
    Section,
    Thread,
)

_BAR = 20
_NOTHING = Section((), 0, 0)
_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")
_CHAPTERS = (
    ("Lost", ChangeKind.LOST, "/backlinks lost", None),
    ("Changed", ChangeKind.CHANGED, "/backlinks changed", what_changed),
    ("New", ChangeKind.NEW, "/backlinks new", None),
    ("Back again", ChangeKind.RECOVERED, "/backlinks list", None),
)
_DEGRADED = {
    Degraded.OWN_OUTAGE: "*Interrupted:* we had no network for a while; what failed to answer then was not judged.",
    Degraded.MASS_TURN: "*Held back:* so many pages turned at once that more likely the fault is ours; nothing of that "
    "counts as lost.",
}
_OUTCOMES = {
    Conclusion.LIVE: "live",
    Conclusion.LOST: "without the link",
    Conclusion.NO_ANSWER: "could not be read",
    Conclusion.REFUSED: "we may not visit",
}


def progress(run: CheckRun, domain: str, *, is_closed: bool = False) -> Message:
    """Edited in place while the run lasts. ``is_closed``: the channel of its report is one we are not in."""
    of = f"{count(run.total, 'link')} of {text.outside(domain, 90)}"
    if run.finished_at is not None or run.done >= run.total:
        done = f"Checked {of}.{_where(run, is_closed)}"
        return message(done, (section(done),))
    doing = f"Checking {of}… {run.done:,} done."
    return message(doing, (section(doing), context(_bar(run.done, run.total))))


def _where(run: CheckRun, is_closed: bool) -> str:
    if run.channel_id is None:
        return ""
    if is_closed:
        return f" I am not in <#{run.channel_id}>: invite me there, and I post the report."
    return f" The report is in <#{run.channel_id}>."


def run_report(report: RunReport) -> Thread:
    """What a finished run found, in the channel it was asked in."""
    channel_id = report.run.channel_id or report.site.settings.channel_id
    if channel_id is None:
        raise ValueError(f"run {report.run.id} was asked for outside any channel")
    setting = Setting(report.site, f"check-{report.run.id}", by_id(report.incidents))
    told = [
        chapter
        for title, kind, command, detail in _CHAPTERS
        if (chapter := change_chapter(title, report.sections.get(kind, _NOTHING), setting, command, detail))
    ]
    replies = [reply for chapter in told for reply in chapter.replies]
    return Thread(
        f"run/{report.run.id}",
        channel_id,
        _parent(report, told),
        (*replies, *_rechecked(report), *held_reply(report.held)),
    )


def _parent(report: RunReport, told: list[Chapter]) -> Message:
    outcome = f"Checked {count(sum(report.verdicts.values()), 'link')}: {_outcomes(report)}."
    news = [chapter.summary for chapter in told] or ["This check confirmed nothing lost, changed or new."]
    degraded = [_DEGRADED[report.run.degraded]] if report.run.degraded else []
    lines = [outcome, *degraded, *_without_link(report), *news, *tallies.closing_lines(report.tally)]
    blocks = [header(f"Check of {site_title(report.site)}"), section("\n".join(lines)), *_asked_by(report.run)]
    return message(f"{site_name(report.site)}: {outcome[0].lower()}{outcome[1:]}", blocks)


def _outcomes(report: RunReport) -> str:
    """Each visit in exactly one count."""
    met = _by_meaning(report)
    named = [f"{met[meaning]:,} {phrase}" for meaning, phrase in _OUTCOMES.items() if met[meaning]]
    return words.listing(named) or "nothing to visit"


def _by_meaning(report: RunReport) -> Counter[Conclusion]:
    met: Counter[Conclusion] = Counter()
    for verdict, number in report.verdicts.items():
        met[words.WORDINGS[verdict].means] += number
    return met


def _without_link(report: RunReport) -> list[str]:
    """Accounts for each page that was read and had no link: news now, maybe news later, or old news."""
    without = _by_meaning(report)[Conclusion.LOST]
    lost = report.sections.get(ChangeKind.LOST, _NOTHING).links
    waiting = sum(1 for link in report.suspects if _looks_lost(link))
    before = without - lost - waiting
    if not without or before < 0 or _waiting(report) > len(report.suspects):
        return []
    parts = [(lost, "confirmed lost now"), (waiting, "being re-checked"), (before, "never found, or told before")]
    named = [f"{number:,} {what}" for number, what in parts if number]
    return [f"Of the {without:,} without the link: {words.listing(named)}."]


def _looks_lost(link: Backlink) -> bool:
    """This run saw it without the link; a suspect that gave no answer this time is counted there."""
    suspicion = link.suspicion
    return (
        link.unanswered_since is None
        and suspicion is not None
        and words.WORDINGS[suspicion.verdict].means is Conclusion.LOST
    )


def _waiting(report: RunReport) -> int:
    """All links that wait for their second look; ``suspects`` may hold only the first of them."""
    of_site = report.tally.held.rechecking if report.run.scope is RunScope.SITE else 0
    return max(len(report.suspects), of_site)


def _rechecked(report: RunReport) -> tuple[Message, ...]:
    if not report.suspects:
        return ()
    waiting = _waiting(report)
    title = f"Being re-checked: {count(waiting, 'link')}"
    shown = report.suspects[: limits.SECTION_LINES]
    rows = [explain_row(_suspect(link, report), link, place) for place, link in enumerate(shown)]
    rest = waiting - len(shown)
    note = "Not news yet: a page can be broken for an hour. We look again before we say so."
    tail = [context(f"+{rest:,} more. `/backlinks list` shows them."), context(note)] if rest else [context(note)]
    spoken = f"{title}. {note}"
    return tuple(message(spoken, blocks) for blocks in fit.split([header(title)], rows, tail))


def _suspect(link: Backlink, report: RunReport) -> str:
    page, suspicion = text.page_link(link.source_url), link.suspicion
    if suspicion is None:
        return f"{page} — {words.STATES[LinkState.SUSPECT]} · next look {times.moment(link.next_due_at)}"
    earliest = max(suspicion.since + report.confirm_after, link.next_due_at)
    return (
        f"{page} — {words.seen(suspicion.verdict)} since {times.moment(suspicion.since)} · "
        f"next look {times.moment(link.next_due_at)}, confirmed at the earliest {times.moment(earliest)}"
    )


def _asked_by(run: CheckRun) -> tuple[Block, ...]:
    if not _PERSON.fullmatch(run.requested_by):
        return ()
    return (context(f"Asked for by <@{run.requested_by}>."),)


def _bar(done: int, total: int) -> str:
    filled = _BAR * done // max(total, 1)
    return f"{'█' * filled}{'░' * (_BAR - filled)} {100 * done // max(total, 1)} %"
