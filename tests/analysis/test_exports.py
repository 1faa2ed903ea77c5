"""Rows of an export: what each of them says, and why some of them are no links."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.exports import ExportLimits, ExportRow, preview, read_rows
from jobs.analysis.exports_columns import Role, StateKind, known_columns
from jobs.analysis.exports_layout import understand_layout
from jobs.analysis.exports_values import (
    SlashedDates,
    read_authority,
    read_contract,
    read_date,
    read_state,
    slashed_dates,
)
from storage.domain import RefusedRow

OWN = OwnDomains(("acme.com", "acme.example"))
HEADER = "Source URL,Target URL,Anchor,First seen,DR\n"


def _rows(text: str | bytes) -> list[ExportRow | RefusedRow]:
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return list(read_rows(stream, understand_layout(stream, OWN, "links.csv"), OWN))


def _links(text: str | bytes) -> list[str]:
    return [row.source_url for row in _rows(text) if isinstance(row, ExportRow)]


def _reasons(text: str | bytes) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in _rows(text) if isinstance(row, RefusedRow)]


def test_every_refused_row_has_its_line_and_its_reason() -> None:
    assert _reasons(
        f"{HEADER}"
        "https://news.example/a,https://acme.com/,ok,,\n"
        ",https://acme.com/,no page,,\n"
        "ftp://news.example/a,,scheme,,\n"
        "https://blog.acme.com/post,https://acme.com/,own,,\n"
        "https://user:pw@news.example/a,,secret,,\n"
        "https://news.example/b,https://rival.example/,other,,\n"
        "not an address,,words,,\n"
    ) == [
        (3, "holds no address of a linking page"),
        (4, "is not a web page (http or https)"),
        (5, "is a page of your own site"),
        (6, "holds a user name or password"),
        (7, "links to another site"),
        (8, "is not a web address"),
    ]


def test_a_refused_address_is_shown_without_its_password() -> None:
    (_, refused) = _rows(f"{HEADER}https://a.example/,,,,\nhttps://user:pw@news.example/a,,,,\n")
    assert isinstance(refused, RefusedRow)
    assert "pw" not in refused.text


@pytest.mark.parametrize("target", ["", "/guide", "https://shop.acme.example/x", "acme.com/guide", "http://[broken"])
def test_a_target_that_is_ours_or_untold_is_accepted(target: str) -> None:
    assert _links(f"{HEADER}https://news.example/a,{target},x,,\n") == ["https://news.example/a"]


def test_formulas_are_data() -> None:
    (row,) = _rows(f'{HEADER}https://news.example/a,https://acme.com/,"=HYPERLINK(""x"")",,\n')
    assert isinstance(row, ExportRow)
    assert row.anchor == '=HYPERLINK("x")'


def test_short_long_and_empty_rows_are_read_for_what_they_hold() -> None:
    text = f"{HEADER}https://a.example/\n\n\nhttps://b.example/,https://acme.com/,x,2026-01-01,5,more,cells\n"
    assert [(row.line, row.source_url) for row in _rows(text) if isinstance(row, ExportRow)] == [
        (2, "https://a.example/"),
        (5, "https://b.example/"),
    ]


def test_line_ends_inside_quotes_belong_to_the_cell() -> None:
    text = f'{HEADER}https://a.example/,,"two\r\nlines, one\ncell",,\r\nhttps://b.example/,,x,,\r\n'
    assert [(row.line, row.source_url) for row in _rows(text) if isinstance(row, ExportRow)] == [
        (2, "https://a.example/"),
        (5, "https://b.example/"),
    ]


def test_an_unclosed_quotation_mark_costs_its_own_row_only() -> None:
    text = (
        f'{HEADER}https://a.example/,https://acme.com/,"5 inch pipe,,\n'
        "https://b.example/,https://acme.com/,x,,\n"
        'https://c.example/,https://acme.com/,"y",,\n'
        "https://d.example/,https://acme.com/,z,,\n"
    )
    assert _links(text) == ["https://b.example/", "https://c.example/", "https://d.example/"]
    assert _reasons(text) == [(2, "a quotation mark is opened and never closed")]


@pytest.mark.parametrize("line", ['https://a.example/,,"x,,', 'https://a.example/","y,,,', 'x","y', '"', 'x,"y"",""z'])
def test_many_unclosed_quotation_marks_cost_time_in_proportion_to_the_file(line: str) -> None:
    def seconds(rows: int) -> float:
        started = process_time()
        _rows(f"{HEADER}https://a.example/,,,,\n" + f"{line}\n" * rows)
        return process_time() - started

    assert seconds(80_000) < 12 * max(seconds(20_000), 0.05)


def test_a_cell_with_many_addresses_on_lines_of_their_own_is_one_cell() -> None:
    text = f'{HEADER}https://a.example/,,"https://x.example/\nhttps://y.example/",,\nhttps://b.example/,,z,,\n'
    assert _links(text) == ["https://a.example/", "https://b.example/"]


def test_a_giant_field_is_refused_and_the_rows_after_it_are_read() -> None:
    giant = "x" * 200_000
    text = f"{HEADER}https://a.example/,,{giant},,\nhttps://b.example/,,x,,\n"
    assert _links(text) == ["https://b.example/"]
    assert _reasons(text) == [(2, "a field is longer than 131,072 characters")]


def test_zero_bytes_and_broken_text_do_not_end_the_reading() -> None:
    data = HEADER.encode() + b"https://a.ex\0ample/,,x,,\nhttps://b.example/\xe9,,x,,\nhttps://c.example/,,x,,\n"
    assert _links(data) == ["https://a.example/", "https://b.example/%C3%A9", "https://c.example/"]


def test_a_late_windows_byte_in_a_utf8_file_is_read_as_windows_meant_it() -> None:
    many = "https://a.example/,,Grüße,,\n" * 20_000
    rows = _rows((HEADER + many).encode() + b"https://b.example/,,caf\xe9,,\n")
    assert isinstance(rows[-1], ExportRow)
    assert (rows[0].anchor if isinstance(rows[0], ExportRow) else "", rows[-1].anchor) == ("Grüße", "café")


def test_a_preview_counts_repeated_own_and_refused_rows_so_that_they_add_up() -> None:
    text = f"{HEADER}https://a.example/x,,,,\nhttp://www.a.example/x/,,,,\nhttps://acme.com/,,,,\nnothing here,,,,\n"
    reading = preview(io.BytesIO(text.encode()), OWN, "links.csv").reading
    assert (reading.rows, reading.links, reading.duplicates, reading.own_pages) == (4, 1, 1, 1)
    assert reading.refused == {"is not a web address": 1}


def test_a_large_file_is_previewed_by_its_beginning_and_its_size() -> None:
    data = (HEADER + "".join(f"https://a.example/{n:06},,,,\n" for n in range(50_000))).encode()
    seen = preview(io.BytesIO(data), OWN, "links.csv", ExportLimits(exact_bytes=1000, sample_rows=500))
    assert not seen.is_exact
    assert seen.reading.rows == 500
    assert 40_000 < seen.estimated_rows < 52_000


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026-03-01 00:00:00",
        "2026-03-01T00:00:00Z",
        "2026-03-01 02:00:00 +02:00",
        "2026-03-01 00:00:00 UTC",
        "2026-03-01 around noon",
        "1 Mar 2026",
        "1 March 2026",
        "Mar 1, 2026",
        "March 1st, 2026",
        "1 mars 2026",
        "1. März 2026",
        "1 de marzo de 2026",
        "1.3.2026",
        "2026/03/01",
        "1772323200",
    ],
)
def test_a_date_is_read_however_the_tool_writes_it(text: str) -> None:
    assert read_date(text, SlashedDates()) == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "-", "yesterday", "03/04/2026", "2026-02-31", "31 Foo 2026", "99999999999"])
def test_a_date_that_cannot_be_told_is_none(text: str) -> None:
    assert read_date(text, SlashedDates()) is None


@pytest.mark.parametrize(
    ("cells", "day_first"),
    [
        (["03/04/2026", "13/04/2026"], True),
        (["04/13/2026"], False),
        (["03/04/2026"], None),
        (["13/1/2026", "1/13/2026"], None),
    ],
)
def test_day_and_month_are_told_apart_only_where_a_number_proves_it(cells: list[str], day_first: bool | None) -> None:
    assert slashed_dates(cells).day_first is day_first


def test_a_proven_order_of_day_and_month_is_used() -> None:
    rows = _rows(f"{HEADER}https://a.example/,,,03/04/2026,\nhttps://b.example/,,,23/04/2026,\n")
    assert isinstance(rows[0], ExportRow)
    assert rows[0].first_seen == datetime(2026, 4, 3, tzinfo=UTC)


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reading_of_values(text: str) -> None:
    for slashed in (SlashedDates(), SlashedDates(day_first=True)):
        read_date(text, slashed)
    read_authority(text)
    for kind in StateKind:
        read_state(text, kind)


@pytest.mark.parametrize(
    ("text", "value"), [("61", 61), ("61.0", 61), ("60,6", 61), (" 7 ", 7), ("", None), ("n/a", None), ("250", None)]
)
def test_authority_is_a_figure_up_to_a_hundred_or_nothing(text: str, value: int | None) -> None:
    assert read_authority(text) == value


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("true", StateKind.FLAG, "lost"),
        ("ja", StateKind.FLAG, "lost"),
        ("0", StateKind.FLAG, None),
        ("2026-02-01", StateKind.DATE, "lost"),
        ("", StateKind.DATE, None),
        ("Link  removed", StateKind.REASON, "lost: link removed"),
        ("", StateKind.REASON, None),
        ("Active", StateKind.WORD, "active"),
        ("Lost", StateKind.WORD, "lost"),
        ("LNF", StateKind.WORD, "lost: lnf"),
        ("", StateKind.WORD, None),
    ],
)
def test_a_vendors_state_becomes_a_hint(text: str, kind: StateKind, hint: str | None) -> None:
    assert read_state(text, kind) == hint


_BOUNDED = """
import io, sys
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.exports import read_rows
from jobs.analysis.exports_layout import understand_layout
from tests.memory import peak_megabytes

class Endless(io.RawIOBase):
    "A file of so many rows that nobody wants to hold it."
    def __init__(self, rows): self.rows, self.at, self.rest = rows, 0, b"Source URL,Anchor\\n"
    def readable(self): return True
    def seekable(self): return True
    def seek(self, offset, whence=0): self.at, self.rest = 0, b"Source URL,Anchor\\n"; return 0
    def readinto(self, buffer):
        while len(self.rest) < len(buffer) and self.at < self.rows:
            numbers = range(self.at, self.at + 500)
            self.rest += b"".join(b"https://h%d.example/p%d,anchor\\n" % (n % 5000, n) for n in numbers)
            self.at += 500
        part, self.rest = self.rest[:len(buffer)], self.rest[len(buffer):]
        buffer[:len(part)] = part
        return len(part)

own = OwnDomains(("acme.com",))
rows = int(sys.argv[1])
stream = io.BufferedReader(Endless(rows))
count = sum(1 for _ in read_rows(stream, understand_layout(stream, own, "x.csv"), own))
print(count, peak_megabytes())
"""


def _rows_and_megabytes(rows: int) -> tuple[int, int]:
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(rows)],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
        cwd=Path(__file__).parents[2],
    )
    count, megabytes = done.stdout.split()
    return int(count), int(megabytes)


def test_reading_ten_times_the_rows_takes_no_more_memory() -> None:
    (few, small), (many, large) = _rows_and_megabytes(20_000), _rows_and_megabytes(200_000)
    assert (few, many) == (20_000, 200_000)
    assert large - small < 15


@pytest.mark.slow
def test_a_million_rows_are_read_in_bounded_memory() -> None:
    rows, megabytes = _rows_and_megabytes(1_000_000)
    assert rows == 1_000_000
    assert megabytes < 120


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    data = HEADER.encode() + b"https://a.example/,,x,,\n" + b"y" * (8 << 20) + b"\nhttps://b.example/,,x,,\n"
    assert _links(data) == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    "cell", ["yes", "TRUE", "1", "x", "paid", "ja", "250", "$ 1,200.00", "0,50 €", "bis 2027-01-31"]
)
def test_a_yes_a_price_and_a_term_are_a_contract(cell: str) -> None:
    assert read_contract(cell)


@pytest.mark.parametrize(
    "cell", ["", "no", "FALSE", "0", "0.00 €", "free", "-", "n/a", "none", "unpaid", "nein", "organic"]
)
def test_a_no_and_a_price_of_nothing_are_none(cell: str) -> None:
    assert not read_contract(cell)


def test_what_a_tool_says_of_rel_is_no_contract() -> None:
    header = ["Referring page URL", "Target URL", "Sponsored", "Nofollow", "Traffic cost"]
    assert Role.CONTRACT not in known_columns(header)
