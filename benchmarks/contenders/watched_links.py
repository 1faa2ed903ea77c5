"""Sets up a database that watches links on the pretend web and has read each of them once before."""

import asyncio
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.contenders.sweep import sweep
from benchmarks.pretend_web import addresses
from benchmarks.synthetic_pages import OWN_DOMAIN
from bot.app_parts import prepared_store
from bot.settings import load_settings
from jobs.analysis.addresses import page_address
from storage.domain import NewLink, SiteId, SiteSettings, WorkspaceId
from storage.engine import database_file
from storage.store import Store


def watch(store: Store, urls: list[str], channel_id: str | None = None) -> tuple[WorkspaceId, SiteId]:
    """Add the site and its links, due at once and in silence."""
    now = datetime.now(UTC)
    with store.system() as system:
        known = system.workspaces.all()
        workspace = known[0] if known else system.workspaces.ensure("local", "This machine")
    with store.transaction(workspace.id) as tx:
        site = tx.sites.add(SiteSettings((OWN_DOMAIN,), channel_id=channel_id), now)
        tx.imports.stage(map(_link, urls))
        tx.imports.commit(site.id, now)
        tx.sites.set_baseline(site.id, now)
    return workspace.id, site.id


def _link(url: str) -> NewLink:
    page = page_address(url)
    return NewLink(
        source_url=page.url, source_key=page.key, source_host=page.host, source_domain=page.domain,
        target_url=f"https://{OWN_DOMAIN}/", added_by="benchmark", quiet=True,
    )  # fmt: skip


def main() -> None:
    settings = load_settings()
    store = prepared_store(settings)
    port, links, scheme, part, parts, state = sys.argv[1:]
    workspace_id, site_id = watch(store, addresses(int(port), int(links), scheme)[int(part) :: int(parts)])
    asyncio.run(sweep(settings, store))
    with store.transaction(workspace_id) as tx:
        tx.backlinks.make_due(site_id, datetime.now(UTC))
    store.close()
    _change_what_pages_said(database_file(settings.database_url), is_other_page=state == "rewritten")


def _change_what_pages_said(file: Path, is_other_page: bool) -> None:
    """Some word of every page is another now. Of another page nothing that we know saves us from taking its words."""
    connection = sqlite3.connect(file)
    connection.execute("UPDATE backlinks SET page = json_set(page, '$.content_hash', '') WHERE page IS NOT NULL")
    if is_other_page:
        connection.execute("UPDATE backlinks SET page = json_set(page, '$.text_length', 1) WHERE page IS NOT NULL")
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main()
