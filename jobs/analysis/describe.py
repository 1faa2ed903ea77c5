"""A reading of one page as plain data for ``inspect`` and ``read-page``, whose shape scripts rely on."""

from __future__ import annotations

from typing import Any

from jobs.analysis.pages import Page, PageLink
from jobs.analysis.verdicts import Judgement
from jobs.analysis.visit import Visit

Json = dict[str, Any]


def inspection(visit: Visit, page: Page | None, judgement: Judgement) -> Json:
    """What one visit saw and what may be concluded from it; ``page`` is None where there was none to read."""
    return {
        "source_url": visit.url,
        "final_url": visit.final_url,
        "class": judgement.conclusion.value,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "status": visit.status,
        "redirects": [{"status": hop.status, "url": hop.url} for hop in visit.hops],
        "fetched_bytes": visit.fetched_bytes,
        **_page_facts(page),
        "links": [_link(link) for link in judgement.links],
    }


def page_reading(page: Page) -> Json:
    """The same of a saved page, for all of its links, with its main text."""
    return {
        "source_url": page.url,
        **_page_facts(page),
        "text": page.main_text,
        "links": [{"index": link.index, **_link(link)} for link in page.links],
    }


def _page_facts(page: Page | None) -> Json:
    return {
        "charset": page.charset if page else None,
        "title": page.title if page else None,
        "lang": page.lang if page else None,
        "canonical_url": page.canonical_url if page else None,
        "indexable": page is not None and page.noindex_by is None,
        "noindex_by": page.noindex_by if page else None,
        "page_nofollow_by": page.nofollow_by if page else None,
    }


def _link(link: PageLink) -> Json:
    return {
        "href": link.href,
        "target_url": link.target_url,
        "anchor_text": link.anchor_text,
        "kind": link.kind.value,
        "rel": list(link.rel),
        "follow": link.follow,
        "nofollow_by": link.nofollow_by,
        "placement": link.placement.value,
        "hidden": link.hidden,
        "via": link.via,
        "context": {"before": link.before, "after": link.after},
    }
