"""A file opens in a spreadsheet and runs nothing there."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.files import changes_file, csv_file, inert
from tests.blocks import strangers
from tests.blocks.samples import incident, lost

FORMULAS = "=+-@＝＋－＠\t\r\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x", " =1"])
def test_a_cell_that_would_run_becomes_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Acme", "https://a.example/?x=1", "5", "a=b", "'=1"])
def test_a_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert inert(cell) == cell


@given(st.lists(st.lists(strangers.texts, min_size=2, max_size=2), max_size=5))
def test_what_a_stranger_wrote_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    content = csv_file("a.csv", ("one", "two"), rows).content
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert read[0] == ["one", "two"]
    assert len(read) == len(rows) + 1
    for cell in (cell for row in read for cell in row):
        assert not cell.lstrip(" ").startswith(tuple(FORMULAS))
    content.encode()


def test_every_change_is_one_row_with_its_incident() -> None:
    told = [lost(1, incident_id=7), lost(2)]
    rows = list(csv.DictReader(io.StringIO(changes_file("a.csv", told, {7: incident()}).content)))
    assert [row["page"] for row in rows] == [
        "https://www.technews.example/best-tools-1",
        "https://www.technews.example/best-tools-2",
    ]
    assert [row["incident"] for row in rows] == ["site_redesign 7", ""]
    assert rows[0]["what"] == "link removed"
    assert rows[0]["first_observed"] == "2026-03-02T06:00:00+00:00"
