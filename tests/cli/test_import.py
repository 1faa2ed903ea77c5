"""Imports from the command line: what was understood, the question, and what became of every row."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from storage.store import Store
from tests.cli.running import Anchorwatch

GSC = "Linking page,Last crawled\nhttps://blog.example/a,2026-02-01\nhttps://news.example/b,2026-02-02\n"
AHREFS = (
    '"Referring page URL"\t"Domain rating"\t"Target URL"\t"Anchor"\t"First seen"\n'
    '"https://blog.example/a"\t"62"\t"https://acme.com/"\t"Acme"\t"2025-01-01 10:00"\n'
    '"https://news.example/b"\t"41"\t"https://acme.com/x"\t"sails"\t"2025-01-02 10:00"\n'
)
SEMRUSH = (
    "Page ascore;Source title;Source url;Target url;Anchor\n"
    "30;A post;https://blog.example/a;https://acme.com/;Acme\n"
    "12;News;https://news.example/b;https://acme.com/x;sails\n"
)
MAJESTIC = (
    "Target URL,Source URL,Anchor Text,SourceCitationFlow,SourceTrustFlow\n"
    "https://acme.com/,https://blog.example/a,Acme,20,30\n"
    "https://acme.com/x,https://news.example/b,sails,10,5\n"
)
MOZ = (
    "URL,Page Title,Target URL,Anchor Text,Domain Authority,Spam Score\n"
    "blog.example/a,A post,acme.com/,Acme,44,1\n"
    "news.example/b,News,acme.com/x,sails,33,1\n"
)
ANY = "Notes,Backlink,Owner\nold friend,https://blog.example/a,Robin\n,https://news.example/b,Maya\n"


@pytest.mark.parametrize(
    "content",
    [
        GSC.encode(),
        b"\xff\xfe" + AHREFS.encode("utf-16-le"),
        SEMRUSH.encode("utf-8-sig"),
        MAJESTIC.encode(),
        MOZ.encode(),
        ANY.encode(),
    ],
    ids=["Search Console", "Ahrefs in UTF-16", "Semrush", "Majestic", "Moz", "any CSV"],
)
def test_an_export_of_each_kind_is_imported(anchorwatch: Anchorwatch, content: bytes) -> None:
    anchorwatch("site", "add", "acme.com")
    ran = anchorwatch("import", _file(anchorwatch, content), "--site", "acme.com", "--yes")
    assert ran.code == 0
    assert "2 rows: 2 links, 0 repeated, 0 own pages, 0 not usable." in ran.err
    assert ran.out.startswith("Imported export.csv for acme.com: 2 rows, 2 new links, 0 known before")
    assert "This is the baseline" in ran.out
    assert anchorwatch("site", "list").out.startswith("acme.com\t2 links")


def test_importing_again_adds_nothing(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    file = _file(anchorwatch, GSC.encode())
    anchorwatch("import", file, "--yes")
    again = anchorwatch("import", file, "--yes")
    assert "2 rows, 0 new links, 2 known before" in again.out
    assert "baseline" not in again.out


@pytest.mark.parametrize(
    ("answer", "code", "said", "links"),
    [
        ("y\n", 0, "2 new links", 2),
        ("n\n", 0, "Nothing was imported.", 0),
        ("", 2, "Give --yes where nobody can answer.", 0),
    ],
    ids=["yes", "no", "nobody there"],
)
def test_nothing_is_stored_before_the_question_is_answered(
    anchorwatch: Anchorwatch, answer: str, code: int, said: str, links: int
) -> None:
    anchorwatch("site", "add", "acme.com")
    ran = anchorwatch("import", _file(anchorwatch, GSC.encode()), stdin=answer)
    assert ran.code == code
    assert "Import these links? [y/N]" in ran.err
    assert said in ran.out + ran.err
    assert anchorwatch("site", "list").out.startswith(f"acme.com\t{links} links")


def test_every_refused_row_is_reported_with_its_reason(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    rows = "Source URL\nhttps://blog.example/a\n=cmd|x\nftp://files.example/\nhttps://acme.com/own\n"
    ran = anchorwatch("import", _file(anchorwatch, rows.encode()), "--yes")
    assert ran.code == 0
    assert "4 rows, 1 new links" in ran.out
    refused = anchorwatch.folder / "export.refused.csv"
    assert str(refused) in ran.out
    reported = list(csv.DictReader(io.StringIO(refused.read_text(encoding="utf-8"))))
    assert [row["line"] for row in reported] == ["3", "4", "5"]
    assert all(row["reason"] for row in reported)
    assert reported[0]["row"] == "'=cmd|x"
    assert not list(anchorwatch.folder.glob("*.part"))


@pytest.mark.slow
def test_a_hundred_thousand_rows_come_in_without_a_word_of_progress_on_a_pipe(
    anchorwatch: Anchorwatch, store: Store
) -> None:
    anchorwatch("site", "add", "acme.com")
    file = anchorwatch.folder / "large.csv"
    with file.open("w", encoding="utf-8") as rows:
        rows.write("Referring page URL,Domain rating,Target URL,Anchor\n")
        for n in range(100_000):
            rows.write(f'https://site-{n % 5000}.example/post/{n},{n % 90},https://acme.com/,"sails, {n}"\n')
    ran = anchorwatch("import", file, "--site", "acme.com", "--yes")
    assert "Imported large.csv for acme.com: 100,000 rows, 100,000 new links, 0 known before" in ran.out
    assert len(ran.err.splitlines()) == 3, "the preview's lines, and no progress"
    assert "100,000 rows" in ran.err
    with store.surveying() as tx:
        workspace = tx.workspaces.all()[0].id
    with store.reading(workspace) as tx:
        assert tx.backlinks.count(tx.sites.all()[0].id) == 100_000


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (_zip(), "CSV"),
        (bytes(range(256)) * 40, "CSV"),
        (b"Name,Phone\nRobin,123\n", "column"),
        (b"Source URL\n", "row"),
    ],
    ids=["empty", "a workbook", "binary", "no column", "no row"],
)
def test_what_is_no_export_is_refused_in_one_sentence(anchorwatch: Anchorwatch, content: bytes, said: str) -> None:
    anchorwatch("site", "add", "acme.com")
    ran = anchorwatch("import", _file(anchorwatch, content), "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert said in ran.err


def test_a_file_that_cannot_be_read_is_named(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    missing = anchorwatch("import", "missing.csv", "--yes")
    assert (missing.code, missing.err) == (1, "Cannot read missing.csv: no such file or directory.\n")
    folder = anchorwatch("import", anchorwatch.folder, "--yes")
    assert folder.code == 1
    assert folder.err.endswith("is a directory.\n")


def test_headings_and_names_of_strangers_do_not_steer_the_terminal(anchorwatch: Anchorwatch) -> None:
    anchorwatch("site", "add", "acme.com")
    file = anchorwatch.folder / "ev\x1b[2Jil[bold].csv"
    file.write_bytes(b"Source URL,\x1b[31mAnchor [/red]\nhttps://blog.example/a,Acme\n")
    ran = anchorwatch("import", file, "--yes")
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err


def _file(anchorwatch: Anchorwatch, content: bytes) -> Path:
    file = anchorwatch.folder / "export.csv"
    file.write_bytes(content)
    return file
