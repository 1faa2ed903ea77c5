"""Splits long content by Slack's three budgets at once (blocks, characters a section, characters a message)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.blocks import limits
from bot.blocks.elements import Block, context, section

_PART_NOTE = 60  # characters that "Part 2 of 3." may cost


def counted(block: Block) -> int:
    """The characters of a block as Slack counts them: all its texts, and some more for a header."""
    extra = limits.HEADER_CHARS if block.get("type") == "header" else 0
    return extra + sum(_texts(block))


def pack_lines(lines: Sequence[str]) -> tuple[Block, ...]:
    """Sections of whole lines, each as full as Slack allows."""
    packed: list[str] = []
    for line in lines:
        if packed and len(packed[-1]) + 1 + len(line) <= limits.SECTION_TEXT:
            packed[-1] += "\n" + line
        else:
            packed.append(line)
    return tuple(section(text) for text in packed)


def split(head: Sequence[Block], rows: Sequence[Block], tail: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """Messages that hold all rows in order: ``head`` opens the first, ``tail`` closes the last; no row is divided."""
    return split_cards(head, [(row,) for row in rows], tail)


def split_cards(
    head: Sequence[Block], cards: Sequence[Sequence[Block]], tail: Sequence[Block]
) -> tuple[tuple[Block, ...], ...]:
    """The same for rows of several blocks, such as a text and its buttons, which stay together."""
    spare_chars = sum(map(counted, tail)) + _PART_NOTE
    spare_blocks = len(tail) + 1
    messages: list[list[Block]] = [list(head)]
    for card in cards:
        blocks = [*messages[-1], *card]
        chars = sum(map(counted, blocks)) + spare_chars
        if messages[-1] and (chars > limits.MESSAGE_CHARS or len(blocks) + spare_blocks > limits.MESSAGE_BLOCKS):
            messages.append([])
        messages[-1].extend(card)
    if len(messages) > 1:
        for part, blocks in enumerate(messages, start=1):
            blocks.append(context(f"Part {part} of {len(messages)}."))
    messages[-1].extend(tail)
    return tuple(tuple(blocks) for blocks in messages)


def _texts(value: Any) -> Iterator[int]:  # noqa: ANN401 - Block Kit is JSON
    if isinstance(value, str):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield len(inner)
            else:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
