"""Titles and snippets as plain text, whatever markup they come in."""

from __future__ import annotations

import time

import pytest

from jobs.analysis.plain_words import one_line, plain_words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Widgets by <b>Acme</b> &amp; Co", "Widgets by Acme & Co"),
        ("<p>One</p><p>two<br>three</p>", "One two three"),
        ("a<script>no()</script> <style>p{}</style>b<!-- c --><?php d ?>", "a b"),
        ("before <script>no()", "before"),
        ('<a href="/x" title="a > b">link</a>', "link"),
        ("<a title='it's>link</a>", "link"),
        ("1 < 2 & 3 > 2, I <3 you", "1 < 2 & 3 > 2, I <3 you"),
        ("nul\0 half \ud83d", "nul half ?"),
        ("", ""),
    ],
)
def test_what_a_reader_sees_is_left(markup: str, words: str) -> None:
    assert plain_words(markup) == words


@pytest.mark.parametrize("piece", ["<script>", "<a ", "<", '<a "', "<!--", "<?", "&lt;", "x "])
def test_no_markup_takes_long_or_leaves_much(piece: str) -> None:
    began = time.process_time()
    assert len(plain_words(piece * 1_000_000)) <= 2_000
    assert len(one_line(piece * 1_000_000)) <= 2_000
    assert time.process_time() - began < 1
