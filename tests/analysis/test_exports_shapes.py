"""Every shape of export that tools are known to write is understood, or refused with what to do instead."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.exports import ExportPreview, preview
from jobs.analysis.exports_columns import Role
from jobs.analysis.exports_refused import ExportError

OWN = OwnDomains(("acme.com",))
HEADERS = Path(__file__).parents[3] / "shared" / "data" / "payloads" / "export_headers.json"
SOURCE = "https://news.example/a,b;c"

AHREFS = (
    "Referring page title,Referring page URL,Language,Platform,Referring page HTTP code,Domain rating,UR,"
    "Domain traffic,Referring domains,Linked domains,External links,Page traffic,Keywords,Target URL,Left context,"
    "Anchor,Right context,Redirect Chain URLs,Redirect Chain status codes,Type,Content,Nofollow,UGC,Sponsored,"
    "Rendered,Raw,Lost status,Drop reason,Discovered status,First seen,Last seen,Lost,Links in group"
)
OLD_AHREFS = (
    "#,Domain Rating,URL Rating,Referring Domains,Referring Page URL,Referring Page Title,Internal Links Count,"
    "External Links Count,Link URL,TextPre,Link Anchor,TextPost,Type,Backlink Status,First Seen,Last Check,Day Lost"
)
MOZ = (
    "URL,Title,Anchor Text,Spam Score,PA,DA,Linking Domains to Page,Target URL,Link Type,Link State,Date First Seen,"
    "Date Lost"
)
UBERSUGGEST = (
    "No,Source Page Title,Source URL,Target URL,Domain Authority,Page Authority,Spam Score,Anchor Text,First Seen,"
    "Last Seen"
)
SE_RANKING = "Backlink,Page title,Target URL,Anchor,Nofollow,Domain Trust,Page Trust,First seen,Last seen,Status"
LINKODY = "Referring URL,Landing page,Anchor,Rel,Status,Date"

_VALUES = {
    "Last crawled": "2026-02-03",
    "First seen": "2026-01-08 07:06:33",
    "Source First Found Date": "2026-01-08",
    "Domain rating": "61.0",
    "domain_rating_source": "61.0",
    "Page ascore": "61",
    "SourceTrustFlow": "61",
}
_PAGES = ("Linking page", "Source url", "Source URL", "Referring page URL", "url_from")
_TARGETS = ("Target url", "Target URL", "url_to")


def _file_of(header: list[str], rows: int = 3) -> bytes:
    def cell(name: str, row: int) -> str:
        if name in _PAGES:
            return f'"{SOURCE}{row}"'
        return "https://www.acme.com/guide" if name in _TARGETS else _VALUES.get(name, "7")

    lines = [",".join(header)] + [",".join(cell(name, row) for name in header) for row in range(rows)]
    return "\r\n".join(lines).encode()


def _preview(data: bytes, name: str = "links.csv") -> ExportPreview:
    return preview(io.BytesIO(data), OWN, name)


def _known_header(name: str) -> list[str]:
    if not HEADERS.exists():
        pytest.skip(f"the collected header rows are not on this machine ({HEADERS.name})")
    return json.loads(HEADERS.read_text())[name]["header"]


@pytest.mark.parametrize(
    ("name", "tool", "roles"),
    [
        ("gsc_latest_links", "Google Search Console", {Role.SOURCE, Role.LAST_SEEN}),
        (
            "semrush_backlinks",
            "Semrush",
            {
                Role.SOURCE,
                Role.TARGET,
                Role.ANCHOR,
                Role.FIRST_SEEN,
                Role.LAST_SEEN,
                Role.AUTHORITY,
                Role.STATE,
            },
        ),
        (
            "majestic_download_backlinks",
            "Majestic",
            {
                Role.SOURCE,
                Role.TARGET,
                Role.ANCHOR,
                Role.FIRST_SEEN,
                Role.LAST_SEEN,
                Role.AUTHORITY,
            },
        ),
        ("ahrefs_ui_backlinks_UNVERIFIED", "Ahrefs", {Role.SOURCE, Role.TARGET, Role.ANCHOR, Role.AUTHORITY}),
        ("ahrefs_api_v3_backlink_fields_UNVERIFIED", "Ahrefs", {Role.SOURCE, Role.TARGET, Role.ANCHOR, Role.AUTHORITY}),
    ],
)
def test_a_collected_header_row_is_understood(name: str, tool: str, roles: set[Role]) -> None:
    seen = _preview(_file_of(_known_header(name)))
    assert seen.layout.tool == tool
    assert set(seen.layout.columns) == roles
    assert [row.source_url for row in seen.first_rows] == [f"{SOURCE}{row}" for row in range(3)]
    assert (seen.reading.rows, seen.reading.links, seen.reading.refused) == (3, 3, {})


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gsc_top_linking_sites", '"Top linking sites"'),
        ("gsc_top_target_pages", '"Top linked pages"'),
        ("gsc_top_linking_sites_he", "names sites but no pages"),
        ("majestic_api_backlink_fields_2012", "“FlagRedirect”"),
    ],
)
def test_a_collected_header_row_without_linking_pages_is_refused_with_a_hint(name: str, says: str) -> None:
    header = _known_header(name)
    first_cells = {"Target page": "https://acme.com/a", "FlagRedirect": "0"}
    row = [first_cells.get(header[0], "peppol.example"), *["12"] * (len(header) - 1)]
    with pytest.raises(ExportError) as refused:
        _preview(f"{','.join(header)}\n{','.join(row)}\n".encode())
    assert says in refused.value.user_message
    assert refused.value.user_message.count(".") >= 1


PAGE, TARGET = "https://news.example/a", "https://acme.com/"


@pytest.mark.parametrize(
    ("tool", "header", "cells", "expected"),
    [
        (
            "Ahrefs",
            AHREFS,
            {
                "Referring page URL": PAGE,
                "Domain rating": "61.0",
                "Target URL": TARGET,
                "Anchor": "Acme, Inc.",
                "Lost status": "Link removed",
                "First seen": "2026-01-08 07:06:33",
                "Lost": "2026-02-01 00:00:00",
            },
            ("Acme, Inc.", "2026-01-08", 61, "lost: link removed"),
        ),
        (
            "Ahrefs",
            OLD_AHREFS,
            {
                "Domain Rating": "61",
                "Referring Page URL": PAGE,
                "Link URL": TARGET,
                "Link Anchor": "Acme",
                "Backlink Status": "Active",
                "First Seen": "2026-01-08 07:06",
            },
            ("Acme", "2026-01-08", 61, "active"),
        ),
        (
            "Moz",
            MOZ,
            {
                "URL": "news.example/a",
                "Anchor Text": "Acme",
                "Spam Score": "1%",
                "PA": "30",
                "DA": "61",
                "Target URL": "acme.com/",
                "Link State": "Active",
                "Date First Seen": "Jan 8, 2026",
            },
            ("Acme", "2026-01-08", 61, "active"),
        ),
        (
            "Ubersuggest",
            UBERSUGGEST,
            {
                "Source URL": PAGE,
                "Target URL": TARGET,
                "Domain Authority": "61",
                "Anchor Text": "Acme",
                "First Seen": "2026-01-08",
            },
            ("Acme", "2026-01-08", 61, None),
        ),
        (
            "SE Ranking",
            SE_RANKING,
            {
                "Backlink": PAGE,
                "Target URL": TARGET,
                "Anchor": "Acme",
                "Domain Trust": "61",
                "First seen": "8 Jan 2026",
                "Status": "Lost",
            },
            ("Acme", "2026-01-08", 61, "lost"),
        ),
        (
            "Linkody or another link monitor",
            LINKODY,
            {"Referring URL": PAGE, "Landing page": TARGET, "Anchor": "Acme", "Status": "LNF", "Date": "2026-03-01"},
            ("Acme", None, None, "lost: lnf"),
        ),
        (
            "CSV",
            "Nr,Quelle,Ziel,Ankertext",
            {"Nr": "7", "Quelle": PAGE, "Ziel": TARGET, "Ankertext": "Acme"},
            ("Acme", None, None, None),
        ),
    ],
)
def test_each_tools_rows_give_page_anchor_date_authority_and_hint(
    tool: str, header: str, cells: dict[str, str], expected: tuple[str, str | None, int | None, str | None]
) -> None:
    row = ",".join(f'"{cells.get(name, "")}"' for name in header.split(","))
    seen = _preview(f"{header}\n{row}\n".encode())
    (link,) = seen.first_rows
    assert (seen.layout.tool, link.source_url, link.target_url) == (tool, PAGE, TARGET)
    first_seen = link.first_seen and link.first_seen.date().isoformat()
    assert (link.anchor, first_seen, link.authority, link.vendor_state) == expected


def test_lines_above_the_header_are_skipped() -> None:
    preamble = "Moz Link Explorer\nInbound links,https://acme.com\n\nFilters,none\nDate,2026-03-01\n"
    seen = _preview(f"{preamble}{MOZ}\nnews.example/a,T,Acme,1%,30,61,4,acme.com/,text,Active,2026-01-08,\n".encode())
    assert (seen.layout.tool, seen.layout.skip, seen.reading.rows) == ("Moz", 6, 1)


def test_a_header_in_an_unknown_language_is_understood_by_its_content() -> None:
    seen = _preview("Дата;Ссылка;Куда\n2026-01-08;https://news.example/a;https://acme.com/\n".encode())
    assert {role: column.name for role, column in seen.layout.columns.items()} == {
        Role.SOURCE: "Ссылка",
        Role.TARGET: "Куда",
    }


def test_a_file_without_a_header_is_understood_by_its_content() -> None:
    seen = _preview(b"https://news.example/a\thttps://acme.com/x\nhttps://blog.example/b\thttps://acme.com/y\n")
    assert [(row.source_url, row.target_url) for row in seen.first_rows] == [
        ("https://news.example/a", "https://acme.com/x"),
        ("https://blog.example/b", "https://acme.com/y"),
    ]


@pytest.mark.parametrize("heading", ["", "Linking page\n", "URL\n", "עמוד\n"])
def test_a_plain_list_keeps_the_commas_and_semicolons_of_its_addresses(heading: str) -> None:
    seen = _preview(f"{heading}https://a.example/x,y;z|w\nhttps://b.example/1\nhttps://c.example/1,2\n".encode())
    assert [row.source_url for row in seen.first_rows] == [
        "https://a.example/x,y;z|w",
        "https://b.example/1",
        "https://c.example/1,2",
    ]


@pytest.mark.parametrize(("delimiter", "mark"), [(";", "sep=;\r\n"), ("\t", "sep=\t\n"), ("^", '"sep=^"\n')])
def test_a_first_line_that_names_the_delimiter_is_believed(delimiter: str, mark: str) -> None:
    data = f"{mark}Source URL{delimiter}Anchor\nhttps://news.example/a{delimiter}Acme, Inc.\n".encode()
    seen = _preview(data)
    assert seen.layout.delimiter == delimiter
    assert seen.first_rows[0].anchor == "Acme, Inc."


@pytest.mark.parametrize(
    ("encoding", "shape"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_with_or_without_its_mark(encoding: str, shape: str) -> None:
    text = "Source URL\tAnchor\r\n" + "https://news.example/a\tCafé Größe\r\n" * 3
    seen = _preview(text.encode(encoding))
    assert seen.layout.shape == f"CSV, tab-separated, {shape}"
    assert seen.first_rows[0].anchor == "Café Größe"


def test_one_broken_character_does_not_garble_the_others() -> None:
    good = "https://news.example/a,Grüße aus Köln\n".encode() * 5
    seen = _preview(b"Source URL,Anchor\n" + good + b"https://news.example/b,caf\xe9\n")
    assert seen.first_rows[0].anchor == "Grüße aus Köln"
    late = _preview(b"Source URL,Anchor\n" + b"https://a.example/b,caf\xe9\n" + good)
    assert late.first_rows[0].anchor == "café"


def test_a_named_source_column_of_nonsense_is_reported_row_by_row() -> None:
    seen = _preview(b"Source URL,Anchor\njavascript:void,x\nftp://a.example/f,y\n,z\n")
    assert seen.reading.links == 0
    assert seen.reading.refused == {"is not a web page (http or https)": 2, "holds no address of a linking page": 1}


def test_a_column_named_source_that_holds_words_gives_way_to_one_with_addresses() -> None:
    seen = _preview(b"Source,URL,Anchor\nGoogle,https://news.example/a,x\nBing,https://news.example/b,y\n")
    assert seen.layout.columns[Role.SOURCE].name == "URL"


def test_a_preview_says_which_columns_were_taken_for_what() -> None:
    seen = _preview(b"Source URL,Target URL,DR\nhttps://a.example/,https://acme.com/,9\n")
    assert seen.reading.columns == (("page that links", "Source URL"), ("your page", "Target URL"), ("authority", "DR"))
    assert seen.reading.examples == ("https://a.example/",)
