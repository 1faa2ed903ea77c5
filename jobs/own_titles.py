"""What our own pages are about, for suggesting one to a page that names us: read now and then, not for each mention."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jobs.analysis.suggestions import OwnTitles
from storage.domain import Site, SiteId
from storage.transactions import Transaction

_MOST_LINKED = 300
_MOST = 5_000
_READ_AGAIN = timedelta(minutes=10)
_SITES_KEPT = 50
_TO_BLANKS = str.maketrans("/-_+", "    ")


@dataclass
class TitlesOfSites:
    """The words of an address stand for its title: those that others link to, and those that our sitemaps name.

    Where links were not counted yet, the links themselves say where they lead.
    """

    _known: dict[SiteId, tuple[datetime, OwnTitles]] = field(default_factory=dict)

    def of(self, tx: Transaction, site: Site, now: datetime) -> OwnTitles:
        read_at, titles = self._known.get(site.id, (None, None))
        if titles is None or read_at is None or not read_at <= now < read_at + _READ_AGAIN:
            if len(self._known) >= _SITES_KEPT:
                self._known.clear()
            titles = _read(tx, site, now)
            self._known[site.id] = (now, titles)
        return titles


def _read(tx: Transaction, site: Site, now: datetime) -> OwnTitles:
    linked = tx.linked_pages.most_linked(site.id, _MOST_LINKED)
    linked = linked or tuple([page.url for page in tx.linked_pages.counted(site.id, now, _MOST_LINKED)])
    broken = {page.url for page in tx.linked_pages.broken(site.id)}
    urls = dict.fromkeys((*linked, *tx.own_pages.of_site(site.id, _MOST)))
    return OwnTitles({url: _words_of(url) for url in list(urls)[:_MOST] if url not in broken})


def _words_of(url: str) -> str:
    path = url.partition("//")[2].partition("/")[2].partition("?")[0]
    return path.rpartition(".")[0].translate(_TO_BLANKS) if "." in path else path.translate(_TO_BLANKS)
