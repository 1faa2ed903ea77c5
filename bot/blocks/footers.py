"""Names the site a message is about, and how to end what the bot posts by itself."""

from bot.blocks import names, text
from bot.blocks.elements import Block, Button, actions, context
from storage.domain import Site

_NAME = 90


def site_name(site: Site) -> str:
    """The domain as mrkdwn; the pretend web of the demo says wherever it is named that it is one."""
    return text.outside(site_title(site), _NAME)


def site_title(site: Site) -> str:
    """The domain for a plain_text object."""
    return f"{site.domain} (demo)" if site.is_demo else site.domain


def why(site: Site) -> tuple[Block, ...]:
    schedule = site.settings.schedule
    reason = f"Why you see this: this channel gets the digest of {site_name(site)} at {schedule.at:%H:%M}"
    zone = text.outside(schedule.zone, _NAME)
    button = Button("Settings", names.SITE_SETTINGS, str(site.id), says=f"Settings of {site.domain}")
    return context(f"{reason} ({zone}), on days with news."), actions(button)
