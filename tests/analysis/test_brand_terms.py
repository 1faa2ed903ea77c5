"""What counts as the name of a brand in running text, and what only holds its letters."""

from __future__ import annotations

import pytest

from jobs.analysis.brand_terms import BrandTerms
from storage.domain import Brand


def named(text: str, *brands: Brand) -> list[tuple[str, str]]:
    return [(brands[hit.brand].name, text[hit.start : hit.end]) for hit in BrandTerms(brands).find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "see acme.com",
        "see https://blog.example/acme for more",
        "at blog.example/acme/tools",
        "www.blog.example/?q=acme",
        "write to robin@acme.com or acme@mail.example",
        "the file /usr/share/acme here",
        "on acme.github.io today",
        "mailto:acme",
    ],
)
def test_an_address_names_nobody(text: str) -> None:
    assert named(text, Brand(("Acme",))) == []


@pytest.mark.parametrize(
    "text",
    [
        "as @Acme says",
        "Globex/Acme merge",
        "It was Acme.The next day",
        "using Acme.Tools.AI; here",
        "(https://blog.example), Acme",
        "https://blog.example/\nAcme",
        "and/or Acme",
        "Acme...",
    ],
)
def test_a_name_beside_marks_is_a_name(text: str) -> None:
    assert [word for _, word in named(text, Brand(("Acme",)))] == ["Acme"]


def test_products_and_people_are_the_brand_and_the_longest_name_is_meant() -> None:
    acme = Brand(("Acme", "Acme Cloud"), products=("Rocket",), people=("Robin Roe",))
    globex = Brand(("Cloud",))
    assert named("Robin Roe of Acme Cloud showed the Rocket", acme, globex) == [
        ("Acme", "Robin Roe"),
        ("Acme", "Acme Cloud"),
        ("Cloud", "Cloud"),
        ("Acme", "Rocket"),
    ]


def test_case_counts_only_where_a_brand_says_so() -> None:
    text = "Apple, apple and APPLE"
    assert len(named(text, Brand(("Apple",)))) == 3
    assert named(text, Brand(("Apple",), is_case_sensitive=True)) == [("Apple", "Apple")]
