"""Makes of a finding what is kept of it: the page it names, under a key that all who name it share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from jobs.analysis.addresses import AddressError, PageAddress
from storage.candidates import NamedPage
from storage.domain import Candidate, CandidateId, Finding, Poll


def heard(
    poll: Poll, findings: Iterable[Finding], address_of: Callable[[str], PageAddress], now: datetime
) -> list[NamedPage]:
    """``address_of`` raises ``AddressError``: what is no web address is left out."""
    return [page for finding in findings if (page := _named(poll, finding, address_of, now))]


def _named(poll: Poll, finding: Finding, address_of: Callable[[str], PageAddress], now: datetime) -> NamedPage | None:
    try:
        page = address_of(finding.url)
    except AddressError:
        return None
    said = Candidate(
        CandidateId(0), poll.site_id, page.url, page.domain, poll.wanted, now,
        title=finding.title, snippet=finding.snippet, author=finding.author, lang=finding.lang,
        published_at=finding.published_at, authority=finding.authority, target_url=finding.target_url,
        quiet=poll.watermark is None,
    )  # fmt: skip
    raw = hashlib.blake2b(f"{poll.wanted} {finding.raw_id}".encode("utf-8", "replace"), digest_size=16).digest()
    return NamedPage(page.key, raw, said, finding.says_lost)
