"""The commands that start the bot: on Slack, in the preview workspace, or as a demo that ends."""

from typing import Annotated

import typer

from bot.command_settings import service_settings
from bot.logs import configure_logs
from bot.preview.demo.play import play_demo
from bot.preview.demo.serve import serve_preview
from bot.serving import serve_slack
from bot.settings import load_settings


def run() -> None:
    """Start Anchorwatch: on Slack with tokens in .env, else in the preview workspace on this machine.

    Example: anchorwatch run
    """
    settings = service_settings()
    if settings.slack_bot_token or settings.slack_app_token:
        serve_slack(settings)
    else:
        serve_preview(settings)


def preview(
    port: Annotated[int | None, typer.Option("--port", help="The port of the page; 0 picks a free one.")] = None,
) -> None:
    """Start the preview workspace with its demo site, without any account.

    Example: anchorwatch preview --port 8642
    """
    serve_preview(service_settings() if port is None else service_settings().model_copy(update={"preview_port": port}))


def demo() -> None:
    """Play the demo's days in this terminal, through the real bot and worker, in under a minute.

    Example: anchorwatch demo
    """
    settings = load_settings(log_level="error")
    configure_logs(settings.log_level)
    play_demo(settings)
