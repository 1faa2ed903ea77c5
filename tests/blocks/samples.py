"""A made-up site and its links, to write messages about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.domain import (
    Backlink,
    ChangeKind,
    CheckRun,
    CheckRunId,
    Conclusion,
    Digest,
    DigestSchedule,
    Evidence,
    Facet,
    HeldBack,
    Hop,
    Incident,
    Lane,
    LinkChange,
    LinkCheck,
    LinkFacts,
    LinkId,
    LinkKind,
    LinkState,
    LinkStatus,
    Mention,
    MentionId,
    MentionPlace,
    Placement,
    RunScope,
    Section,
    Site,
    SiteId,
    SiteSettings,
    Snippet,
    Suggestion,
    Suspicion,
    Tally,
    Told,
    Verdict,
    WorkspaceId,
)

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = Site(
    SiteId(1),
    WorkspaceId(1),
    SiteSettings(("acme.com",), ("Acme",), "C1", DigestSchedule(zone="Europe/Berlin")),
    NOW - timedelta(days=500),
)
FACTS = LinkFacts(
    target_url="https://acme.com/pricing",
    anchor_text="Acme",
    kind=LinkKind.TEXT,
    rel=(),
    follow=True,
    nofollow_by=None,
    placement=Placement.MAIN,
    hidden=False,
    occurrences=1,
    context_before="for teams that live in chat we have used",
    context_after="for two years, and it never let us down",
)
NOTHING = Section((), 0, 0)
TALLY = Tally(live=198, lost=6, absent=1, held=HeldBack(blocked=7, rechecking=2))


def link(number: int = 1, domain: str = "technews.example", **values: Any) -> Backlink:
    known = Backlink(
        id=LinkId(number),
        site_id=SITE.id,
        source_url=f"https://www.{domain}/best-tools-{number}",
        source_host=f"www.{domain}",
        source_domain=domain,
        target_url="https://acme.com/pricing",
        state=LinkState.LIVE,
        verdict=Verdict.LIVE,
        slot=3,
        prio=0,
        next_due_at=NOW + 24 * HOUR,
        added_at=NOW - timedelta(days=430),
        added_by="person",
        quiet=True,
        facts=FACTS,
        first_live_at=NOW - timedelta(days=430),
        last_live_at=NOW - 28 * HOUR,
        last_checked_at=NOW,
    )
    return replace(known, **values)


def lost(number: int = 1, domain: str = "technews.example", verdict: Verdict = Verdict.REMOVED, **values: Any) -> Told:
    return _told(ChangeKind.LOST, verdict, link(number, domain, state=LinkState.LOST, verdict=verdict), values)


def changed(number: int, domain: str, verdict: Verdict, *facets: Facet, **facts: Any) -> Told:
    return _told(ChangeKind.CHANGED, verdict, link(number, domain, facts=replace(FACTS, **facts)), {"facets": facets})


def new(number: int, domain: str, **values: Any) -> Told:
    seen = {"first_observed": NOW, "facets": (Facet("origin", "", "page_found"),)}
    return _told(ChangeKind.NEW, Verdict.NEW, link(number, domain), seen | values)


def recovered(number: int, domain: str) -> Told:
    return _told(ChangeKind.RECOVERED, Verdict.LIVE, link(number, domain), {"first_observed": NOW})


def section(*told: Told) -> Section:
    return Section(told, len(told), len({one.link.source_domain for one in told}))


def digest(**values: Any) -> Digest:
    quiet = Digest(
        site=SITE,
        local_date="2026-03-03",
        gathered_at=NOW,
        lost=NOTHING,
        changed=NOTHING,
        new=NOTHING,
        recovered=NOTHING,
        tally=TALLY,
    )
    return replace(quiet, **values)


def incident(number: int = 7, domain: str = "blog.example", cause: str = "site_redesign") -> Incident:
    return Incident(number, SITE.id, domain, cause, Verdict.MOVED_LOST, NOW)


def suspect(number: int, domain: str, verdict: Verdict = Verdict.REMOVED) -> Backlink:
    doubt = Suspicion(verdict, NOW, 1, None)
    return link(number, domain, state=LinkState.SUSPECT, verdict=verdict, suspicion=doubt, next_due_at=NOW + HOUR)


def run(done: int = 48, total: int = 214, scope: RunScope = RunScope.SITE) -> CheckRun:
    return CheckRun(CheckRunId(4), SITE.id, scope, "U123", "C1", total, done, NOW)


def check(number: int = 6, **values: Any) -> LinkCheck:
    evidence = Evidence(
        status=200,
        hops=(Hop(301, "http://technews.example/best-tools-1"),),
        final_url="https://www.technews.example/best-tools-1",
        title="Best tools",
        excerpt="for teams that live in chat there are many tools now",
        content_hash="9f86d081884c7d659a2f",
        agent="Anchorwatch/0.1 (+https://anchorwatch.example/bot)",
    )
    seen = LinkCheck(
        LinkId(1),
        number,
        NOW,
        Conclusion.LOST,
        Verdict.REMOVED,
        "the page was read; no link to acme.com on it",
        evidence=evidence,
        id=number,
    )
    return replace(seen, **values)


def _told(kind: ChangeKind, verdict: Verdict, about: Backlink, values: dict[str, Any]) -> Told:
    change = LinkChange(about.id, SITE.id, kind, verdict, NOW - 26 * HOUR, NOW, 3, id=int(about.id))
    return Told(replace(change, **values), about, None, None)


def mention(number: int = 1, domain: str = "dailyreview.example", lane: Lane = Lane.ASK, **values: Any) -> Mention:
    """A page that names Acme in its main text and links nowhere."""
    about: dict[str, Any] = {
        "reason": "“monitoring” stands near the name",
        "title": "Tools for small teams",
        "author": "Ann Lee",
        "published_at": NOW - timedelta(days=3),
        "snippet": Snippet("We tried tools such as ", "Acme", " and kept it."),
        "suggestion": Suggestion("https://acme.com/features", "Acme", "We tried tools such as [Acme] and kept it."),
        "score": 68,
        "parts": {"authority": 20, "relevance": 12, "prominence": 11, "freshness": 15, "linkability": 10},
    }
    return Mention(
        MentionId(number), SITE.id, number.to_bytes(16, "big"), f"https://{domain}/tools", domain, "Acme",
        MentionPlace.MAIN, LinkStatus.UNLINKED, lane, NOW, **(about | values),
    )  # fmt: skip
