"""Web addresses as people paste them, exports spell them and standards define them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.addresses import (
    AddressError,
    OwnDomains,
    canonical_key,
    page_address,
    registrable_domain,
    sharding_domain,
    understand_domain,
    understand_page,
)

SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"
POST = "https://blog.example/post"


def shared_cases(name: str) -> list[dict[str, Any]]:
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"the shared test data is not beside this checkout: {name}")
    cases: list[dict[str, Any]] = json.loads(path.read_text())
    return cases


@pytest.mark.parametrize(
    "spelling",
    [
        "HTTPS://Blog.Example/post",
        "http://blog.example/post",
        "https://blog.example:443/post",
        "https://blog.example./post",
        "https://www.blog.example/post/",
        "https://m.blog.example/post",
        "https://amp.blog.example//post#comments",
        "https://blog.example/post?utm_source=news&UTM_Medium=mail&fbclid=1&gclid=2",
        "https://blog.example/post?",
        "  blog.example/post\n",
        "//blog.example/post",
    ],
)
def test_every_spelling_of_one_page_has_one_key(spelling: str) -> None:
    assert page_address(spelling).key == page_address(POST).key


@pytest.mark.parametrize(
    "other",
    [
        "https://blog.example/Post",
        "https://blog.example/post?id=1",
        "https://blog.example/post?ref=home",
        "https://blog.example:8443/post",
        "https://news.blog.example/post",
    ],
)
def test_different_pages_have_different_keys(other: str) -> None:
    assert page_address(other).key != page_address(POST).key


def test_query_parameters_count_whatever_their_order() -> None:
    assert canonical_key("https://a.example/?b=2&a=1") == canonical_key("https://a.example/?a=1&b=2")


def test_ref_and_source_are_dropped_only_where_they_are_known_to_mean_nothing() -> None:
    assert canonical_key("https://www.producthunt.com/p/x?ref=home") == "producthunt.com/p/x"
    assert canonical_key("https://shop.example/p?source=x") == "shop.example/p?source=x"


@pytest.mark.parametrize("host", ["m.com", "www.com", "amp.dev", "m.co.uk", "www.blogspot.com"])
def test_a_registrable_name_is_never_taken_for_a_variant(host: str) -> None:
    assert canonical_key(f"https://{host}/") == host


def test_the_page_to_fetch_keeps_what_only_the_key_leaves_out() -> None:
    address = page_address("http://www.Bücher.example:80/Ä?utm_source=x#top")
    assert address.url == "http://www.xn--bcher-kva.example/%C3%84?utm_source=x"
    assert (address.host, address.domain) == ("www.xn--bcher-kva.example", "xn--bcher-kva.example")
    assert len(address.key) == 16


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word",
        "ftp://files.example/a",
        "mailto:bob@acme.com",
        "javascript:alert(1)",
        "https://",
        "https://bob:secret@acme.com/",
        "https://bob@acme.com/",
        "https://exa mple.com/",
        "https://a..example/",
        "https://acme.com/\x00",
        "https://acme.com/\ud800",
        "https://xn--a.com/",
        "https://acme.com/" + "a" * 8200,
        "https://" + "a." * 130 + "com/",
    ],
)
def test_an_export_row_that_names_no_page_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        page_address(text)


def test_addresses_only_an_allowed_network_can_reach_are_left_to_the_fetcher() -> None:
    assert page_address("http://127.0.0.1:8080/a").domain == "127.0.0.1"
    assert page_address("http://localhost:8080/a").domain == "localhost"


@given(st.text(max_size=60))
def test_any_text_at_all_is_an_address_or_a_plain_refusal(text: str) -> None:
    for understand in (page_address, understand_page, understand_domain):
        refusal = ""
        try:
            understand(text)
        except AddressError as error:
            refusal = error.user_message
        assert refusal.isprintable()
        assert len(refusal) < 200


@given(st.sampled_from(["a", "b", "utm_x", "ref"]), st.text("abc/?&=#%", max_size=20))
def test_the_address_to_fetch_has_the_key_of_what_was_read(name: str, rest: str) -> None:
    address = page_address(f"https://blog.example/{name}{rest}")
    assert page_address(address.url) == address


@pytest.mark.parametrize(
    "typed",
    [
        "acme.com",
        "ACME.com",
        "acme.com.",
        "acme.com/",
        "https://acme.com",
        "http://www.acme.com/pricing?x=1",
        "<http://acme.com|acme.com>",
        "<https://acme.com/>",
        "“acme.com”",
        "'acme.com',",
        "`acme.com`",
        "(acme.com)",
        "\u200bacme.com\ufeff",
        "\u00a0acme.com\u00a0",
        "acme[.]com",
        "@acme.com",
        "*.acme.com",
        "blog.acme.com:8443",
        "ａｃｍｅ.com",
    ],
)
def test_a_domain_is_understood_however_it_is_pasted(typed: str) -> None:
    assert understand_domain(typed) == "acme.com"


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("Bücher.example", "xn--bcher-kva.example"),
        ("shop.acme.co.uk", "acme.co.uk"),
        ("acme.github.io", "acme.github.io"),
        ("https://acme.wordpress.com/2024/", "acme.wordpress.com"),
        ("www.acme.substack.com", "acme.substack.com"),
        ("foo.bar.example", "bar.example"),
    ],
)
def test_a_site_is_known_by_what_its_owner_registered(typed: str, domain: str) -> None:
    assert understand_domain(typed) == domain


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("192.168.0.1", "IP address"),
        ("http://2130706433/", "IP address"),
        ("0x7f.1", "IP address"),
        ("0177.0.0.1", "IP address"),
        ("[::1]", "IP address"),
        ("http://[2001:db8::1]/", "IP address"),
        ("localhost", "inside one network"),
        ("db.internal", "inside one network"),
        ("co.uk", "public suffix"),
        ("github.io", "public suffix"),
        ("medium.com", "shared by many sites"),
        ("www.tumblr.com", "shared by many sites"),
        ("bob@acme.com", "e-mail"),
        ("<mailto:bob@acme.com|bob@acme.com>", "e-mail"),
        ("https://bob:secret@acme.com/", "user name or password"),
        ("bob:secret@acme.com", "user name or password"),
        ("ftp://acme.com", "not a web page"),
        ("acme", "not a full domain name"),
        ("<@U123>", "not a full domain name"),
        ("acme_shop.com", "not a domain name"),
        ("-acme.com", "not a domain name"),
        ("a" * 9000, "longer than"),
    ],
)
def test_what_cannot_be_a_site_gets_one_sentence_with_an_example(typed: str, why: str) -> None:
    with pytest.raises(AddressError) as refused:
        understand_domain(typed)
    sentence = refused.value.user_message
    assert why in sentence
    assert "; give a domain such as " in sentence
    assert "secret" not in sentence + str(refused.value)
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("blog.example/post", POST),
        ("<https://blog.example/post|blog.example/post>", POST),
        ("<https://blog.example/?a=1&amp;b=2>", "https://blog.example/?a=1&b=2"),
        ("see <https://blog.example/post> please", POST),
        ("“https://blog.example/post”.", POST),
        ("(https://blog.example/post)", POST),
        ("https://en.wiki.example/Anchor_(ship)", "https://en.wiki.example/Anchor_(ship)"),
        ("(https://en.wiki.example/Anchor_(ship))", "https://en.wiki.example/Anchor_(ship)"),
        ("https://social.example/@bob", "https://social.example/@bob"),
        ("http:blog.example/post", "http://blog.example/post"),
    ],
)
def test_a_page_is_understood_however_it_is_pasted(typed: str, url: str) -> None:
    assert understand_page(typed).url == url


@pytest.mark.parametrize("typed", ["10.0.0.1/x", "localhost/x", "mailto:bob@acme.com", "data:text/html,x", "post"])
def test_what_cannot_be_a_page_gets_one_sentence_with_an_example(typed: str) -> None:
    with pytest.raises(AddressError, match=r"address") as refused:
        understand_page(typed)
    assert "give a page address such as https://blog.example/post." in refused.value.user_message


def test_own_domains_own_every_host_below_them_and_no_lookalike() -> None:
    own = OwnDomains(("acme.com", "bücher.example"))
    assert own.owns("https://Shop.ACME.com./a")
    assert own.owns("http://xn--bcher-kva.example/")
    assert own.owns_host("www.bücher.example")
    assert not own.owns("https://notacme.com/")
    assert not own.owns("https://acme.com.evil.example/")
    assert not own.owns("https://acme.com../")
    assert not own.owns("https://evil.example/?u=https://acme.com/")
    assert not own.owns("mailto:bob@acme.com")
    assert not own.owns("not an address")


def test_tenants_of_a_platform_are_apart_as_owners_and_together_as_a_server() -> None:
    for host in ("a.blogspot.com", "a.wordpress.com", "a.github.io"):
        assert registrable_domain(host) == host
        assert sharding_domain(host) == host.removeprefix("a.")
    assert sharding_domain("10.0.0.1") == "10.0.0.1"
    assert sharding_domain("a.b.co.uk") == "b.co.uk"


def test_registrable_domains_agree_with_the_public_suffix_list() -> None:
    for case in shared_cases("psl/test_psl.json"):
        assert registrable_domain(case["input"] or "") == case["registrable"], case


def test_web_addresses_are_read_as_the_url_standard_says() -> None:
    checked = 0
    for case in shared_cases("url/urltestdata.json"):
        text = case["input"]
        if not text.startswith(("http://", "https://")) or (case["base"] and not case.get("failure")):
            continue
        checked += 1
        if case.get("failure") or case["username"] or case["password"] or not _is_plain(text):
            with pytest.raises(AddressError):
                page_address(text)
        else:
            host = case["hostname"]
            wanted = case["href"].partition("#")[0].replace(host, host.removesuffix("."), 1)
            assert page_address(text).url == wanted
    assert checked > 50


def _is_plain(text: str) -> bool:
    """The standard drops or encodes control characters inside an address; we refuse them."""
    return not any(ord(mark) < 32 or ord(mark) == 127 for mark in text.strip())


def test_international_names_are_encoded_as_the_standard_says() -> None:
    for case in shared_cases("url/punycode.json"):
        name = case["decoded"]
        if len(case["encoded"]) > 55 or not name.isalpha() or name != name.lower():
            continue
        assert page_address(f"https://{name}.example/").host == f"xn--{case['encoded']}.example"
