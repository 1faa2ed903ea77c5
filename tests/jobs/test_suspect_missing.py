"""What a source or a vendor says is a hint where to look: never news, and remembered beside what our visits found."""

from __future__ import annotations

from pathlib import Path

from jobs.analysis.addresses import page_address
from jobs.import_links import ImportLinks
from jobs.suspect_missing import SuspectMissing
from storage.domain import LinkState, Listing, VendorRecord
from tests.analysis.visits import GOOD_PAGE, redirected
from tests.jobs.world import DAY, GONE, HERE, LIVE, World

SOURCE = "index"


def note(world: World, *pages: str, complete: bool = True, source: str = SOURCE) -> int:
    keys = [page_address(page).key for page in pages]
    listing = Listing(world.site.id, source, keys, complete)
    return SuspectMissing(world.store, world.clock).note(world.workspace_id, listing)


def some_pages(number: int = 10) -> list[str]:
    return [f"https://blog{n}.example/" for n in range(number)]


def test_only_a_live_link_whose_page_is_missing_becomes_due(world: World) -> None:
    pages = some_pages()
    links = [world.add_live_link(page) for page in pages]
    world.see(links[1], GONE)
    assert note(world, *pages) == 0
    assert note(world, *pages[2:]) == 1
    assert (world.link(links[0].id).next_due_at, world.link(links[0].id).prio) == (world.clock(), 50)
    assert world.link(links[0].id).state is LinkState.LIVE


def test_a_listing_of_less_than_seven_tenths_suspects_nobody_and_is_the_measure_of_the_next(world: World) -> None:
    pages = some_pages()
    for page in pages:
        world.add_live_link(page)
    note(world, *pages)
    assert note(world, *pages[:6]) == 0
    assert note(world, *pages[:5]) == 1


def test_an_incomplete_listing_says_nothing_and_changes_nothing(world: World) -> None:
    pages = some_pages()
    for page in pages:
        world.add_live_link(page)
    note(world, *pages)
    assert note(world, complete=False) == 0
    assert note(world, *pages[1:]) == 1


def test_sources_are_kept_apart_and_a_page_that_moved_is_the_same_link(world: World) -> None:
    pages = some_pages()
    links = [world.add_live_link(page) for page in pages]
    note(world, *pages)
    note(world, *pages[:5], source="another")
    moved = world.see(links[0], redirected(301, GOOD_PAGE, "https://new.example/post"))
    assert moved.source_url == "https://new.example/post"
    assert note(world, *pages[1:]) == 1
    assert world.link(links[0].id).next_due_at == world.clock()


def test_a_vendors_word_makes_a_page_due_once_and_is_held_against_what_we_found(world: World, tmp_path: Path) -> None:
    gone, live = (world.add_live_link(page) for page in some_pages(2))
    imports = ImportLinks(world.store, world.clock)
    file = tmp_path / "vendor.csv"
    rows = [f"{link.source_url},notfound" for link in (gone, live)]
    file.write_text("\n".join(["Referring page URL,Lost status", *rows, "https://never.example/,notfound"]), "utf-8")
    imports.run(file, world.site, HERE)
    assert world.link(gone.id).next_due_at == world.clock()
    assert world.link(gone.id).state is LinkState.LIVE
    for _ in range(2):
        world.see(gone, GONE)
        world.see(live, LIVE)
        world.clock.advance(DAY)
    assert _record(world) == VendorRecord(said_lost=3, truly_lost=1, live=1)
    assert _record(world).open == 1
    due = world.link(live.id).next_due_at
    imports.run(file, world.site, HERE)
    assert world.link(live.id).next_due_at == due


def _record(world: World) -> VendorRecord:
    with world.store.reading(world.workspace_id) as tx:
        return tx.backlinks.vendor_record(world.site.id)
