"""One line per event on stderr: facts as JSON (plain on a terminal), controls escaped, secrets blacked out."""

import logging
import sys
import threading
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

import structlog

from bot.redaction import redacting, without_secrets

logger = logging.getLogger(__name__)

# What these say at "info" concerns their developers, and at "debug" they print what must stay secret.
_CHATTY = ("apscheduler", "slack_bolt", "slack_sdk", "bot.bolt", "httpx", "aiohttp", "alembic", "asyncio")
# Every error of a call is raised as well, and whoever made the call says what came of it.
_SAID_TWICE = "slack_sdk.web"
_ESCAPES = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")}

Event = MutableMapping[str, Any]


def configure_logs(level: str, secrets: Iterable[str] = ()) -> None:
    """Send every logger's events, warnings and threads that die through one formatter."""
    steps: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_named_secrets,
    ]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=steps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_last_steps(redacting(secrets))],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
    threading.excepthook = _log_thread
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    logging.getLogger(_SAID_TWICE).setLevel(logging.CRITICAL)


def _last_steps(redact: Callable[[str], str]) -> tuple[Any, ...]:
    def redacted(_logger: object, _name: str, line: str) -> str:
        return redact(line)

    if sys.stderr.isatty():
        return _escaped, structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback), redacted
    return structlog.processors.JSONRenderer(), redacted


def _without_named_secrets(_logger: object, _name: str, event: Event) -> Event:
    return {key: without_secrets(value, key) for key, value in event.items()}


def _escaped(_logger: object, _name: str, event: Event) -> Event:
    """JSON escapes by itself; a terminal obeys every control character it is sent."""
    return {key: value.translate(_ESCAPES) if isinstance(value, str) else value for key, value in event.items()}


def _log_thread(died: threading.ExceptHookArgs) -> None:
    name = died.thread.name if died.thread else ""
    error = died.exc_value or died.exc_type()
    logger.error("thread ended by an error", exc_info=error, extra={"thread_name": name})
