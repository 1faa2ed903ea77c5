"""A page as a server sent it, with all that reading it needs: what is handed to whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, read_page


@dataclass(frozen=True, slots=True)
class PageToRead:
    """``own`` is None where every link is wanted."""

    body: bytes
    url: str
    content_type: str | None
    headers: tuple[tuple[str, str], ...] = ()
    own: OwnDomains | None = None

    def read(self) -> Page:
        return read_page(self.body, url=self.url, content_type=self.content_type, headers=self.headers, own=self.own)
