"""Whatever strangers write into a page or an address, a closer look at it asks on or stops, and never breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jobs.analysis.detours import holds_us, is_named_redirector
from jobs.analysis.echoes import HostAnswer, is_echo
from jobs.analysis.encoded import held_addresses
from jobs.analysis.gates import is_gate
from jobs.analysis.pages import read_page
from jobs.analysis.redirectors import is_no_redirector, stated_destination
from jobs.analysis.resolving import resolve
from tests.analysis.visits import OWN, PAGE

ENCODED = "aHR0cHM6Ly9hY21lLmNvbQ"
PARTS = ("https://", "//", "acme.com", "%2F%2F", "%", "?url=", "?u=a1", ENCODED, "/go/", "/out.php", "#", "[", "\\")
FORMS = ("https://www.google.com/url?q=", "https://www.bing.com/ck/a?u=a1", "https://href.li/?", "https://bit.ly/")
references = st.builds(
    lambda form, parts: form + "".join(parts),
    st.sampled_from(("", *FORMS)),
    st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=12),
)


@given(references)
def test_any_reference_is_looked_at(reference: str) -> None:
    url = resolve(reference, PAGE)
    if url is None or not url.startswith(("http://", "https://")):
        return
    assert holds_us(url, OWN) in (True, False)
    assert is_named_redirector(url, OWN) in (True, False)
    assert is_gate(url, PAGE) in (True, False)
    assert is_no_redirector(url) in (True, False)
    destination = stated_destination(url)
    assert destination is None or isinstance(destination, str)
    assert all(isinstance(held, str) for held in held_addresses(url))


@given(st.lists(references, max_size=6))
def test_any_page_is_searched_for_detours(hrefs: list[str]) -> None:
    markup = "".join(f'<a href="{href.replace(chr(34), "")}">Acme</a>' for href in hrefs)
    page = read_page(markup.encode("utf-8", "replace"), url=PAGE, content_type="text/html; charset=utf-8", own=OWN)
    assert not (page.links and page.detours)
    assert all(not OWN.owns(link.target_url) for link in page.detours)


@given(st.text(), st.text(), st.text(max_size=20))
def test_two_texts_are_compared_whatever_they_say(text: str, other: str, title: str) -> None:
    markup = f"<title>{title}</title><p>Anchors {text}".encode("utf-8", "replace")
    page = read_page(markup, url=PAGE, content_type="text/html; charset=utf-8", own=OWN)
    assert is_echo(page, PAGE, HostAnswer("", "", 200, page.title, page.text)) or "Anchors" not in page.text
    assert is_echo(page, PAGE, HostAnswer("", "", 200, page.title, other)) in (True, False)
