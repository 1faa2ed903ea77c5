"""Pages that stand before a good page for a while, as an attacker staged them: none may ever read as a loss."""

from __future__ import annotations

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.charsets import UnreadablePageError
from jobs.analysis.pages import read_page
from storage.domain import Conclusion
from tests.analysis.visits import GOOD_PAGE, a_visit, judged

OWN = OwnDomains(("acme.com",))
KNOWN = judged(a_visit(GOOD_PAGE)).page_memory


def page(words: str, title: str = "Please wait") -> str:
    return f"<title>{title}</title><body><p>{words}</p></body>"


@pytest.mark.parametrize(
    "markup",
    [
        page("You are in the European Economic Area and the page you requested is not available in your region."),
        page("Verifying your browser. You will be taken to the page you requested in 5 seconds."),
        page("To see the page you requested, please log in or subscribe."),
        page("Please confirm that you came from acme.com to continue."),
        page("Your session for this domain expired. Please reload."),
        page("Rate limit exceeded. Try again in 60 seconds.", title=""),
        page("Come back later.", title="Blocked (ref 404)"),
    ],
)
def test_a_wall_before_a_page_we_know_is_no_loss(markup: str) -> None:
    assert KNOWN is not None
    assert judged(a_visit(markup), KNOWN).conclusion is Conclusion.NO_ANSWER


@pytest.mark.parametrize(
    "flood",
    [
        b"<a " + b"".join(b'a%d=""' % n for n in range(50_000)) + b">",
        b"<a " + b" ".join(b'a%d=">"' % n for n in range(50_000)) + b">",
        b"<a " + b" ".join(b'a%d="<"' % n for n in range(50_000)) + b">",
        b"<a " + b"/".join(b"a%d" % n for n in range(50_000)) + b">",
        (b"<a " + b" ".join(b"a%d=1" % n for n in range(4_000)) + b">") * 20,
    ],
    ids=["no blanks", "with >", "with <", "slashes", "many tags"],
)
def test_a_flood_of_attributes_is_refused_before_it_is_parsed(flood: bytes) -> None:
    with pytest.raises(UnreadablePageError):
        read_page(flood, url="https://blog.example/", content_type="text/html", own=OWN)


def test_one_long_attribute_is_no_flood() -> None:
    state = b"&quot;item&quot;: 1, " * 5_000
    markup = b'<div data-state="' + state + b'"></div><a href="https://acme.com/">Acme</a>'
    assert len(read_page(markup, url="https://blog.example/", content_type="text/html", own=OWN).links) == 1


@pytest.mark.parametrize("drawing", ["svg", "math"])
def test_a_base_inside_a_drawing_is_none(drawing: str) -> None:
    markup = f'<{drawing}><base href="https://acme.com/"></base></{drawing}><a href="/about">About</a>'.encode()
    assert read_page(markup, url="https://blog.example/", content_type="text/html", own=OWN).links == ()
