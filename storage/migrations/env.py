"""Runs the steps on the connection that ``storage.schema`` hands over, inside its one transaction."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger, Enum

from storage import (
    history_tables,
    letter_tables,
    linked_page_table,
    listing_table,
    mention_tables,
    own_page_tables,
    rank_tables,
    service_tables,
    source_tables,
    visitor_tables,
)
from storage.tables import Base
from storage.types import CleanText, Coded, UtcDateTime


def render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write steps in types that will mean the same in years: ours by name, words and text as plain strings."""
    if kind != "type":
        return False
    match item:
        case UtcDateTime():
            return "UtcDateTime()"
        case Coded():
            return "JSON_COLUMN"
        case Enum():
            return f"sa.String({item.length})"
        case CleanText():
            return "sa.String()"
        case BigInteger() if "sqlite" in item._variant_mapping:  # noqa: SLF001  (the only sign of the variant)
            return "BigId"
    return False


# Named, because a module that is only imported looks unused; each adds its tables to the metadata.
TABLES = (
    history_tables,
    letter_tables,
    linked_page_table,
    listing_table,
    mention_tables,
    own_page_tables,
    rank_tables,
    service_tables,
    source_tables,
    visitor_tables,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
