"""A page that moves keeps its link: the row gets the new address, and a second row for the same page is merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from storage.dialects import insert_new
from storage.domain import CheckRunId, LinkId, NewLink, SiteId, WorkspaceId
from storage.history_tables import CheckRunLinkRow, CheckRunRow, LinkChangeRow, LinkCheckRow
from storage.tables import BacklinkRow, MovedPageRow


def move_link(connection: Connection, workspace_id: WorkspaceId, link_id: LinkId, to: NewLink) -> LinkId:
    """Give the link the address ``to``; returns the link that stands for the page from now on."""
    link = (BacklinkRow.workspace_id == workspace_id, BacklinkRow.id == link_id)
    wanted = select(BacklinkRow.site_id, BacklinkRow.slot, BacklinkRow.source_key).where(*link)
    site_id, slot, old_key = connection.execute(wanted).one()
    if old_key == to.source_key:
        return link_id
    move = _Move(connection, workspace_id, site_id)
    survivor = move.unite(link_id, slot, to.source_key)
    move.readdress(survivor, to)
    move.remember(old_key, survivor)
    return survivor


@dataclass(frozen=True)
class _Move:
    connection: Connection
    workspace_id: WorkspaceId
    site_id: SiteId

    def unite(self, link_id: LinkId, slot: int, key: bytes) -> LinkId:
        """Leave one link of this one and the one that has ``key``: the one that was looked at more often."""
        of_site = (BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.site_id == self.site_id)
        twin = self.connection.execute(
            select(BacklinkRow.id, BacklinkRow.slot).where(*of_site, BacklinkRow.source_key == key)
        ).first()
        if twin is None:
            return link_id
        survivor, loser = (link_id, twin.id) if slot >= twin.slot else (twin.id, link_id)
        self._hand_over(loser, survivor)
        self._hand_over_contract(loser, survivor)
        self.connection.execute(delete(BacklinkRow).where(*of_site, BacklinkRow.id == loser))
        return survivor

    def readdress(self, link_id: LinkId, to: NewLink) -> None:
        self.connection.execute(
            update(BacklinkRow)
            .where(BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.id == link_id)
            .values(
                source_key=to.source_key,
                source_url=to.source_url,
                source_host=to.source_host,
                source_domain=to.source_domain,
            )
        )

    def remember(self, old_key: bytes, link_id: LinkId) -> None:
        """The old address still means this link, and the new one means nothing else any more."""
        moved = (MovedPageRow.workspace_id == self.workspace_id, MovedPageRow.site_id == self.site_id)
        own_key = select(BacklinkRow.source_key).where(
            BacklinkRow.workspace_id == self.workspace_id, BacklinkRow.id == link_id
        )
        self.connection.execute(
            delete(MovedPageRow).where(*moved, MovedPageRow.source_key.in_([old_key, own_key.scalar_subquery()]))
        )
        self.connection.execute(
            insert_new(self.connection, MovedPageRow).values(
                workspace_id=self.workspace_id, site_id=self.site_id, source_key=old_key, link_id=link_id
            )
        )

    def _hand_over(self, loser: LinkId, survivor: LinkId) -> None:
        """The loser's history becomes the survivor's, in slots before all that the survivor has."""
        first = select(func.min(LinkCheckRow.slot)).where(
            LinkCheckRow.workspace_id == self.workspace_id, LinkCheckRow.link_id == survivor
        )
        last = select(func.max(LinkCheckRow.slot)).where(
            LinkCheckRow.workspace_id == self.workspace_id, LinkCheckRow.link_id == loser
        )
        back = 1 + (self.connection.scalar(last) or 0) - (self.connection.scalar(first) or 0)
        for history in (LinkCheckRow, LinkChangeRow):
            self.connection.execute(
                update(history)
                .where(history.workspace_id == self.workspace_id, history.link_id == loser)
                .values(link_id=survivor, slot=history.slot - back)
            )
        self._hand_over_names(loser, survivor)

    def _hand_over_contract(self, loser: LinkId, survivor: LinkId) -> None:
        mine = BacklinkRow.workspace_id == self.workspace_id
        is_contract = select(BacklinkRow.is_contract).where(mine, BacklinkRow.id == loser).scalar_subquery()
        kept = update(BacklinkRow).where(mine, BacklinkRow.id == survivor, is_contract)
        self.connection.execute(kept.values(is_contract=True))

    def _hand_over_names(self, loser: LinkId, survivor: LinkId) -> None:
        self.connection.execute(
            update(MovedPageRow)
            .where(MovedPageRow.workspace_id == self.workspace_id, MovedPageRow.link_id == loser)
            .values(link_id=survivor)
        )
        waited_for = select(CheckRunLinkRow.run_id).where(CheckRunLinkRow.workspace_id == self.workspace_id)
        losers = (CheckRunLinkRow.workspace_id == self.workspace_id, CheckRunLinkRow.link_id == loser)
        both = CheckRunLinkRow.run_id.in_(waited_for.where(CheckRunLinkRow.link_id == survivor))
        runs = self.connection.scalars(waited_for.where(*losers, both)).all()
        self.connection.execute(delete(CheckRunLinkRow).where(*losers, both))
        self.connection.execute(update(CheckRunLinkRow).where(*losers).values(link_id=survivor))
        self._count_again(runs)

    def _count_again(self, runs: Sequence[CheckRunId]) -> None:
        """Where both links were waited for, one visit is enough now."""
        of_run = (CheckRunLinkRow.workspace_id == self.workspace_id, CheckRunLinkRow.run_id == CheckRunRow.id)
        self.connection.execute(
            update(CheckRunRow)
            .where(CheckRunRow.workspace_id == self.workspace_id, CheckRunRow.id.in_(runs))
            .values(
                total=select(func.count()).where(*of_run).scalar_subquery(),
                done=select(func.count(CheckRunLinkRow.check_id)).where(*of_run).scalar_subquery(),
            )
        )
