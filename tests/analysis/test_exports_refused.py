"""What is no list of links is refused in one plain sentence that says what to do instead."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.exports import ExportLimits, preview, read_rows
from jobs.analysis.exports_layout import understand_layout
from jobs.analysis.exports_refused import ExportError


def compressed(body: bytes) -> bytes:
    """Without the time of day, so that a test case has the same name in every process."""
    return gzip.compress(body, mtime=0)


OWN = OwnDomains(("acme.com",))


def _refusal(data: bytes, name: str = "links.csv", limits: ExportLimits | None = None) -> str:
    with pytest.raises(ExportError) as refused:
        preview(io.BytesIO(data), OWN, name, limits or ExportLimits())
    return refused.value.user_message


def _zip(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"Source URL,Target URL\n", "has a header but no rows"),
        (_zip(xl__workbook="<workbook/>", xl__sheet="<x/>"), "Excel workbook; open it, save it as CSV"),
        (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "LibreOffice spreadsheet"),
        (_zip(Latest_links="Linking page\n"), "zip archive; unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        (compressed(b"Source URL\nhttps://a.example/\n"), "is compressed; unpack it"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
        (b'[{"url_from": "https://news.example/a"}]', "is JSON, not CSV"),
        (b"<!DOCTYPE html><html><title>Log in</title>", "is a web page or XML"),
        (random.Random(7).randbytes(5000), "is not a text file"),
        (bytes(range(256)) * 40, "is not a text file"),
        (b"name,city\nAnn,Rome\nBob,Oslo\n", "no column with the addresses of linking pages (it has “name”, “city”)"),
        (b"just one line of words", "no column with the addresses of linking pages"),
        (b"https://acme.com/a,12,3\nhttps://acme.com/b,4,1\n", "names only pages of your own site"),
        (b"news.example\nblog.example\nshop.example\n", "names sites but no pages that link"),
        (b"Site,Linking pages,Target pages\nnews.example,\"1,240\",12\n", '"Top linking sites"'),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence_with_a_way_out(data: bytes, says: str) -> None:
    message = _refusal(data)
    assert message.startswith("links.csv ")
    assert says in message
    assert message.endswith(".")
    assert "\n" not in message


def test_search_consoles_other_reports_are_known_by_their_file_names_too() -> None:
    message = _refusal("מיקום,טקסט\n1,acme\n2,widgets\n".encode(), "acme.com-Top linking text-2026-03-01.csv")
    assert '"Top linking text"' in message
    assert '"Latest links"' in message


def test_a_refusal_shows_a_strangers_column_names_short_and_on_one_line() -> None:
    header = ",".join(f'"col {n}\nx{"y" * 90}"' for n in range(40))
    message = _refusal(f"{header}\n{','.join(['1'] * 40)}\n".encode(), "a\nb" * 60)
    assert "\n" not in message
    assert len(message) < 700


def test_a_file_above_the_size_limit_is_refused_before_it_is_read() -> None:
    assert "is larger than 1 MB" in _refusal(bytes(3 << 20), limits=ExportLimits(bytes=1 << 20))


def test_a_file_with_too_many_rows_is_refused() -> None:
    data = b"Source URL\n" + b"https://a.example/x\n" * 50
    assert "has more than 49 rows; split it" in _refusal(data, limits=ExportLimits(rows=49))


@given(st.binary(max_size=4000))
def test_arbitrary_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    stream = io.BytesIO(data)
    try:
        layout = understand_layout(stream, OWN, "links.csv")
        preview(stream, OWN, "links.csv")
    except ExportError:
        return
    assert all(row.line > layout.skip for row in read_rows(stream, layout, OWN))


CELLS = st.one_of(
    st.sampled_from(["https://a.example/x", "https://acme.com/", '"', '""', "", "\0", "\r", "=1+1", "1,240", "é"]),
    st.text(max_size=12),
)


@given(
    st.lists(st.lists(CELLS, max_size=4), max_size=12),
    st.sampled_from(["\t", ",", ";", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    st.sampled_from(["Source URL", "Linking page", "URL", "https://b.example/"]),
)
def test_any_table_under_a_header_is_read_or_refused_and_nothing_else(
    rows: list[list[str]], delimiter: str, encoding: str, heading: str
) -> None:
    text = "\n".join([heading, *(delimiter.join(row) for row in rows)])
    stream = io.BytesIO(text.encode(encoding, "replace"))
    try:
        seen = preview(stream, OWN, "links.csv")
    except ExportError:
        return
    reading = seen.reading
    assert reading.rows == (reading.links + reading.duplicates + reading.own_pages + sum(reading.refused.values()))
