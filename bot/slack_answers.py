"""What Slack's answer to one call allows us to believe: posted, not posted, or unknown."""

import json
import re
import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from jobs.deliver_messages import Answer, Outcome

_LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_UNSURE = frozenset({"fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
_CHANNEL_CLOSED = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "ekm_access_denied",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
    }
)
_INSTALL_DEAD = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "org_login_required",
        "missing_scope",
        "not_allowed_token_type",
        "no_permission",
    }
)
_NAME = re.compile(r"[a-z0-9_]+", re.ASCII)
_LONGEST_RETRY_AFTER = timedelta(hours=1)


def classify(call: Callable[[], str | None]) -> Answer:
    """Make one call to Slack and say what may be believed afterwards (SLACK's error names, see docs/operating.md)."""
    try:
        return Answer(Outcome.POSTED, call())
    except SlackApiError as error:
        return _from_slack(error)
    except URLError as error:
        return _from_network(error)
    except (OSError, HTTPException, SlackClientError, json.JSONDecodeError) as error:
        return Answer(Outcome.UNSURE, error=f"{type(error).__name__}: {error}")


def _from_slack(error: SlackApiError) -> Answer:
    response = error.response
    name = error_name(response.data)
    if response.status_code == 429 or name in _LATER:
        return Answer(Outcome.LATER, error=name or "ratelimited", retry_after=_retry_after(response.headers))
    if response.status_code >= 500 or not name or name in _UNSURE:
        return Answer(Outcome.UNSURE, error=name or f"HTTP {response.status_code}")
    for names, outcome in ((_CHANNEL_CLOSED, Outcome.CHANNEL_CLOSED), (_INSTALL_DEAD, Outcome.INSTALL_DEAD)):
        if name in names:
            return Answer(outcome, error=name)
    return Answer(Outcome.OUR_FAULT, error=name)


def error_name(data: object) -> str:
    """Slack's word for what is wrong. The SDK puts a sentence of its own there when what came back is no JSON."""
    name = data.get("error") if isinstance(data, dict) else None
    return name if isinstance(name, str) and _NAME.fullmatch(name) else ""


def _from_network(error: URLError) -> Answer:
    """A connection that was refused, or a name that did not resolve, never carried the message."""
    if isinstance(error.reason, ConnectionRefusedError | socket.gaierror):
        return Answer(Outcome.LATER, error=str(error.reason))
    return Answer(Outcome.UNSURE, error=str(error.reason))


def _retry_after(headers: Mapping[str, Any]) -> timedelta | None:
    """The SDK gives a header's value as text or, from urllib, as a list of one."""
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    text = str(value[0] if isinstance(value, list) and value else value)
    return min(timedelta(seconds=int(text)), _LONGEST_RETRY_AFTER) if text.isdigit() else None
