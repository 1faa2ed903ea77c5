"""Takes a Webmention's word that a page links to ours: a candidate to look at, and nothing more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from jobs.analysis.addresses import AddressError, OwnDomains, PageAddress, page_address, registrable_domain
from storage.candidates import NamedPage
from storage.domain import Candidate, CandidateId, Site, SourceState, Wanted, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store

SOURCE = "webmention"
_EACH = timedelta(hours=1)
_MOST_ASKED = 10_000


class WebmentionRefusedError(WrongRequestError):
    """What was sent is no Webmention for us; the message is what the sender may read."""

    def __init__(self, why: str) -> None:
        super().__init__(f"webmention refused: {why}", why)


@dataclass(frozen=True)
class ReceiveWebmention:
    """Nothing is fetched here, whatever the sender names: its page is visited later, like any other candidate."""

    store: Store
    now: Callable[[], datetime]
    _asked: OrderedDict[bytes, datetime] = field(default_factory=OrderedDict, repr=False)

    def receive(self, source: str, target: str) -> None:
        """Remember it for every site that owns the target. The same pair again only asks for another look."""
        page, ours = _address("source", source), _address("target", target)
        sites = self._owners(ours)
        if not sites:
            raise WebmentionRefusedError("The target is no page of ours.")
        if page.key == ours.key:
            raise WebmentionRefusedError("The source and the target are the same page.")
        sites = [site for site in sites if not OwnDomains(site.settings.domains).owns_host(page.host)]
        if not sites:
            raise WebmentionRefusedError("The source is a page of the same site.")
        for site in sites:
            self._hear(site, page, ours)
        with self.store.system() as tx:
            tx.sources.record(SourceState(SOURCE, last_success_at=self.now()))

    def _owners(self, ours: PageAddress) -> list[Site]:
        domain = registrable_domain(ours.host)
        found = [self._owner(workspace_id, domain) for workspace_id in self._workspaces()] if domain else []
        return [site for site in found if site is not None and not site.is_demo]

    def _workspaces(self) -> list[WorkspaceId]:
        with self.store.surveying() as tx:
            return [workspace.id for workspace in tx.workspaces.all()]

    def _owner(self, workspace_id: WorkspaceId, domain: str) -> Site | None:
        with self.store.reading(workspace_id) as tx:
            return tx.sites.by_domain(domain)

    def _hear(self, site: Site, page: PageAddress, ours: PageAddress) -> None:
        now = self.now()
        said = Candidate(CandidateId(0), site.id, page.url, page.domain, Wanted.LINKS, now, target_url=ours.url)
        raw = blake2b(page.key + ours.key, digest_size=16).digest()
        with self.store.transaction(site.workspace_id) as tx:
            tx.candidates.hear(site.id, SOURCE, [NamedPage(page.key, raw, said)], now)
            if self._may_ask(raw, now):
                tx.candidates.look_again(site.id, page.key, now)

    def _may_ask(self, raw: bytes, now: datetime) -> bool:
        """Not for one pair again and again: nobody sends us to a page more often than that."""
        if now - self._asked.get(raw, now - _EACH) < _EACH:
            return False
        self._asked[raw] = now
        if len(self._asked) > _MOST_ASKED:
            self._asked.popitem(last=False)
        return True


def _address(which: str, text: str) -> PageAddress:
    if not text.lower().startswith(("http://", "https://")):
        raise WebmentionRefusedError(f"The {which} is not an address that begins with http:// or https://.")
    try:
        return page_address(text)
    except AddressError as error:
        raise WebmentionRefusedError(f"The {which} {error.why}.") from error
