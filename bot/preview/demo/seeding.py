"""Puts the pretend site and its known links into the bot, by the same way an export of a real site takes."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.preview.demo.naming import DETAILS
from bot.preview.demo.pretend_web import PretendWeb
from bot.preview.demo.story import BRAND, FIRST_DAY, SITE
from bot.services import Services
from storage.domain import DigestSchedule, Site, SiteSettings, WorkspaceId

_HEADINGS = ("Referring page URL", "Referring page title", "Domain rating", "Target URL", "Anchor")
_BY = "demo"


def demo_site(services: Services, workspace_id: WorkspaceId) -> Site | None:
    """The demo's site, where an earlier preview has left one."""
    return next((site for site in services.lists.sites(workspace_id) if site.is_demo), None)


def seed(services: Services, workspace_id: WorkspaceId, web: PretendWeb, channel_id: str, zone: str) -> Site:
    """Add the demo's site with its digest in ``channel_id``, and import its links as a baseline."""
    settings = SiteSettings(domains=(SITE,), brands=(BRAND,), channel_id=channel_id, schedule=DigestSchedule(zone=zone))
    site = services.add_site.add(workspace_id, settings, _BY, is_demo=True)
    services.brands.keep(workspace_id, site.id, DETAILS, _BY)
    export = services.upload_folder / "demo-links.csv"
    _write_export(export, web)
    services.uploads.imports.run(export, site, _BY)
    export.unlink()
    return site


def _write_export(path: Path, web: PretendWeb) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADINGS)
        for page in FIRST_DAY:
            rows.writerow((web.url(page), page.title, page.authority, f"http://{SITE}{page.target}", page.anchor))
