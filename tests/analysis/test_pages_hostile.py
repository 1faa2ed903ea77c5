"""Pages made to break their reader: each is read or refused, soon, and says nothing it should not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.pages import Page, UnreadablePageError
from tests.analysis.readings import OWN, read

LINK = "<a href='https://acme.com/'>Acme</a>"
MANY = 200_000
SOON = 20.0  # seconds of CPU on a machine that does much else; without the guard it would be minutes

SNIPPETS = st.sampled_from(
    (
        f"{LINK}|<a href='|</a>|<div>|</div>|<table>|<td>|<svg>|</svg>|<template>|</template>|<noscript>|<!--|-->|"
        "<![CDATA[|]]>|<script>|</script>|<base href=//x>|<title>|\x00|<meta charset=|utf-16|'|\"|>|&#x0;|\ufeff|<h1>|"
        "<meta name=robots content='|<meta http-equiv=refresh content='0;url=|<select><option>|<math><mi>|<frameset>|"
        "<plaintext>|style='|hidden|\ud7ff\U0010ffff|<br>|<p>|word |<iframe>|<object>|<area href=x>|<li class=nav>"
    ).split("|")
)


def read_or_refused(body: bytes, content_type: str | None) -> Page | None:
    try:
        return read(body, content_type=content_type)
    except UnreadablePageError:
        return None


@given(st.binary(max_size=2_000), st.sampled_from([None, "text/html", "text/html; charset=gb18030", "x; charset=\x00"]))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str | None) -> None:
    read_or_refused(body, content_type)


@given(st.lists(SNIPPETS, max_size=60))
def test_any_mixture_of_markup_is_read_or_refused(snippets: list[str]) -> None:
    page = read_or_refused("".join(snippets).encode(), None)
    if page is not None:
        indexes = [link.index for link in page.links if link.index is not None]
        assert indexes == sorted(set(indexes))


@given(st.lists(SNIPPETS, max_size=30))
def test_the_links_to_us_are_the_same_whether_or_not_all_are_read(snippets: list[str]) -> None:
    markup = "".join(snippets)
    every = tuple(link for link in read(markup).links if OWN.owns(link.target_url))
    assert read(markup, own=OWN).links == every


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * MANY + LINK,
        "<div>" * MANY + LINK + "</div>" * MANY,
        "<x><div></x>" * MANY + LINK,
        "<table>" * MANY + LINK,
        "<a " + " ".join(f"a{n}=1" for n in range(MANY)) + ">",
    ],
)
def test_absurd_nesting_and_absurd_attribute_lists_are_refused(markup: str) -> None:
    with pytest.raises(UnreadablePageError):
        read(markup, own=OWN)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 1_500 + LINK,
        "<p>x" * MANY + LINK,
        "<li>x" * MANY + LINK,
        "<br>" * MANY + LINK,
        "<div>x</div>" * MANY + LINK,
        "<b>x</b><i>y</i>" * MANY + LINK,
        "<table><tr><td>x</table>" * 50_000 + LINK,
        f"<img src='data:image/png;base64,{'A' * 500_000}'>{LINK}",
        f"<script>{'var a = 1; ' * 50_000}</script>{LINK}",
        f"<p>{'word ' * MANY}{LINK}",
    ],
)
def test_large_pages_are_read(markup: str) -> None:
    assert [link.target_url for link in read(markup, own=OWN).links] == ["https://acme.com/"]


def test_of_very_many_links_to_us_all_are_counted_and_the_first_are_told_of() -> None:
    begin = time.process_time()
    page = read(LINK * 100_000, own=OWN)
    assert (page.occurrences, len(page.links)) == (100_000, 1_000)
    assert page.links[-1].index == 999
    assert time.process_time() - begin < SOON


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 1_000_000,
        "<!--" * 500_000,
        "<![CDATA[" * 300_000,
        "<a href='" * 200_000,
        "&" * 1_000_000,
        "<select>" + "<option>x" * 100_000,
        "<svg>" * 1_000 + LINK * 500,
        "<template><a href=x>y</a>" * 1_500,
        "<template><a href=x>y</a></template>" * 20_000,
        "<noscript><a href=x>y</a></noscript>" * 20_000,
        "<meta name=robots content=noindex>" * 20_000,
        f"<a href=/x style='{'x:y;' * 100_000}'>x</a>",
        f"<title>{'x ' * 500_000}</title>",
        f"<meta charset={'a' * 500_000}>",
        LINK * 20_000,
    ],
)
def test_what_is_slow_for_others_is_not_slow_for_us(markup: str) -> None:
    begin = time.process_time()
    read_or_refused(markup.encode(), None)
    assert time.process_time() - begin < SOON
