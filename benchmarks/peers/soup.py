"""A well-known way to read links: BeautifulSoup on lxml, extracting the same fields as we do in B1."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from benchmarks.measuring import measured, tell
from benchmarks.page_set import PageCase, read_cases

_PLACES = ("nav", "header", "footer", "aside", "main", "article")


@dataclass(frozen=True)
class FoundLink:
    target: str
    rel: tuple[str, ...]
    anchor: str
    placement: str


@dataclass(frozen=True)
class Found:
    links: tuple[FoundLink, ...]
    canonical: str | None
    robots: str
    title: str


def read(case: PageCase) -> Found:
    charset = case.content_type.partition("charset=")[2] or None
    soup = BeautifulSoup(case.body, "lxml", from_encoding=charset)
    base = soup.find("base", href=True)
    start = urljoin(case.url, str(base["href"])) if isinstance(base, Tag) else case.url
    canonical = soup.find("link", rel="canonical")
    robots = soup.find("meta", attrs={"name": "robots"})
    return Found(
        links=tuple(_links(soup, start, case.own)),
        canonical=urljoin(start, str(canonical.get("href"))) if isinstance(canonical, Tag) else None,
        robots=str(robots.get("content")) if isinstance(robots, Tag) else "",
        title=soup.title.get_text(strip=True) if soup.title else "",
    )


def _links(soup: BeautifulSoup, start: str, own: str) -> list[FoundLink]:
    found = []
    for node in soup.find_all(["a", "area"], href=True):
        href = str(node["href"])
        if own not in href:  # the same shortcut as ours: most links lead elsewhere
            continue
        target = _absolute(start, href)
        host = (urlsplit(target).hostname or "") if target else ""
        if host == own or host.endswith(f".{own}"):
            found.append(FoundLink(target, tuple(node.get("rel") or ()), _anchor(node), _placement(node)))
    return found


def _absolute(start: str, href: str) -> str:
    try:
        return urljoin(start, href.strip())
    except ValueError:
        return ""


def _anchor(node: Tag) -> str:
    image = node.find("img", alt=True)
    return node.get_text(" ", strip=True) or (str(image["alt"]) if isinstance(image, Tag) else "")


def _placement(node: Tag) -> str:
    return next((parent.name for parent in node.parents if parent.name in _PLACES), "other")


def main() -> None:
    cases = read_cases(Path(sys.argv[1]))
    links = 0
    with measured() as section:
        for case in cases:
            links += len(read(case).links)
    tell(section, links)


if __name__ == "__main__":
    main()
