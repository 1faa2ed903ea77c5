"""Text that strangers wrote is shown as written and does nothing else."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import limits, text
from tests.blocks import strangers


def visible(safe: str) -> str:
    """What a reader sees of safe mrkdwn: entities as their characters, the invisible left out."""
    shown = safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub("[\u2060\u2068\u2069]", "", shown)


@given(strangers.texts, st.integers(10, 500))
def test_a_strangers_text_never_exceeds_its_limit_and_never_breaks_an_entity(hostile: str, limit: int) -> None:
    safe = text.outside(hostile, limit)
    assert 0 < len(safe) <= limit
    assert not re.search("[<>\n]", safe)
    assert not re.search("&(?!amp;|lt;|gt;)", safe)


@given(strangers.texts)
def test_a_strangers_text_reads_as_it_was_written(hostile: str) -> None:
    shown = visible(text.outside(hostile, 10**6))
    assert shown == (text.clean(hostile).replace("`", "ˋ") or "(no text)")


@given(strangers.texts)
def test_a_cut_text_is_the_beginning_of_the_whole(hostile: str) -> None:
    cut, whole = visible(text.outside(hostile, 40)), visible(text.outside(hostile, 10**6))
    assert cut == whole or (cut.endswith("…") and whole.startswith(cut[:-1]))


@given(strangers.texts)
def test_no_marker_of_a_stranger_can_pair_with_another(hostile: str) -> None:
    safe = text.outside(hostile, 10**6)
    assert "`" not in safe
    for found in re.finditer("[*_~]", safe):
        assert safe[found.start() - 1] == safe[found.end()] == "\u2060"


@pytest.mark.parametrize("ping", ["<!channel>", "<!here>", "<@U123>", "<!subteam^S1>", "&lt;!channel&gt;"])
def test_a_ping_in_a_title_is_only_text(ping: str) -> None:
    safe = text.outside(f"News {ping}", 100)
    assert "<" not in safe
    assert visible(safe) == f"News {ping}"


def test_an_entity_is_escaped_once_and_not_twice() -> None:
    assert text.outside("R&D <b> &amp;", 100) == "R&amp;D &lt;b&gt; &amp;amp;"


def test_direction_overrides_go_and_right_to_left_text_is_kept_apart() -> None:
    assert text.outside("\u202egnp.exe", 50) == "gnp.exe"
    assert text.outside("שלום", 50) == "\u2068שלום\u2069"


def test_an_emoji_name_in_an_anchor_stays_a_name() -> None:
    assert ":skull:" not in text.outside(":skull: 10:30:45", 50)


def test_a_letter_is_not_cut_from_its_accent() -> None:
    cut = text.outside("e\u0323\u0302" * 30, 20)
    assert unicodedata.normalize("NFD", cut.removesuffix("…"))[-1] == "\u0302"


def test_a_text_of_nothing_visible_says_so() -> None:
    assert text.outside("\u200b\u202e \x00", 50) == "(no text)"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/x", "//a.example", "https://", "http://[::1", ""]
)
def test_an_address_that_we_would_not_open_is_no_link(url: str) -> None:
    assert text.link(url, "click") == "click"


def test_an_address_cannot_end_its_link_early() -> None:
    safe = text.link("https://a.example/x|evil> <!channel>\n&y=1", "a.example")
    assert safe == "<https://a.example/x%7Cevil%3E%20%3C!channel%3E%0A&amp;y=1|a.example>"


def test_a_label_cannot_smuggle_in_a_second_one() -> None:
    assert text.link("https://a.example/", "acme.com|x>") == "<https://a.example/|acme.com x&gt;>"


def test_an_address_too_long_for_a_message_is_named_but_not_linked() -> None:
    assert text.page_link("https://a.example/" + "x" * 400).startswith("a.example/xxx")


@given(strangers.urls)
def test_a_link_names_the_host_it_leads_to(url: str) -> None:
    safe = text.page_link(url, longest=10**6)
    if safe.startswith("<"):
        host = re.match(r"<https?://(?:[^/@|]*@)?([^/|:]+)", safe, re.IGNORECASE)
        label = visible(safe.partition("|")[2])
        assert host
        assert host[1][-20:] in label


def test_the_owner_of_a_long_host_is_never_cut_away() -> None:
    name = text.page_name("https://acme.com.login.secure.accounts.your-bank.session.evil.example/x")
    assert name.startswith("…")
    assert name.endswith(".evil.example/x")


def test_a_user_name_that_imitates_a_host_is_not_shown() -> None:
    assert text.page_name("https://acme.com@evil.example/x") == "evil.example/x"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://acme.com/pricing", "/pricing"),
        ("https://www.acme.com/", "the home page"),
        ("https://acme.com/m%C3%BCnchen?a=1", "/münchen?a=1"),
        ("https://shop.acme.com/x", "shop.acme.com/x"),
    ],
)
def test_our_own_page_is_named_by_its_path(url: str, shown: str) -> None:
    assert text.target_name(url, "acme.com") == shown


@given(st.lists(st.sampled_from(["漢", "&amp;", "<https://a.example/|a>", "x" * 500]), max_size=400).map("".join))
def test_a_fallback_text_fits_every_later_edit(safe: str) -> None:
    cut = text.fallback(safe)
    assert len(cut.encode()) <= limits.TEXT_BYTES
    assert cut == safe or re.fullmatch("(?:漢|&amp;|<https://a.example/\\|a>|x)*…", cut)


def test_a_fallback_cut_within_right_to_left_text_still_ends_its_isolation() -> None:
    cut = text.fallback(" ".join(text.outside("ש" * 200, 100) for _ in range(60)))
    assert len(cut.encode()) <= limits.TEXT_BYTES
    assert cut.count("\u2068") == cut.count("\u2069")


def test_our_own_sentence_may_name_a_person_but_quote_nobodys_mark_up() -> None:
    sentence = "<@U123> asked for <!channel> with `/backlinks add <page>`"
    assert text.our_words(sentence) == "<@U123> asked for &lt;!channel&gt; with `/backlinks add &lt;page&gt;`"
