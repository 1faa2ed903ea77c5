"""Short ways to the values that storage tests store."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from storage.domain import (
    Carrier,
    ChangeKind,
    Conclusion,
    Evidence,
    Hop,
    LinkChange,
    LinkCheck,
    LinkFacts,
    LinkId,
    LinkKind,
    NewLink,
    Placement,
    SiteId,
    Verdict,
)

FACTS = LinkFacts(
    target_url="https://acme.example/",
    anchor_text="Acme anvils",
    kind=LinkKind.TEXT,
    rel=("nofollow", "ugc"),
    follow=False,
    nofollow_by=Carrier.REL,
    placement=Placement.MAIN,
    hidden=False,
    occurrences=2,
    context_before="we bought",
    context_after="and dropped them",
)
EVIDENCE = Evidence(
    status=200,
    hops=(Hop(301, "http://blog.example/"),),
    final_url="https://blog.example/",
    title="A blog",
    excerpt="we bought Acme anvils",
    content_hash="c0ffee",
    agent="AnchorwatchBot",
)


def new_link(name: str, *, authority: int | None = None, domain: str | None = None, quiet: bool = False) -> NewLink:
    """A link from ``https://<name>.example/``; equal names are the same page."""
    return NewLink(
        source_url=f"https://{name}.example/",
        source_key=blake2b(name.encode(), digest_size=16).digest(),
        source_host=f"{name}.example",
        source_domain=domain or f"{name}.example",
        target_url="https://acme.example/",
        added_by="U1",
        quiet=quiet,
        authority=authority,
    )


def saw(link_id: LinkId, slot: int, at: datetime, verdict: Verdict = Verdict.LIVE) -> LinkCheck:
    is_live = verdict is Verdict.LIVE
    return LinkCheck(
        link_id=link_id,
        slot=slot,
        checked_at=at,
        conclusion=Conclusion.LIVE if is_live else Conclusion.LOST,
        verdict=verdict,
        reason="seen" if is_live else "not found",
        facts=FACTS if is_live else None,
        evidence=EVIDENCE,
        turned=not is_live,
    )


def lost(link_id: LinkId, site_id: SiteId, slot: int, at: datetime) -> LinkChange:
    return changed(link_id, site_id, slot, at, ChangeKind.LOST, Verdict.REMOVED)


def changed(
    link_id: LinkId, site_id: SiteId, slot: int, at: datetime, kind: ChangeKind, verdict: Verdict
) -> LinkChange:
    return LinkChange(
        link_id=link_id,
        site_id=site_id,
        kind=kind,
        verdict=verdict,
        first_observed=at,
        confirmed_at=at,
        slot=slot,
    )
