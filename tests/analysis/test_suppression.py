"""Whoever must not be written to is recognised in every spelling, even when only a digest is left."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.suppression import Entry, SuppressionError, covers, digest_of, normalise, read_list, understand
from storage.domain import Suppressed

LABEL = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


def kept(*texts: str) -> frozenset[bytes]:
    return frozenset(digest_of(understand(text)) for text in texts)


@pytest.mark.parametrize(
    "text",
    ["acme.com", "ACME.com.", "www.acme.com", "*.acme.com", "@acme.com", "*@acme.com", "https://www.acme.com/a/@b?c"],
)
def test_a_domain_is_understood_as_people_write_it(text: str) -> None:
    assert understand(text) == Entry(Suppressed.DOMAIN, "acme.com")


def test_a_host_and_an_international_name_are_domains_too() -> None:
    assert understand("blog.acme.com").value == "blog.acme.com"
    assert understand("Müller.de").value == "xn--mller-kva.de"
    assert understand("www.gov.uk").value == "www.gov.uk"


def test_a_platform_may_be_meant_as_a_whole() -> None:
    assert covers(kept("blogspot.com"), "maya.blogspot.com")
    assert covers(kept("github.io"), "maya.github.io")


@pytest.mark.parametrize("text", ["Maya@ACME.com", "mailto:maya@acme.com", "maya+news@acme.com", " MAYA+a+b@acme.com"])
def test_a_person_has_one_spelling_whatever_the_case_and_the_tag(text: str) -> None:
    assert understand(text) == Entry(Suppressed.PERSON, "maya@acme.com")


@pytest.mark.parametrize("text", ["", "acme", "com", "co.uk", "10.0.0.1", "maya@", "a b", "maya@acme", "http://", "\n"])
def test_what_names_nobody_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(SuppressionError) as refused:
        understand(text)
    assert "\n" not in refused.value.user_message


def test_a_domain_covers_the_hosts_below_it_and_the_mail_addresses_there() -> None:
    digests = kept("acme.com")
    assert covers(digests, "acme.com")
    assert covers(digests, "www.blog.ACME.com")
    assert covers(digests, "my_blog.acme.com")
    assert covers(digests, "other.org", "maya@mail.acme.com") == Entry(Suppressed.DOMAIN, "acme.com")
    assert not covers(digests, "notacme.com")
    assert not covers(digests, "acme.com.evil.org")


def test_a_host_does_not_cover_the_domain_above_it() -> None:
    assert not covers(kept("blog.acme.com"), "acme.com")
    assert covers(kept("blog.acme.com"), "www.blog.acme.com")
    assert not covers(kept("maya.blogspot.com"), "robin.blogspot.com")


def test_a_person_is_covered_on_every_page_and_colleagues_are_not() -> None:
    digests = kept("Maya+PR@acme.com")
    assert covers(digests, "other.org", "maya@ACME.com")
    assert covers(digests, "other.org", "maya+x@acme.com")
    assert not covers(digests, "acme.com", "robin@acme.com")
    assert not covers(digests, "acme.com")


def test_the_digest_can_be_made_with_any_tool() -> None:
    assert digest_of(understand("acme.com")) == sha256(b"anchorwatch/do-not-contact/domain/acme.com").digest()


def test_a_list_holds_domains_people_and_digests_with_remarks() -> None:
    digest = digest_of(understand("secret.example")).hex().upper()
    text = f"# asked in March\nacme.com   # all of it\n\nmaya@other.org\r\nsha256:{digest}\n"
    assert read_list(text) == kept("acme.com", "maya@other.org", "secret.example")


def test_a_list_with_mistakes_is_refused_and_names_their_lines() -> None:
    text = "acme.com\nnot one\ncom\nsha256:12\n" + "x y\n" * 10
    with pytest.raises(SuppressionError) as refused:
        read_list(text)
    said = refused.value.user_message
    assert said.startswith("line 2: “not one”, line 3: “com”, line 4: “sha256:12”, line 5")
    assert "and 8 more" in said


@given(LABEL, LABEL, st.sampled_from(["com", "co.uk", "org"]), LABEL)
def test_an_entry_covers_whatever_is_written_in_another_spelling(
    below: str, name: str, suffix: str, local: str
) -> None:
    domain = f"{name}.{suffix}"
    by_domain = frozenset({digest_of(normalise(Suppressed.DOMAIN, domain.upper()))})
    by_person = frozenset({digest_of(normalise(Suppressed.PERSON, f"{local}@{domain}"))})
    assert covers(by_domain, f"{below}.{domain}.")
    assert covers(by_domain, "else.example", f"{local}@{below}.{domain}")
    assert covers(by_person, "else.example", f"{local.upper()}+{below}@{domain.upper()}")
    assert not covers(by_person, domain, f"x{local}@{domain}")


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_that_strangers_write_breaks_the_question(host: str, email: str) -> None:
    assert covers(frozenset(), host, email) is None
