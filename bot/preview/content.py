"""Reads what an app wants a message to say, and refuses what Slack would refuse of it."""

from __future__ import annotations

import json
from typing import Any

from bot.preview.arguments import Arguments
from bot.preview.errors import RefusedError
from bot.preview.message_rules import read_blocks
from bot.preview.values import Content, Json

_LONGEST_POST = 40_000
_LONGEST_MARKDOWN = 12_000
_LONGEST_UPDATE_BYTES = 4_000
_LONGEST_METADATA = 8_000
_MOST_ATTACHMENTS = 100


def read_content(arguments: Arguments) -> Content:
    """For a new message: it needs words, blocks or attachments."""
    content = Content(
        text=_text(arguments)[:_LONGEST_POST],
        blocks=_blocks(arguments),
        attachments=_attachments(arguments),
        metadata=_metadata(arguments),
    )
    if not (content.text.strip() or content.blocks or content.attachments):
        raise RefusedError("no_text")
    return content


def read_update(arguments: Arguments, before: Content) -> Content:
    """For chat.update: what is left out stays as it was; metadata ``{}`` removes it."""
    text = _text(arguments)
    if len(text.encode("utf-8", "surrogatepass")) > _LONGEST_UPDATE_BYTES:
        raise RefusedError("msg_too_long")
    if not (text or arguments.has("blocks") or arguments.has("attachments")):
        raise RefusedError("no_text")
    return Content(
        text=text if arguments.has("text") or arguments.has("markdown_text") else before.text,
        blocks=_blocks(arguments) if arguments.has("blocks") else before.blocks,
        attachments=_attachments(arguments) if arguments.has("attachments") else before.attachments,
        metadata=_metadata(arguments) if arguments.has("metadata") else before.metadata,
        files=before.files,
    )


def _text(arguments: Arguments) -> str:
    markdown = arguments.text("markdown_text")
    if not markdown:
        return arguments.text("text")
    if arguments.has("text") or arguments.has("blocks"):
        raise RefusedError("markdown_text_conflict")
    if len(markdown) > _LONGEST_MARKDOWN:
        raise RefusedError("msg_too_long")
    return markdown


def _blocks(arguments: Arguments) -> tuple[Json, ...]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    return () if blocks is None else read_blocks(blocks)


def _attachments(arguments: Arguments) -> tuple[Json, ...]:
    attachments = arguments.structure("attachments", "invalid_attachments")
    if attachments is None:
        return ()
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise RefusedError("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise RefusedError("too_many_attachments")
    return tuple({**one, "blocks": list(read_blocks(one.get("blocks", [])))} for one in attachments)


def _metadata(arguments: Arguments) -> Json | None:
    metadata: Any = arguments.structure("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format")
    payload = metadata.get("event_payload")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_schema")
    if len(json.dumps(metadata, ensure_ascii=False)) > _LONGEST_METADATA:
        raise RefusedError("metadata_too_large")
    return metadata
