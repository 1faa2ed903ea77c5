"""The statement behind lists of links: a page of some states, at the cost of the page and not of the list."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, union_all

from storage.rows import BACKLINKS
from storage.tables import BacklinkRow


@cache
def listing(states: int) -> Select[*tuple[Any, ...]]:
    """Links in the order of their ids, of as many states as given: ``state_0``, ``state_1`` and so on.

    Each state is in order in the index. All of them together are not, and sorting them would read them all; so
    each state gives a page, and the first of these make the page.
    """
    pages = [
        select(BacklinkRow.id)
        .where(
            BacklinkRow.workspace_id == bindparam("its_workspace"),
            BacklinkRow.site_id == bindparam("its_site"),
            BacklinkRow.state == bindparam(f"state_{n}"),
            BacklinkRow.id > bindparam("after"),
        )
        .order_by(BacklinkRow.id)
        .limit(bindparam("up_to"))
        .subquery()
        for n in range(states)
    ]
    ids = union_all(*[select(page.c.id) for page in pages]).subquery()
    return (
        BACKLINKS.where(BacklinkRow.workspace_id == bindparam("its_workspace"), BacklinkRow.id.in_(select(ids.c.id)))
        .order_by(BacklinkRow.id)
        .limit(bindparam("up_to"))
    )
