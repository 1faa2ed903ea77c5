"""Pages that name another as their original: a link that stands there counts for them."""

from __future__ import annotations

from dataclasses import replace

from jobs.analysis.answers import no_answer
from jobs.analysis.moves import same_page
from jobs.analysis.remembering import remember
from jobs.analysis.sights import Sight, Subject
from storage.domain import Conclusion, Verdict


def original_of(sight: Sight, subject: Subject) -> str | None:
    """The other page to look at. One of ours would be no stranger's link."""
    page = sight.page
    canonical = page.canonical_url if page and sight.is_open else None
    if page is None or canonical is None or not canonical.startswith(("http://", "https://")):
        return None
    is_elsewhere = not same_page(canonical, page.url) and not same_page(canonical, subject.url)
    return canonical if is_elsewhere and not subject.own.owns(canonical) else None


def by_original(sight: Sight, subject: Subject, canonical: str, original: Sight) -> Sight:
    """Live through the original if that links; without an answer from it, nothing is known where it was counted on."""
    found = original.judgement
    if found.conclusion is Conclusion.LIVE and found.facts is not None and sight.page is not None:
        memory = replace(remember(sight.page, sight.visit), etag="", last_modified="")  # it speaks for this page only
        reason = f"names {canonical} as its original, and that {found.reason}"
        facts = replace(found.facts, canonical_url=canonical, noindex_by=sight.page.noindex_by)
        evidence = replace(sight.judgement.evidence, excerpt=found.evidence.excerpt)
        judgement = replace(found, verdict=Verdict.CANONICALISED, reason=reason, facts=facts, evidence=evidence)
        return replace(sight, judgement=replace(judgement, page_memory=memory))
    if found.conclusion is Conclusion.LOST or _stood_on_the_page_itself(subject):
        return sight
    return sight.settled(no_answer(Verdict.BLOCKED, "the page it names as its original could not be read"))


def _stood_on_the_page_itself(subject: Subject) -> bool:
    return subject.believed is not None and not subject.believed.canonical_url
