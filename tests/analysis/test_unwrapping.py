"""One article has many addresses; a mention on it is one mention."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.addresses import AddressError
from jobs.analysis.unwrapping import adopted, mention_address, unwrap

STORY = "https://news.example/2026/acme-wins?a=1"
Q = quote(STORY, safe="")
B64 = urlsafe_b64encode(STORY.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "wrapped",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={Q}&ct=ga&cd=CAEY&usg=AO",
        f"https://www.google.co.uk/url?q={Q}&sa=U",
        f"https://www.bing.com/ck/a?!&&p=ab12&u=a1{B64}&ntb=1",
        f"https://duckduckgo.com/l/?uddg={Q}&rut=12",
        f"https://l.facebook.com/l.php?u={Q}&h=AT0",
        f"https://www.youtube.com/redirect?event=video&q={Q}",
        f"https://out.reddit.com/t3_1?url={Q}&token=x",
        f"https://www.linkedin.com/redir/redirect?url={Q}",
        f"https://slack-redir.net/link?url={Q}",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2026/acme-wins?a=1",
        "https://www.google.com/amp/s/news.example/2026/acme-wins?a=1",
        "https://www.bing-amp.com/c/s/news.example/2026/acme-wins?a=1",
        f"https://www.google.com/url?url={quote(f'https://l.facebook.com/l.php?u={Q}', safe='')}",
        STORY,
    ],
)
def test_29_a_redirector_or_cache_is_taken_off(wrapped: str) -> None:
    assert unwrap(wrapped) == STORY


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/2026/acme-wins/?utm_source=x&a=1#top",
        "https://amp.news.example/2026/acme-wins?a=1",
        "https://news.example/2026/acme-wins/amp/?a=1",
        "https://news.example/amp/2026/acme-wins?a=1",
        "https://m.news.example/2026/acme-wins?a=1&amp=1",
        "https://news.example/2026/acme-wins.amp?a=1&outputType=amp",
    ],
)
def test_29_every_form_of_an_article_has_one_key_and_keeps_its_own_address(url: str) -> None:
    address = mention_address(url)
    assert address.key == mention_address(STORY).key
    assert address.url.startswith(url.partition("?")[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://shop.example/amp/", "https://shop.example/"),
        ("https://shop.example/guitars/amp", "https://shop.example/guitars"),
        ("https://shop.example/x?amp=2", "https://shop.example/x"),
        ("https://www.google.com/search?q=https://a.example", "https://a.example"),
    ],
)
def test_what_only_looks_so_stays_apart(one: str, other: str) -> None:
    assert mention_address(one).key != mention_address(other).key


def test_a_page_is_believed_about_its_own_site_only() -> None:
    assert adopted("https://www.news.example/amp/x", "https://news.example/x") == "https://news.example/x"
    assert adopted("https://news.example/x", "https://other.example/x") == "https://news.example/x"
    assert adopted("https://news.example/x", None) == "https://news.example/x"
    assert adopted("https://news.example/x", "javascript:x") == "https://news.example/x"


@given(st.text(max_size=60))
def test_whatever_is_unwrapped_is_text_or_no_address(rest: str) -> None:
    for url in (rest, f"https://www.google.com/url?q={rest}", f"https://a.cdn.ampproject.org/c/{rest}"):
        assert isinstance(unwrap(url), str)
        try:
            mention_address(url)
        except AddressError:
            continue
