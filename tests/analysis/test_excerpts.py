"""The evidence of a loss shows the place where the link stood, as it reads today."""

from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.excerpts import former_place
from storage.domain import LinkFacts, LinkKind, Placement


def facts(anchor: str, before: str, after: str) -> LinkFacts:
    return LinkFacts(
        target_url="https://acme.com/",
        anchor_text=anchor,
        kind=LinkKind.TEXT,
        rel=(),
        follow=True,
        nofollow_by=None,
        placement=Placement.MAIN,
        hidden=False,
        occurrences=1,
        context_before=before,
        context_after=after,
    )


LINK = facts("Acme", "tools such as", "make this easy")
FILLER = "Nothing to see here, move along. " * 30


def test_the_place_is_found_by_the_words_before_it() -> None:
    today = former_place(f"{FILLER}We like tools such as Bolt make this easy. {FILLER}", LINK)
    assert "tools such as Bolt make this easy" in today
    assert len(today) <= 240


def test_the_place_is_found_by_the_words_after_it_when_those_before_have_changed() -> None:
    assert "Others make this easy" in former_place(f"{FILLER}Others make this easy. {FILLER}", LINK)


def test_the_links_own_words_are_the_last_resort() -> None:
    assert "Acme" in former_place(f"{FILLER}We no longer like Acme. {FILLER}", LINK)


def test_a_page_that_says_none_of_it_has_no_such_place() -> None:
    assert former_place(FILLER, LINK) == ""
    assert former_place("", LINK) == ""


def test_words_at_either_end_of_a_page_are_not_cut_off() -> None:
    assert former_place(f"tools such as {FILLER}", LINK).startswith("tools such as")
    assert former_place(f"{FILLER}tools such as", LINK).endswith("tools such as")


@given(st.text(max_size=600), st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_a_piece_of_the_page_of_bounded_length(text: str, anchor: str, before: str, after: str) -> None:
    found = former_place(text, facts(anchor, before, after))
    assert len(found) <= 240
    assert found in text
