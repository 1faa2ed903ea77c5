"""The tables of when to look: how links are lost, by their class and their host, and each workspace's pace."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.domain import WorkspaceId
from storage.tables import Base


class LossClassRow(Base):
    """Losses in so many link-days, by class of links; what is learnt of strangers' pages belongs to no tenant."""

    __tablename__ = "loss_classes"

    kind: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    losses: Mapped[float]
    days: Mapped[float]


class HostLossRow(Base):
    """Losses on a host, beside as many as its links' classes let expect."""

    __tablename__ = "host_losses"

    domain: Mapped[str] = mapped_column(primary_key=True)
    losses: Mapped[float]
    expected: Mapped[float]


class PaceRow(Base):
    """How fast a workspace's budget lets us look, solved for so many links."""

    __tablename__ = "paces"

    workspace_id: Mapped[WorkspaceId] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    k: Mapped[float]
    high_us: Mapped[int] = mapped_column(BigInteger)
    links: Mapped[int]
    solved_at: Mapped[datetime]
    contract_us: Mapped[int] = mapped_column(BigInteger, server_default="0")
