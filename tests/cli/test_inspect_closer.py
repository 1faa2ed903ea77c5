"""What one GET cannot tell, asked by the command line: the same answers for one page and for many."""

from __future__ import annotations

from tests.analysis.visits import PROSE
from tests.cli.running import Anchorwatch
from tests.closer.looking import BLOCKED, LINKING, LIVE, LOST_404, REMOVED, WITHOUT, article, by_agent
from tests.servers.web import SiteServer

OURS = "https://acme.com/tools"


def hard_web(web: SiteServer) -> dict[str, tuple[str, str]]:
    """Pages whose first answer misleads, with the class and verdict they deserve."""
    new = web.put("moving.example/new", LINKING)
    original = web.put("first.example/story", LINKING)
    web.put("soft.example/", article(text=f"Home. {PROSE}", title="Home"))
    web.put("soft.example/*", article(text="Vabandust, siin ei ole midagi.", title="Pood"))
    web.put("walled.example/*", article('<form><input type="submit"></form>', text="Palun oota. " * 99, title="Tere"))
    web.redirect("short.example/x7", OURS)
    onward = f'<meta http-equiv="refresh" content="0; url={new}">'.encode()
    copy = article(head=f'<link rel="canonical" href="{original}">')
    return {
        web.put("moving.example/post", onward): LIVE,
        web.put("copy.example/post", copy): ("live", "canonicalised"),
        web.url("soft.example/post"): LOST_404,
        web.url("walled.example/post"): BLOCKED,
        web.put("linking.example/post", article(f'<a href="{web.url("short.example/x7")}">x</a>')): LIVE,
        web.put("cloaked.example/post", by_agent(WITHOUT, LINKING)): ("live", "cloaked"),
        web.put("honest.example/post", WITHOUT): REMOVED,
    }


def test_one_page_and_many_are_looked_at_in_the_same_way(anchorwatch: Anchorwatch) -> None:
    expected = hard_web(anchorwatch.web)
    many = anchorwatch.process("inspect", "--batch", "--site", "acme.com", stdin="\n".join(expected))
    said = {found["source_url"]: found for found in many.objects}
    assert {url: (found["class"], found["verdict"]) for url, found in said.items()} == expected
    for url, found in said.items():
        one = anchorwatch("inspect", url, "--site", "acme.com", "--json").json
        assert one == found


def test_a_link_through_a_redirector_says_so(anchorwatch: Anchorwatch) -> None:
    short = anchorwatch.web.redirect("short.example/x7", OURS)
    page = anchorwatch.web.put("linking.example/post", article(f'<a rel="sponsored" href="{short}">tools</a>'))
    [link] = anchorwatch("inspect", page, "--site", "acme.com", "--json").json["links"]
    assert link | {"context": {}} == {
        "href": short,
        "target_url": OURS,
        "anchor_text": "tools",
        "kind": "text",
        "rel": ["sponsored"],
        "follow": False,
        "nofollow_by": "rel",
        "placement": "main",
        "hidden": False,
        "via": "redirect",
        "context": {},
    }
