"""Sitemaps as they are in the wild name their pages; hostile ones cost little and name nothing of others."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.sitemaps import MOST_PAGES, Sitemap, read_sitemap, sitemaps_in_robots

US = OwnDomains(("acme.com",))
AT = "https://acme.com/sitemap.xml"
GUIDE = "https://acme.com/guide"
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>{GUIDE}</loc><lastmod>2025-01-01</lastmod></url>
  <url>
    <loc>
      https://acme.com/find?a=1&amp;b=2
    </loc>
  </url>
</urlset>"""


def pages(text: str | bytes, content_type: str = "") -> tuple[str, ...]:
    return read_sitemap(text.encode() if isinstance(text, str) else text, AT, US, content_type).pages


def test_a_sitemap_names_its_pages() -> None:
    assert pages(PLAIN) == (GUIDE, "https://acme.com/find?a=1&b=2")


def test_an_index_names_its_sitemaps_the_newest_first() -> None:
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>/undated.xml</loc></sitemap>
      <sitemap><loc>https://acme.com/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>
      <sitemap><loc>https://acme.com/new.xml.gz</loc><lastmod>2026-03-01T10:00:00Z</lastmod></sitemap>
    </sitemapindex>"""
    assert read_sitemap(index.encode(), AT, US) == Sitemap(
        (), ("https://acme.com/new.xml.gz", "https://acme.com/old.xml", "https://acme.com/undated.xml")
    )


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("UTF-8", "ISO-8859-1").encode(),
        PLAIN.replace("<url", "<sm:url").replace("</url", "</sm:url").replace("loc>", "sm:loc>").encode(),
        PLAIN.upper().replace("HTTPS://ACME.COM/GUIDE", GUIDE).replace("&AMP;B=2", "&amp;b=2").replace("A=1", "a=1")
        .replace("ACME.COM/FIND", "acme.com/find").encode(),
        PLAIN.replace(GUIDE, f"<![CDATA[{GUIDE}]]>").encode(),
        PLAIN.replace("</loc>", "").encode(),
        PLAIN.replace("</urlset>", "").encode(),
        PLAIN.replace("&amp;", "&").encode(),
        PLAIN.replace("<urlset", "<!-- <url><loc>https://acme.com/not</loc></url> --><urlset").encode(),
        ("\n\n" + PLAIN).encode(),
        gzip.compress(PLAIN.encode()),
    ],
)  # fmt: skip
def test_it_is_read_however_it_is_written(body: bytes) -> None:
    assert pages(body) == (GUIDE, "https://acme.com/find?a=1&b=2")


def test_other_charsets_are_read_as_they_are_declared() -> None:
    body = PLAIN.replace(GUIDE, "https://acme.com/für").encode("iso-8859-1")
    assert pages(body)[0] == "https://acme.com/f%C3%BCr"


def test_a_list_of_lines_is_one_too() -> None:
    assert pages(f"\ufeff{GUIDE}\r\n\r\nnonsense\n https://acme.com/b \nhttps://other.example/\n") == (
        GUIDE,
        "https://acme.com/b",
    )


def test_pictures_and_other_languages_are_no_pages() -> None:
    text = f"""<urlset xmlns:image="i"><url><loc>{GUIDE}</loc><image:image><image:loc>https://acme.com/a.png</image:loc>
    </image:image><xhtml:link rel="alternate" hreflang="de" href="https://acme.com/de"/></url></urlset>"""
    assert pages(text) == (GUIDE,)


def test_pages_of_others_and_what_is_no_page_are_left_out() -> None:
    named = ["https://casino.example/", "javascript:alert(1)", "ftp://acme.com/a", "https://u:p@acme.com/", "//",
             "https://acme.com/" + "a" * 3_000, "https://acme.com.evil.example/",
             "https://blog.acme.com/a#b"]  # fmt: skip
    text = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in named) + "</urlset>"
    assert pages(text) == ("https://blog.acme.com/a",)


def test_what_is_no_sitemap_names_nothing() -> None:
    for text in ("", "<!doctype html><title>Not found</title><a href='https://acme.com/a'>a</a>", "{}", "\0" * 99):
        assert pages(text) == ()
    assert pages(b"\x1f\x8b nonsense") == ()
    assert pages(gzip.compress(PLAIN.encode())[:150])[:1] in ((), (GUIDE,))


def test_no_entity_of_its_own_means_anything() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + PLAIN.replace(GUIDE, f"{GUIDE}?&b;")
    assert pages(bomb)[0] == f"{GUIDE}?&b;"
    stolen = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + PLAIN.replace("guide", "guide&f;")
    assert pages(stolen)[0] == f"{GUIDE}&f;"


def test_there_are_bounds_to_pages_and_to_what_reading_costs() -> None:
    many = (
        "<urlset>" + "".join(f"<url><loc>https://acme.com/{n}</loc></url>" for n in range(MOST_PAGES + 5)) + "</urlset>"
    )
    hostile = [
        gzip.compress(b"<" * 25_000_000), gzip.compress(b"<!--" * 5_000_000), gzip.compress(b"<loc" * 1_000_000),
        b"<a:" * 1_600_000, b"<loc>" + b"&#x" * 1_600_000, b"<" + b"a" * 4_900_000, b"<loc>" * 1_000_000,
    ]  # fmt: skip
    assert len(pages(many)) == MOST_PAGES
    for body in hostile:
        began = time.process_time()
        assert pages(body) == ()
        assert time.process_time() - began < 5


@given(st.binary(max_size=300))
def test_nothing_breaks_the_reading(body: bytes) -> None:
    read_sitemap(body, AT, US)
    read_sitemap(b"<urlset><url><loc>" + body, AT, US)
    sitemaps_in_robots(body, AT)


def test_robots_names_sitemaps_anywhere() -> None:
    text = "\ufeffUser-agent: *\r\nDisallow:\r\nSITEMAP : https://acme.com/a.xml # mine\nSitemap:/b.xml\n"
    text += "#Sitemap: /c.xml\n"
    found = sitemaps_in_robots(text.encode(), "https://acme.com/robots.txt")
    assert found == ("https://acme.com/a.xml", "https://acme.com/b.xml")
