"""Keeps secrets out of the logs: known ones wherever they stand, others by the form or the name they have."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

BLACKED_OUT = "[redacted]"

_NAMES = r"authorization|cookie|password|passwd|secret|token|ticket|signature|api_?key|response_url"
_NAME = re.compile(_NAMES, re.IGNORECASE)
# Never a quote or a backslash: what is left has to be a well-formed line of JSON.
_WORD = r"[^\s\"'\\&]+"
_IS = r"[\w-]{0,20}\\?[\"']?\s{0,2}[=:]\s{0,2}\\?[\"']?"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:xox[a-z]-|xapp-)[\w.-]+"), BLACKED_OUT),
    (re.compile(rf"(?<=hooks\.slack\.com/){_WORD}|(?<=/response/){_WORD}"), BLACKED_OUT),
    (re.compile(r"(?<=://)[^/\s\"'\\]+@"), f"{BLACKED_OUT}@"),
    (re.compile(rf"\b(bearer|basic) {_WORD}", re.IGNORECASE), rf"\1 {BLACKED_OUT}"),
    (re.compile(rf"((?:authorization|cookie){_IS})[^\"'\\\r\n]+", re.IGNORECASE), rf"\1{BLACKED_OUT}"),
    (re.compile(rf"((?:{_NAMES}){_IS})(?!\[){_WORD}", re.IGNORECASE), rf"\1{BLACKED_OUT}"),
    (re.compile(rf"([?&;](?:key|sig|code)=){_WORD}", re.IGNORECASE), rf"\1{BLACKED_OUT}"),
)
_SHORTEST_SECRET = 6


def redacting(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that blacks out these secrets and whatever else looks like one."""
    known = sorted((secret for secret in secrets if len(secret) >= _SHORTEST_SECRET), key=len, reverse=True)

    def redact(text: str) -> str:
        for secret in known:
            text = text.replace(secret, BLACKED_OUT)
        for pattern, instead in _FORMS:
            text = pattern.sub(instead, text)
        return text

    return redact


def without_secrets(value: Any, name: str = "") -> Any:  # noqa: ANN401  (whatever somebody logs)
    """The value, or nothing of it where its own name or a name inside it is one such as ``token``."""
    if _NAME.search(name):
        return BLACKED_OUT
    if isinstance(value, Mapping):
        return {key: without_secrets(part, str(key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(part) for part in value]
    return value
