"""What every repository of one workspace is built with: a connection, and the workspace all its statements name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from storage.domain import WorkspaceId


@dataclass(frozen=True)
class TenantRepository:
    connection: Connection
    workspace_id: WorkspaceId


@dataclass(frozen=True)
class SystemRepository:
    """Built without a workspace: for the machinery, whose statements cross tenants on purpose."""

    connection: Connection
