"""Forgets a demo's site and all that was ever stored of it, so that its story can be told anew."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from storage.domain import SiteId, WorkspaceId
from storage.history_tables import CheckRunLinkRow, CheckRunRow, DigestRow, IncidentRow, LinkChangeRow, LinkCheckRow
from storage.letter_tables import LetterRow, ReplyRow
from storage.linked_page_table import LinkedPageRow
from storage.listing_table import ListedPageRow
from storage.mention_tables import BrandRow, MentionRow, MutedDomainRow, VoteRow, WatchedTermRow
from storage.own_page_tables import OwnPageRow, SitemapReadingRow
from storage.prospect_tables import ProspectRow, QueueRow, TicketRow, UnfitRow
from storage.service_tables import ImportRow, OutboxRow, UploadRow
from storage.source_tables import CandidateRow, FeedRow, PollRow, SourceAnswerRow, WitnessRow
from storage.tables import BacklinkRow, Base, MovedPageRow, SiteDomainRow, SiteRow
from storage.template_table import TemplateRow
from storage.visitor_tables import AccessLogRow, ReferralsRow


def forget_site(connection: Connection, workspace_id: WorkspaceId, site_id: SiteId) -> None:
    """Whoever calls this has made sure that the site is a demo."""
    links = select(BacklinkRow.id).where(BacklinkRow.workspace_id == workspace_id, BacklinkRow.site_id == site_id)
    runs = select(CheckRunRow.id).where(CheckRunRow.workspace_id == workspace_id, CheckRunRow.site_id == site_id)
    prospects = select(ProspectRow.id).where(ProspectRow.workspace_id == workspace_id, ProspectRow.site_id == site_id)
    letters = select(LetterRow.id).where(LetterRow.workspace_id == workspace_id, LetterRow.site_id == site_id)
    _forget_messages(
        connection,
        workspace_id,
        [
            f"digest/{site_id}",
            f"contract/{site_id}",
            f"queue/{site_id}",
            *[f"run/{run_id}" for run_id in connection.scalars(runs)],
            *[f"prospect/{prospect_id}" for prospect_id in connection.scalars(prospects)],
            *[f"letter/{letter_id}" for letter_id in connection.scalars(letters)],
        ],
    )
    gone: tuple[tuple[type[Base], ColumnElement[bool]], ...] = (
        (CheckRunLinkRow, CheckRunLinkRow.run_id.in_(runs)),
        (LinkCheckRow, LinkCheckRow.link_id.in_(links)),
        (LinkChangeRow, LinkChangeRow.site_id == site_id),
        (MovedPageRow, MovedPageRow.link_id.in_(links)),
        (IncidentRow, IncidentRow.site_id == site_id),
        (DigestRow, DigestRow.site_id == site_id),
        (CheckRunRow, CheckRunRow.site_id == site_id),
        (ImportRow, ImportRow.site_id == site_id),
        (UploadRow, UploadRow.site_id == site_id),
        (ListedPageRow, ListedPageRow.site_id == site_id),
        (LinkedPageRow, LinkedPageRow.site_id == site_id),
        (OwnPageRow, OwnPageRow.site_id == site_id),
        (SitemapReadingRow, SitemapReadingRow.site_id == site_id),
        (TicketRow, TicketRow.prospect_id.in_(prospects)),
        (ProspectRow, ProspectRow.site_id == site_id),
        (QueueRow, QueueRow.site_id == site_id),
        (UnfitRow, UnfitRow.site_id == site_id),
        (MentionRow, MentionRow.site_id == site_id),
        (VoteRow, VoteRow.site_id == site_id),
        (TemplateRow, TemplateRow.site_id == site_id),
        (BrandRow, BrandRow.site_id == site_id),
        (MutedDomainRow, MutedDomainRow.site_id == site_id),
        (WatchedTermRow, WatchedTermRow.site_id == site_id),
        (WitnessRow, WitnessRow.site_id == site_id),
        (CandidateRow, CandidateRow.site_id == site_id),
        (SourceAnswerRow, SourceAnswerRow.site_id == site_id),
        (PollRow, PollRow.site_id == site_id),
        (FeedRow, FeedRow.site_id == site_id),
        (ReplyRow, ReplyRow.site_id == site_id),
        (LetterRow, LetterRow.site_id == site_id),
        (AccessLogRow, AccessLogRow.site_id == site_id),
        (ReferralsRow, ReferralsRow.site_id == site_id),
        (BacklinkRow, BacklinkRow.site_id == site_id),
        (SiteDomainRow, SiteDomainRow.site_id == site_id),
        (SiteRow, SiteRow.id == site_id),
    )
    for table, which in gone:
        connection.execute(delete(table).where(table.__table__.c.workspace_id == workspace_id, which))


def _forget_messages(connection: Connection, workspace_id: WorkspaceId, keys: list[str]) -> None:
    """Ids may be given again, and a message whose key is known would not be posted."""
    for key in keys:
        mine = (
            OutboxRow.workspace_id == workspace_id,
            or_(OutboxRow.key == key, OutboxRow.key.startswith(f"{key}/", autoescape=True)),
        )
        below = (OutboxRow.workspace_id == workspace_id, OutboxRow.thread_of.in_(select(OutboxRow.id).where(*mine)))
        connection.execute(delete(OutboxRow).where(or_(and_(*below), and_(*mine, OutboxRow.thread_of.is_not(None)))))
        connection.execute(delete(OutboxRow).where(*mine))
