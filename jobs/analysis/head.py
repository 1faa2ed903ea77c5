"""What a page says about itself: title, heading, language, base, canonical address, robots rules, instant redirect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jobs.analysis.markup import Attributes
from jobs.analysis.nearby_text import text_in
from jobs.analysis.outline import DRAWINGS, Outline, around
from jobs.analysis.resolving import Base, base_at
from jobs.analysis.robots_directives import Directives, read_directives
from jobs.analysis.text import squeezed

Headers = Sequence[tuple[str, str]]

# A person has no time to read a page that goes on sooner; search engines call this a redirect as well.
_INSTANT_SECONDS = 1.0
_LONGEST_HEADING = 300
_REFRESH = re.compile(r"[\t\n\f\r ]*(\d*)[\d.]*(?:[\t\n\f\r ]*[;,\t\n\f\r ][\t\n\f\r ]*(.*))?", re.DOTALL)
_REFRESH_URL = re.compile(r"""(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?(?:"([^"]*)|'([^']*)|(.*))""", re.IGNORECASE | re.DOTALL)
_LINK_HEADER = re.compile(r"""<([^>]*)>((?:[^,"]|"(?:[^"\\]|\\.)*")*)""")
_REL_PARAMETER = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    heading: str
    lang: str | None
    base: Base
    canonical_url: str | None
    directives: Directives
    refresh_url: str | None


def read_head(outline: Outline, url: str, headers: Headers) -> Head:
    metas = [outline.nodes[element].attributes for element in outline.named("meta")]
    base = _base(outline, url)
    return Head(
        title=_title(outline),
        heading=_heading(outline),
        lang=_lang(outline),
        base=base,
        canonical_url=_canonical(outline, base) or _canonical_in(headers, base_at(url) or base),
        directives=read_directives(_named(metas), headers),
        refresh_url=_refresh(metas, base) or _refresh_in(headers, base_at(url) or base),
    )


def page_base(url: str) -> Base:
    """The base of a page that names none itself; a page has a web address, and where not, nothing resolves."""
    return base_at(url) or Base("", "", "", "")


def _base(outline: Outline, url: str) -> Base:
    own = page_base(url)
    for element in outline.named("base"):
        if _is_drawn(outline, element):
            continue
        href = outline.nodes[element].attributes.get("href")
        if href is not None:
            target = own.resolve(href)
            return (base_at(target) if target else None) or own
    return own


def _title(outline: Outline) -> str:
    for element in outline.named("title"):
        if not _is_drawn(outline, element):
            return squeezed(outline.nodes[element].text())
    return ""


def _heading(outline: Outline) -> str:
    """The first main heading that says something."""
    for element in (*outline.named("h1"), *outline.named("h2")):
        heading = squeezed(text_in(outline.nodes[element]))
        if heading:
            return heading[:_LONGEST_HEADING]
    return ""


def _lang(outline: Outline) -> str | None:
    root = outline.tree.root
    lang = root.attributes.get("lang") if root is not None else None
    return (lang or "").strip() or None


def _canonical(outline: Outline, base: Base) -> str | None:
    """Only the head counts: what stands in the body may come from a visitor."""
    for element in outline.named("link"):
        node = outline.nodes[element]
        attributes = node.attributes
        href = attributes.get("href")
        is_canonical = "canonical" in (attributes.get("rel") or "").lower().split()
        if href and is_canonical and node.parent is not None and node.parent.tag == "head":
            return base.resolve(href)
    return None


def _canonical_in(headers: Headers, base: Base) -> str | None:
    for name, value in headers:
        if name == "link":
            for target, parameters in _LINK_HEADER.findall(value):
                rel = _REL_PARAMETER.search(parameters)
                if rel and "canonical" in (rel[1] or rel[2] or "").lower().split():
                    return base.resolve(target)
    return None


def _named(metas: Sequence[Attributes]) -> Iterator[tuple[str, str]]:
    for attributes in metas:
        yield attributes.get("name") or "", attributes.get("content") or ""


def _refresh(metas: Sequence[Attributes], base: Base) -> str | None:
    for attributes in metas:
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            return _instant_target(attributes.get("content") or "", base)
    return None


def _refresh_in(headers: Headers, base: Base) -> str | None:
    """Browsers obey the header of that name too."""
    return next((_instant_target(value, base) for name, value in headers if name == "refresh"), None)


def _instant_target(content: str, base: Base) -> str | None:
    """https://html.spec.whatwg.org/#shared-declarative-refresh-steps

    A page that reloads itself, or would run a script, goes nowhere.
    """
    found = _REFRESH.match(content)
    if not found or not found[2] or int(found[1][:9] or "0") > _INSTANT_SECONDS:
        return None
    quoted = _REFRESH_URL.match(found[2])
    reference = (quoted[1] or quoted[2] or quoted[3] or "") if quoted else ""
    target = base.resolve(reference)
    if not target or not target.startswith(("http://", "https://")):
        return None
    return target if target.partition("#")[0] != base.document else None


def _is_drawn(outline: Outline, element: int) -> bool:
    """Inside SVG or MathML an element is another one of the same name."""
    return any(outer.tag in DRAWINGS for outer in around(outline.nodes[element]))
