"""Links that a page shows to some visitors only, told apart from pages that are never the same twice."""

from __future__ import annotations

from dataclasses import replace

from jobs.analysis.remembering import is_plausible
from jobs.analysis.sights import Sight, Subject
from storage.domain import Conclusion, Verdict

_MISSING = frozenset({Verdict.REMOVED, Verdict.PLAIN_MENTION})


def may_be_cloaked(sight: Sight, subject: Subject) -> bool:
    """Our link is missing on a page that is otherwise as we know it, or that we do not know."""
    page, memory = sight.page, subject.memory
    if page is None or not sight.is_open or sight.judgement.verdict not in _MISSING:
        return False
    return memory is None or is_plausible(page, memory)


def shows_link(sight: Sight) -> bool:
    return sight.judgement.conclusion is Conclusion.LIVE and bool(sight.judgement.links)


def by_turns(shown: Sight) -> Sight:
    """Seen once, and then not again in the same way: the page differs from visit to visit, and has the link."""
    judgement = shown.judgement
    return replace(shown, judgement=replace(judgement, reason=f"{judgement.reason}, though not on every visit"))


def by_agents(hidden: Sight, shown: Sight, subject: Subject) -> Sight:
    """Always missing when we say our plain name, always there in the form that browsers use."""
    reason = f"links to {subject.own.domains[0]} for visitors that begin like browsers, and not for others"
    facts = shown.judgement.facts and replace(shown.judgement.facts, cloaked=True)
    judgement = replace(shown.judgement, verdict=Verdict.CLOAKED, reason=reason, facts=facts, page_memory=None)
    return replace(hidden, judgement=judgement)
