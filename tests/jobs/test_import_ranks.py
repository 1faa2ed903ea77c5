"""Ranks of the whole web: what is kept, what is read meanwhile, and files that are none."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from jobs.analysis.ranks import authority_of
from jobs.import_ranks import ImportRanks, NoRankFileError
from storage.domain import RankedDomain, RankList, RankRelease
from tests.jobs.world import World

HEADER = "#harmonicc_pos\t#harmonicc_val\t#pr_pos\t#pr_val\t#host_rev\t#n_hosts\n"


def crawl(*names: str) -> bytes:
    rows = [f"{place}\t{1e7 / place}\t{place * 2}\t0.1\t{name}\t5\n" for place, name in enumerate(names, 1)]
    return (HEADER + "".join(rows)).encode()


def ranks(world: World, kind: RankList, *domains: str) -> dict[str, RankedDomain]:
    with world.store.surveying() as tx:
        return tx.ranks.of(kind, domains)


def run(world: World, path: Path, top: int = 100) -> RankRelease:
    return ImportRanks(world.store, world.clock, top).run(path)


@pytest.mark.parametrize("packed", [False, True])
def test_the_first_ones_are_kept_and_every_domain_that_links_to_us(world: World, tmp_path: Path, packed: bool) -> None:
    world.add_link("https://blog.small.example/post")
    content = crawl("com.googleapis", "com.facebook", "example.tiny", "example.small", "example.other")
    path = tmp_path / "cc-main-2026-domain-ranks.txt.gz"
    path.write_bytes(gzip.compress(content) if packed else content)
    done = run(world, path, top=2)
    assert (done.lines, done.kept) == (6, 3)
    found = ranks(world, RankList.COMMON_CRAWL, "googleapis.com", "small.example", "tiny.example")
    assert found == {
        "googleapis.com": RankedDomain("googleapis.com", 1, 2),
        "small.example": RankedDomain("small.example", 4, 8),
    }


def test_tranco_is_read_from_its_zip_and_kept_beside(world: World, tmp_path: Path) -> None:
    path = tmp_path / "top-1m.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("top-1m.csv", "1,google.com\r\n2,xn--bcher-kva.example\r\n")
    assert run(world, path).kept == 2
    assert ranks(world, RankList.TRANCO, "xn--bcher-kva.example")["xn--bcher-kva.example"].position == 2
    assert ranks(world, RankList.COMMON_CRAWL, "google.com") == {}


def test_a_new_release_takes_the_place_of_the_old_one_and_a_broken_one_of_none(world: World, tmp_path: Path) -> None:
    first, second, broken = (tmp_path / name for name in ("first.gz", "second.gz", "broken.gz"))
    first.write_bytes(gzip.compress(crawl("com.old", "com.both")))
    second.write_bytes(gzip.compress(crawl("com.both", "com.new")))
    broken.write_bytes(gzip.compress(crawl(*[f"com.d{n}" for n in range(50_000)]))[:-20_000])
    run(world, first)
    with pytest.raises(NoRankFileError, match="damaged or cut short"):
        ImportRanks(world.store, world.clock, 100_000).run(broken)
    assert set(ranks(world, RankList.COMMON_CRAWL, "old.com", "both.com", "d1.com")) == {"old.com", "both.com"}
    run(world, second)
    assert set(ranks(world, RankList.COMMON_CRAWL, "old.com", "both.com", "new.com", "d1.com")) == {
        "both.com",
        "new.com",
    }
    with world.store.surveying() as tx:
        assert [release.release for release in tx.ranks.releases()] == ["second.gz"]
        assert tx.ranks.forget_older(RankList.COMMON_CRAWL) == 0


@pytest.mark.parametrize(
    "content", [b"", b"Site,Linking pages\nacme.com,3\n", b"\x00" * 5_000, b"<html>", b"x" * 1_000_000]
)
def test_a_file_that_ranks_nothing_is_refused_in_one_sentence(world: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(NoRankFileError, match=r"odd.csv is no list of ranks; give Common Crawl's"):
        run(world, path)


def test_lines_that_hold_no_rank_are_passed_over(world: World, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    odd = b"---\t---\t---\t---\tcom.none\n\n7\n0\t1\t1\t1\tcom.zero\n" + b"9\t" * 9_000 + b"\n8\t1\t---\t1\tcom.good\n"
    path.write_bytes(HEADER.encode() + odd)
    assert run(world, path).kept == 1
    assert ranks(world, RankList.COMMON_CRAWL, "good.com") == {"good.com": RankedDomain("good.com", 8, None)}


@pytest.mark.parametrize(("rank", "authority"), [(1, 100), (619, 91), (28_451, 67), (5_458_803, 26), (10**9, 0)])
def test_a_rank_becomes_the_authority_that_public_pairs_suggest(rank: int, authority: int) -> None:
    assert abs(authority_of(rank) - authority) <= 1
