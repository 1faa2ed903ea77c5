"""What is called harmless is read in about a second at worst and in little memory; most ordinary pages are."""

from __future__ import annotations

import resource
import time
import tracemalloc
from random import Random

import pytest

from benchmarks.synthetic_pages import page as ordinary_page
from jobs.analysis.harmless import is_harmless
from jobs.reading.page_to_read import PageToRead
from tests.analysis.readings import OWN, URL, read, real_pages

LINK = "<a href='https://acme.com/'>Acme</a>"
SOON = 4.0  # seconds of CPU on a machine that does much else


def numbered(form: str, times: int) -> str:
    return "".join(form.replace("%", f"{at:x}") for at in range(times))


def font(kind: int, attributes: int) -> str:
    return "<font " + " ".join(f"{chr(97 + kind)}{at:x}" for at in range(attributes)) + ">"


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_an_ordinary_page_is_harmless(number: int) -> None:
    assert is_harmless(ordinary_page(number))


def test_most_real_pages_of_ordinary_size_are_harmless() -> None:
    sizes = [(len(body), is_harmless(body)) for _, body in real_pages(every=5)]
    ordinary = [harmless for size, harmless in sizes if size < 76_000]
    assert sum(ordinary) > 0.9 * len(ordinary)
    assert sum(harmless for _, harmless in sizes) > 0.7 * len(sizes)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>words</p>" * 30_000,
        b"<b>" * 5_000,
        b"<div>" * 5_000,
        b"<p>" + numbered("<font a=%>", 300).encode() + b"<p>x" * 3_000,
        b"<p>" + numbered("<fOnT\na=%>", 300).encode() + b"<p>x" * 3_000,
        b"<p>" + numbered("<small/a=%>", 300).encode() + b"<p>x" * 3_000,
        ("<p>" + "".join(font(kind, 900) for kind in range(20)) + "<p>x" * 3_900).encode(),
        ("<p>" + numbered("<b a='>%'>", 300) + "<p>x" * 3_000).encode(),
        ("<p>" + numbered('<b x" a=">% ">', 300) + "<p>x" * 3_000).encode(),
        b"<a " + numbered("%='>' ", 30_000).encode() + b">",
        numbered("<body a%=1 b%=1 c%=1 d%=1 e%=1 f%=1 g%=1>", 3_900).encode(),
        b"<a " + numbered("% ", 30_000).encode() + b">",
        b"<a " + numbered("%=1/", 30_000).encode() + b">",
        b"<a " + numbered("%=''", 30_000).encode() + b">",
        ("<p>" + numbered("<font a=%>", 300) + "<p>x" * 3_000).encode("utf-16"),
        ("<p>" + numbered("<font a=%>", 300) + "<p>x" * 3_000).encode().replace(b"<f", b"<\x1b(Bf"),
    ],
)
def test_what_could_keep_a_parser_busy_or_fill_our_memory_is_not_harmless(body: bytes) -> None:
    assert not is_harmless(body)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 3_990 + LINK,
        "<div>" * 2_000 + LINK * 950,
        "<x>" * 2_000 + "</y>" * 1_990 + LINK,
        "<dl><dd>" * 1_990 + LINK,
        "<b><div>" * 35 + LINK * 950,
        "<a><div>" * 1_990 + LINK,
        "<div></div>accept cookies <applet><td>" * 600 + LINK * 20,
        "<table>" * 2_000 + LINK * 900,
        "<template>" * 1_000 + LINK * 1_000,
        "<noscript>" + LINK * 1_500 + "</noscript>" + LINK,
        "<select>" + "<option>x" * 3_000 + LINK,
        "<svg>" * 2_000 + LINK * 900,
        "<div hidden style='a:b;c:d'>" * 1_500 + LINK * 1_100,
        "<p>" + numbered("<font a=%>", 29) + "<p>x" * 1_950 + LINK,
        "<p>" + font(0, 27) + "<p>x" * 3_900 + LINK,
        "<p>" + "<b><i><u><s><em><tt><big><code><font><nobr><small><strike><strong>" * 3 + "<p>x" * 1_950 + LINK,
        "<p " + numbered("% ", 9_500) + ">" + LINK,
        numbered("<body a%=1>", 3_000) + LINK,
        "<title>" + "x" * 200_000 + "</title>" + LINK,
        "a" * 250_000 + LINK,
        "a</z>" * 3_900 + LINK,
        "<table>" + "a<tr>" * 3_900 + LINK,
        f"<script>{'acme.com ' * 18_000}</script>{LINK}",
    ],
)
@pytest.mark.parametrize("own", [OWN, None])
def test_the_worst_of_the_harmless_is_soon_read(markup: str, own) -> None:
    assert is_harmless(markup.encode())
    began = time.process_time()
    read(markup, own=own)
    assert time.process_time() - began < SOON


def test_reading_a_harmless_page_takes_little_memory_of_ours() -> None:
    markup = "<p>" + numbered("<font a=%>", 29) + "<p>x" * 1_950 + LINK
    assert is_harmless(markup.encode())
    tracemalloc.start()
    read(markup, own=OWN)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


BLOCKS = (
    "<p>x",
    "<div>",
    "<table>",
    "<td>",
    "<ul><li>",
    "<a href=/>",
    "<applet>",
    "<svg>",
    "<select>",
    "</p>",
    "</x>",
    "<h1>",
)
THICK = (
    "<font %>",
    "<b %><i %>",
    "<p %>",
    "<body %>",
    "<p title='>' %>",
    "<b c='1' d=\"2\">",
    "<nobr><code>",
    "<em x=%>",
)


@pytest.mark.parametrize("seed", range(40))
def test_a_search_at_random_finds_no_harmless_page_that_takes_long_or_much_memory(seed: int) -> None:
    """Each page is one of its kind as large as it may be and still be harmless."""
    chance = Random(seed)
    kinds, between = chance.sample(THICK, 2), chance.sample(BLOCKS, 2)
    attributes = chance.choice((1, 3, 30, 300, 3_000))
    times = chance.choice((1, 3, 30, 300, 3_000))

    def page(size: int) -> str:
        thick = "".join(kind.replace("%", numbered(f"{chr(97 + at)}%=1 ", attributes)) for at, kind in enumerate(kinds))
        return thick * min(times, 400_000 // len(thick) + 1) + "".join(between) * size + LINK

    largest = max(
        (size for size in (0, 1, 100, 500, 900, 1_300, 1_900) if is_harmless(page(size).encode())), default=None
    )
    if largest is None:
        return
    held, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    PageToRead(page(largest).encode(), URL, "text/html; charset=utf-8", own=OWN).read(is_harmless=True)
    assert time.process_time() - began < SOON
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < 60_000
