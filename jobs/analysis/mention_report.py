"""What one page says of brands, as plain data for the command ``mentions``, whose shape scripts rely on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jobs.analysis.mentions import BrandMention
from storage.domain import LinkStatus

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MentionReading:
    """``reason`` says why nothing is known, where that is so."""

    mentions: Sequence[BrandMention]
    linked: LinkStatus
    reason: str = ""


def mention_report(reading: MentionReading) -> Json:
    return {"mentions": [_mention(mention) for mention in reading.mentions], "linked": reading.linked.value}


def _mention(mention: BrandMention) -> Json:
    return {
        "brand": mention.brand.name,
        "text": mention.text,
        "where": mention.place.value,
        "context": mention.context,
        "offset": mention.offset,
    }
