"""The kinds of values a setting may have, as people write them in the environment."""

import ipaddress
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from jobs.log_files import Logs

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

DEFAULT_SLACK_API = "https://slack.com/api/"

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_SIZES = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}
_LEVELS = ("debug", "info", "warning", "error")
_YES_OR_NO = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}
_APPROVER = re.compile(r"[UWS][A-Z0-9]{2,30}", re.ASCII)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.ASCII)


class Listen(NamedTuple):
    """Where a server of ours waits for callers."""

    host: str
    port: int


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


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    if said not in _YES_OR_NO:
        raise ValueError(f"'{value}' is neither yes nor no")
    return _YES_OR_NO[said]


def _approver(text: str) -> str:
    """Slack writes its ids in capitals; a name instead of one would let nobody in, silently."""
    if not _APPROVER.fullmatch(text):
        raise ValueError(f"'{text}' is not the id of a person (U… or W…) or of a user group (S…), as Slack shows it")
    return text


def _maybe_path(value: object) -> Path | None:
    return Path(str(value)) if value else None


Duration = Annotated[timedelta, BeforeValidator(_duration)]
Size = Annotated[int, BeforeValidator(_size)]
Networks = Annotated[tuple[Network, ...], BeforeValidator(_listed(_network))]
Ports = Annotated[frozenset[int], BeforeValidator(_listed(_port))]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed(str.lower))]
Urls = Annotated[tuple[str, ...], BeforeValidator(_listed(_page_url))]
AccessLogs = Annotated[tuple[Logs, ...], BeforeValidator(_listed(_logs))]
ListenOn = Annotated[Listen | None, BeforeValidator(_listen)]
Level = Annotated[str, BeforeValidator(_level)]
ApiUrl = Annotated[str, BeforeValidator(_api_url)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
ApproverIds = Annotated[tuple[str, ...], BeforeValidator(_listed(_approver))]
MaybePath = Annotated[Path | None, BeforeValidator(_maybe_path)]
