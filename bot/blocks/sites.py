"""The form that adds a site or changes what was chosen for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.blocks import limits, names, text
from bot.blocks.elements import Button, actions, context, message, section
from bot.blocks.footers import site_name
from bot.blocks.inputs import Field, Option, View, channel_select, modal, select, text_input
from bot.blocks.zones import ZONES
from storage.domain import DigestSchedule, Message, Site, SiteSettings

DOMAINS: Final = "domains"
BRANDS: Final = "brands"
CHANNEL: Final = "channel"
HOUR: Final = "hour"
ZONE: Final = "zone"

_DOMAINS = Field(
    DOMAINS,
    "Your domains",
    "One or more, the main one first, separated by commas. Subdomains are included.",
    "acme.com, acme.de",
)
_BRANDS = Field(BRANDS, "Brand names", "Names that people use for you, separated by commas.", "Acme, Acme Inc", True)
_CHANNEL = Field(
    CHANNEL, "Channel for the digest", "Invite @anchorwatch there, or it cannot post.", "Choose a channel", True
)
_HOUR = Field(HOUR, "Time of the digest", "Posted once a day, only on days with news.")
_ZONE = Field(ZONE, "Time zone")


@dataclass(frozen=True, slots=True)
class SiteForm:
    """What the form opens with: a site's settings, or for a new site the channel and time zone of who asks."""

    settings: SiteSettings
    site_id: str = ""


def form_of(site: Site) -> SiteForm:
    return SiteForm(site.settings, str(site.id))


def new_site_form(channel_id: str | None, zone: str) -> SiteForm:
    return SiteForm(SiteSettings(domains=(), channel_id=channel_id, schedule=DigestSchedule(zone=zone)))


def site_modal(form: SiteForm) -> View:
    """``private_metadata`` holds the id of the site to change, and is absent for a new one."""
    settings = form.settings
    blocks = [
        text_input(_DOMAINS, ", ".join(settings.domains)),
        text_input(_BRANDS, ", ".join(settings.brands)),
        channel_select(_CHANNEL, settings.channel_id),
        select(_HOUR, _hours(settings.schedule.at), f"{settings.schedule.at:%H:%M}"),
        select(_ZONE, _zones(settings.schedule.zone), settings.schedule.zone),
        context("Links you already have are read in silence; only later changes are news."),
    ]
    title, submit = ("Site settings", "Save") if form.site_id else ("Add a site", "Add site")
    return modal(names.SITE_VIEW, title, submit, blocks, form.site_id)


def site_added(site: Site) -> Message:
    """What happens now, and the next step: a site without links has nothing to watch."""
    schedule, channel_id = site.settings.schedule, site.settings.channel_id
    digest = "It has no channel yet, so no digest is posted; choose one in its settings."
    if channel_id:
        zone = text.outside(schedule.zone, limits.BUTTON_TEXT)
        digest = f"Its digest comes to <#{channel_id}> at {schedule.at:%H:%M} ({zone}), on days with news."
    said = f"{site_name(site)} is added. {digest}"
    buttons = [
        Button("Import links", names.IMPORT_LINKS, str(site.id), style="primary"),
        Button("Add a link", names.ADD_LINK, str(site.id)),
        Button("Settings", names.SITE_SETTINGS, str(site.id)),
    ]
    return message(said, (section(said), section("Now tell me which links it has."), actions(*buttons)))


def listed(entry: str) -> tuple[str, ...]:
    """The names in a field that takes several, each once."""
    parts = entry.replace("\n", ",").replace(";", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def schedule_of(entered: Mapping[str, str]) -> DigestSchedule:
    return DigestSchedule(time.fromisoformat(entered[HOUR]), entered[ZONE])


def _hours(chosen: time) -> list[Option]:
    """Every half hour, and the chosen time if somebody set another one elsewhere."""
    every = {time(hour, minute) for hour in range(24) for minute in (0, 30)} | {chosen.replace(second=0, microsecond=0)}
    return [Option(f"{at:%H:%M}", f"{at:%H:%M}") for at in sorted(every)]


def _zones(chosen: str) -> list[Option]:
    return [Option(zone.replace("_", " "), zone) for zone in sorted({*ZONES, chosen})]
