"""The commands that start, prepare and examine the bot itself."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.app import copy_to, prepare_database, run_worker
from bot.doctor import examine
from bot.logs import configure_logs
from bot.manifest import manifest as app_manifest
from bot.preview.demo.play import play_demo
from bot.preview.demo.serve import serve_preview
from bot.serving import serve_slack
from bot.settings import Settings, load_settings


def _settings() -> Settings:
    settings = load_settings()
    configure_logs(settings.log_level)
    return settings


def run() -> None:
    """Start Anchorwatch: on Slack with tokens in .env, else in the preview workspace on this machine.

    Example: anchorwatch run
    """
    settings = _settings()
    if settings.slack_bot_token or settings.slack_app_token:
        serve_slack(settings)
    else:
        serve_preview(settings)


def worker() -> None:
    """Run only the part that visits pages and gathers digests.

    Example: anchorwatch worker
    """
    run_worker(_settings())


def preview(
    port: Annotated[int | None, typer.Option("--port", help="The port of the page; 0 picks a free one.")] = None,
) -> None:
    """Start the preview workspace with its demo site, without any account.

    Example: anchorwatch preview --port 8642
    """
    serve_preview(_settings() if port is None else _settings().model_copy(update={"preview_port": port}))


def demo() -> None:
    """Play the demo's days in this terminal, through the real bot and worker, in under a minute.

    Example: anchorwatch demo
    """
    settings = load_settings(log_level="error")
    configure_logs(settings.log_level)
    play_demo(settings)


def migrate() -> None:
    """Bring the database to the newest schema.

    Example: anchorwatch migrate
    """
    prepare_database(_settings())
    sys.stdout.write("The database is up to date.\n")


def doctor() -> None:
    """Check settings, database, and Slack, and say what to mend.

    Example: anchorwatch doctor
    """
    findings = examine(load_settings())
    for finding in findings:
        sys.stdout.write(f"{'ok ' if finding.is_fine else 'BAD'}  {finding.text}\n")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def manifest() -> None:
    """Print the Slack app's manifest, for "create an app from a manifest".

    Example: anchorwatch manifest > manifest.json
    """
    sys.stdout.write(json.dumps(app_manifest(), indent=2) + "\n")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy; it must not exist yet.")],
) -> None:
    """Copy the SQLite database while everything keeps running.

    Example: anchorwatch backup anchorwatch-2026-03-03.db
    """
    copy_to(load_settings(), file)
    sys.stdout.write(f"Copied to {file}.\n")
