"""Names as the words of a search."""

from __future__ import annotations

from jobs.sources.phrases import any_of, is_excluded, phrase, web_queries
from jobs.sources.port import Subject
from storage.domain import Brand


def test_names_are_exact_phrases_with_our_own_sites_left_out() -> None:
    subject = Subject(("acme.com", "acme.de"), (Brand(("Acme Rockets", "Acme"), people=("Jo Doe",)),), terms=("Acme",))
    assert web_queries(subject) == ('"Acme Rockets" OR "Acme" OR "Jo Doe" -site:acme.com -site:acme.de',)


def test_many_names_are_as_many_queries_as_it_takes_none_too_long() -> None:
    names = tuple(f"The Very Long Company Name Number {number}" for number in range(40))
    queries = web_queries(Subject(("acme.com",), (Brand(names),)))
    assert all(len(query) <= 400 and len(query.split()) <= 32 for query in queries)
    assert all(any(f'"{name}"' in query for query in queries) for name in names)


def test_what_a_search_engine_would_read_as_its_own_is_taken_out_of_names() -> None:
    assert phrase('Acme "Rockets" (US)\n') == '"Acme Rockets US"'
    assert phrase('""') == ""
    assert any_of(["", '"a"', "x" * 500], 380) == ('"a"',)


def test_a_page_on_a_site_that_is_left_out_is_known_again() -> None:
    query = '"Acme" -site:acme.com'
    assert is_excluded("https://www.acme.com/a", query)
    assert not is_excluded("https://notacme.com/a", query)
    assert not is_excluded("http://[", query)
