"""The evidence card: what we believe of one link, and the visits that made us believe it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import fit, limits, names, text, times, words
from bot.blocks.elements import Block, Button, actions, context, divider, header, message, section
from bot.blocks.rows import excerpt, facet_words
from storage.domain import (
    Backlink,
    ChangeKind,
    Conclusion,
    Evidence,
    Explanation,
    LinkChange,
    LinkCheck,
    LinkState,
    Message,
    Pulse,
)

_HISTORY = 5
_HOPS = 5
_EXCERPT = 400
_HASH = 10
_LONGEST_REASON = 250
_REASON_IN_LOG = 100


def explain(found: Explanation) -> Message:
    link, changes, first, confirming = found.link, found.changes, found.first, found.confirming
    belief = _belief(link, changes[0] if changes else None)
    opening = [
        f"*{text.page_link(link.source_url, limits.EXPLAINED_URL)}* → {_target(link)}",
        belief,
        *_own_side(found),
        *_contract(link),
    ]
    blocks = [header(f"Why we say this: {text.page_name(link.source_url)}"), *fit.pack_lines(opening)]
    blocks += _proofs(first, confirming) or _latest(found.history)
    blocks += _excerpts(link, confirming or first)
    blocks += [divider(), *_log(found), context(_next_look(link))]
    if found.ticket:
        label = "Ask for it back" if link.state is LinkState.LOST else "Show the target"
        blocks.append(actions(Button(label, names.at(names.OUTREACH_OPEN, link.id), found.ticket)))
    return message(f"{text.outside(text.page_name(link.source_url), 90)}: {belief}", blocks)


def _belief(link: Backlink, change: LinkChange | None) -> str:
    if link.state is LinkState.SUSPECT and link.suspicion:
        since = times.moment(link.suspicion.since)
        looks = words.seen(link.suspicion.verdict)
        return f"*Not sure yet:* {looks} since {since}. We look again before saying that anything changed."
    state = f"*We believe: {words.STATES[link.state]}.*"
    if link.unanswered_since:
        return (
            f"{state} No answer since {times.moment(link.unanswered_since)}; that is not a loss. {_why(link, change)}"
        )
    return f"{state} {_why(link, change)}".strip()


def _own_side(found: Explanation) -> list[str]:
    """What is broken on our own side costs the link as surely as its removal."""
    fault = words.page_fault(found.own_page) if found.own_page else ""
    return [f"*Mend your side:* the page it leads to {fault}."] if fault else []


def _contract(link: Backlink) -> list[str]:
    return (
        ["*Contract:* paid for or agreed on; looked at daily, and its loss is told at once."]
        if link.is_contract
        else []
    )


def _why(link: Backlink, change: LinkChange | None) -> str:
    since, last = link.first_live_at, link.last_live_at
    if change and change.kind is ChangeKind.LOST and link.state is LinkState.LOST:
        stood = f" It stood for {times.span(change.first_observed - since)}." if since else ""
        return f"{_capital(words.told(change.verdict))}, confirmed {times.moment(change.confirmed_at)}.{stood}"
    if change and change.kind is ChangeKind.CHANGED and change.facets and link.state is LinkState.LIVE:
        facts = "; ".join(map(facet_words, change.facets))
        return f"{_capital(facts)}, confirmed {times.moment(change.confirmed_at)}."
    if link.state is LinkState.LIVE and since and last:
        return f"First seen {times.moment(since)}, last seen {times.moment(last)}."
    return ""


def _proofs(first: LinkCheck | None, confirming: LinkCheck | None) -> list[Block]:
    blocks = [section(_visit("First noticed", first))] if first else []
    if confirming and (first is None or confirming.id != first.id or confirming.slot != first.slot):
        blocks.append(section(_visit("Confirmed", confirming)))
    return blocks


def _latest(history: Sequence[LinkCheck]) -> list[Block]:
    return [section(_visit("Last visit", history[0]))] if history else []


def _visit(title: str, check: LinkCheck) -> str:
    lines = [
        f"*{title}* {times.moment(check.checked_at)}: {words.seen(check.verdict)}",
        *_reason(check),
        _way(check.evidence),
    ]
    if check.facts and check.facts.nofollow_by:
        lines.append(f"nofollow: {words.CARRIERS[check.facts.nofollow_by]}")
    if check.evidence.noindex_by:
        lines.append(f"noindex: {words.CARRIERS[check.evidence.noindex_by]}")
    if check.evidence.content_hash:
        lines.append(f"Fingerprint of the page: {text.outside(check.evidence.content_hash[:_HASH], 2 * _HASH)}")
    return "\n".join(lines)


def _reason(check: LinkCheck) -> list[str]:
    """Why the visit came to its verdict; that an address or robots.txt forbids it, the verdict says itself."""
    if not check.reason or check.conclusion is Conclusion.REFUSED:
        return []
    return [f"What we saw: {text.outside(check.reason, _LONGEST_REASON)}"]


def _way(evidence: Evidence) -> str:
    """The status chain, such as 301 → 200, and where it ended."""
    if evidence.status is None and not evidence.hops:
        return "The server gave no status."
    statuses = [str(hop.status) for hop in evidence.hops[:_HOPS]]
    if len(evidence.hops) > _HOPS:
        statuses.append("…")
    chain = " → ".join([*statuses, str(evidence.status or "no answer")])
    end = f" at {text.page_link(evidence.final_url)}" if evidence.final_url else ""
    return f"HTTP {chain}{end}"


def _excerpts(link: Backlink, proof: LinkCheck | None) -> list[Block]:
    """The place of the link before and after; of a link that is there, only how it stands now."""
    if proof and proof.facts:
        return [section(f"*Now:* {excerpt(proof.facts)}")]
    lines = [f"*Before:* {excerpt(link.facts)}"] if link.facts else []
    if proof and proof.evidence.excerpt:
        lines.append(f"*After:* “{text.outside(proof.evidence.excerpt, _EXCERPT)}”")
    return [section("\n".join(lines))] if lines else []


def _log(found: Explanation) -> list[Block]:
    """The last visits, so that a reader sees whether the page wavers, and which of them we did not believe."""
    history = found.history
    if not history:
        return [context("Not visited yet.")]
    recent = [
        f"{times.moment(check.checked_at)} — {_outcome(check)}{_not_counted(found.not_counted.get(check.id))}"
        for check in history[:_HISTORY]
    ]
    agent = history[0].evidence.agent
    visitor = f"\nWe visit as {text.outside(agent, 150)}." if agent else ""
    return [context("Last visits:\n" + "\n".join(recent) + visitor)]


def _outcome(check: LinkCheck) -> str:
    """In the log only what kept us from looking needs its reason."""
    seen = words.seen(check.verdict)
    is_silent = check.conclusion is Conclusion.NO_ANSWER and check.reason
    return f"{seen} ({text.outside(check.reason, _REASON_IN_LOG)})" if is_silent else seen


def _not_counted(pulse: Pulse | None) -> str:
    if pulse is None:
        return ""
    domains = f"{pulse.domains_turned:,} of {pulse.domains_checked:,} domains"
    return f" (not counted, because {domains} turned the same way at the same time)"


def _next_look(link: Backlink) -> str:
    return f"Next look: {times.moment(link.next_due_at)}."


def _target(link: Backlink) -> str:
    return text.page_link(link.facts.target_url if link.facts else link.target_url)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
