"""Whatever a server does, a visit ends in bounded time and memory, and says why nothing may be concluded."""

import gzip
import itertools
import resource
import time
import zlib
from collections.abc import Iterator
from datetime import timedelta

import pytest

from jobs.analysis.visit import Trouble
from tests.servers.web import HTML, Reply, SiteServer, chunked
from tests.web.visiting import visit


def compressed(body: bytes) -> bytes:
    """Without the time of day, so that a test case has the same name in every process."""
    return gzip.compress(body, mtime=0)


PAGE = b"<!doctype html><title>A post</title>" + b"<p>words and words</p>" * 200
CHUNKED = (*HTML, ("Transfer-Encoding", "chunked"))
MEGABYTE = b"<p>words</p>" * 87_382

MAX_RSS_GROWTH_KB = 32_000


def gzipped(*extra: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (*HTML, ("Content-Encoding", "gzip"), *extra)


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (b"", Trouble.RESET),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/h", Trouble.RESET),
        (b"<html>no headers at all</html>", Trouble.PROTOCOL),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Trouble.PROTOCOL),
        (b"HTTP/1.1 99 Low\r\n\r\n", Trouble.PROTOCOL),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n", Trouble.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi", Trouble.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nhi", Trouble.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhi", Trouble.PROTOCOL),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000 + b"\r\nhi", Trouble.TOO_LARGE),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\nhi", Trouble.TOO_LARGE),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000, Trouble.TOO_LARGE),
        (bytes(range(256)) * 100, Trouble.PROTOCOL),
    ],
)
def test_junk_instead_of_an_answer_is_told_by_its_kind(site_server: SiteServer, raw: bytes, trouble: Trouble) -> None:
    seen = visit(site_server.put("evil.example/a", Reply(raw=raw)), site_server.rules())
    assert (seen.status, seen.body, seen.trouble) == (None, b"", trouble)


@pytest.mark.parametrize(
    ("body", "headers", "trouble"),
    [
        (PAGE, (*HTML, ("Content-Length", "99999")), Trouble.TRUNCATED),
        (chunked(PAGE)[:-5], CHUNKED, Trouble.TRUNCATED),
        (chunked(PAGE)[:-30], CHUNKED, Trouble.TRUNCATED),
        (compressed(PAGE)[:-9], gzipped(), Trouble.TRUNCATED),
        (compressed(PAGE)[:-3], (*gzipped(), ("Transfer-Encoding", "identity")), Trouble.TRUNCATED),
        (chunked(PAGE)[:-5] + b"zz\r\nhi\r\n", CHUNKED, Trouble.PROTOCOL),
        (chunked(PAGE)[:-5] + b"ffffffffffffffffff\r\nhi", CHUNKED, Trouble.PROTOCOL),
    ],
)
def test_a_cut_off_page_keeps_what_came_of_it(
    site_server: SiteServer, body: bytes, headers: tuple[tuple[str, str], ...], trouble: Trouble
) -> None:
    seen = visit(site_server.put("evil.example/a", Reply(body, headers=headers)), site_server.rules())
    assert (seen.status, seen.trouble) == (200, trouble)
    assert seen.body.startswith(PAGE[:1000])


def test_a_reset_in_mid_body_is_a_truncation_and_before_an_answer_a_reset(site_server: SiteServer) -> None:
    cut = site_server.put("evil.example/a", Reply(PAGE, headers=(*HTML, ("Content-Length", "99999")), reset=True))
    early = site_server.put("evil.example/b", Reply(raw=b"", reset=True))
    assert visit(cut, site_server.rules()).trouble in (Trouble.TRUNCATED, Trouble.RESET)
    assert visit(early, site_server.rules()).trouble is Trouble.RESET


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", compressed(PAGE)),
        ("x-gzip", compressed(PAGE)),
        ("GZip, identity", compressed(PAGE)),
        ("gzip", compressed(PAGE[:999]) + compressed(b"") + compressed(PAGE[999:])),
        ("gzip", compressed(PAGE) + b"\0\0\0 trailing junk"),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE, wbits=-15)),
        ("identity", PAGE),
        ("", PAGE),
    ],
)
@pytest.mark.parametrize("is_bytewise", [False, True])
def test_one_content_coding_is_taken_off(site_server: SiteServer, coding: str, body: bytes, is_bytewise: bool) -> None:
    headers = (*CHUNKED, ("Content-Encoding", coding))
    pieces = [body[at : at + 1] for at in range(len(body))] if is_bytewise else [body]
    seen = visit(site_server.put("blog.example/a", Reply(chunked(*pieces), headers=headers)), site_server.rules())
    assert (seen.trouble, seen.body, seen.fetched_bytes) == (None, PAGE, len(body))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip, gzip", compressed(compressed(PAGE))),
        ("gzip, gzip, gzip", compressed(compressed(compressed(PAGE)))),
        ("br", b"\x0b\x02\x80"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("gzip", PAGE),
        ("deflate", b"\xff" * 500),
        ("gzip", compressed(PAGE)[:-8] + b"\0" * 8),
        ("gzip", compressed(b"") * 2000),
    ],
)
def test_what_we_cannot_decode_is_no_page(site_server: SiteServer, coding: str, body: bytes) -> None:
    url = site_server.put("evil.example/a", Reply(body, headers=(*HTML, ("Content-Encoding", coding))))
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.trouble) == (200, Trouble.UNDECODABLE)


def test_a_coding_in_the_transfer_counts_as_one(site_server: SiteServer) -> None:
    headers = (*HTML, ("Transfer-Encoding", "gzip, chunked"))
    url = site_server.put("blog.example/a", Reply(chunked(compressed(PAGE)), headers=headers))
    assert visit(url, site_server.rules()).body == PAGE


def test_an_empty_body_needs_no_decoding(site_server: SiteServer) -> None:
    seen = visit(site_server.put("blog.example/a", Reply(b"", headers=gzipped())), site_server.rules())
    assert (seen.body, seen.trouble) == (b"", None)


def test_a_bomb_stops_at_the_cap_in_memory_too(site_server: SiteServer) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    url = site_server.put("evil.example/bomb", Reply(bomb, headers=gzipped()))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seen = visit(url, site_server.rules())
    assert (seen.trouble, len(seen.body)) == (Trouble.TOO_LARGE, 5_000_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MAX_RSS_GROWTH_KB


def test_much_compressed_data_stops_at_the_cap_for_the_wire(site_server: SiteServer) -> None:
    packer = zlib.compressobj(0, wbits=31)
    body = packer.compress(MEGABYTE * 3) + packer.flush()
    seen = visit(site_server.put("evil.example/a", Reply(body, headers=gzipped())), site_server.rules())
    assert seen.trouble is Trouble.TOO_LARGE
    assert 1_900_000 < len(seen.body) < 2_000_000


@pytest.mark.parametrize("length", ["3221225472", None])
def test_a_body_of_three_gigabytes_stops_at_the_cap(site_server: SiteServer, length: str | None) -> None:
    sent = []

    def lazily() -> Iterator[bytes]:
        for _ in range(3072):
            sent.append(len(MEGABYTE))
            yield MEGABYTE

    headers = (*HTML, ("Content-Length", length)) if length else HTML
    url = site_server.put("evil.example/huge", Reply(lazily(), headers=headers))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seen = visit(url, site_server.rules())
    assert (seen.status, seen.trouble, len(seen.body)) == (200, Trouble.TOO_LARGE, 5_000_000)
    assert sum(sent) < 30_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MAX_RSS_GROWTH_KB


def test_a_huge_file_that_is_no_page_is_not_downloaded(site_server: SiteServer) -> None:
    endless = Reply(itertools.repeat(MEGABYTE), headers=(("Content-Type", "video/mp4"),))
    seen = visit(site_server.put("evil.example/film", endless), site_server.rules())
    assert (seen.status, seen.trouble) == (200, None)
    assert seen.fetched_bytes == 0


@pytest.mark.parametrize("size", [1, 3])
def test_tiny_chunks_cannot_smuggle_more_than_the_cap(site_server: SiteServer, size: int) -> None:
    tiny = (b"%x\r\n%s\r\n" % (size, b"a" * size)) * 20_000
    url = site_server.put("evil.example/a", Reply(itertools.repeat(tiny), headers=CHUNKED))
    seen = visit(url, site_server.rules(max_bytes=1_000_000))
    assert seen.trouble is Trouble.TOO_LARGE
    assert len(seen.body) <= 1_000_000


def test_endless_trailers_and_chunk_extensions_end(site_server: SiteServer) -> None:
    for start in (b"2;ext=", b"2\r\nhi\r\n0\r\nTrailer: ", b"2\r\nhi\r\n0\r\nA: b\r\nTrailer: "):
        body = itertools.chain([start], itertools.repeat(b"a" * 100_000))
        url = site_server.put("evil.example/a", Reply(body, headers=CHUNKED))
        assert visit(url, site_server.rules()).trouble is Trouble.TOO_LARGE


def test_a_drip_ends_with_the_deadline_and_keeps_what_came(site_server: SiteServer) -> None:
    url = site_server.put("slow.example/a", Reply(PAGE, drip=0.02))
    began = time.monotonic()
    seen = visit(url, site_server.rules(deadline=timedelta(seconds=0.4)))
    assert (seen.status, seen.trouble) == (200, Trouble.TIMEOUT)
    assert PAGE.startswith(seen.body)
    assert time.monotonic() - began < 2


def test_dripped_headers_and_silence_end_with_the_deadline(site_server: SiteServer) -> None:
    headers = itertools.repeat(b"X: y\r\n")
    drip = site_server.put("slow.example/a", lambda _: Reply(headers, headers=(), drip=0.02))
    mute = site_server.put("slow.example/b", Reply(PAGE, delay=30))
    for url in (drip, mute):
        began = time.monotonic()
        assert visit(url, site_server.rules(deadline=timedelta(seconds=0.4))).trouble is Trouble.TIMEOUT
        assert time.monotonic() - began < 2


def test_slow_redirects_share_one_deadline(site_server: SiteServer) -> None:
    for step in range(9):
        reply = Reply(status=302, headers=(("Location", f"/{step + 1}"),), delay=0.15)
        site_server.put(f"slow.example/{step}", reply)
    began = time.monotonic()
    seen = visit(site_server.url("slow.example/0"), site_server.rules(deadline=timedelta(seconds=0.5)))
    assert seen.trouble is Trouble.TIMEOUT
    assert 0 < len(seen.hops) < 5
    assert time.monotonic() - began < 2


def test_a_closed_port_is_refused(site_server: SiteServer) -> None:
    site_server.put("shut.example/", b"")
    assert visit("http://shut.example:9/", site_server.rules()).trouble is Trouble.REFUSED
