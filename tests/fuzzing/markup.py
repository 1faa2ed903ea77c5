"""Any page, but made of what pages are made of: tags that fit and do not, odd text, odd charsets, broken ends."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_PIECES = Path(__file__).parent / "pieces"
_ENCODINGS = "utf-8 utf-8 utf-8 latin-1 utf-16-le utf-16-be shift_jis gb18030 iso2022_jp big5 koi8-r utf-7"
_STARTS = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b", b"%PDF-1.4 ", b"\0"]


def pieces(name: str) -> st.SearchStrategy[str]:
    """One of the lines of a file, where a backslash begins an escape as in Python."""
    lines = (_PIECES / f"{name}.txt").read_text(encoding="ascii").splitlines()
    return st.sampled_from([line.encode().decode("unicode_escape") for line in lines])


def one_of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


def _attribute(named: str) -> st.SearchStrategy[str]:
    name, _, value = named.rpartition("=")
    return st.builds(
        "{}{}{}{}{}{}".format,
        one_of(" ", " ", "\n", "/", ""),
        one_of(name, name, name.upper()),
        one_of("=", "=", " = ", "", "=="),
        one_of('"', "'", ""),
        one_of(value, value, value) | st.text(max_size=8),
        one_of('"', "'", "", '">'),
    )


_elements, _hrefs = pieces("elements"), pieces("hrefs")
_attributes = st.lists(pieces("attributes").flatmap(_attribute), max_size=4).map("".join)
_opening = st.builds("<{}{}{}".format, _elements, _attributes, one_of(">", ">", ">", "/>", ""))
_closing = st.builds("</{}{}".format, _elements, one_of(">", ">", ">", " x=y>", ""))
_link = st.builds(
    "<{} href={}{}>{}".format,
    one_of("a", "a", "A", "area"),
    one_of('"{}"', "'{}'", "{}").flatmap(lambda form: _hrefs.map(form.format)),
    _attributes,
    one_of("Acme</a>", "</a>", "<img alt=Acme></a>", "Acme", "<b>Acme</a></b>"),
)
_piece = st.one_of(
    _opening, _opening, _closing, _closing, _link, pieces("markup"), pieces("texts"), st.text(max_size=12)
)
_pieces = st.builds(lambda piece, times: piece * times, _piece, st.sampled_from([1, 1, 1, 1, 2, 5, 70]))

_often = st.builds(lambda some, times: "".join(some) * times, st.lists(_piece, max_size=4), st.integers(1, 4_000))
# A few things very often, one after the other: what makes parsers slow.
repeated_markup = st.lists(_often, min_size=1, max_size=4).map("".join)

page_urls = one_of(
    "https://blog.example/posts/a?b=c",
    "https://acme.com/own",
    "http://xn--bcher-kva.example/",
    "https://blog.example:8443/",
)
content_types = st.none() | pieces("content_types") | st.text(max_size=20)
_header_names = one_of(
    "x-robots-tag", "link", "content-language", "refresh", "retry-after", "server", "content-type", "cf-mitigated"
)
_header_values = pieces("headers") | pieces("content_types") | st.text(max_size=30)
headers = st.lists(
    st.tuples(_header_names, _header_values.map(lambda value: value.replace("\0", ""))),  # as the exchange gives them
    max_size=4,
).map(tuple)
addresses = st.lists(pieces("addresses") | st.text(max_size=5), max_size=12).map("".join) | _hrefs


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Markup in some charset, sometimes cut, sometimes with bytes that make no sense in it."""
    markup = "".join(draw(st.lists(_pieces, max_size=40)))
    body = markup.encode(draw(st.sampled_from(_ENCODINGS.split())), errors="replace")
    if draw(st.integers(0, 9)) == 0:
        body = draw(st.sampled_from(_STARTS)) + body
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.binary(max_size=8)) + body[at + draw(st.integers(0, 3)) :]
    return body
