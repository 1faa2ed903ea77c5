"""The only reader of the environment: every setting, its default, and one plain sentence when it is wrong."""

import ipaddress
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError, create_model
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from jobs.log_files import Logs
from storage.errors import AnchorwatchError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_SIZES = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}
_LEVELS = ("debug", "info", "warning", "error")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.ASCII)


class Listen(NamedTuple):
    """Where a server of ours waits for callers."""

    host: str
    port: int


class SettingsError(AnchorwatchError):
    """A setting has a value we cannot use; the message names the variable."""


def _amount(value: object, units: dict[str, int], example: str) -> float:
    match = _AMOUNT.fullmatch(str(value).strip().lower())
    if match is None or match[2] not in units:
        raise ValueError(f"'{value}' is not understood; write it like {example}")
    return float(match[1]) * units[match[2]]


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    return timedelta(seconds=_amount(value, _UNITS, "15s, 30m, 24h or 7d"))


def _size(value: object) -> int:
    return int(_amount(value, _SIZES, "500kb, 5mb or a number of bytes"))


def _listed(convert: Callable[[str], object]) -> Callable[[object], object]:
    def read(value: object) -> object:
        return tuple(convert(part) for part in re.split(r"[\s,]+", value) if part) if isinstance(value, str) else value

    return read


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"'{text}' is not a network; write it like 10.0.0.0/8 or 127.0.0.1") from None


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError(f"'{text}' is not a port; write them like 80, 443")
    return int(text)


def _page_url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError(f"'{text}' is not an address; write it like https://example.com/")
    return text


def _api_url(value: object) -> str:
    """With its slash at the end, without which the last part of its path would be lost."""
    text = str(value).strip()
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        raise ValueError(f"'{text}' is not an address; write it like {DEFAULT_SLACK_API}")
    return text if text.endswith("/") else f"{text}/"


def _logs(text: str) -> Logs:
    domain, _, pattern = text.rpartition("=")
    if not pattern.startswith("/"):
        raise ValueError(f"'{text}' is not a log; write it like acme.com=/var/log/nginx/access.log*")
    return Logs(pattern, domain.lower())


def _listen(value: object) -> object:
    if not isinstance(value, str) or not value:
        return value or None
    host, _, port = value.strip().rpartition(":")
    if not host:
        raise ValueError(f"'{value}' is not a place to listen; write it like 127.0.0.1:8080")
    return Listen(host.strip("[]"), _port(port))


def _level(value: object) -> str:
    if str(value).lower() not in _LEVELS:
        raise ValueError(f"'{value}' is not one of {', '.join(_LEVELS)}")
    return str(value).lower()


def _maybe_path(value: object) -> Path | None:
    return Path(str(value)) if value else None


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Size = Annotated[int, BeforeValidator(_size)]
Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_listed(_network))]
Ports = Annotated[frozenset[int], NoDecode, BeforeValidator(_listed(_port))]
Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed(str.lower))]
Urls = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed(_page_url))]
Level = Annotated[str, BeforeValidator(_level)]
ApiUrl = Annotated[str, BeforeValidator(_api_url)]
MaybePath = Annotated[Path | None, BeforeValidator(_maybe_path)]

DEFAULT_SLACK_API = "https://slack.com/api/"
DEFAULT_DATABASE = "sqlite:///data/anchorwatch.db"
PREVIEW_DATABASE = "sqlite:///data/preview.db"


class _FromEnvironment(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)


class Settings(_FromEnvironment):
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

    access_log_files: Annotated[tuple[Logs, ...], NoDecode, BeforeValidator(_listed(_logs))] = ()

    webmention_listen: Annotated[Listen | None, NoDecode, BeforeValidator(_listen)] = None

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
