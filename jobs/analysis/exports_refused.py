"""Why a file is no list of links, in one plain sentence each, with what to do instead."""

from __future__ import annotations

from collections.abc import Sequence

from jobs.analysis.exports_columns import plain_name
from storage.errors import AnchorwatchError

_LATEST_LINKS = 'in Search Console open Links, "Export external links", "Latest links", and import that file'
_SHOWN_COLUMNS = 10
_SHOWN_LENGTH = 40

_FORMATS = (
    (b"\xd0\xcf\x11\xe0", "looks like an old Excel workbook; open it, save it as CSV and import that"),
    (b"\x1f\x8b", "is compressed; unpack it and import the CSV file inside"),
    (b"BZh", "is compressed; unpack it and import the CSV file inside"),
    (b"7z\xbc\xaf", "is an archive; unpack it and import the CSV file inside"),
    (b"Rar!", "is an archive; unpack it and import the CSV file inside"),
    (b"\x28\xb5\x2f\xfd", "is compressed; unpack it and import the CSV file inside"),
    (b"%PDF", "is a PDF; export the links as CSV and import that"),
    (b"SQLite format 3\0", "is a database; export the links as CSV and import that"),
    (b"PAR1", "is a Parquet file; export the links as CSV and import that"),
    (b"\x89PNG", "is an image; export the links as CSV and import that"),
    (b"\xff\xd8\xff", "is an image; export the links as CSV and import that"),
    (b"GIF8", "is an image; export the links as CSV and import that"),
)
_REPORTS = (
    ({"site", "linkingpages", "targetpages"}, "top linking sites"),
    ({"targetpage", "incominglinks", "linkingsites"}, "top linked pages"),
    ({"targetpage", "incominglinks"}, "top linked pages"),
)
_REPORT_NAMES = {
    "top linking sites": "top linking sites",
    "top linked pages": "top linked pages",
    "top target pages": "top linked pages",
    "top linking text": "top linking text",
}
_REPORT_FLAWS = {
    "top linking sites": 'is Search Console\'s "Top linking sites", which names sites but no pages',
    "top linked pages": 'is Search Console\'s "Top linked pages", which names your own pages',
    "top linking text": 'is Search Console\'s "Top linking text", which names no pages',
}


class ExportError(AnchorwatchError):
    """A file we cannot import, ``why``, and what to do instead. The name and its columns are a stranger's text."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{shown(name) or 'The file'} {why}.")


def refuse_other_formats(head: bytes, name: str) -> None:
    """Many a "CSV" is something else under that name."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise ExportError(name, "is empty; export the links again")
    if head.startswith(b"PK\x03\x04"):
        raise ExportError(name, _zip_flaw(head))
    for magic, why in _FORMATS:
        if head.startswith(magic):
            raise ExportError(name, why)
    start = head[:512].lstrip(b" \t\r\n\xef\xbb\xbf").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        raise ExportError(name, "is a web page or XML, not CSV; download the export itself and import that")
    if start.startswith((b"{", b"[")):
        raise ExportError(name, "is JSON, not CSV; export the links as CSV and import that")


def _zip_flaw(head: bytes) -> str:
    if b"xl/" in head or b"[Content_Types].xml" in head:
        return "looks like an Excel workbook; open it, save it as CSV and import that"
    if b"opendocument.spreadsheet" in head:
        return "looks like a LibreOffice spreadsheet; open it, save it as CSV and import that"
    return 'is a zip archive; unpack it and import the CSV inside (of Search Console\'s, "Latest links")'


def refuse_binary(text: str, name: str) -> None:
    """A text has hardly any control characters; a stray NUL or two is no reason to refuse it."""
    odd = sum((character < " " and character not in "\t\r\n\f") or character == "\x7f" for character in text)
    if odd > 2 + 0.02 * len(text):
        raise ExportError(name, "is not a text file; export the links as CSV and import that")


def refuse_other_reports(header: Sequence[str], name: str) -> None:
    """Search Console has four exports of links, and only one kind of them names the pages that link."""
    names = {plain_name(cell) for cell in header}
    for columns, report in _REPORTS:
        if columns <= names:
            raise ExportError(name, f"{_REPORT_FLAWS[report]}; {_LATEST_LINKS}")
    for part, report in _REPORT_NAMES.items():
        if part in name.lower():
            raise ExportError(name, f"{_REPORT_FLAWS[report]}; {_LATEST_LINKS}")


def only_own_pages(name: str) -> ExportError:
    return ExportError(name, f"names only pages of your own site, not the pages that link to it; {_LATEST_LINKS}")


def only_hosts(name: str) -> ExportError:
    return ExportError(name, f"names sites but no pages that link; {_LATEST_LINKS}")


def no_rows(name: str) -> ExportError:
    return ExportError(name, "has a header but no rows; export the links again")


def no_source_column(name: str, header: Sequence[str]) -> ExportError:
    columns = ", ".join(f"“{shown(cell)}”" for cell in header[:_SHOWN_COLUMNS] if cell.strip())
    more = " and others" if len(header) > _SHOWN_COLUMNS else ""
    seen = f"it has {columns}{more}" if columns else "it has no columns"
    return ExportError(
        name, f'has no column with the addresses of linking pages ({seen}); name that column "Source URL"'
    )


def shown(text: str) -> str:
    """A stranger's text on one short line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * _SHOWN_LENGTH]).split())
    return f"{line[:_SHOWN_LENGTH]}…" if len(line) > _SHOWN_LENGTH else line
