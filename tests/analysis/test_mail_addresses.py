"""An e-mail address is one, in one spelling, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.mail_addresses import read_mail_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Maya.Okafor@Acme.COM", "Maya.Okafor@acme.com"),
        (" a+b@acme.co.uk ", "a+b@acme.co.uk"),
        ("redaktion@müller.de", "redaktion@xn--mller-kva.de"),
        ("o'neil@acme.com.", "o'neil@acme.com"),
        ("a@日本語。jp", "a@xn--wgv71a119e.jp"),
    ],
)
def test_an_address_has_one_spelling(text: str, address: str) -> None:
    assert str(read_mail_address(text)) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "maya",
        "maya@",
        "@acme.com",
        "maya@acme",
        "maya@localhost",
        "a@b@acme.com",
        "maya..o@acme.com",
        ".maya@acme.com",
        "maya@-acme.com",
        "maya@acme..com",
        "maya@10.0.0.1",
        "maya@[10.0.0.1]",
        "Maya <maya@acme.com>",
        '"maya okafor"@acme.com',
        "maya@acme.com,x@evil.com",
        "maya@acme.com\nBcc: x@evil.com",
        "maya\r\n@acme.com",
        "maya@xn--a.com",
        "maya@acme.com\x00",
        "a" * 65 + "@acme.com",
        "maya@" + "a" * 64 + ".com",
        "maya@" + "a.b" * 100 + ".com",
    ],
)
def test_what_is_no_single_address_is_none(text: str) -> None:
    assert read_mail_address(text) is None


def test_a_local_part_beyond_ascii_is_an_address_that_not_every_server_takes() -> None:
    address = read_mail_address("jürgen@acme.de")
    assert address is not None
    assert not address.is_plain


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_read_stays_as_it_is_and_fits_a_header(local: str, host: str) -> None:
    address = read_mail_address(f"{local}@{host}")
    if address is not None:
        assert read_mail_address(str(address)) == address
        assert str(address).isprintable()
        assert not set(str(address)) & set(' ,;:<>()[]"\\')
