"""Gathers the evidence behind what we believe of one link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jobs.analysis.addresses import understand_page
from jobs.analysis.doubting import BeliefRules, pulse_near
from storage.domain import Backlink, Explanation, LinkCheck, LinkId, Pulse, Site, WorkspaceId
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

_HISTORY = 8


class UnknownBacklinkError(AnchorwatchError):
    """The page is not among the links we watch."""


@dataclass(frozen=True)
class ExplainBacklink:
    store: Store
    rules: BeliefRules

    def by_page(self, workspace_id: WorkspaceId, text: str) -> Explanation:
        address = understand_page(text)
        with self.store.reading(workspace_id) as tx:
            for site in tx.sites.all():
                link = tx.backlinks.by_key(site.id, address.key)
                if link is not None:
                    return self._explain(tx, site, link)
        raise UnknownBacklinkError(f"{address.url} is not a page we watch. Add it with `/backlinks add {address.url}`.")

    def by_id(self, workspace_id: WorkspaceId, link_id: LinkId) -> Explanation:
        with self.store.reading(workspace_id) as tx:
            link = tx.backlinks.get(link_id)
            site = tx.sites.get(link.site_id) if link is not None else None
            if link is None or site is None:
                raise UnknownBacklinkError("This link is no longer watched.")
            return self._explain(tx, site, link)

    def _explain(self, tx: Transaction, site: Site, link: Backlink) -> Explanation:
        changes = tx.changes.of_link(link.id)
        doubt = link.suspicion.first_check_id if link.suspicion is not None else None
        first_id = doubt or (changes[0].first_check_id if changes else None)
        confirming_id = changes[0].confirming_check_id if changes and doubt is None else None
        history, asked = tx.checks.history(link.id, _HISTORY), tx.prospects.about_link(link.id)
        return Explanation(
            site=site,
            link=replace(link, next_due_at=site.time(link.next_due_at)),
            changes=changes,
            first=tx.checks.get(first_id) if first_id else None,
            confirming=tx.checks.get(confirming_id) if confirming_id else None,
            history=history,
            not_counted=self._not_counted(tx, history),
            own_page=tx.linked_pages.by_url(site.id, link.facts.target_url) if link.facts else None,
            ticket=asked.ticket if asked is not None else "",
        )

    def _not_counted(self, tx: Transaction, history: Sequence[LinkCheck]) -> dict[int, Pulse]:
        """The checks that saw something new at a time when so much turned that it was not believed."""
        pulses = {
            check.id: pulse_near(tx.checks.pulse, check.checked_at, self.rules, ahead=True)
            for check in history
            if check.turned
        }
        return {check_id: pulse for check_id, pulse in pulses.items() if self.rules.is_outage(pulse)}
