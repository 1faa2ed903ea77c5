"""A page as a server sent it, with all that reading it needs: what is handed to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, read_page
from jobs.analysis.remembering import looks_as_known
from storage.domain import PageMemory


@dataclass(frozen=True, slots=True)
class PageToRead:
    """``own`` is None where every link is wanted. ``known`` is what we remember of it, if that may still be true."""

    body: bytes
    url: str
    content_type: str | None
    headers: tuple[tuple[str, str], ...] = ()
    own: OwnDomains | None = None
    known: PageMemory | None = None

    def read(self, *, is_harmless: bool = False) -> Page:
        page = read_page(
            self.body,
            url=self.url,
            content_type=self.content_type,
            headers=self.headers,
            own=self.own,
            is_harmless=is_harmless,
        )
        return page if self.own is None else self._with_what_judging_asks_for(page)

    def _with_what_judging_asks_for(self, page: Page) -> Page:
        """A page takes its words from its markup when first asked, and whoever judges it must not wait for that."""
        if page.links and self.known is not None and looks_as_known(page, self.known):
            page = replace(page, is_as_known=True)
        else:
            _take_words(page)
        page.words.let_go()
        return page


def _take_words(page: Page) -> Sequence[object]:
    """In this order, since text takes the tree apart."""
    if page.links:
        return page.content_hash, page.text, page.sketch
    return page.own_text_length, page.content_hash, page.text
