"""What a visit of a pretend page brings back: real markup, read by the real reader, once for each face of a page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from benchmarks.simulator.fates import PretendLink, Shown
from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page, read_page
from jobs.analysis.visit import Trouble, Visit
from storage.domain import Hop, Placement

OWN = OwnDomains(("acme.com",))
_KIND = (("content-type", "text/html; charset=utf-8"),)
_SOUNDS = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeiou"]
_TROUBLES = {Shown.TIMEOUT: Trouble.TIMEOUT, Shown.NO_NAME: Trouble.DNS}
_STATUSES = {
    Shown.GONE_404: 404,
    Shown.GONE_410: 410,
    Shown.SERVER_ERROR: 503,
    Shown.TOO_MANY: 429,
    Shown.FORBIDDEN: 403,
}
# What stands in the place of the page, with status 200.
_FACES = {
    Shown.SOFT_404: ("Page not found", "Sorry, this page does not exist any more."),
    Shown.PARKED: ("example", "This domain is for sale. Buy this domain now."),
    Shown.CHALLENGE: ("Just a moment...", "Checking your browser before you continue."),
    Shown.CONSENT: ("We value your privacy", "Before you continue, please accept cookies to continue to this site."),
    Shown.MAINTENANCE: ("Under maintenance", "We will be right back."),
    Shown.LOGIN: ("Log in", "Please log in to read on."),
    Shown.PORTAL: ("Hotel Miramar Wi-Fi", "Welcome, dear guest! Enter your room number and surname to go online."),
}

Answer = tuple[Visit, Page | None]


@dataclass
class PageReader:
    """Reads every face of every page once: a year of looks at a page mostly finds what the last one found."""

    _read: dict[tuple[int, Shown, str], Answer] = field(default_factory=dict)

    def answer(self, link: PretendLink, shown: Shown, asked: str) -> Answer:
        """``asked`` is the address we know the page by: its first one, or the one it has moved to."""
        if shown is Shown.MOVED and asked != link.url:
            shown = Shown.LINK
        key = (link.number, shown, asked)
        if key not in self._read:
            self._read[key] = _answer(link, shown, asked)
        return self._read[key]


def moved_url(link: PretendLink) -> str:
    return f"https://{link.host.name}/new/{link.number}"


def _answer(link: PretendLink, shown: Shown, asked: str) -> Answer:
    if trouble := _TROUBLES.get(shown):
        return Visit(asked, asked, trouble=trouble), None
    if status := _STATUSES.get(shown):
        wait = timedelta(hours=2) if shown is Shown.TOO_MANY else None
        return _reading(Visit(asked, asked, status, headers=_KIND, body=_error(status), retry_after=wait))
    visit = Visit(asked, asked, 200, headers=_KIND)
    if shown is Shown.MOVED:
        visit = replace(visit, hops=(Hop(301, asked),), final_url=moved_url(link))
    elif shown is Shown.SENT_HOME:
        visit = replace(visit, hops=(Hop(301, asked),), final_url=f"https://{link.host.name}/")
    elif shown is Shown.PORTAL_REDIRECT:
        visit = replace(visit, hops=(Hop(302, asked),), final_url="https://portal.miramar.example/welcome")
    return _reading(replace(visit, body=_markup(link, shown).encode()))


def _reading(visit: Visit) -> Answer:
    page = read_page(
        visit.body, url=visit.final_url, content_type=visit.header("content-type"), headers=visit.headers, own=OWN
    )
    return visit, page


def _error(status: int) -> bytes:
    return f"<!doctype html><title>{status}</title><h1>{status}</h1>".encode()


def _markup(link: PretendLink, shown: Shown) -> str:
    face = _FACES.get(Shown.PORTAL if shown is Shown.PORTAL_REDIRECT else shown)
    if face is not None:
        return f"<!doctype html><html><head><title>{face[0]}</title></head><body><p>{face[1]}</p></body></html>"
    chance = Random(link.number)
    site = f"Site {link.host.name.removesuffix('.example')}"
    if shown is Shown.SENT_HOME:
        return _page(site, _paragraphs(Random(link.host.name), 5), "")
    title = f"{_words(chance, 6)} – {site}"
    paragraphs = _paragraphs(chance, 5)
    if shown is Shown.REDESIGNED:
        title, paragraphs = title.replace(site, f"The new {site}"), [*paragraphs[:4], _words(Random(-link.number), 40)]
    return _page(title, *_placed(link, shown, paragraphs))


def _placed(link: PretendLink, shown: Shown, paragraphs: list[str]) -> tuple[list[str], str]:
    """The paragraphs and what stands below them, with our link where the page has it."""
    anchor = "Acme tools" if shown is Shown.RENAMED else "Acme"
    rel = ' rel="nofollow"' if shown is Shown.NOFOLLOW else ""
    ours = "" if shown is Shown.REMOVED else f'<a href="https://acme.com/"{rel}>{anchor}</a>'
    if link.placement is Placement.MAIN:
        return [*paragraphs[:2], f"{paragraphs[2]} {ours} {paragraphs[3]}", *paragraphs[4:]], ""
    if link.placement is Placement.COMMENT:
        return paragraphs, f'<section id="comments"><ol><li class="comment"><p>See {ours}.</p></li></ol></section>'
    return paragraphs, f"<footer><p>Friends: {ours}</p></footer>"


def _page(title: str, paragraphs: list[str], below: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = f"<main><article><h1>{title}</h1>{text}</article></main>"
    nav = '<nav><a href="/">Home</a> <a href="/about">About</a></nav>'
    return f"<!doctype html><html><head><title>{title}</title></head><body>{nav}{article}{below}</body></html>"


def _paragraphs(chance: Random, count: int) -> list[str]:
    return [_words(chance, 40) for _ in range(count)]


def _words(chance: Random, count: int) -> str:
    return " ".join("".join(chance.choices(_SOUNDS, k=chance.choice((2, 3, 3)))) for _ in range(count))
