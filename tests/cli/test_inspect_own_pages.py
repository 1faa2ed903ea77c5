"""A link to a broken page of ours says so: nobody else can mend it."""

from __future__ import annotations

import pytest

from tests.analysis.visits import html
from tests.cli.running import Anchorwatch
from tests.closer.looking import article
from tests.servers.web import Reply, SiteServer


def linking(web: SiteServer, target: str, head: str = "") -> str:
    return web.put(f"blog.example{target}", article(f'<a href="{web.url(f"acme.com{target}")}">Acme</a>', head=head))


def said(anchorwatch: Anchorwatch, page: str) -> tuple[str, str, str]:
    found = anchorwatch("inspect", page, "--site", "acme.com", "--json").json
    return found["class"], found["verdict"], found["reason"]


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_link_to_a_page_of_ours_that_is_gone_or_fails_is_broken(anchorwatch: Anchorwatch, status: int) -> None:
    anchorwatch.web.put("acme.com/guide", Reply(b"", status=status))
    reason = f"links to acme.com, where our page answers {status}"
    assert said(anchorwatch, linking(anchorwatch.web, "/guide")) == ("live", "target_broken", reason)


def test_a_ring_or_a_long_chain_of_redirects_is_broken(anchorwatch: Anchorwatch) -> None:
    web = anchorwatch.web
    web.redirect("acme.com/a", "/b")
    web.redirect("acme.com/b", "/a")
    assert said(anchorwatch, linking(web, "/a"))[1:] == (
        "target_broken", "links to acme.com, where our page redirects in a circle",
    )  # fmt: skip
    for step in range(4):
        web.redirect(f"acme.com/{step}", f"/{step + 1}")
    web.put("acme.com/4", html("<p>Here.</p>").encode())
    assert said(anchorwatch, linking(web, "/0"))[1:] == (
        "target_broken", "links to acme.com, where our page is reached by 4 redirects",
    )  # fmt: skip
    assert said(anchorwatch, linking(web, "/1"))[1] == "live"


@pytest.mark.parametrize(
    "reply", [Reply(html("<p>Here.</p>").encode()), Reply(b"", status=403), Reply(b"", reset=True)]
)
def test_a_page_of_ours_that_stands_or_gives_no_answer_changes_nothing(anchorwatch: Anchorwatch, reply: Reply) -> None:
    anchorwatch.web.put("acme.com/guide", reply)
    assert said(anchorwatch, linking(anchorwatch.web, "/guide")) == ("live", "live", "links to acme.com")


def test_what_the_linking_page_does_to_its_link_is_said_first(anchorwatch: Anchorwatch) -> None:
    anchorwatch.web.put("acme.com/guide", Reply(b"", status=404))
    page = linking(anchorwatch.web, "/guide", head='<meta name="robots" content="noindex">')
    assert said(anchorwatch, page)[1] == "noindex"


def test_our_own_robots_are_obeyed_and_private_places_never_asked(anchorwatch: Anchorwatch) -> None:
    web = anchorwatch.web
    web.put("acme.com/guide", Reply(b"", status=404))
    web.robots("acme.com", "User-agent: *\nDisallow: /")
    assert said(anchorwatch, linking(web, "/guide"))[1] == "live"
    assert web.asked_for("acme.com/guide") == []


def test_many_links_to_one_page_of_ours_ask_it_once_and_many_pages_are_not_all_asked(anchorwatch: Anchorwatch) -> None:
    web = anchorwatch.web
    web.put("acme.com/*", Reply(b"", status=404))
    web.robots("acme.com", "")
    same = [web.put(f"blog-{n}.example/", article(f'<a href="{web.url("acme.com/x")}">Acme</a>')) for n in range(20)]
    ran = anchorwatch.process("inspect", "--batch", "--site", "acme.com", stdin="\n".join(same))
    assert {found["verdict"] for found in ran.objects} == {"target_broken"}
    assert len(web.asked_for("acme.com/x")) == 1
    others = [web.put(f"many-{n}.example/", article(f'<a href="{web.url(f"acme.com/{n}")}">x</a>')) for n in range(50)]
    ran = anchorwatch.process("inspect", "--batch", "--site", "acme.com", stdin="\n".join(others))
    said_of = [found["verdict"] for found in ran.objects]
    assert (said_of.count("target_broken"), said_of.count("live")) == (30, 20)
