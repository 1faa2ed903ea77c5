"""Refuses the blocks of a message that Slack refuses: each one, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.preview.block_ids import elements, with_ids
from bot.preview.block_rules import IN_MESSAGE
from bot.preview.errors import RefusedError
from bot.preview.rule_kit import Rule, complain, items
from bot.preview.text_count import counted
from bot.preview.values import Json

_MOST_BLOCKS = 50
_LONGEST_MARKDOWN = 12_000

# Not documented; measured by people who met msg_blocks_too_long. A header costs about 100 on top.
_LONGEST_MESSAGE = 13_200
_COST_OF_A_HEADER = 100


def read_blocks(blocks: object) -> tuple[Json, ...]:
    """The blocks with all their ids, or a refusal that names the places."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise RefusedError("invalid_blocks_format")
    found = list(complaints_about(blocks, IN_MESSAGE, _MOST_BLOCKS, "/blocks")) or list(_together(blocks))
    if found:
        raise RefusedError("invalid_blocks", found)
    headers = sum(block["type"] == "header" for block in blocks)
    if counted(blocks) + headers * _COST_OF_A_HEADER > _LONGEST_MESSAGE:
        raise RefusedError("msg_blocks_too_long")
    return with_ids(blocks)


def complaints_about(blocks: list[Json], each: Rule, most: int, place: str) -> Iterator[str]:
    """What is wrong with the blocks, and with their ids once each block is right by itself."""
    found = list(items(each, most, 0)(blocks, place))
    yield from found or _repeated_ids(blocks, place)


def _repeated_ids(blocks: list[Json], place: str) -> Iterator[str]:
    named = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    yield from (complain(f"block_id `{name}` already exists", place) for name in _repeated(named))
    for at, block in enumerate(blocks):
        acted = Counter(element["action_id"] for element in elements(block) if element.get("action_id"))
        for name in _repeated(acted):
            yield complain(f"action_id `{name}` already exists for another action", f"{place}/{at}")


def _repeated(names: Counter[str]) -> list[str]:
    return [name for name, times in names.items() if times > 1]


def _together(blocks: list[Json]) -> Iterator[str]:
    for kind in ("table", "data_table"):
        if sum(block["type"] == kind for block in blocks) > 1:
            yield complain(f"only one {kind} is allowed", "/blocks")
    if any(block["type"] == "input" and block["element"]["type"] == "file_input" for block in blocks):
        yield complain("unsupported type: file_input", "/blocks")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > _LONGEST_MARKDOWN:
        yield complain(f"must be less than {_LONGEST_MARKDOWN + 1} characters in all markdown blocks", "/blocks")
