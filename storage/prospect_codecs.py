"""How a prospect's case and draft are written as JSON and read back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from storage.domain import Case, Contact, ContactKind, Draft, Snippet, Suggestion

Json = dict[str, Any]


def write_case(case: Case) -> Json:
    return asdict(case)


def read_case(json: Json) -> Case:
    contacts = tuple(
        [Contact(ContactKind(one["kind"]), one["address"], one["name"], one["source_url"]) for one in json["contacts"]]
    )
    nested: Json = {
        "snippet": Snippet(**json["snippet"]),
        "suggestion": Suggestion(**json["suggestion"]),
        "contacts": contacts,
    }
    return Case(**{**json, **nested})


def write_draft(draft: Draft) -> Json:
    return {**asdict(draft), "written_at": draft.written_at.isoformat() if draft.written_at else None}


def read_draft(json: Json) -> Draft:
    written_at = datetime.fromisoformat(json["written_at"]) if json["written_at"] else None
    return Draft(**{**json, "follow_ups": tuple(json["follow_ups"]), "written_at": written_at})
