"""Reads our own access logs for pages that send us visitors: links that no index knows, and links to missing pages."""

from __future__ import annotations

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from jobs.analysis.access_log import is_readable, referrals_in
from jobs.analysis.addresses import OwnDomains, PageAddress, page_address
from jobs.analysis.referrers import page_of_another
from jobs.log_files import Logs, Reading, matching, read_on
from storage.candidates import NamedPage
from storage.domain import Candidate, CandidateId, LogFile, Referrals, Site, SiteId, SourceState, Wanted
from storage.store import Store

logger = logging.getLogger(__name__)

SOURCE = "access_log"
_BLOCKS = 16  # of a megabyte each, at one tick
_KEPT_DAYS = timedelta(days=35)
_KEPT_FILES = timedelta(days=120)
_MOST_WAITING = 20_000


@dataclass
class _Seen:
    """What one page sent: visits by day, and the clients it came through as digests, at most two of them."""

    page: PageAddress
    clients: set[bytes] = field(default_factory=set)
    days: dict[date, Referrals] = field(default_factory=dict)

    def add(self, visits: Referrals) -> None:
        known = self.days.get(visits.day)
        if known is not None:
            hits, missing = known.hits + visits.hits, known.missing + visits.missing
            visits = replace(known, hits=hits, missing=missing)
        self.days[visits.day] = visits


@dataclass(frozen=True)
class ReadAccessLogs:
    """A tick. People are counted and forgotten: of a visitor, half an address is known, in memory, under a key that
    nobody has, and only until a second one comes from the same page. What one visitor alone brings is not believed.
    """

    store: Store
    logs: tuple[Logs, ...]
    now: Callable[[], datetime]
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)
    _waiting: OrderedDict[tuple[SiteId, bytes], _Seen] = field(default_factory=OrderedDict, repr=False)
    _unreadable: set[Path] = field(default_factory=set, repr=False)

    def read(self) -> int:
        """Read on in every log, as far as one turn goes; returns how many pages were heard of."""
        left, found, troubles = _BLOCKS, 0, dict[str, None]()
        for site, path in self._files(troubles):
            try:
                for reading in read_on(path, self._known(site), left):
                    left, found = left - 1, found + self._keep(site, reading)
                    self._unreadable.discard(path)
                    if not is_readable(reading.block):
                        self._unreadable.add(path)
            except OSError as error:
                troubles[f"{path} cannot be read: {error.strerror or error}"] = None
            if path in self._unreadable:
                troubles[f"{path} is not in the combined format"] = None
        self._note("; ".join(troubles) or None)
        return found

    def forget_old(self) -> None:
        now = self.now()
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        for workspace in workspaces:
            with self.store.transaction(workspace.id) as tx:
                tx.visitors.forget((now - _KEPT_DAYS).date(), now - _KEPT_FILES)

    def _files(self, troubles: dict[str, None]) -> Iterator[tuple[Site, Path]]:
        sites = self._sites()
        for logs in self.logs:
            files = matching(logs.pattern)
            mine = [site for site in sites if logs.domain in site.settings.domains]
            if not logs.domain and len(sites) == 1:
                mine = sites
            if not files:
                troubles[f"there is no file {logs.pattern}"] = None
            elif not mine:
                troubles[f"{logs.pattern} is no site's log; write it like acme.com={logs.pattern}"] = None
            yield from ((site, file) for site in mine for file in files)

    def _sites(self) -> list[Site]:
        with self.store.surveying() as tx:
            workspaces = tx.workspaces.all()
        sites: list[Site] = []
        for workspace in workspaces:
            with self.store.reading(workspace.id) as tx:
                sites += [site for site in tx.sites.all() if not site.is_demo]
        return sites

    def _known(self, site: Site) -> tuple[LogFile, ...]:
        with self.store.reading(site.workspace_id) as tx:
            return tx.visitors.files(site.id)

    def _keep(self, site: Site, reading: Reading) -> int:
        """One transaction: who came from where, and how far the file is read. So nobody is counted twice."""
        now, seen = self.now(), self._seen(site, reading.block)
        with self.store.transaction(site.workspace_id) as tx:
            known = tx.visitors.known(site.id, list(seen))
            believed = [one for key, one in seen.items() if key in known or self._is_believed(site.id, one)]
            counted = tx.visitors.count(site.id, [visits for one in believed for visits in one.days.values()])
            tx.visitors.read(site.id, reading.before, reading.after, now)
            return tx.candidates.hear(site.id, SOURCE, [_named(site, one, now) for one in counted], now)

    def _seen(self, site: Site, block: bytes) -> dict[bytes, _Seen]:
        own = OwnDomains(site.settings.domains)
        pages: dict[str, PageAddress | None] = {}
        seen: dict[bytes, _Seen] = {}
        for one in referrals_in(block):
            if one.referer not in pages:
                pages[one.referer] = page_of_another(one.referer, own)
            page = pages[one.referer]
            if page is not None:
                target = f"https://{site.domain}{one.path}"
                this = seen.setdefault(page.key, _Seen(page))
                this.add(Referrals(page.key, one.day, page.url, target, 1, int(one.is_missing)))
                if len(this.clients) < 2:
                    this.clients.add(blake2b(one.client, digest_size=8, key=self._key).digest())
        return seen

    def _is_believed(self, site_id: SiteId, one: _Seen) -> bool:
        """Whether two have come from there by now; with the second, the visits of the first count too."""
        before = self._waiting.pop((site_id, one.page.key), None)
        if before is not None:
            one.clients |= before.clients
            for visits in before.days.values():
                one.add(visits)
        if len(one.clients) > 1:
            return True
        self._waiting[site_id, one.page.key] = one
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        return False

    def _note(self, trouble: str | None) -> None:
        """How the logs are doing, for whoever asks how the sources are."""
        if not self.logs:
            return
        with self.store.surveying() as tx:
            before = tx.sources.get(SOURCE)
        if trouble and trouble != before.trouble:
            logger.warning("access logs not read", extra={"reason": trouble})
        with self.store.system() as tx:
            reached = before.last_success_at if trouble else self.now()
            tx.sources.record(SourceState(SOURCE, trouble=trouble, last_success_at=reached))


def _named(site: Site, visits: Referrals, now: datetime) -> NamedPage:
    page = page_address(visits.url)
    said = Candidate(
        CandidateId(0), site.id, page.url, page.domain, Wanted.LINKS, now, target_url=visits.target_url
    )  # fmt: skip
    return NamedPage(page.key, page.key, said)
