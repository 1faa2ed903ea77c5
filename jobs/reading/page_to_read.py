"""A page as a server sent it, with all that reading it needs: what is handed to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
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
        page = read_page(self.body, url=self.url, content_type=self.content_type, headers=self.headers, own=self.own)
        if self.own is not None:
            _read_what_judging_asks_for(page)
        return page


def _read_what_judging_asks_for(page: Page) -> Sequence[object]:
    """A page takes its words from its markup when first asked, and whoever judges it must not wait for that.

    Its sketch is left to whoever judges: it is drawn only of a text that the hash does not know.
    """
    return (page.text, page.content_hash) if page.links else (page.own_text_length, page.text)
