"""The tables of outreach: prospects, the tickets their buttons carry, and whom nobody may write to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    and_,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage import prospect_codecs
from storage.domain import (
    ASKED_STATES,
    OPEN_STATES,
    Case,
    Draft,
    LinkId,
    MentionId,
    Origin,
    ProspectId,
    ProspectState,
    Sighting,
    SiteId,
    Suppressed,
    WorkspaceId,
)
from storage.tables import Base, of_site
from storage.types import BigId, Coded, spelt_out, words

CASE = Coded(prospect_codecs.write_case, prospect_codecs.read_case)
DRAFT = Coded(prospect_codecs.write_draft, prospect_codecs.read_draft)


class ProspectRow(Base):
    """Columns stand in the order of ``domain.Prospect``.

    ``open_key`` is the domain while the prospect is open: a workspace asks a domain for one thing at a time.
    """

    __tablename__ = "prospects"
    __table_args__ = of_site(
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "subject"),
        UniqueConstraint("workspace_id", "open_key"),
        Index("ix_prospects_queue", "workspace_id", "site_id", "state", "value"),
        Index("ix_prospects_domain", "workspace_id", "domain"),
        Index("ix_prospects_owner", "workspace_id", "owner", "state"),
        {"sqlite_autoincrement": True},
    )

    workspace_id: Mapped[WorkspaceId]
    id: Mapped[ProspectId] = mapped_column(BigId, primary_key=True)
    site_id: Mapped[SiteId]
    origin: Mapped[Origin] = mapped_column(words(Origin))
    state: Mapped[ProspectState] = mapped_column(words(ProspectState))
    ticket: Mapped[str]
    version: Mapped[int]
    because: Mapped[str]
    subject: Mapped[str]
    url: Mapped[str]
    page_key: Mapped[bytes] = mapped_column(LargeBinary(16))
    domain: Mapped[str]
    value: Mapped[float] = mapped_column(Float)
    score: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    sighting: Mapped[Sighting] = mapped_column(words(Sighting))
    seen_at: Mapped[datetime | None]
    authority: Mapped[int | None]
    is_flagged: Mapped[bool]
    added_by: Mapped[str]
    owner: Mapped[str]
    first_by: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    why: Mapped[str]
    undo_to: Mapped[ProspectState | None] = mapped_column(words(ProspectState))
    approved: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    expires_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    contacted_at: Mapped[datetime | None]
    contacted_by: Mapped[str]
    contacted_via: Mapped[str]
    follow_ups: Mapped[int]
    follow_up_due: Mapped[bool] = mapped_column(server_default="0")
    next_step_at: Mapped[datetime | None]
    next_look_at: Mapped[datetime | None]
    looks: Mapped[int]
    replied_at: Mapped[datetime | None]
    won_at: Mapped[datetime | None]
    thanked_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    mention_id: Mapped[MentionId | None] = mapped_column(BigId)
    link_id: Mapped[LinkId | None]
    case: Mapped[Case] = mapped_column(CASE)
    draft: Mapped[Draft | None] = mapped_column(DRAFT)
    cards: Mapped[int] = mapped_column(server_default="0")
    open_key: Mapped[str | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)


Index(
    "ix_prospects_undo",
    ProspectRow.decided_at,
    sqlite_where=ProspectRow.undo_to.is_not(None),
    postgresql_where=ProspectRow.undo_to.is_not(None),
)


Index(  # what the week's quota counts
    "ix_prospects_approved",
    ProspectRow.site_id,
    ProspectRow.decided_at,
    sqlite_where=ProspectRow.approved.is_not(None),
    postgresql_where=ProspectRow.approved.is_not(None),
)


class TicketRow(Base):
    """Every ticket that a card of a prospect ever carried: an old one finds the prospect, and decides nothing."""

    __tablename__ = "prospect_tickets"
    __table_args__ = (PrimaryKeyConstraint("workspace_id", "ticket"),)

    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    ticket: Mapped[str]
    prospect_id: Mapped[ProspectId] = mapped_column(BigId, ForeignKey("prospects.id"), index=True)


class DoNotContactRow(Base):
    """Columns stand in the order of ``domain.DoNotContact``."""

    __tablename__ = "do_not_contact"
    __table_args__ = (
        PrimaryKeyConstraint("workspace_id", "digest"),
        Index("ix_do_not_contact_named", "workspace_id", "value"),
    )

    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[Suppressed] = mapped_column(words(Suppressed))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    value: Mapped[str]
    reason: Mapped[str]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class QueueRow(Base):
    """A queue message that exists: at most one for each site and local date."""

    __tablename__ = "outreach_queues"
    __table_args__ = of_site(PrimaryKeyConstraint("site_id", "local_date"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    local_date: Mapped[str]
    opened_at: Mapped[datetime]


class UnfitRow(Base):
    """What would not be approved, when we looked: it is weighed again after ``until``."""

    __tablename__ = "unfit_opportunities"
    __table_args__ = of_site(PrimaryKeyConstraint("workspace_id", "subject"))

    workspace_id: Mapped[WorkspaceId]
    site_id: Mapped[SiteId]
    subject: Mapped[str]
    until: Mapped[datetime]


# What the clock may still have to do with: of all that ever were, the few that are not over.
UNDER_WAY = ProspectRow.state.in_([spelt_out(state) for state in sorted(OPEN_STATES | ASKED_STATES)])

Index(
    "ix_prospects_under_way",
    ProspectRow.state,
    ProspectRow.origin,
    sqlite_where=UNDER_WAY,
    postgresql_where=UNDER_WAY,
)

UNTOLD = and_(ProspectRow.state == spelt_out(ProspectState.SUGGESTED), ProspectRow.told_at.is_(None))

Index(
    "ix_prospects_untold", ProspectRow.workspace_id, ProspectRow.site_id, sqlite_where=UNTOLD, postgresql_where=UNTOLD
)


def is_shown() -> ColumnElement[bool]:
    """Looked at, and for people to decide on: of a lost link also a page that is gone, and never one of ours."""
    is_fit = or_(
        ProspectRow.sighting == Sighting.READY,
        and_(ProspectRow.sighting == Sighting.GONE, ProspectRow.origin == Origin.LOST_LINK),
    )
    return and_(is_fit, ProspectRow.origin != Origin.BROKEN_TARGET)
