"""One change as one line on which a person can decide: what, where, why, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import names, text, times, words
from bot.blocks.elements import Block, Button, section
from bot.blocks.groups import Group, groups_of
from storage.domain import Backlink, ChangeKind, Facet, Incident, LinkFacts, LinkKind, Site, Told

_LABELS = {
    ChangeKind.LOST: "Lost",
    ChangeKind.CHANGED: "Changed",
    ChangeKind.NEW: "New",
    ChangeKind.RECOVERED: "Back",
}
_CONTEXT = 70  # characters of the page's text on either side of a link
_CONTEXT_SHOWN = 100
_ANCHOR = 90
_FACET = 60


@dataclass(frozen=True, slots=True)
class Line:
    """What one row of a section stands for: one change, or several that are one piece of news (``as_one`` names it).

    ``plain`` has no mark-up.
    """

    text: str
    plain: str
    lead: Told
    links: int
    as_one: str = ""


def lines_of(shown: Sequence[Told], site: Site, incidents: Mapping[int, Incident]) -> tuple[Line, ...]:
    """One line a change, in the order given; changes that are one piece of news share the line of their first."""
    return tuple(_line_of(group, site, incidents) for group in groups_of(shown, incidents.keys()))


def _line_of(group: Group, site: Site, incidents: Mapping[int, Incident]) -> Line:
    if len(group.changes) == 1:
        return _line(group.changes[0], site)
    if group.incident_id is not None:
        return _incident_line(group.changes, incidents[group.incident_id])
    return _site_wide_line(group.changes, site)


def row(line: Line, position: int) -> Block:
    return explain_row(line.text, line.lead.link, position)


def explain_row(safe: str, link: Backlink, position: int) -> Block:
    says = f"Explain {text.page_name(link.source_url)}"
    return section(safe, Button("Explain", names.explain_id(position), str(link.id), says))


def excerpt(facts: LinkFacts) -> str:
    """The link among its words. Ours is the bold; every mark-up of the page is gone."""
    anchor = anchor_words(facts)
    before, after = facts.context_before.strip(), facts.context_after.strip()
    left = f"…{_last(before)} " if before else ""
    right = _gap(after) + _first(after) if after else ""
    return f"“{left}{text.bold(anchor)}{right}”"


def anchor_words(facts: LinkFacts) -> str:
    if facts.anchor_text.strip():
        return text.outside(facts.anchor_text, _ANCHOR)
    return "an image" if facts.kind is LinkKind.IMAGE else "a link without text"


def facet_words(facet: Facet) -> str:
    before, after = text.outside(facet.before, _FACET), text.outside(facet.after, _FACET)
    match facet.name:
        case "rel":
            return f"was {before}, is now {after}"
        case "anchor":
            return f"anchor was “{before}”, is now “{after}”"
        case "target":
            return f"led to {before}, now leads to {after}"
        case "placement":
            return f"was {_place(facet.before)}, is now {_place(facet.after)}"
        case "visitors":
            return f"was shown to {before}, is now shown to {after}"
        case "index":
            return f"page was {before}, is now {after}"
        case "number of links":
            return f"{before} links to you before, now {after}"
        case other:
            return f"{other} was {before}, is now {after}"


def _line(told: Told, site: Site) -> Line:
    label, domain = _LABELS[told.change.kind], told.link.source_domain
    what = _what(told)
    if told.link.is_contract:
        what = f"contract, {what}"
    parts = [f"*{label}* · {text.page_link(told.link.source_url)}", what]
    facts = told.link.facts
    if facts is not None:
        parts.append(f"{excerpt(facts)} → {text.target_name(facts.target_url, site.domain)}")
    else:
        parts.append(f"→ {text.target_name(told.link.target_url, site.domain)}")
    return Line(f"{' — '.join(parts)} · {_proof(told)}", f"{label}: {domain}, {what}", told, 1)


def _incident_line(group: Sequence[Told], incident: Incident) -> Line:
    lead = group[0]
    if lead.change.kind is ChangeKind.RECOVERED:
        return _recovered_line(group, incident)
    label, domain = _LABELS[lead.change.kind], text.outside(incident.source_domain, 75)
    cause = words.CAUSES.get(incident.cause, "one cause")
    what = f"{cause} at {domain}: {words.count(len(group), 'link')}, one incident"
    reason = words.told(lead.change.verdict)
    line = f"*{label}* · {what} — {reason} · {_proof(lead)}"
    return Line(line, f"{label}: {what}, {reason}", lead, len(group), "one incident")


def _site_wide_line(group: Sequence[Told], site: Site) -> Line:
    """What a site's template repeats is worth one line, however many pages it stands on."""
    lead = group[0]
    label, domain = _LABELS[lead.change.kind], text.outside(lead.link.source_domain, 75)
    what = f"site-wide, on {words.count(len(group), 'page')} of {domain}: {_what(lead)}"
    facts = lead.link.facts
    shown = f" — {excerpt(facts)} → {text.target_name(facts.target_url, site.domain)}" if facts else ""
    line = f"*{label}* · {what}{shown} · {_proof(lead)}"
    return Line(line, f"{label}: {what}", lead, len(group), "one site-wide link")


def _recovered_line(group: Sequence[Told], incident: Incident) -> Line:
    lead, label = group[0], _LABELS[ChangeKind.RECOVERED]
    what = f"{text.outside(incident.source_domain, 75)}: {words.count(len(group), 'link')} of one incident there again"
    if incident.closed_at is not None:
        what += ", which is over"
    return Line(f"*{label}* · {what} · {_proof(lead)}", f"{label}: {what}", lead, len(group))


def _what(told: Told) -> str:
    """The fact itself, with what makes it matter: how long a lost link stood, what exactly changed."""
    change, facts = told.change, told.link.facts
    match change.kind:
        case ChangeKind.LOST:
            return words.told(change.verdict) + _stood(told)
        case ChangeKind.CHANGED:
            return "; ".join(map(facet_words, change.facets)) or words.told(change.verdict)
        case ChangeKind.RECOVERED:
            return f"the link is there again, a {_kind(facts)}"
        case ChangeKind.NEW:
            return _kind(facts) + _origin(change.facets)


def _stood(told: Told) -> str:
    since, facts = told.link.first_live_at, told.link.facts
    if since is None or told.change.first_observed <= since:
        return ""
    place = words.PLACES[facts.placement] if facts else "live"
    return f", was {place} for {times.span(told.change.first_observed - since)}"


def _kind(facts: LinkFacts | None) -> str:
    if facts is None:
        return "link on the page"
    return f"{follow_words(facts)} link {words.PLACES[facts.placement]}"


def follow_words(facts: LinkFacts) -> str:
    return "follow" if facts.follow else "nofollow"


def _origin(facets: Sequence[Facet]) -> str:
    added = any(facet.name == "origin" and facet.after == "link_added" for facet in facets)
    return ", added to a page that had none" if added else ""


def _proof(told: Told) -> str:
    change = told.change
    apart = change.confirmed_at - change.first_observed
    if change.kind in {ChangeKind.NEW, ChangeKind.RECOVERED} or not apart:
        return f"seen {times.moment(change.confirmed_at)}"
    return f"confirmed twice, {times.span(apart)} apart"


def _place(name: str) -> str:
    return text.outside(words.place(name), _FACET)


def _last(before: str) -> str:
    """The end of the words before a link, from a whole word on."""
    tail = before[-_CONTEXT:]
    return text.outside(tail.partition(" ")[2] or tail if len(before) > _CONTEXT else tail, _CONTEXT_SHOWN)


def _first(after: str) -> str:
    """The beginning of the words after a link; the dots say that the sentence goes on."""
    shown = text.outside(after, _CONTEXT)
    return shown if shown.endswith(("…", ".", "!", "?")) else f"{shown}…"


def _gap(after: str) -> str:
    return "" if after[0] in ",.;:!?)" else " "
