"""Files that servers call web pages: no link is lost on them."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.sniffing import is_binary
from storage.domain import Verdict
from tests.analysis.visits import LIVE, NO_ANSWER, PAGE_WITHOUT_LINK, a_visit, judged, words

FILES = {
    "pdf": b"%PDF-1.7\n" + b"some readable text of a document\n" * 50,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "archive": gzip.compress(PAGE_WITHOUT_LINK.encode()),
    "nameless": zlib.compress(bytes(range(256)) * 40, 1)[2:],
    "late": b"\n" + b"PK\x03\x04" + b"text " * 900,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_under_the_name_of_a_page_loses_no_link(kind: str) -> None:
    assert words(judged(a_visit(body=FILES[kind]))) == (NO_ANSWER, Verdict.NON_HTML)


def test_a_stray_control_character_does_not_make_a_page_a_file() -> None:
    stray = PAGE_WITHOUT_LINK.replace("Sentence number 1 ", "Sent\0ence \x0bnumber 1 ")
    assert words(judged(a_visit(stray)))[1] is Verdict.REMOVED


def test_a_link_in_whatever_came_is_a_link() -> None:
    odd = b"\x00" * 300 + b'<p>see <a href="https://acme.com/">Acme</a></p>'
    assert words(judged(a_visit(body=odd)))[0] is LIVE


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300), st.sampled_from(["utf-8", "utf-16"]))
def test_no_text_is_taken_for_a_file(text: str, charset: str) -> None:
    assert not is_binary(f"<p>{text}</p>".encode(charset), charset)
