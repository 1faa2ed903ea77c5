"""Pages to read: small ones written here, and the labelled real ones where they lie."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, PageLink, read_page

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
URL = "https://blog.example/posts/anchors"
OWN = OwnDomains(("acme.com",))


def read(
    markup: str | bytes,
    *,
    url: str = URL,
    content_type: str | None = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (),
    own: OwnDomains | None = None,
) -> Page:
    body = markup.encode() if isinstance(markup, str) else markup
    return read_page(body, url=url, content_type=content_type, headers=headers, own=own)


def the_link(markup: str, **more: Any) -> PageLink:
    """The one link of a page that has only one."""
    (link,) = read(markup, **more).links
    return link


def the_link_to_us(markup: str, **more: Any) -> PageLink:
    (link,) = read(markup, own=OWN, **more).links
    return link


def shared(name: str) -> Path:
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the shared test data has no {name} here")
    return path


def packed_lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(shared(name), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def real_pages(every: int = 1) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every n-th of the labelled pages with its markup."""
    lines = shared("placement/pages.jsonl").read_text().splitlines()
    for page in map(json.loads, lines[::every]):
        yield page, gzip.decompress(shared(f"placement/{page['file']}").read_bytes())


def content_type_of(page: Mapping[str, Any]) -> str:
    charset = page["charset_header"]
    return f"text/html; charset={charset}" if charset else "text/html"
