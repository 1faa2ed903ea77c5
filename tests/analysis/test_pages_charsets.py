"""Which characters a page's bytes mean, held against browsers' own tests and real pages."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from jobs.analysis.charset_labels import charset_named
from jobs.analysis.pages import UnreadablePageError
from tests.analysis.readings import read, shared

RUSSIAN = "<title>Якорь</title><a href=/x>Цепь</a>"


def cases(name: str) -> Iterator[dict[str, Any]]:
    yield from json.loads(shared(f"encoding/{name}").read_text())


def test_charsets_are_found_as_the_html_standards_own_tests_say() -> None:
    for case in cases("html5lib_sniff.json"):
        charset = case["transport_charset"]
        content_type = f"text/html; charset={charset}" if charset else "text/html"
        page = read(base64.b64decode(case["data_base64"]), content_type=content_type)
        assert page.charset == case["encoding"], case["id"]


def test_real_and_transcoded_pages_are_read_in_their_charset() -> None:
    files = [case["file"] for case in cases("pages_gold.json")]
    for case in cases("pages_gold.json"):
        if files.count(case["file"]) > 1:
            continue  # two sets of labels for one file: one of them is of another page
        page = read(gzip.decompress(shared(f"encoding/{case['file']}").read_bytes()), content_type=case["content_type"])
        assert (page.charset, page.title) == (case["encoding"], case["title"]), case["file"]
        said = {link.anchor_text.replace(" ", "") for link in page.links}
        missing = [anchor for anchor in case["anchors"] if anchor.replace(" ", "") not in said]
        # The labels join the words of images and of text.
        assert len(missing) <= len(case["anchors"]) / 10, (case["file"], missing)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("latin1", "windows-1252"),
        ("ASCII", "windows-1252"),
        (" UTF8\n", "utf-8"),
        ("gb2312", "gbk"),
        ("x-sjis", "shift_jis"),
        ("ks_c_5601-1987", "euc-kr"),
        ("iso-8859-9", "windows-1254"),
        ("tis-620", "windows-874"),
        ("utf-16", "utf-16le"),
        ("cp1251", "windows-1251"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, name: str) -> None:
    charset = charset_named(label)
    assert charset is not None
    assert charset.name == name


@pytest.mark.parametrize("label", ["utf-7", "utf7", "rot13", "base64", "idna", "unknown", "", "utf-8\x00", "cp437"])
def test_no_other_name_is_a_charset(label: str) -> None:
    assert charset_named(label) is None
    assert read("<p>+ADw-</p>", content_type=f"text/html; charset={label}").text == "+ADw-"


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", "windows-1251"),
        (RUSSIAN.encode("koi8-r"), 'text/html;charset="KOI8-R"', "koi8-r"),
        (b"<meta charset=windows-1251>" + RUSSIAN.encode("cp1251"), "text/html", "windows-1251"),
        (b"<meta charset=utf-16>" + RUSSIAN.encode(), "text/html", "utf-8"),
        (b"<meta charset=koi8-r>" + RUSSIAN.encode("cp1251"), "text/html; charset=cp1251", "windows-1251"),
        (b"\xef\xbb\xbf<meta charset=koi8-r>" + RUSSIAN.encode(), "text/html; charset=cp1251", "utf-8"),
        (b"\xff\xfe" + RUSSIAN.encode("utf-16-le"), "text/html; charset=utf-8", "utf-16le"),
        (RUSSIAN.encode("utf-16-be"), "text/html; charset=utf-16be", "utf-16be"),
        (RUSSIAN.encode(), None, "utf-8"),
        (b"<!--" + b"x" * 1500 + b"--><meta charset=cp1251>" + RUSSIAN.encode("cp1251"), None, "windows-1251"),
    ],
)
def test_mark_header_and_declaration_count_in_this_order(body: bytes, content_type: str | None, charset: str) -> None:
    page = read(body, content_type=content_type)
    assert (page.charset, page.title, page.links[0].anchor_text) == (charset, "Якорь", "Цепь")


def test_undeclared_bytes_that_are_no_utf_8_are_read_as_a_browser_would() -> None:
    page = read("<title>Café “Zoë”</title>".encode("cp1252"), content_type=None)
    assert (page.charset, page.title) == ("windows-1252", "Café “Zoë”")


def test_bytes_that_make_no_sense_are_replaced_and_the_rest_is_read() -> None:
    page = read(b"<title>a\xff\xfeb</title><a href='/x'>\xe2\x82</a>", content_type="text/html; charset=utf-8")
    assert page.title.startswith("a�")
    assert page.links[0].target_url == "https://blog.example/x"


@pytest.mark.parametrize("label", ["utf-16le", "utf-16be"])
def test_a_page_that_cannot_be_in_its_charset_is_unreadable(label: str) -> None:
    with pytest.raises(UnreadablePageError):
        read("<p>no zero byte", content_type=f"text/html; charset={label}")
    assert read("<p>船".encode(label), content_type=f"text/html; charset={label}").text == "船"


def test_four_bytes_a_character_are_unreadable() -> None:
    with pytest.raises(UnreadablePageError):
        read("\ufeff<p>x".encode("utf-32-le"), content_type="text/html")


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "iso-2022-cn"])
def test_charsets_that_browsers_refuse_make_a_page_unreadable(label: str) -> None:
    with pytest.raises(UnreadablePageError):
        read("<p>x", content_type=f"text/html; charset={label}")
    with pytest.raises(UnreadablePageError):
        read(f"<meta charset={label}><p>x", content_type=None)


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("windows-1251", "Мы давно знаем эту мастерскую парусов и охотно советуем её всем друзьям моря."),
        ("koi8-u", "Мы давно знаем эту мастерскую парусов и охотно советуем её всем друзьям моря."),
        ("iso-8859-5", "Мы давно знаем эту мастерскую парусов и охотно советуем её всем друзьям моря."),
        ("windows-1251", "Ми давно знаємо цю вітрильну майстерню і радимо її всім друзям моря в Україні."),
        ("windows-1253", "Γνωρίζουμε αυτό το εργαστήριο πανιών εδώ και χρόνια και το συνιστούμε σε όλους."),
        ("windows-1255", "אנחנו מכירים את בית המלאכה הזה למפרשים כבר שנים רבות וממליצים עליו לכל ידידי הים."),
        ("windows-1256", "نعرف ورشة الأشرعة هذه منذ سنوات طويلة وننصح بها كل أصدقاء البحر في المدينة."),
        ("windows-874", "เรารู้จักโรงงานใบเรือแห่งนี้มานานหลายปีและยินดีแนะนำให้กับเพื่อนที่รักทะเลทุกคน"),
        ("shift_jis", "私たちはこの帆の工房を長い間よく知っていて、海を愛するすべての友人に勧めています。"),
        ("euc-jp", "私たちはこの帆の工房を長い間よく知っていて、海を愛するすべての友人に勧めています。"),
        ("euc-kr", "우리는 이 돛 공방을 오랫동안 알고 있으며 바다를 사랑하는 모든 친구에게 권합니다."),
        ("gb18030", "我们认识这个做帆的人已经有很多年了，他的工作是最好的，我们也要对大家说这个地方不能不来。"),
        ("big5", "我們認識這個做帆的人已經有很多年了，他的工作是最好的，我們也要對大家說這個地方不能不來。"),
        ("windows-1252", "Nous connaissons cette voilerie depuis des années, déjà très aimée là où l’été s’achève."),
        ("windows-1252", "Müßiggänger hören äußerst gern schöne Geschichten über große Segel, Möwen und Bäume."),
    ],
)
def test_a_page_that_declares_nothing_is_read_by_its_commonest_letters(charset: str, words: str) -> None:
    named = charset_named(charset)
    assert named is not None
    page = read(f"<title>{words}</title><p>{words * 3}</p>".encode(named.codec), content_type="text/html")
    assert (page.charset, page.title) == (charset, words)
