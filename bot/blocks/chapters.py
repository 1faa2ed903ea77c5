"""One kind of news, summed up in a line of the parent and told in full in its reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import fit, limits, text, words
from bot.blocks.elements import context, header, message
from bot.blocks.files import changes_file
from bot.blocks.rows import Line, lines_of, row
from storage.domain import Incident, Message, MessageFile, Section, Site, Told, Verdict

_CHANGES = {
    Verdict.CLOAKED: "now shown to some visitors only",
    Verdict.NOINDEX: "now noindex",
    Verdict.CANONICALISED: "now a copy of another page",
    Verdict.HIDDEN: "now hidden",
    Verdict.TARGET_CHANGED: "to another page of yours",
    Verdict.ANCHOR_CHANGED: "with another anchor text",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """``summary`` stands in the parent; ``replies`` follow in the thread (more than one only if Slack's limits ask).

    ``headline`` is the summary in plain words, for the notification. What is not news is told on days with news only.
    """

    summary: str
    headline: str
    replies: tuple[Message, ...]
    is_news: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """What all chapters of one thread share. ``edition`` names the files: a date or a run."""

    site: Site
    edition: str
    incidents: Mapping[int, Incident]


def by_id(incidents: Sequence[Incident]) -> dict[int, Incident]:
    return {incident.id: incident for incident in incidents}


def size(section: Section) -> str:
    """Domains first: ten links lost on one blog are one loss to a link builder."""
    return f"{words.count(section.domains, 'domain')}, {words.count(section.links, 'link')}"


def change_chapter(
    title: str, section: Section, setting: Setting, command: str, detail: Callable[[Sequence[Told]], str] | None = None
) -> Chapter | None:
    """None when there is nothing to tell. ``command`` lists the rest when the file cannot; ``detail`` sums up all."""
    if not section.links:
        return None
    lines = lines_of(section.shown, setting.site, setting.incidents)
    shown, file = lines[: limits.SECTION_LINES], _file(title, section, setting)
    rest = section.links - sum(line.links for line in shown)
    tail = [_rest(rest, section, file, command)] if rest else []
    if file and not rest:
        tail = [f"All {len(section.shown):,} rows are in the attached file."]
    replies = _replies(f"{title}: {size(section)}", shown, tail, file)
    is_whole = len(section.shown) == section.links
    summary = size(section) + _largest(lines) + (detail(section.shown) if detail and is_whole else "")
    return Chapter(f"*{title}:* {summary}", f"{title.lower()} {summary}", replies)


def what_changed(shown: Sequence[Told]) -> str:
    """Which links changed how, the change that costs most first."""
    kinds = Counter(told.change.verdict for told in shown)
    turned = kinds.pop(Verdict.REL_CHANGED, 0)
    follow = sum(1 for told in shown if told.change.verdict is Verdict.REL_CHANGED and _now_follow(told))
    parts = [(turned - follow, "now nofollow"), (follow, "now follow")]
    parts += [(kinds.pop(verdict, 0), phrase) for verdict, phrase in _CHANGES.items()]
    parts.append((kinds.total(), "otherwise"))
    return f" ({words.listing([f'{number:,} {phrase}' for number, phrase in parts if number])})"


def _now_follow(told: Told) -> bool:
    return told.link.facts is not None and told.link.facts.follow


def _replies(heading: str, lines: Sequence[Line], tail: list[str], file: MessageFile | None) -> tuple[Message, ...]:
    spoken = "\n".join([heading, *(line.plain for line in lines), *tail])
    rows = [row(line, place) for place, line in enumerate(lines)]
    *first, last = fit.split([header(heading)], rows, [context(note) for note in tail])
    return *(message(spoken, blocks) for blocks in first), message(spoken, last, (file,) if file else ())


def _file(title: str, section: Section, setting: Setting) -> MessageFile | None:
    if len(section.shown) <= limits.SECTION_LINES:
        return None
    name = f"{setting.site.domain}-{setting.edition}-{title.lower().replace(' ', '-')}.csv"
    return changes_file(name, section.shown, setting.incidents)


def _rest(rest: int, section: Section, file: MessageFile | None, command: str) -> str:
    if file is None:
        return f"+{rest:,} more. `{command}` lists them."
    missing = section.links - len(section.shown)
    held = f", which has the first {len(section.shown):,}" if missing else ""
    return f"+{rest:,} more in the attached file{held}."


def _largest(lines: Sequence[Line]) -> str:
    largest = max(lines, key=lambda line: line.links, default=None)
    if largest is None or not largest.as_one:
        return ""
    domain = text.outside(largest.lead.link.source_domain, 60)
    return f" ({largest.links:,} of them {largest.as_one} at {domain})"
