"""An import shows what it understood before it stores anything, and accounts for every row afterwards."""

import csv
import io
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import imports, names
from storage.domain import ImportReading, ImportRecord, Message, RefusedRow, StoredLinks
from tests.blocks import strangers
from tests.blocks.judges import judge_message
from tests.blocks.reading import read
from tests.blocks.samples import NOW, SITE

GOLDEN = Path(__file__).parent / "golden"
READING = ImportReading(
    file_name="ahrefs-backlinks.csv",
    shape="Ahrefs backlinks",
    rows=412,
    links=398,
    own_pages=9,
    refused={"holds no address of a linking page": 3, "links to another site": 2},
    columns=(("page that links", "Referring page URL"), ("your page", "Target URL")),
    examples=("https://blog.example/best-tools", "https://news.example/2024/launch"),
)


def judged(message: Message) -> Message:
    judge_message(message)
    return message


def record(rows: int, added: int, known: int, refused: int) -> ImportRecord:
    return ImportRecord(SITE.id, "a.csv", "Ahrefs", "U1", NOW, NOW, rows, StoredLinks(added, known), refused)


def test_a_preview_reads_like_this() -> None:
    shown = read(judged(imports.preview(READING, SITE, "token-1")))
    assert shown + "\n" == (GOLDEN / "import_preview.txt").read_text()


def test_both_buttons_carry_the_token_of_the_staged_file() -> None:
    (actions,) = [block for block in imports.preview(READING, SITE, "token-1").blocks if block["type"] == "actions"]
    assert [(button["action_id"], button["value"]) for button in actions["elements"]] == [
        (names.IMPORT_COMMIT, "token-1"),
        (names.IMPORT_CANCEL, "token-1"),
    ]


def test_a_file_read_only_in_part_is_not_counted_as_if_read_whole() -> None:
    shown = read(judged(imports.preview(READING, SITE, "token-1", about_rows=1_200_000)))
    assert "About 1,200,000 rows. The first 412: 412 rows: 398 links" in shown
    assert "[Import all links]" in shown


@given(*[st.integers(0, 10**6)] * 4)
def test_the_rows_of_a_preview_add_up(links: int, duplicates: int, own: int, refused: int) -> None:
    rows = links + duplicates + own + refused
    reading = ImportReading("a.csv", "CSV", rows, links, duplicates, own, {"reason": refused} if refused else {})
    line = read(judged(imports.preview(reading, SITE, "t"))).split("\n")[3]
    total, *parts = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", line)] or [0]
    assert total == rows == sum(parts)


@given(*[st.integers(0, 10**6)] * 4)
def test_the_rows_of_a_report_add_up(added: int, known: int, repeated: int, refused: int) -> None:
    rows = added + known + repeated + refused
    line = read(judged(imports.report(record(rows, added, known, refused), SITE, {}))).split("\n")[2]
    total, *parts = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", line)] or [0]
    assert total == rows == sum(parts)


def test_refused_rows_come_back_as_a_file_that_runs_nothing() -> None:
    rows = (RefusedRow(3, "=HYPERLINK(1)", "holds no address"), RefusedRow(4, 'a "quoted", cell', "holds no address"))
    message = judged(imports.report(record(10, 5, 3, 2), SITE, {"holds no address": 2}, rows))
    assert "2 refused rows in the attached file." in read(message)
    (file,) = message.files
    assert list(csv.reader(io.StringIO(file.content))) == [
        ["line", "reason", "row"],
        ["3", "holds no address", "'=HYPERLINK(1)"],
        ["4", "holds no address", 'a "quoted", cell'],
    ]


def test_many_reasons_are_summed_up_after_the_commonest() -> None:
    reasons = {f"reason {number}": number for number in range(1, 12)}
    shown = read(judged(imports.report(record(66, 0, 0, 66), SITE, reasons)))
    assert shown.index("11 refused: reason 11") < shown.index("4 refused: reason 4")
    assert "6 refused for other reasons" in shown


@strangers.trial
@given(
    strangers.texts,
    st.lists(strangers.urls, max_size=5).map(tuple),
    st.dictionaries(strangers.texts, st.integers(1, 9)),
)
def test_no_file_can_ping_disguise_or_overflow_its_preview(said: str, urls: tuple, reasons: dict) -> None:
    columns = (("page that links", said), ("your page", said)) * 4
    judged(imports.preview(ImportReading(said, said, 9, 9, 0, 0, reasons, columns, urls), SITE, "t"))
    judged(imports.progress(said, 5))
    judged(imports.cancelled(said))
    judged(imports.report(record(9, 5, 4, 0), SITE, reasons, (RefusedRow(1, said, said),)))
