"""Long content becomes several messages that Slack accepts, and no row is lost or divided."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import fit, limits
from bot.blocks.elements import Block, context, header, message, section
from tests.blocks.judges import judge_message

HEAD, TAIL = (header("Lost"),), (context("why you see this"),)


def rows(sizes: list[int]) -> list[Block]:
    return [section(f"{place} ".ljust(size, "x")) for place, size in enumerate(sizes)]


@given(st.lists(st.integers(5, 3000), max_size=150))
def test_every_row_appears_whole_once_and_in_order(sizes: list[int]) -> None:
    made = rows(sizes)
    parts = fit.split(HEAD, made, TAIL)
    for part in parts:
        judge_message(message("text", part))
    assert [block for part in parts for block in part if block in made] == made
    assert parts[0][0] == HEAD[0]
    assert parts[-1][-1] == TAIL[0]


def test_several_messages_say_which_part_each_is() -> None:
    parts = fit.split(HEAD, rows([3000] * 7), TAIL)
    notes = [block for part in parts for block in part if block["type"] == "context"]
    assert [note["elements"][0]["text"] for note in notes] == [
        "Part 1 of 3.",
        "Part 2 of 3.",
        "Part 3 of 3.",
        "why you see this",
    ]


def test_short_content_is_one_message_without_a_part_note() -> None:
    assert fit.split(HEAD, rows([10, 10]), TAIL) == ((*HEAD, *rows([10, 10]), *TAIL),)


@given(st.lists(st.text("ab", min_size=1, max_size=2000), min_size=1, max_size=40))
def test_lines_are_packed_whole_into_as_few_sections_as_slack_allows(lines: list[str]) -> None:
    packed = [block["text"]["text"] for block in fit.pack_lines(lines)]
    assert "\n".join(packed).split("\n") == lines
    assert all(len(text) <= limits.SECTION_TEXT for text in packed)
    for one, following in pairwise(packed):
        assert len(one) + 1 + len(following.split("\n")[0]) > limits.SECTION_TEXT
