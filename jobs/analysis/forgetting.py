"""Takes one person's e-mail address out of whatever was kept: texts, and values made of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from jobs.analysis.suppression import SuppressionError, covers, digest_of, understand

T = TypeVar("T")

_APART = r"\s<>()\[\]{}\"'“”‘’„,;:|/?&=\\"
_MAIL = re.compile(rf"[^{_APART}@]{{1,80}}@[^{_APART}@]{{1,255}}")
_AROUND = ".!*_~`…"
_JOINER = "\u2060"  # stands in what was written for Slack
_FORGOTTEN = "(forgotten)"


def without_person(value: T, digest: bytes) -> T:
    """The same value with nothing in it that leads to the person of this do-not-contact entry by mail."""
    return cast("T", _without(value, digest))


def masked(text: str) -> str:
    """What somebody wrote, with fingerprints for addresses: for what is kept for ever."""
    return _MAIL.sub(lambda found: _fingerprint(found[0]), text)


def _without(value: Any, digest: bytes) -> Any:  # noqa: ANN401  (values of any make)
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return _MAIL.sub(lambda found: _FORGOTTEN if _is_theirs(found[0], digest) else found[0], value)
    if isinstance(value, Mapping):
        return {key: _without(one, digest) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)([_without(one, digest) for one in value])
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _without(getattr(value, field.name), digest) for field in fields(value)})
    return value


def _is_theirs(found: str, digest: bytes) -> bool:
    return covers({digest}, "", _bare(found)) is not None


def _fingerprint(found: str) -> str:
    try:
        person = understand(_bare(found))
    except SuppressionError:
        return found
    return f"sha256:{digest_of(person).hex()[:16]}"


def _bare(found: str) -> str:
    return found.replace(_JOINER, "").strip(_AROUND)
