"""What a person typed, split into words: quotes, pasted links and invisible characters forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.arguments import split_arguments


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        ("  check   acme.com ", ("check", "acme.com")),
        ("check “acme.com”", ("check", "acme.com")),
        ("check „acme.com“", ("check", "acme.com")),
        ("check «acme.com»", ("check", "acme.com")),
        ('check "acme.com"', ("check", "acme.com")),
        ("check <http://acme.com|acme.com>", ("check", "<http://acme.com|acme.com>")),
        ("add <https://blog.example/a b|a b> acme.com", ("add", "<https://blog.example/a b|a b>", "acme.com")),
        ("check\u00a0acme.com\u200b", ("check", "acme.com")),
        ("\ufeffcheck \u202aacme.com\u202c", ("check", "acme.com")),
        ('explain ""', ("explain",)),
        ("explain <unclosed", ("explain", "<unclosed")),
    ],
)
def test_what_people_paste_becomes_the_words_they_mean(typed: str, words: tuple[str, ...]) -> None:
    assert split_arguments(typed) == words


@given(st.text())
def test_any_text_can_be_split_and_no_word_is_empty(typed: str) -> None:
    assert all(split_arguments(typed)) or split_arguments(typed) == ()


@given(st.lists(st.from_regex(r"[a-z0-9./-]+", fullmatch=True)))
def test_plain_words_come_back_as_they_were(words: list[str]) -> None:
    assert split_arguments(" ".join(words)) == tuple(words)
