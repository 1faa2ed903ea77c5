"""How what belongs to a mention is written as JSON and read back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from storage.domain import Brand, Snippet, Suggestion

Json = dict[str, Any]

_KNOWN = frozenset(field.name for field in fields(Brand))
_LISTS = frozenset(field.name for field in fields(Brand) if field.type == "tuple[str, ...]")


def write_brand(brand: Brand) -> Json:
    return asdict(brand)


def read_brand(json: Json) -> Brand:
    """A word that a later version knew is left out."""
    said: Json = {name: tuple(value) if name in _LISTS else value for name, value in json.items() if name in _KNOWN}
    return Brand(**said)


def write_snippet(snippet: Snippet) -> Json:
    return {"before": snippet.before, "name": snippet.name, "after": snippet.after}


def read_snippet(json: Json) -> Snippet:
    return Snippet(json["before"], json["name"], json["after"])


def write_suggestion(suggestion: Suggestion) -> Json:
    return {"page_url": suggestion.page_url, "anchor": suggestion.anchor, "sentence": suggestion.sentence}


def read_suggestion(json: Json) -> Suggestion:
    return Suggestion(json["page_url"], json["anchor"], json["sentence"])
