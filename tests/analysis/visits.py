"""Visits as a server might have answered them, judged by the real page reading."""

from __future__ import annotations

from dataclasses import replace

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import read_page
from jobs.analysis.verdicts import Judgement, judge
from jobs.analysis.visit import Visit
from storage.domain import Conclusion, Hop, PageMemory, Verdict

PAGE = "https://blog.example/post"
NEW_PAGE = "https://blog.example/new-post"
OWN = OwnDomains(("acme.com",))
LINK = '<a href="https://acme.com/">Acme</a>'
PROSE = " ".join(f"Sentence number {n} says something about sails, anchors and the sea." for n in range(40))
LIVE, LOST, NO_ANSWER, REFUSED = Conclusion


def html(body: str = "", title: str = "A post", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def a_visit(markup: str = "", **more: object) -> Visit:
    usual = Visit(PAGE, PAGE, 200, headers=(("content-type", "text/html; charset=utf-8"),), body=markup.encode())
    return replace(usual, **more)


def judged(visit: Visit, memory: PageMemory | None = None) -> Judgement:
    page = None
    if visit.body:
        kind = visit.header("content-type")
        page = read_page(visit.body, url=visit.final_url, content_type=kind, headers=visit.headers, own=OWN)
    return judge(visit, page, OWN, memory)


def words(judgement: Judgement) -> tuple[Conclusion, Verdict]:
    return judgement.conclusion, judgement.verdict


def redirected(status: int, markup: str, to: str = NEW_PAGE) -> Visit:
    return a_visit(markup, hops=(Hop(status, PAGE),), final_url=to)


GOOD_PAGE = html(f"<article><h1>A post</h1><p>{PROSE} {LINK}</p></article>")
PAGE_WITHOUT_LINK = html(f"<article><h1>A post</h1><p>{PROSE}</p></article>")
MEMORY = judged(a_visit(GOOD_PAGE)).page_memory
