"""Judges one visit: what it saw, and what may be concluded from it without knowing any other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.answers import Outcome, lost, no_answer, outcome_of_answer, outcome_of_trouble
from jobs.analysis.gates import is_gate
from jobs.analysis.listings import is_home, is_listing
from jobs.analysis.moves import is_permanent, moved_to, same_page
from jobs.analysis.pages import Page, PageLink
from jobs.analysis.remembering import is_plausible, is_same_text, may_be_its_new_text, remember
from jobs.analysis.sniffing import is_binary
from jobs.analysis.stand_ins.rules import empty_shell, stand_in, teaser
from jobs.analysis.stand_ins.traces import error_marks, was_sent_on
from jobs.analysis.unlinked import is_in_frames, is_in_scripts, mention_of
from jobs.analysis.visit import Visit
from storage.domain import Conclusion, Evidence, LinkFacts, LinkKind, PageMemory, Placement, Verdict

_EXCERPT = 240
_GATE = no_answer(Verdict.BLOCKED, "page redirects to a log-in, consent or check")
_STRANGER = Outcome(Conclusion.NO_ANSWER, Verdict.BLOCKED, "what came back is not the page we know", is_open=True)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``facts`` are the best of the ``links`` to us; ``page_memory`` is kept only from a page that links.

    ``stranger`` came in the place of the page we know, and may be its new text. ``is_open``: the page was read without
    our link, and a closer look may change the verdict.
    """

    conclusion: Conclusion
    verdict: Verdict
    reason: str
    facts: LinkFacts | None
    evidence: Evidence
    page_memory: PageMemory | None
    links: tuple[PageLink, ...]
    is_open: bool = False
    stranger: PageMemory | None = None


def judge(visit: Visit, page: Page | None, own: OwnDomains, memory: PageMemory | None = None) -> Judgement:
    """``page`` holds the links to ``own``; ``memory`` is what the last good reading of it looked like."""
    if visit.not_modified:
        return _judgement(Outcome(Conclusion.LIVE, Verdict.LIVE, "page unchanged since the last look"), visit, page)
    outcome = _without_reading(visit)
    if outcome is not None:
        return _judgement(outcome, visit, page)
    if page is not None and page.links:
        return _linking(visit, page, own, memory)
    if visit.trouble is not None:
        return _judgement(outcome_of_trouble(visit.trouble), visit, page)
    if page is None:
        return _judgement(_unread(visit), visit, page)
    outcome = _without_link(visit, page, own, memory)
    if outcome.verdict is Verdict.PLAIN_MENTION:
        return _judgement(outcome, visit, page, mention_of(page.text, own) or 0)
    if outcome is _STRANGER and memory is not None and may_be_its_new_text(page, memory):
        return replace(_judgement(outcome, visit, page), stranger=remember(page, visit))
    return _judgement(outcome, visit, page)


def _without_reading(visit: Visit) -> Outcome | None:
    """A gate that is not there says nothing of the page behind it."""
    outcome = outcome_of_answer(visit)
    is_gone = outcome is not None and outcome.conclusion is Conclusion.LOST
    return _GATE if is_gone and _was_sent_to_a_gate(visit) else outcome


def _unread(visit: Visit) -> Outcome:
    if visit.body:
        return no_answer(Verdict.UNREACHABLE, "page could not be read")
    return no_answer(Verdict.BLOCKED, "page came back empty")


def _linking(visit: Visit, page: Page, own: OwnDomains, memory: PageMemory | None) -> Judgement:
    """Half a page is remembered only where nothing better is known: no other page may then pass for it."""
    best = min(page.links, key=_rank)
    facts = _facts(best, page)
    outcome = Outcome(Conclusion.LIVE, *_word_for(visit, facts, own))
    return Judgement(
        conclusion=outcome.conclusion,
        verdict=outcome.verdict,
        reason=outcome.reason,
        facts=facts,
        evidence=_evidence(visit, page, _around(best)),
        page_memory=remember(page, visit, memory) if visit.trouble is None or memory is None else None,
        links=page.links,
    )


def _rank(link: PageLink) -> tuple[bool, bool, bool, bool]:
    """Seen, followed, in the main text, as words; the first on the page among equals."""
    return (link.hidden, not link.follow, link.placement is not Placement.MAIN, link.kind is not LinkKind.TEXT)


def _facts(link: PageLink, page: Page) -> LinkFacts:
    return LinkFacts(
        target_url=link.target_url,
        anchor_text=link.anchor_text,
        kind=link.kind,
        rel=link.rel,
        follow=link.follow,
        nofollow_by=link.nofollow_by,
        placement=link.placement,
        hidden=link.hidden,
        occurrences=page.occurrences,
        context_before=link.before,
        context_after=link.after,
        noindex_by=page.noindex_by,
        canonical_url=_canonical_elsewhere(page),
        via=link.href if link.via else "",
    )


def _canonical_elsewhere(page: Page) -> str:
    canonical = page.canonical_url
    return canonical if canonical and not same_page(canonical, page.url) else ""


def _word_for(visit: Visit, facts: LinkFacts, own: OwnDomains) -> tuple[Verdict, str]:
    """What keeps the link from counting in full comes before the news that its page moved."""
    name = own.domains[0]
    if facts.noindex_by is not None:
        return Verdict.NOINDEX, f"links to {name}, but asks search engines to leave the page out ({facts.noindex_by})"
    if facts.canonical_url:
        return Verdict.CANONICALISED, f"links to {name}, but names another page as its original"
    if facts.hidden:
        return Verdict.HIDDEN, f"links to {name} only where no reader sees it"
    if moved_to(visit.url, visit.hops, visit.final_url) is not None:
        return Verdict.MOVED, f"page moved for good and still links to {name}"
    return Verdict.LIVE, f"links to {name}"


def _without_link(visit: Visit, page: Page, own: OwnDomains, memory: PageMemory | None) -> Outcome:
    """A page without our link; it is a loss only if it is the page, and all of it."""
    if is_binary(visit.body, page.charset):
        return no_answer(Verdict.NON_HTML, "what came is a file, whatever the server calls it")
    is_known = memory is not None and is_same_text(page, memory)
    found = None if is_known else stand_in(page, visit)
    if found is not None and found.verdict is not Verdict.SOFT_404:
        return found
    if cut_short := teaser(page, visit, memory):
        return cut_short
    if inside := _inside(visit, own):
        return _open(no_answer(Verdict.JS_ONLY, f"{own.domains[0]} stands only inside {inside} of the page"))
    if found and error_marks(visit):
        return found
    if away := _sent_away(visit, page, is_known):
        return away
    if outcome := found or (None if is_known else empty_shell(page, visit)):
        return outcome
    return _read_in_full(visit, page, own, memory)


def _inside(visit: Visit, own: OwnDomains) -> str | None:
    """Where an address of ours stands that no reading of the markup shows as a link."""
    if is_in_scripts(visit.body, own):
        return "scripts"
    return "a frame" if is_in_frames(visit.body, own) else None


def _open(outcome: Outcome) -> Outcome:
    return replace(outcome, is_open=True)


def _read_in_full(visit: Visit, page: Page, own: OwnDomains, memory: PageMemory | None) -> Outcome:
    is_page = memory is None or is_plausible(page, memory)
    if not is_page:
        return _STRANGER
    if mention_of(page.text, own) is not None:
        return _open(lost(Verdict.PLAIN_MENTION, f"the page names {own.domains[0]} but does not link to it"))
    if is_listing(visit.final_url):
        return _open(lost(Verdict.ROTATED, f"this list of recent items no longer links to {own.domains[0]}"))
    return _open(lost(Verdict.REMOVED, f"the page was read; no link to {own.domains[0]} on it"))


def _sent_away(visit: Visit, page: Page, is_known: bool) -> Outcome | None:
    """Not even the very text we know proves a loss where a redirect for now led to it: its own page may still link."""
    if was_sent_on(visit):
        return _redirected(visit, page, is_known)
    if page.refresh_url and not same_page(page.refresh_url, visit.final_url):
        return no_answer(Verdict.MOVED_TEMP, "page sends its readers on to another at once")
    return None


def _was_sent_to_a_gate(visit: Visit) -> bool:
    return was_sent_on(visit) and is_gate(visit.final_url, visit.url)


def _redirected(visit: Visit, page: Page, is_known: bool) -> Outcome:
    """Only a page worth reading can have taken the place of ours; before a gate nothing is known of either."""
    if not is_known and _was_sent_to_a_gate(visit):
        return _GATE
    if not is_known and (found := empty_shell(page, visit)):
        return found
    if is_permanent(visit.hops, visit.final_url):
        place = "the home page" if is_home(visit.final_url) else "one"
        return _open(lost(Verdict.MOVED_LOST, f"page redirects for good to {place} without the link"))
    return _open(no_answer(Verdict.MOVED_TEMP, "page redirects for now to one without the link"))


def _judgement(outcome: Outcome, visit: Visit, page: Page | None, shown_from: int = 0) -> Judgement:
    return Judgement(
        conclusion=outcome.conclusion,
        verdict=outcome.verdict,
        reason=outcome.reason,
        facts=None,
        evidence=_evidence(visit, page, _cut(page.text, shown_from) if page is not None else ""),
        page_memory=None,
        links=page.links if page is not None else (),
        is_open=outcome.is_open,
    )


def _evidence(visit: Visit, page: Page | None, excerpt: str) -> Evidence:
    return Evidence(
        status=visit.status,
        hops=visit.hops,
        final_url=visit.final_url,
        title=page.title if page is not None else "",
        excerpt=excerpt,
        content_hash=page.content_hash if page is not None else "",
        noindex_by=page.noindex_by if page is not None else None,
        agent=visit.agent,
    )


def _around(link: PageLink) -> str:
    before, anchor = link.before[-_EXCERPT // 2 :], link.anchor_text[: _EXCERPT // 2]
    return _cut(" ".join(part for part in (before, anchor, link.after) if part), 0)


def _cut(text: str, at: int) -> str:
    start = max(0, at - _EXCERPT // 2)
    return text[start : start + _EXCERPT]
