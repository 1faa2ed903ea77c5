"""Examines an installation: settings, database, Slack; says of each whether it is fine and what to mend."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer
from slack_sdk import WebClient

from bot.app import prepare_database
from bot.command_settings import command_settings
from bot.settings import Settings, check_tokens
from bot.slack_app import who_are_we
from storage.errors import AnchorwatchError


@dataclass(frozen=True, slots=True)
class Finding:
    text: str
    is_fine: bool


def doctor() -> None:
    """Check settings, database, and Slack, and say what to mend.

    Example: anchorwatch doctor
    """
    findings = examine(command_settings())
    for finding in findings:
        sys.stdout.write(f"{'ok ' if finding.is_fine else 'BAD'}  {finding.text}\n")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything, even when something is broken."""
    return tuple(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _tried("Database", lambda: _database(settings))
    if settings.has_slack or settings.slack_bot_token or settings.slack_app_token:
        yield _tried("Slack", lambda: _slack(settings))
    else:
        yield Finding("Slack: no tokens in .env, so `anchorwatch run` starts the preview workspace.", is_fine=True)
    if settings.fetch_allow_networks:
        named = ", ".join(map(str, settings.fetch_allow_networks))
        yield Finding(f"Visits: private addresses in {named} may be visited (FETCH_ALLOW_NETWORKS).", is_fine=True)


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(f"{what}: {look()}", is_fine=True)
    except AnchorwatchError as error:
        return Finding(f"{what}: {error.user_message}", is_fine=False)


def _database(settings: Settings) -> str:
    prepare_database(settings)
    return f"{settings.database_url} is readable and up to date."


def _slack(settings: Settings) -> str:
    check_tokens(settings)
    installed = who_are_we(WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=10))
    return f"connected to workspace {installed.team}."
