"""Sets the demo's stage: a preview workspace, the pretend web, and the bot connected to both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network

from bot.fetching import fetch_rules
from bot.manifest import manifest
from bot.preview.demo.hook import Demo
from bot.preview.demo.pretend_web import PretendWeb
from bot.preview.demo.seeding import demo_site, seed
from bot.preview.driver import Preview
from bot.preview.running import ServerThread
from bot.preview.server import PreviewServer
from bot.preview.settings import InstalledApp, PreviewSettings
from bot.serving import conversation
from bot.settings import DEFAULT_DATABASE, PREVIEW_DATABASE, Settings
from bot.slack_side import SlackSide, open_slack_side
from bot.wall_clock import utc_now
from jobs.deliver_messages import Pace

DEMO_CHANNEL = "links"
_LONGEST_DAY_SECONDS = 90.0


@dataclass(frozen=True)
class Stage:
    """The preview as people drive it, and the demo's button."""

    preview: Preview
    demo: Demo
    end_day: Callable[[], None]


@contextmanager
def open_stage(settings: Settings) -> Iterator[Stage]:
    """Everything runs, and the bot is connected, for as long as the context lasts."""
    web = PretendWeb(day=0)
    demo = Demo(web, utc_now)
    app = InstalledApp.from_manifest(manifest())
    thread = ServerThread(PreviewServer(PreviewSettings(port=settings.preview_port, app=app), utc_now, demo))
    thread.start()
    try:
        thread.wait(web.start(settings.preview_port and settings.preview_port + 1))
        preview = Preview(thread)
        ours = _settings_for(settings, preview, web)
        with open_slack_side(ours, Pace()) as side:
            _begin(side, demo, web, preview)
            with conversation(ours, side):
                preview.wait_connected()
                yield Stage(preview, demo, lambda: thread.wait(thread.server.slack.next_day(), _LONGEST_DAY_SECONDS))
    finally:
        thread.wait(web.stop())
        thread.stop()


def _settings_for(settings: Settings, preview: Preview, web: PretendWeb) -> Settings:
    """The person's settings, connected to the preview, with nothing of this machine reachable but the pretend web."""
    database = PREVIEW_DATABASE if settings.database_url == DEFAULT_DATABASE else settings.database_url
    ours = settings.model_copy(update={"database_url": database})
    hosts = ours.data_folder / "preview-hosts"
    hosts.parent.mkdir(parents=True, exist_ok=True)
    theirs = (f"{place}\t{name}\n" for name, places in fetch_rules(settings).hosts.items() for place in places)
    hosts.write_text("".join(theirs) + web.hosts_lines(), encoding="utf-8")
    return ours.model_copy(
        update={
            "slack_api_url": preview.api_url,
            "slack_bot_token": preview.settings.bot_token,
            "slack_app_token": preview.settings.app_token,
            "smtp_host": "",  # nobody lives at a pretend address
            "imap_host": "",
            "fetch_hosts_file": hosts,
            "fetch_allow_networks": (*settings.fetch_allow_networks, ip_network(web.address)),
        }
    )


def _begin(side: SlackSide, demo: Demo, web: PretendWeb, preview: Preview) -> None:
    """The preview's messages live only as long as it runs, so the story begins anew each time; real sites stay."""
    services, workspace_id = side.services, side.workspace.id
    earlier = demo_site(services, workspace_id)
    if earlier is not None:
        services.advance_demo.begin_again(workspace_id, earlier.id)
        for name in web.names():
            services.suppress.lift(workspace_id, name, "demo")
    zone = preview.server.slack.workspace.me.zone
    site = seed(services, workspace_id, web, preview.channel(DEMO_CHANNEL).id, zone)
    demo.advance = lambda change: services.advance_demo.next_day(workspace_id, site.id, change)
