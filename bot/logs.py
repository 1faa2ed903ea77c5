"""One line per event on stderr: facts as JSON (plain on a terminal), secrets blacked out."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=hooks\.slack\.com/)\S+|(?<=/response/)[\w-]+|(?i:bearer )\S+"
    r"|(?<=://)[^/\s@]+@|(?i:(?<=[?&]token=)|(?<=[?&]key=)|(?<=[?&]secret=)|(?<=[?&]ticket=))[^&\s\"']+"
)
_BLACKED_OUT = "[redacted]"


def redact(text: str) -> str:
    """The text without tokens, response URLs, credentials in addresses or keys in queries."""
    return _SECRETS.sub(_BLACKED_OUT, text)


def configure_logs(level: str) -> None:
    """Send every logger's events through one formatter."""
    steps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    last: Any = structlog.processors.JSONRenderer()
    if sys.stderr.isatty():
        last = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("apscheduler", "slack_bolt", "slack_sdk", "httpx", "aiohttp", "alembic", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))


def _redact_event(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}
