"""Half a page is no page: what was cut, or broken off by an error, may have held our link."""

from __future__ import annotations

import pytest

from jobs.analysis.halves import by_half
from jobs.analysis.pages import read_page
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.verdicts import judge
from jobs.analysis.visit import Visit
from storage.domain import Conclusion, Verdict
from tests.analysis.readings import OWN
from tests.analysis.test_stand_ins_real import pages_of
from tests.analysis.visits import LINK, PROSE, html
from tests.closer.looking import BLOCKED, POST, REMOVED, look, said, seen_live
from tests.servers.web import SiteServer

SERVER_ERROR = ("no_answer", Verdict.SERVER_ERROR.value)
HALF = PROSE[: len(PROSE) // 2]
FATAL = (
    "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function foo() in /var/www/x.php:33\nStack trace:\n"
    "#0 {main}\n  thrown in <b>/var/www/x.php</b> on line <b>33</b><br />"
)
ERRORS = {
    "php": FATAL,
    "php in short": "<b>Parse error</b>: syntax error, unexpected '}' in <b>/home/u/x.php</b> on line <b>3</b><br />",
    "sql": "You have an error in your SQL syntax; check the manual for the right syntax to use near '' at line 1",
    "asp": "Microsoft VBScript runtime error '800a01a8' Object required: '' /inc/footer.asp, line 12",
    "wordpress": "<p>There has been a critical error on this website.</p><p><a href=x>Learn more about it.</a></p>",
}
MORE = {
    "button": "<button class=more>Continue reading</button>",
    "link": "<a href='#'>Read more &raquo;</a>",
    "loading": "<div class=spinner>Loading…</div>",
    "german": "<span>Weiterlesen</span>",
    "japanese": "<a href='#'>続きを読む</a>",
}


def post(text: str, end: str = "") -> bytes:
    return html(f"<article><h1>A post</h1><p>{text}</p>{end}</article>").encode()


@pytest.fixture
def web(site_server: SiteServer) -> SiteServer:
    """The link stands at the end of a page that is as yet whole."""
    site_server.put(POST, post(f"{PROSE} The best anchors are made by {LINK}, say all who know."))
    return site_server


@pytest.mark.parametrize("error", ERRORS)
def test_a_page_that_breaks_off_with_an_error_is_no_loss(web: SiteServer, error: str) -> None:
    known = seen_live(web)
    web.put(POST, post(HALF, ERRORS[error]))
    for what_we_know in (known, {}):
        sight = look(web, **what_we_know)
        assert said(sight) == SERVER_ERROR
        assert sight.judgement.stranger is not None, "an error that stays for a week is the page"


@pytest.mark.parametrize("mark", MORE)
def test_the_beginning_of_a_page_that_asks_for_a_click_is_no_loss(web: SiteServer, mark: str) -> None:
    known = seen_live(web)
    web.put(POST, post(HALF, MORE[mark]))
    sight = look(web, **known)
    assert said(sight) == BLOCKED
    assert sight.judgement.reason == "only a part of the page came"


@pytest.mark.parametrize("mark", [*MORE.values(), *ERRORS.values()])
def test_where_the_place_of_the_link_was_served_it_is_gone(web: SiteServer, mark: str) -> None:
    known = seen_live(web)
    web.put(POST, post(f"{HALF} The best anchors are made by others, say all who know.", mark))
    assert said(look(web, **known)) == REMOVED


@pytest.mark.parametrize("place", ["<main> </main>", '<div class="post-content"></div>', "<div id=root></div>"])
def test_a_site_without_its_page_is_no_loss_however_much_surrounds_it(web: SiteServer, place: str) -> None:
    menu = " ".join(f"<li><a href=/{n}>Story {n} about long nights at sea</a>" for n in range(60))
    site = html(f"<ul>{menu}</ul>{{}}<footer>All rights reserved.</footer><script src=/a.js></script>")
    story = f"<main><p>{PROSE} The best anchors are made by {{}}, say all who know.</p></main>"
    web.put(POST, site.format(story.format(LINK)).encode())
    known = seen_live(web)
    web.put(POST, site.format(place).encode())
    assert look(web, **known).judgement.conclusion is Conclusion.NO_ANSWER
    web.put(POST, site.format(story.format("others") + place).encode())
    assert said(look(web, **known)) == REMOVED


def test_a_short_page_that_always_says_loading_somewhere_is_a_page(web: SiteServer) -> None:
    friends = "My friends at sea are Bob with his boats, the sailors of Kiel, the ropemakers of Riga and, for anchors,"
    short = f"<p id=weather>Loading…</p><p>{friends} {{}}.</p>"
    web.put(POST, html(short.format(LINK)).encode())
    known = seen_live(web)
    web.put(POST, html(short.format("nobody else")).encode())
    assert said(look(web, **known)) == REMOVED


@pytest.mark.parametrize("text", [PROSE, HALF])
def test_a_page_without_such_marks_or_of_its_usual_length_is_the_page(web: SiteServer, text: str) -> None:
    known = seen_live(web)
    web.put(POST, post(text, MORE["link"] if text is PROSE else ""))
    assert said(look(web, **known)) == REMOVED


def test_an_article_about_errors_and_one_with_warnings_are_whole(web: SiteServer) -> None:
    for page in (post(f"It said: {FATAL} What then? {PROSE}"), post(PROSE, "<b>Warning</b>: x in y.php on line 3")):
        web.put(POST, page)
        assert said(look(web)) == REMOVED


@pytest.mark.parametrize("name", ["placement", "silver"])
def test_no_real_page_breaks_off(name: str) -> None:
    for url, content_type, markup in pages_of(name):
        visit = Visit(url, url, 200, headers=(("content-type", content_type),), body=markup)
        page = read_page(markup, url=url, content_type=content_type, own=OWN)
        sight = Sight(visit, page, judge(visit, page, OWN))
        assert by_half(sight, Subject(url, OWN)) is sight
