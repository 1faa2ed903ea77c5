"""How nested domain values are written as JSON and read back; small, explicit and fast."""

from __future__ import annotations

import struct
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.domain import (
    Carrier,
    Evidence,
    Facet,
    Hop,
    LinkFacts,
    LinkKind,
    Message,
    MessageFile,
    Newcomer,
    PageMemory,
    Placement,
    Suspicion,
    Verdict,
)
from storage.types import utc

Json = dict[str, Any]


def write_facts(facts: LinkFacts) -> Json:
    return {
        "target_url": facts.target_url,
        "anchor_text": facts.anchor_text,
        "kind": facts.kind,
        "rel": facts.rel,
        "follow": facts.follow,
        "nofollow_by": facts.nofollow_by,
        "placement": facts.placement,
        "hidden": facts.hidden,
        "occurrences": facts.occurrences,
        "before": facts.context_before,
        "after": facts.context_after,
        "noindex_by": facts.noindex_by,
        "canonical_url": facts.canonical_url,
        "cloaked": facts.cloaked,
        "via": facts.via,
    }


def read_facts(json: Json) -> LinkFacts:
    return LinkFacts(
        json["target_url"],
        json["anchor_text"],
        LinkKind(json["kind"]),
        tuple(json["rel"]),
        json["follow"],
        _carrier(json["nofollow_by"]),
        Placement(json["placement"]),
        json["hidden"],
        json["occurrences"],
        json["before"],
        json["after"],
        _carrier(json["noindex_by"]),
        json["canonical_url"],
        json.get("via", ""),  # facts written before there was one
        json.get("cloaked", False),
    )


def write_evidence(evidence: Evidence) -> Json:
    return {
        "status": evidence.status,
        "hops": [[hop.status, hop.url] for hop in evidence.hops],
        "final_url": evidence.final_url,
        "title": evidence.title,
        "excerpt": evidence.excerpt,
        "content_hash": evidence.content_hash,
        "noindex_by": evidence.noindex_by,
        "agent": evidence.agent,
    }


def read_evidence(json: Json) -> Evidence:
    return Evidence(
        json["status"],
        tuple([Hop(status, url) for status, url in json["hops"]]),
        json["final_url"],
        json["title"],
        json["excerpt"],
        json["content_hash"],
        _carrier(json["noindex_by"]),
        json["agent"],
    )


def write_page(page: PageMemory) -> Json:
    return {
        "title": page.title,
        "text_length": page.text_length,
        "sketch": _packed(page.sketch),
        "content_hash": page.content_hash,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "newcomer": None if page.newcomer is None else _write_newcomer(page.newcomer),
    }


def read_page(json: Json) -> PageMemory:
    return PageMemory(
        json["title"],
        json["text_length"],
        _unpacked(json["sketch"]),
        json["content_hash"],
        json["etag"],
        json["last_modified"],
        _read_newcomer(json.get("newcomer")),  # none in what was written before there was one
    )


def _write_newcomer(newcomer: Newcomer) -> Json:
    return {
        "text_length": newcomer.text_length,
        "sketch": _packed(newcomer.sketch),
        "since": utc(newcomer.since).isoformat(),
        "looks": newcomer.looks,
    }


def _read_newcomer(json: Json | None) -> Newcomer | None:
    if json is None:
        return None
    since = datetime.fromisoformat(json["since"])
    return Newcomer(json["text_length"], _unpacked(json["sketch"]), since, json["looks"])


def write_suspicion(suspicion: Suspicion) -> Json:
    return {
        "verdict": suspicion.verdict,
        "since": utc(suspicion.since).isoformat(),
        "count": suspicion.count,
        "first_check_id": suspicion.first_check_id,
        "facts": None if suspicion.facts is None else write_facts(suspicion.facts),
    }


def read_suspicion(json: Json) -> Suspicion:
    facts = json["facts"]
    return Suspicion(
        Verdict(json["verdict"]),
        datetime.fromisoformat(json["since"]),
        json["count"],
        json["first_check_id"],
        None if facts is None else read_facts(facts),
    )


def write_facets(facets: tuple[Facet, ...]) -> list[list[str]]:
    return [[facet.name, facet.before, facet.after] for facet in facets]


def read_facets(json: list[list[str]]) -> tuple[Facet, ...]:
    return tuple([Facet(name, before, after) for name, before, after in json])


def write_message(message: Message) -> Json:
    return {
        "text": message.text,
        "blocks": message.blocks,
        "files": [[file.name, file.content] for file in message.files],
    }


def read_message(json: Json) -> Message:
    files = tuple([MessageFile(name, content) for name, content in json["files"]])
    return Message(json["text"], tuple(json["blocks"]), files)


def write_texts(texts: tuple[str, ...]) -> list[str]:
    return list(texts)


def read_texts(json: list[str]) -> tuple[str, ...]:
    return tuple(json)


def write_mapping(mapping: Mapping[str, Any]) -> Json:
    return dict(mapping)


def read_mapping(json: Json) -> Mapping[str, Any]:
    return json


def _carrier(word: str | None) -> Carrier | None:
    return None if word is None else Carrier(word)


def _packed(sketch: tuple[int, ...]) -> str:
    # A third of the size of the numbers in decimal, and there is one sketch per link.
    return b64encode(struct.pack(f">{len(sketch)}Q", *sketch)).decode()


def _unpacked(text: str) -> tuple[int, ...]:
    raw = b64decode(text)
    return struct.unpack(f">{len(raw) // 8}Q", raw)
