"""Which links a page has, where they lead, what they say, and whether they count."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import OwnDomains
from storage.domain import Carrier, LinkKind
from tests.analysis.readings import OWN, URL, read, the_link, the_link_to_us

LINK = '<a href="https://acme.com/x">Acme</a>'


@pytest.mark.parametrize(
    "markup",
    [
        f"<!-- {LINK} -->",
        f"<script>document.write('{LINK}')</script>",
        f"<style>{LINK}</style>",
        f"<textarea>{LINK}</textarea>",
        f"<title>{LINK}</title>",
        f"<template>{LINK}</template>",
        f"<noscript>{LINK}</noscript>",
        f"<iframe>{LINK}</iframe>",
        f"<iframe srcdoc='{LINK}'></iframe>",
        f"<video>{LINK}</video>",
        f"<p title='{LINK}'>x</p>",
        "<iframe src='https://acme.com/'></iframe>",
        "<link rel=stylesheet href='https://acme.com/x.css'>",
        "<img src='https://acme.com/x.png'>",
        "<form action='https://acme.com/'><button>Go</button></form>",
        "<a name=x>https://acme.com/</a>",
        "<a data-href='https://acme.com/'>x</a>",
        "<math><a href='https://acme.com/'>x</a></math>",
        "<p>https://acme.com/</p>",
        f"<xmp>{LINK}</xmp>",
        f"<plaintext>{LINK}",
        "<a href='https://blog.example/?to=https://acme.com/'>x</a>",
        "<a href='https://acme.com.evil.example/'>x</a>",
        "<a href='https://notacme.com/'>x</a>",
        "<a href='https://acme.com@evil.example/'>x</a>",
        "<a href='mailto:hello@acme.com'>x</a>",
        "<a href='javascript:location=\"https://acme.com/\"'>x</a>",
    ],
)
def test_what_no_browser_would_follow_to_us_is_no_link_to_us(markup: str) -> None:
    assert read(f"<p>Some words.</p>{markup}", own=OWN).links == ()


@pytest.mark.parametrize(
    "markup",
    [
        LINK,
        "<A HREF=https://acme.com/x>Acme</A>",
        "<a\nhref\n=\n'https://acme.com/x'>Acme</a>",
        "<a href='https://acme.com/x' href='https://evil.example/'>Acme</a>",
        "<a title='>' href=https://acme.com/x>Acme</a>",
        "<a href='  https://acme.com/x\n'>Acme</a>",
        "<a href='https://acme.com/x'>Acme",
        "<a href='//acme.com/x'>Acme</a>",
        "<a href='\\\\acme.com/x'>Acme</a>",
        "<a href='https:/acme.com/x'>Acme</a>",
        "<a href='HTTPS://ACME.COM/x'>Acme</a>",
        "<a href='https://acme.com:443/x'>Acme</a>",
        "<a href='https://user@acme.com/x'>Acme</a>",
        "<a href='https://ac\nme.com/x'>Acme</a>",
        "<a href='https:/\t/acme.com/x'>Acme</a>",
        "<a href='https://%61cme.com/x'>Acme</a>",
        "<a href='https://acme&#46;com/x'>Acme</a>",
        "<a href='&#x68;ttps://acme&period;com/x'>Acme</a>",
        "<a href='https://acme。com/x'>Acme</a>",
        "<a href='https://ａｃｍｅ.com/x'>Acme</a>",
        "<a href='https://ac\u00adme.com/x'>Acme</a>",
        f"<table><tr><td>{LINK}<table>{LINK[:0]}</table></table>",
        f"<select><option>x</select>{LINK}",
        f"<svg><foreignObject>{LINK}</foreignObject></svg>",
        f"<svg><desc>{LINK}</desc></svg>",
        f"<details><summary>More</summary>{LINK}</details>",
        f"<div>{'<div>' * 300}{LINK}",
    ],
)
def test_however_it_is_written_a_link_to_us_is_found(markup: str) -> None:
    link = the_link_to_us(f"<p>Some words.</p>{markup}")
    assert link.target_url.removeprefix("https://").removeprefix("user@") == "acme.com/x"
    assert (link.anchor_text, link.kind, link.index) == ("Acme", LinkKind.TEXT, 0)


def test_international_names_of_ours_are_found_in_every_spelling() -> None:
    own = OwnDomains(("bücher.example",))
    spellings = ["https://bücher.example/", "https://BÜCHER.example/", "https://xn--bcher-kva.example/"]
    spellings.append("https://b%C3%BCcher.example/")
    page = read("".join(f"<a href='{spelling}'>x</a>" for spelling in spellings), own=own)
    assert {link.target_url for link in page.links} == {"https://xn--bcher-kva.example/"}
    assert len(page.links) == len(spellings)


def test_subdomains_of_ours_are_ours() -> None:
    page = read("<a href=https://shop.acme.com/>a</a><a href=https://www.acme.com>b</a>", own=OWN)
    assert [link.anchor_text for link in page.links] == ["a", "b"]


def test_relative_links_count_on_a_page_of_our_own_and_behind_a_base_of_ours() -> None:
    assert read("<a href='/x'>x</a>", url="https://acme.com/page", own=OWN).links[0].target_url == "https://acme.com/x"
    based = "<base href='https://acme.com/deep/'><a href='x'>x</a>"
    assert read(based, own=OWN).links[0].target_url == "https://acme.com/deep/x"


def test_areas_of_an_image_map_are_links_without_a_place_in_the_count() -> None:
    areas = "<map><area href='https://acme.com/map' alt='Our  map'></map>"
    link = the_link_to_us(f"<a href=/x>x</a>{areas}<a href=/y>y</a>")
    assert (link.index, link.anchor_text, link.kind) == (None, "Our map", LinkKind.IMAGE)


def test_links_drawn_in_svg_are_links_without_a_place_in_the_count() -> None:
    svg = "<svg><a href='/one'><text>One</text></a><a xlink:href='/two'><text>Two</text></a></svg>"
    page = read(f"{svg}<a href='/three'>Three</a>")
    assert [(link.index, link.anchor_text) for link in page.links] == [(None, "One"), (None, "Two"), (0, "Three")]


def test_links_are_counted_where_they_stand_even_if_they_are_inert() -> None:
    page = read(
        "<a href=0>0</a><noscript><a href=1>1</a></noscript><template><a href=2>2</a><template><a href=3>3</a>"
        "</template></template><video><a href=4>4</a></video><a>none</a><a href>5</a><a href='http://['>6</a>"
        "<a href=7>7</a>"
    )
    assert [(link.index, link.anchor_text) for link in page.links] == [(0, "0"), (5, "5"), (7, "7")]


@pytest.mark.parametrize(
    ("inner", "text", "kind"),
    [
        ("  Acme \n  <b>wid</b>gets ", "Acme widgets", LinkKind.TEXT),
        ("<img src=x alt='Acme logo'>", "Acme logo", LinkKind.IMAGE),
        ("<img src=x alt='Acme'> Acme", "Acme", LinkKind.TEXT),
        ("<img src=x>", "", LinkKind.IMAGE),
        ("<svg><path d=''/></svg>", "", LinkKind.IMAGE),
        ("<i class=icon></i>", "", LinkKind.EMPTY),
        ("", "", LinkKind.EMPTY),
        ("<style>.a{}</style><script>x</script>Acme", "Acme", LinkKind.TEXT),
        ("<div>One</div><div>two</div>", "One two", LinkKind.TEXT),
        ("Cafe\u0301", "Café", LinkKind.TEXT),
    ],
)
def test_a_link_says_its_text_or_for_want_of_one_what_its_images_say(inner: str, text: str, kind: LinkKind) -> None:
    link = the_link(f"<div>see <a href=/x>{inner}</a></div>")
    assert (link.anchor_text, link.kind) == (text, kind)


def test_the_words_around_a_link_are_those_a_reader_reads() -> None:
    link = the_link("<h2>Gear</h2><p>We <b>lo</b>ve <a href=/x>Acme</a>, truly.<script>x</script></p><p>Next.</p>")
    assert (link.before, link.after) == ("Gear We love", ", truly. Next.")


def test_the_words_around_a_link_are_at_most_a_hundred_and_twenty_characters() -> None:
    link = the_link(f"<p>{'before ' * 90}<a href=/x>Acme</a>{' after' * 90}</p>")
    assert 110 < len(link.before) <= 120
    assert 110 < len(link.after) <= 120
    assert link.before.endswith("before")
    assert link.after.startswith("after")


@pytest.mark.parametrize(
    ("rel", "tokens", "follow"),
    [
        ("", (), True),
        ("noopener", ("noopener",), True),
        ("NoFollow", ("nofollow",), False),
        ("ugc,noopener", ("ugc", "noopener"), False),
        ("noopener\tsponsored  noopener", ("noopener", "sponsored"), False),
        ("nofollowed", ("nofollowed",), True),
    ],
)
def test_rel_is_a_set_of_tokens(rel: str, tokens: tuple[str, ...], follow: bool) -> None:
    link = the_link(f'<a href=/x rel="{rel}">x</a>')
    assert (link.rel, link.follow) == (tokens, follow)
    assert link.nofollow_by == (None if follow else Carrier.REL)


@pytest.mark.parametrize(
    ("head", "headers", "carrier"),
    [
        ("<meta name=robots content=nofollow>", (), Carrier.META),
        ("", (("x-robots-tag", "nofollow"),), Carrier.HEADER),
        ("<meta name=googlebot content=none>", (("x-robots-tag", "nofollow"),), Carrier.META),
    ],
)
def test_a_rule_for_the_whole_page_takes_the_follow_from_its_links(
    head: str, headers: tuple[tuple[str, str], ...], carrier: Carrier
) -> None:
    plain, marked = read(f"{head}<a href=/x>x</a><a href=/y rel=ugc>y</a>", headers=headers).links
    assert (plain.follow, plain.nofollow_by) == (False, carrier)
    assert marked.nofollow_by is Carrier.REL


@pytest.mark.parametrize(
    "wrapped",
    [
        "<div hidden>{}</div>",
        "<div style='display:none'>{}</div>",
        "<div style='DISPLAY : none !important'><p>{}</p></div>",
        "<div style='display/* or not */:/**/none'>{}</div>",
        "<div style='width:0;height:0px;overflow:hidden'>{}</div>",
        "<div style='visibility:hidden'>{}</div>",
        "<span style='font-size:0px'>{}</span>",
        "<div style='font-size:0'><p style='font-size:2em'>{}</p></div>",
        "<div style='font-size:0'><p style='font-size:0px'>{}</p></div>",
        "<span style='opacity:0'>{}</span>",
        "<span style='color:red;opacity:0.0;'>{}</span>",
        "<div style='position:absolute;left:-9999px'>{}</div>",
        "<div style='text-indent:-5000em'>{}</div>",
    ],
)
def test_a_link_no_reader_sees_is_hidden(wrapped: str) -> None:
    assert the_link(wrapped.format("<a href=/x>x</a>")).hidden


@pytest.mark.parametrize(
    "wrapped",
    [
        "<div>{}</div>",
        "<div style='display:block;opacity:0.9;font-size:10px'>{}</div>",
        "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>",
        "<div style='font-size:0'><div style='display:inline-block;font-size:14px'>{}</div></div>",
        "<div style='font-size:0'><p style='font-size:small !important'>{}</p></div>",
        "<div style='margin-left:-10px'>{}</div>",
        "<div style='position:relative;padding-bottom:56%;height:0;overflow:hidden'>{}</div>",
        "<div style='/* display:none */color:red'>{}</div>",
        "<div aria-hidden=true>{}</div>",
        "<div style='nonsense'>{}</div>",
    ],
)
def test_a_link_that_readers_see_is_not_hidden(wrapped: str) -> None:
    assert not the_link(wrapped.format("<a href=/x>x</a>")).hidden


@pytest.mark.parametrize(
    "template",
    ["<template shadowrootmode=open>", "<TEMPLATE id='a > b' class=x\nshadowrootmode = 'closed' shadowrootclonable>"],
)
def test_a_template_that_opens_on_the_spot_shows_its_links(template: str) -> None:
    assert the_link(f"<x-card>{template}<p><a href=/x>x</a></p></template></x-card>").index == 0


@pytest.mark.parametrize(
    "template",
    ["<template title='to shadowrootmode=open'>", "<template shadowrootmode=opened>", "<template shadowrootmode>"],
)
def test_a_template_that_only_speaks_of_opening_stays_shut(template: str) -> None:
    assert read(f"<x-card>{template}<a href=/x>x</a></template></x-card>").links == ()


def test_a_picture_is_seen_whatever_the_size_of_the_letters_around_it() -> None:
    assert not the_link("<td style='font-size:0;line-height:0'><a href=/x><img src=x.png alt=x></a></td>").hidden


@pytest.mark.parametrize("page", ["<body style='opacity:0'>{}", "<html hidden><body>{}"])
def test_a_page_that_waits_for_its_scripts_to_be_shown_hides_no_link(page: str) -> None:
    assert not the_link(page.format("<p><a href=/x>x</a></p>")).hidden


def test_many_links_read_the_same_as_few() -> None:
    lines = "".join(f"<li>We <b>lo</b>ve {LINK}, say<i>ing</i> {number}<br>so" for number in range(40))
    many = read(f"<ul>{lines}</ul>", own=OWN).links
    few = [read(f"<ul>{lines}</ul>".replace("acme.com", "a.example", at), own=OWN).links[0] for at in range(20, 40)]
    assert [(link.before, link.after, link.anchor_text) for link in many[20:]] == [
        (link.before, link.after, link.anchor_text) for link in few
    ]


def test_with_and_without_own_domains_the_same_link_reads_the_same() -> None:
    markup = f"<nav><a href=/>Home</a></nav><article><p>We sail with {LINK} and are glad of it.</p></article>"
    (every,) = (link for link in read(markup).links if link.target_url == "https://acme.com/x")
    assert read(markup, own=OWN).links == (every,)


def test_a_link_to_the_page_itself_leads_to_the_page() -> None:
    assert the_link("<a href>x</a>").target_url == URL
