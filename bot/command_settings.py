"""The settings a command works with, once logs go where they should."""

import logging

from bot.logs import configure_logs
from bot.settings import Settings, load_settings


def service_settings() -> Settings:
    """For a command that runs on its own: its logs are all it says."""
    settings = load_settings()
    configure_logs(settings.log_level, _secrets(settings))
    return settings


def command_settings() -> Settings:
    """For a command that a person waits for: it says itself what it does, so only trouble is logged."""
    settings = load_settings()
    level = "warning" if settings.log_level == "info" else settings.log_level
    configure_logs(level, _secrets(settings))
    logging.getLogger("jobs.runners").setLevel(logging.CRITICAL)  # a round that fails ends with its reason
    return settings


def _secrets(settings: Settings) -> tuple[str, ...]:
    slack = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    return *slack, settings.smtp_password, settings.imap_password
