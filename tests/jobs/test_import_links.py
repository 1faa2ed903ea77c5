"""Links come in from a file: silently the first time, once only, and with every row accounted for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.analysis.exports import ExportLimits
from jobs.analysis.exports_refused import ExportError
from jobs.analysis.traits import Age, Traits
from jobs.import_links import ImportLinks, ImportReport, UnreadableFileError
from storage.domain import Backlink, LinkState, Site, SiteSettings, Workspace
from storage.imports import IMPORT_CHUNK
from storage.store import Store
from tests.conftest import Clock
from tests.storage.building import saw

ALL = tuple(LinkState)
HEADER = "Referring page URL,Target URL,Domain rating,First seen,Lost status"


@pytest.fixture
def workspace(store: Store) -> Workspace:
    with store.system() as tx:
        return tx.workspaces.ensure("T1", "Acme")


@pytest.fixture
def site(store: Store, clock: Clock, workspace: Workspace) -> Site:
    with store.transaction(workspace.id) as tx:
        return tx.sites.add(SiteSettings(domains=("acme.com", "acme.example")), clock())


@pytest.fixture
def imports(store: Store, clock: Clock) -> ImportLinks:
    return ImportLinks(store, clock)


def _file(folder: Path, rows: Iterable[str], header: str = HEADER) -> Path:
    path = folder / "links.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def _run(imports: ImportLinks, path: Path, site: Site) -> ImportReport:
    return imports.run(path, site, "U1")


def _links(store: Store, site: Site) -> dict[str, Backlink]:
    with store.reading(site.workspace_id) as tx:
        return {link.source_url: link for link in tx.backlinks.list(site.id, ALL, limit=100_000)}


def test_a_first_import_is_a_silent_baseline(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    report = _run(imports, _file(tmp_path, ["https://a.example/x,https://acme.com/guide,61.0,2031-01-01,"]), site)
    assert report.is_baseline
    (link,) = _links(store, site).values()
    assert (link.quiet, link.state, link.authority, link.target_url) == (
        True,
        LinkState.UNSEEN,
        61,
        "https://acme.com/guide",
    )
    assert link.next_due_at == clock()
    with store.reading(site.workspace_id) as tx:
        stored = tx.sites.get(site.id)
    assert stored is not None
    assert stored.baseline_at == clock()


def test_a_link_added_by_hand_before_does_not_make_a_first_import_loud(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    with store.transaction(site.workspace_id) as tx:
        tx.sites.set_baseline(site.id, clock())
    clock.advance(timedelta(days=3))
    _run(imports, _file(tmp_path, ["https://a.example/x,,,,"]), site)
    assert all(link.quiet for link in _links(store, site).values())


def test_a_later_import_is_quiet_only_about_links_older_than_the_baseline(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    _run(imports, _file(tmp_path, ["https://a.example/x,,,,"]), site)
    before, after = (clock() + timedelta(days=days) for days in (-2, 2))
    clock.advance(timedelta(days=5))
    report = _run(
        imports,
        _file(
            tmp_path,
            [
                "https://a.example/x,,,,",
                f"https://old.example/x,,,{before.date()},",
                f"https://new.example/x,,,{after.date()},",
                "https://undated.example/x,,,,",
            ],
        ),
        site,
    )
    assert not report.is_baseline
    assert {url: link.quiet for url, link in _links(store, site).items()} == {
        "https://a.example/x": True,
        "https://old.example/x": True,
        "https://new.example/x": False,
        "https://undated.example/x": False,
    }


def test_importing_a_file_again_adds_nothing(imports: ImportLinks, store: Store, site: Site, tmp_path: Path) -> None:
    path = _file(tmp_path, [f"https://a.example/{n},,,," for n in range(50)])
    first, second = _run(imports, path, site), _run(imports, path, site)
    assert (first.record.stored.added, second.record.stored.added, second.record.stored.known) == (50, 0, 50)
    assert len(_links(store, site)) == 50


def test_a_row_missing_from_a_later_file_means_nothing(
    imports: ImportLinks, store: Store, site: Site, tmp_path: Path
) -> None:
    _run(imports, _file(tmp_path, [f"https://a.example/{n},,,," for n in range(500)]), site)
    before = _links(store, site)
    _run(imports, _file(tmp_path, [f"https://a.example/{n},,,," for n in range(50)]), site)
    assert _links(store, site) == before


def test_a_vendors_word_that_a_link_is_lost_is_only_counted(
    imports: ImportLinks, store: Store, site: Site, tmp_path: Path
) -> None:
    rows = ["https://a.example/x,,,,Link removed", "https://b.example/x,,,,"]
    report = _run(imports, _file(tmp_path, rows), site)
    assert report.believed_lost == 1
    assert {link.state for link in _links(store, site).values()} == {LinkState.UNSEEN}


def test_every_row_of_a_file_is_in_exactly_one_count(imports: ImportLinks, site: Site, tmp_path: Path) -> None:
    rows = [
        "https://a.example/x,,,,",
        "http://www.a.example/x/?utm_source=feed,,,,",
        "https://b.example/x,https://rival.example/,,,",
        "https://blog.acme.example/x,,,,",
        "javascript:void,,,,",
        ",,,,",
    ]
    report = _run(imports, _file(tmp_path, rows), site)
    record = report.record
    assert (record.rows, record.stored.added, record.stored.known, report.repeated, record.refused) == (6, 1, 0, 1, 4)
    assert report.reasons == {
        "links to another site": 1,
        "is a page of your own site": 1,
        "is not a web page (http or https)": 1,
        "holds no address of a linking page": 1,
    }
    assert [row.line for row in report.refused_rows] == [4, 5, 6, 7]


def test_refused_rows_are_kept_up_to_a_bound_and_counted_beyond(
    imports: ImportLinks, site: Site, tmp_path: Path
) -> None:
    report = _run(imports, _file(tmp_path, ["nothing to see,,,,"] * 10_500), site)
    assert report.record.refused == sum(report.reasons.values()) == 10_500
    assert len(report.refused_rows) == 10_000


class _PlugPulledError(Exception):
    """What a test does to an import half-way."""


def test_an_import_that_dies_half_way_is_finished_by_the_next_and_still_silent(
    imports: ImportLinks, store: Store, site: Site, tmp_path: Path
) -> None:
    path = _file(tmp_path, (f"https://a.example/{n},,,," for n in range(IMPORT_CHUNK + 11_000)))

    def pull_the_plug(rows: int) -> None:
        if rows > IMPORT_CHUNK:
            raise _PlugPulledError

    with pytest.raises(_PlugPulledError):
        imports.run(path, site, "U1", pull_the_plug)
    assert len(_links(store, site)) == IMPORT_CHUNK
    report = _run(imports, path, site)
    assert report.is_baseline
    assert (report.record.stored.added, report.record.stored.known) == (11_000, IMPORT_CHUNK)
    assert all(link.quiet for link in _links(store, site).values())


def test_progress_is_told_while_rows_are_read(imports: ImportLinks, site: Site, tmp_path: Path) -> None:
    told: list[int] = []
    imports.run(_file(tmp_path, ["nothing to see,,,,"] * 25_000), site, "U1", told.append)
    assert told == [10_000, 20_000, 25_000]


def test_a_preview_stores_nothing(imports: ImportLinks, store: Store, site: Site, tmp_path: Path) -> None:
    seen = imports.preview(_file(tmp_path, ["https://a.example/x,,,,"]), site, "from ahrefs.csv")
    assert (seen.reading.file_name, seen.reading.links, seen.layout.tool) == ("from ahrefs.csv", 1, "Ahrefs")
    assert _links(store, site) == {}


def test_who_imported_what_is_remembered(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    record = _run(imports, _file(tmp_path, ["https://a.example/x,,,,", ",,,,"]), site).record
    assert (record.imported_by, record.file_name, record.shape) == ("U1", "links.csv", "Ahrefs, comma-separated, UTF-8")
    with store.reading(site.workspace_id) as tx:
        (remembered,) = tx.imports.recorded(site.id)
        (entry,) = tx.audit.about("acme.com")
    assert (remembered.rows, remembered.stored.added, remembered.refused) == (2, 1, 1)
    assert (entry.actor, entry.verb, entry.at) == ("U1", "links imported", clock())


def test_a_link_without_a_told_target_points_to_the_main_page(
    imports: ImportLinks, store: Store, site: Site, tmp_path: Path
) -> None:
    _run(imports, _file(tmp_path, ["https://a.example/x,2026-01-01"], header="Linking page,Last crawled"), site)
    assert [link.target_url for link in _links(store, site).values()] == ["https://acme.com/"]


def test_another_workspace_sees_nothing_of_an_import(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    with store.system() as tx:
        other = tx.workspaces.ensure("T2", "Rival")
    with store.transaction(other.id) as tx:
        their_site = tx.sites.add(site.settings, clock())
    _run(imports, _file(tmp_path, ["https://a.example/x,,,,"]), site)
    assert _links(store, their_site) == {}
    with store.reading(other.id) as tx:
        assert tx.imports.recorded(site.id) == ()


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_cannot_be_opened_is_one_plain_sentence(
    imports: ImportLinks, site: Site, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UnreadableFileError, match=r"^Cannot read .*\.$"):
        _run(imports, tmp_path / name, site)


def test_a_file_that_is_no_list_of_links_stores_nothing(
    imports: ImportLinks, store: Store, site: Site, tmp_path: Path
) -> None:
    with pytest.raises(ExportError):
        _run(imports, _file(tmp_path, ["Ann,Rome"], header="name,city"), site)
    with store.reading(site.workspace_id) as tx:
        assert tx.imports.recorded(site.id) == ()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    path = _file(tmp_path, ["https://a.example/x,,,,"] * 30)
    with pytest.raises(ExportError, match="larger than"):
        _run(ImportLinks(store, clock, ExportLimits(bytes=100)), path, site)


def test_a_file_with_too_many_rows_is_refused_in_one_sentence(
    store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    path = _file(tmp_path, ["https://a.example/x,,,,"] * 30)
    with pytest.raises(ExportError, match="more than 20 rows"):
        _run(ImportLinks(store, clock, ExportLimits(rows=20)), path, site)


_LARGE_IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from jobs.import_links import ImportLinks
from storage.domain import SiteSettings
from storage.store import open_store
from tests.memory import peak_megabytes

url, path = sys.argv[1:]
store = open_store(url)
with store.system() as tx:
    workspace = tx.workspaces.ensure("T1", "Acme")
with store.transaction(workspace.id) as tx:
    site = tx.sites.add(SiteSettings(domains=("acme.com",)), datetime.now(UTC))
report = ImportLinks(store, lambda: datetime.now(UTC)).run(Path(path), site, "U1")
store.close()
print(report.record.stored.added, peak_megabytes())
"""


@pytest.mark.slow
def test_two_hundred_thousand_links_are_imported_in_bounded_memory(database_url: str, tmp_path: Path) -> None:
    path = _file(tmp_path, (f"https://h{n % 9000}.example/{n},https://acme.com/,7,2026-01-01," for n in range(200_000)))
    done = subprocess.run(
        [sys.executable, "-c", _LARGE_IMPORT, database_url, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
        cwd=Path(__file__).parents[2],
    )
    added, megabytes = map(int, done.stdout.split())
    assert added == 200_000
    assert megabytes < 200


def test_a_large_first_import_is_looked_at_over_days_and_the_first_word_waits_for_its_first_day_only(
    store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    with store.transaction(site.workspace_id) as tx:
        tx.sites.change(site.id, replace(site.settings, channel_id="C1"))
    rows = [f"https://b{n}.example/x,https://acme.com/,{90 if n >= 35 else 5},," for n in range(40)]
    _run(ImportLinks(store, clock, first_looks_a_day=10), _file(tmp_path, rows), site)
    links = _links(store, site).values()
    at_once = [link for link in links if link.next_due_at <= clock()]
    assert len(at_once) == 14  # the first nine of the file, and the valuable ones at its end
    assert max(link.next_due_at for link in links) <= clock() + timedelta(days=4)
    assert all(link in at_once for link in links if link.authority == 90)
    for link in at_once:
        with store.surveying() as system:
            assert system.clock.first_looks_done() == ()
        with store.transaction(site.workspace_id) as tx:
            tx.backlinks.record(replace(link, next_due_at=clock() + timedelta(days=7)), saw(link.id, 0, clock()))
    with store.surveying() as system:
        assert [done.id for done in system.clock.first_looks_done()] == [site.id]


def test_what_an_export_says_of_a_links_age_is_remembered_of_it(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    old, fresh = "https://old.example/x", "https://fresh.example/x"
    _run(imports, _file(tmp_path, [f"{old},https://acme.com/,5,2019-01-01,", f"{fresh},https://acme.com/,5,,"]), site)
    ages = {url: Traits.of_code(link.traits).age for url, link in _links(store, site).items()}
    assert ages == {old: Age.OLD, fresh: Age.YOUNG}


def test_a_column_of_contracts_is_understood_and_never_ends_one(
    imports: ImportLinks, store: Store, site: Site, clock: Clock, tmp_path: Path
) -> None:
    header = "Referring page URL,Placement cost"
    _run(imports, _file(tmp_path, ["https://known.example/,,", "https://paid.example/,€120.00"], header), site)
    assert {url: link.is_contract for url, link in _links(store, site).items()} == {
        "https://known.example/": False,
        "https://paid.example/": True,
    }
    clock.advance(timedelta(days=1))
    with store.transaction(site.workspace_id) as tx:
        for link in tx.backlinks.list(site.id, ALL, limit=2):
            tx.backlinks.record(replace(link, next_due_at=clock() + timedelta(days=30)), saw(link.id, 0, clock()))
    _run(imports, _file(tmp_path, ["https://known.example/,yes", "https://paid.example/,no"], "Source URL,Paid"), site)
    links = _links(store, site)
    assert all(link.is_contract for link in links.values())
    assert links["https://known.example/"].next_due_at == clock() + timedelta(days=1)
