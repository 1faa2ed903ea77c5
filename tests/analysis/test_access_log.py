"""Access logs in the combined format: what is read of a line, what is passed over, and what cannot be read slowly."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.access_log import Referral, is_readable, referrals_in

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"


def line(
    path: str = "/guide",
    referer: str = "https://blog.example/post",
    *,
    status: int = 200,
    client: str = "203.0.113.9",
    method: str = "GET",
    agent: str = BROWSER,
    day: str = "02/Mar/2026",
) -> bytes:
    said = f'{client} - - [{day}:10:11:12 +0000] "{method} {path} HTTP/1.1" {status} 5123 "{referer}" "{agent}"\n'
    return said.encode()


def read(block: bytes) -> list[Referral]:
    return list(referrals_in(block))


def test_a_visit_from_another_page_is_read_without_the_visitor() -> None:
    (found,) = read(line())
    assert found == Referral(b"203.0.113", date(2026, 3, 2), "/guide", "https://blog.example/post", False)


def test_the_clients_of_one_network_are_one() -> None:
    found = read(line(client="203.0.113.9") + line(client="203.0.113.77") + line(client="198.51.100.1"))
    assert len({one.client for one in found}) == 2
    found = read(line(client="2001:db8:1:2::3") + line(client="2001:db8:1:ffff::9") + line(client="2001:db8:2::1"))
    assert len({one.client for one in found}) == 2


@pytest.mark.parametrize("status", [404, 410])
def test_a_visitor_who_found_nothing_is_worth_most(status: int) -> None:
    assert read(line("/old", status=status))[0].is_missing


@pytest.mark.parametrize(
    "passed",
    [
        line(referer="-"),
        line(status=500),
        line(status=302),
        line(method="POST"),
        line("/logo.PNG"),
        line("/feed.xml"),
        line(agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
        line(agent="python-requests/2.31"),
        line(referer="android-app://com.slack/"),
        line(day="31/Feb/2026"),
        line(day="02/Mrz/2026"),
        line(referer="https://blog.example/" + "a" * 1_000),
        line("/" + "a" * 1_000),
        b"not a line of a log\n",
        b"\xff\xfe\x00\n",
    ],
)
def test_what_says_nothing_about_a_link_is_passed_over(passed: bytes) -> None:
    assert read(passed + line("/after")) == read(line("/after"))


def test_quotes_and_backslashes_in_a_line_move_nothing() -> None:
    nginx = line(referer="https://blog.example/?q=\\x22quoted\\x22", agent='\\x22evil\\x22" 200 1 "https://no.example')
    apache = line(referer='https://blog.example/?q=\\"quoted\\"', agent='say \\"hi\\"')
    assert [one.referer for one in read(nginx + apache)] == ['https://blog.example/?q="quoted"'] * 2


def test_what_the_request_asks_with_is_dropped() -> None:
    assert read(line("/guide?email=robin@acme.com&x=1"))[0].path == "/guide"


def test_a_virtual_host_may_stand_first_and_a_user_be_named() -> None:
    (found,) = read(b"acme.com:443 " + line().replace(b"- -", b"- robin"))
    assert found.path == "/guide"
    assert read(b"[::1]:443 2001:db8::1" + line().removeprefix(b"203.0.113.9"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (line(), True),
        (line(method="POST", status=500, referer="-"), True),
        (b"www.acme.com:80 " + line(), True),
        (b'203.0.113.9 - - [02/Mar/2026:10:11:12 +0000] "\\x16\\x03\\x01" 400 150 "-" "-"', True),
        (b'203.0.113.9 - - [02/Mar/2026:10:11:12 +0000] "GET / HTTP/1.1" 200 5123', False),
        (b'{"time": "2026-03-02"}', False),
        (b"", True),
    ],
)
def test_the_combined_format_is_known(said: bytes, expected: bool) -> None:
    assert is_readable(said) is expected


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_bytes_break_the_reading(before: bytes, after: bytes) -> None:
    read(before + b"\n" + line() + after)


@pytest.mark.parametrize(
    "junk",
    [
        b"x" * 1_000_000,
        b'1 - - [01/Jan/2026:00 ] "' + b"a\\" * 400_000,
        b'" ' * 400_000,
        (b"1.1.1.1 - - [" + b"[" * 50 + b"\n") * 15_000,
        b"1.1.1.1 " * 120_000,
        b"1 - - [01/Jan/2026:" * 50_000,
        b"1 - -" + b" " * 900_000,
        b'1 - - [01/Jan/2026:00] "GET ' + b"/?" * 450_000,
        line()[:-2] + b"\\" * 900_000,
        line("/" + "a" * 8_000, referer="-", status=404) * 120,  # what any stranger may ask a web server for
    ],
)
def test_no_megabyte_takes_long(junk: bytes) -> None:
    began = time.process_time()
    read(junk)
    is_readable(junk)
    assert time.process_time() - began < 2
