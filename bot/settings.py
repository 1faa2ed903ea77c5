"""The only reader of the environment: every setting, its default, and one plain sentence when it is wrong."""

import os
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.mail_settings import MailSettings
from bot.outreach_settings import OutreachSettings
from bot.setting_kinds import (
    DEFAULT_SLACK_API,
    AccessLogs,
    ApiUrl,
    Duration,
    Level,
    ListenOn,
    MaybePath,
    Networks,
    Ports,
    Size,
    Urls,
    Words,
)
from storage.errors import AnchorwatchError

DEFAULT_DATABASE = "sqlite:///data/anchorwatch.db"
PREVIEW_DATABASE = "sqlite:///data/preview.db"


class SettingsError(AnchorwatchError):
    """A setting has a value we cannot use; the message names the variable."""


class _FromEnvironment(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
        enable_decoding=False,  # a list is written with commas here, not as JSON
    )


class Settings(OutreachSettings, MailSettings, _FromEnvironment):
    """Every setting but those of sources, read from the environment first and then from ``.env``."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api_url: ApiUrl = DEFAULT_SLACK_API

    database_url: str = DEFAULT_DATABASE

    confirm_after: Duration = timedelta(hours=24)
    recheck_first: Duration = timedelta(hours=1)
    recheck_suspect: Duration = timedelta(hours=6)
    recheck_high: Duration = timedelta(days=1)
    recheck_medium: Duration = timedelta(days=3)
    recheck_low: Duration = timedelta(days=7)
    recheck_slowest: Duration = timedelta(days=90)
    recheck_budget: int = Field(default=20_000, ge=1)

    fetch_deadline: Duration = timedelta(seconds=15)
    fetch_max_bytes: Size = 5_000_000
    fetch_max_wire_bytes: Size = 2_000_000
    fetch_max_redirects: int = Field(default=10, ge=0, le=20)
    fetch_host_pause: Duration = timedelta(seconds=2)
    fetch_concurrency: int = Field(default=64, ge=1, le=2000)
    fetch_ports: Ports = frozenset({80, 443})
    fetch_allow_networks: Networks = ()
    fetch_hosts_file: MaybePath = None
    fetch_opt_out_file: MaybePath = None
    fetch_contact_url: str = "https://github.com/anchorwatch/anchorwatch/blob/main/docs/crawler.md"

    canary_urls: Urls = ()

    sources_off: Words = ()

    access_log_files: AccessLogs = ()

    webmention_listen: ListenOn = None

    import_max_rows: int = Field(default=20_000_000, ge=1)

    preview_port: int = Field(default=8642, ge=0, le=65535)
    log_level: Level = "info"
    failpoints: str = ""

    @property
    def data_folder(self) -> Path:
        """Where files beside the database are kept."""
        path = self.database_url.partition("sqlite:///")[2]
        return Path(path).parent if path else Path("data")

    @property
    def has_slack(self) -> bool:
        """Whether the tokens for a Socket Mode connection are there."""
        return bool(self.slack_bot_token and self.slack_app_token)


def load_settings(**overrides: object) -> Settings:
    """Read the settings, or raise ``SettingsError`` with one sentence that names the variable."""
    try:
        return Settings.model_validate(overrides) if overrides else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(".env is not a text file in UTF-8.") from error
    except OSError as error:
        raise SettingsError(f".env cannot be read: {error.strerror}.") from error


def read_variables(names: Iterable[str]) -> Mapping[str, str]:
    """The settings that sources declare for themselves, by variable; those that are not set are left out."""
    fields: dict[str, Any] = {name.lower(): (str, "") for name in names}
    read = create_model("SourceVariables", __base__=_FromEnvironment, **fields)()
    return {name.upper(): value.strip() for name, value in read.model_dump().items() if value.strip()}


def check_tokens(settings: Settings) -> None:
    """Refuse tokens that cannot work before Slack does, in words that say which one is wrong.

    A stand-in for Slack may use tokens of any form, so only Slack's own are held to Slack's prefixes.
    """
    strict = settings.slack_api_url == DEFAULT_SLACK_API
    for name, token, prefix, where in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-", "OAuth & Permissions"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-", "Basic Information, App-Level Tokens"),
    ):
        if not token:
            raise SettingsError(f"{name} is missing; copy it from your Slack app's page ({where}) into .env.")
        if strict and not token.startswith(prefix):
            raise SettingsError(f"{name} must start with {prefix}; copy it from your Slack app's page ({where}).")


def worker_environment(settings: Settings) -> dict[str, str]:
    """The environment in which a worker of its own process sees what was decided here."""
    decided = {
        "DATABASE_URL": settings.database_url,
        "FETCH_ALLOW_NETWORKS": ",".join(map(str, settings.fetch_allow_networks)),
        "FETCH_HOSTS_FILE": str(settings.fetch_hosts_file or ""),
        "LOG_LEVEL": settings.log_level,
    }
    return {**os.environ, **decided}
