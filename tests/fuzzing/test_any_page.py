"""Whatever a server sends is read or refused, soon, alike in both ways of reading, and always judged and told.

``python -m tests.fuzzing 60`` looks for an hour instead of a moment.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings, target
from hypothesis import strategies as st

from jobs.analysis.addresses import (
    AddressError,
    OwnDomains,
    canonical_key,
    page_address,
    understand_domain,
    understand_page,
)
from jobs.analysis.describe import inspection, page_reading
from jobs.analysis.harmless import is_harmless
from jobs.analysis.pages import Page, UnreadablePageError, read_page
from jobs.analysis.resolving import resolve
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Conclusion, Hop, PageMemory, Verdict
from tests.fuzzing.markup import addresses, bodies, content_types, headers, page_urls, repeated_markup

Headers = tuple[tuple[str, str], ...]

SOON = 5.0  # seconds of CPU for a page of a few kilobytes, on any machine
FIRST = "https://blog.example/first"
OWN = OwnDomains(("acme.com", "xn--bcher-kva.example"))

unhurried = settings(deadline=None, suppress_health_check=list(HealthCheck))
statuses = (
    st.sampled_from([200, 200, 200, 203, 202, 206, 301, 403, 404, 410, 429, 500, 503, 999])
    | st.none()
    | st.integers(0, 999)
)
troubles = st.none() | st.none() | st.sampled_from(Trouble)
memories = st.none() | st.builds(
    PageMemory,
    title=st.sampled_from(["", "A post"]),
    text_length=st.integers(0, 10_000),
    sketch=st.lists(st.integers(0, 2**63 - 1), max_size=64).map(tuple),
    content_hash=st.sampled_from(["", "00"]),
)
hops = st.lists(st.builds(Hop, st.sampled_from([301, 302, 308]), page_urls), max_size=3).map(tuple)


def read(body: bytes, url: str, content_type: str | None, said: Headers, own: OwnDomains | None) -> Page | None:
    try:
        return read_page(body, url=url, content_type=content_type, headers=said, own=own)
    except UnreadablePageError:
        return None


def told(said: object) -> str:
    """As a script receives it: no lone surrogate can be encoded, and PostgreSQL stores no zero character."""
    text = json.dumps(said, ensure_ascii=False)
    text.encode()
    assert "\\u0000" not in text
    return text


@unhurried
@given(bodies(), page_urls, content_types, headers)
def test_any_page_is_read_alike_for_one_site_and_for_all(
    body: bytes, url: str, content_type: str | None, said: Headers
) -> None:
    began = time.process_time()
    every = read(body, url, content_type, said, None)
    ours = read(body, url, content_type, said, OWN)
    took = time.process_time() - began
    target(took, label="seconds")
    assert took < SOON
    assert (every is None) == (ours is None)
    if every is None or ours is None:
        return
    to_us = [link for link in every.links if OWN.owns(link.target_url)]
    assert ours.occurrences == len(to_us)
    assert ours.links == tuple(to_us[: len(ours.links)])
    read_apart = {"links", "occurrences", "detours", "lines", "data"}
    assert ours == replace(every, **{name: getattr(ours, name) for name in read_apart})
    indexes = [link.index for link in every.links if link.index is not None]
    assert indexes == sorted(set(indexes))
    told(page_reading(every))


@unhurried
@given(bodies(), page_urls, headers, statuses, troubles, hops, memories)
def test_any_answer_is_judged_and_told(
    body: bytes,
    url: str,
    said: Headers,
    status: int | None,
    trouble: Trouble | None,
    way: tuple[Hop, ...],
    memory: PageMemory | None,
) -> None:
    visit = Visit(
        "https://blog.example/first", url, status, way, said, body, len(body), trouble, retry_after=timedelta(1)
    )
    began = time.process_time()
    page = read(body, url, visit.header("content-type"), said, OWN) if body else None
    judgement = judge(visit, page, OWN, memory)
    assert time.process_time() - began < SOON
    assert isinstance(judgement.verdict, Verdict)
    assert judgement.reason
    if trouble is not None or status is None or status >= 500:
        assert judgement.conclusion is not Conclusion.LOST or status in (404, 410)
    assert (judgement.conclusion is Conclusion.LIVE) == (judgement.facts is not None)
    told(inspection(visit, page, judgement))
    told([judgement.evidence.title, judgement.evidence.excerpt])


@unhurried
@given(repeated_markup)
def test_any_harmless_page_is_soon_read(markup: str) -> None:
    body = markup.encode(errors="replace")
    while not is_harmless(body):
        body = body[: len(body) * 3 // 4]
    for own in (None, OWN):
        began = time.process_time()
        page = read(body, FIRST, "text/html; charset=utf-8", (), own)
        judge(Visit(FIRST, FIRST, 200, body=body), page, OWN)
        took = time.process_time() - began
        target(took, label=f"seconds {'for us' if own else 'for all'}")
        assert took < SOON


@unhurried
@given(addresses, page_urls)
@example("https://acme.com/" + "a" * 9_000, "https://blog.example/")
def test_any_address_is_understood_or_refused_in_words(text: str, base: str) -> None:
    for understand in (understand_page, understand_domain, page_address, canonical_key):
        try:
            told(str(understand(text)))
        except AddressError as error:
            told(error.user_message)
    resolved = resolve(text, base)
    if resolved is not None:
        told(resolved)
        assert isinstance(OWN.owns(resolved), bool)
