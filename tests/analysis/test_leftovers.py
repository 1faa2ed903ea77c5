"""Leftovers: what still waits to be filled in is found, and ordinary brackets are left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.leftovers import left_placeholders


@pytest.mark.parametrize(
    "left",
    ["{{ contact_name }}", "{{contact_name}}", "{{", "}}", "{% if x %}", "{name}", "{first name}", "[NAME]", "[name]",
     "[First Name]", "[your company here]", "[FIRST_NAME]", "[Vorname]", "[votre nom]", "<first name>", "<YOUR_SITE>",
     "XXX", "XXXX", "TODO", "TBD", "%NAME%", "%first_name%", "*|FNAME|*", "____", "Lorem ipsum"],
)  # fmt: skip
def test_what_was_to_be_filled_in_is_found(left: str) -> None:
    assert left_placeholders(f"Hello {left}, thank you.") == (left,)


@pytest.mark.parametrize(
    "text",
    ["See [1] and [2].", "Tools such as [Acme] help.", "We use [anchor] text.", "[NASA] says so.", "[sic] [...] […]",
     "100% sure and 50% off", "It is 5% or 6% a year.", "a < b > c", "Use the <title> tag and <b>bold</b> text.",
     "Write to <robin@acme.com> or <https://acme.com/name>.", "https://a.example/%EF%BB%BF/{id}/%NAME%?x=[name]",
     "TODO EL MUNDO LO SABE", "f(x) = {1, 2}", "an em-dash — and under_score __init__ done", "Super Bowl XX", ""],
)  # fmt: skip
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert left_placeholders(text) == ()


def test_each_is_named_once_in_the_order_of_the_letter() -> None:
    assert left_placeholders("XXX {name} {{ brand }} {name} [name]") == ("XXX", "{name}", "{{ brand }}", "[name]")


def test_brackets_that_the_page_itself_wrote_are_not_ours() -> None:
    title = "How to say hello to {name} in Python"
    assert left_placeholders(f"I liked “{title}”, {{name}}.", quoted=(title, "")) == ("{name}",)
    assert left_placeholders(f"I liked “{title}”.", quoted=(title,)) == ()


@given(st.lists(st.sampled_from(["{", "[", "<", "%", "your ", "name ", "_", "X", "a", " ", "@", "http://", "*|"])))
def test_no_text_takes_long(pieces: list[str]) -> None:
    began = time.process_time()
    left_placeholders("".join(pieces) * 50)
    assert time.process_time() - began < 1
