"""The hash that chains an audit entry to all before it: SHA-256 over the hash before and one spelling of the entry."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import orjson

from storage.codecs import write_mapping
from storage.domain import AuditEntry
from storage.types import json_text, storable, utc

GENESIS = "0" * 64


def chained(before: str, seq: int, entry: AuditEntry) -> str:
    """``before`` has a fixed length, and the rest is one JSON list, so no two logs are spelt alike."""
    return sha256(f"{before}{_spelt(seq, entry)}".encode()).hexdigest()


def _spelt(seq: int, entry: AuditEntry) -> str:
    """As it is read back, whichever database kept it."""
    fields = [
        seq,
        utc(entry.at).isoformat(timespec="microseconds"),
        storable(entry.actor),
        storable(entry.verb),
        storable(entry.subject),
        None if entry.domain is None else storable(entry.domain),
        settled(orjson.loads(json_text(write_mapping(entry.data)))),
    ]
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def settled(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """JSON as the chain spells it: a database may read 3.0 back as 3."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [settled(item) for item in value]
        case dict():
            return {key: settled(item) for key, item in value.items()}
    return value
