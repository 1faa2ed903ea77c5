"""What one page is and what it links to: from the bytes a server sent to the facts that judging needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from selectolax.lexbor import LexborHTMLParser

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.charsets import Decoded, decode, decode_as
from jobs.analysis.charsets import UnreadablePageError as UnreadablePageError
from jobs.analysis.detours import find_detours
from jobs.analysis.head import read_head
from jobs.analysis.links import PageLink as PageLink
from jobs.analysis.links import read_links
from jobs.analysis.main_text import main_text
from jobs.analysis.markup import parse
from jobs.analysis.meta_prescan import charset_of_meta
from jobs.analysis.outline import outline_of
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.references import find_references
from jobs.analysis.text import sketch_of
from storage.domain import Carrier


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was served. ``text`` is all a reader sees; ``main_text`` is read only with every link.

    ``heading`` is the first main heading. ``noindex_by`` and ``nofollow_by`` name the carrier of a rule for the whole
    page. ``refresh_url`` is where the page sends its readers at once. ``detours`` are links that may lead to the own
    domains through another server, looked for where none does directly. ``own_text_length`` counts the characters
    that no link makes: menus and teasers are links. ``sketch`` and ``content_hash`` know the same text again.
    """

    url: str
    charset: str
    title: str
    heading: str
    lang: str | None
    base_url: str
    canonical_url: str | None
    noindex_by: Carrier | None
    nofollow_by: Carrier | None
    refresh_url: str | None
    links: tuple[PageLink, ...]
    detours: tuple[PageLink, ...]
    text: str
    main_text: str
    text_length: int
    own_text_length: int
    sketch: tuple[int, ...]
    content_hash: str


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    headers: Sequence[tuple[str, str]] = (),
    own: OwnDomains | None,
) -> Page:
    """Links to the ``own`` domains, or every link where ``own`` is None; raises ``UnreadablePageError``."""
    tree, charset = _parsed(body, content_type)
    outline = outline_of(tree)
    head = read_head(outline, url, headers)
    written = find_references(outline, head.base)
    references = written.to(own)
    detours = find_detours(written, own) if own and not references else ()
    judge = PlacementJudge(outline)
    text = outline.text()
    return Page(
        url=url,
        charset=charset,
        title=head.title,
        heading=head.heading,
        lang=head.lang,
        base_url=head.base.document,
        canonical_url=head.canonical_url,
        noindex_by=head.directives.noindex_by,
        nofollow_by=head.directives.nofollow_by,
        refresh_url=head.refresh_url,
        links=read_links(references, head.directives.nofollow_by, judge),
        detours=read_links(detours, head.directives.nofollow_by, judge),
        text=text,
        main_text=main_text(judge) if own is None else "",
        text_length=len(text),
        own_text_length=outline.text_outside_links(),
        sketch=sketch_of(text),
        content_hash=blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest(),
    )


def _parsed(body: bytes, content_type: str | None) -> tuple[LexborHTMLParser, str]:
    decoded = decode(body, content_type)
    tree = parse(decoded.markup)
    if decoded.is_declared:
        return tree, decoded.charset
    late = _declared_late(body, tree)
    if late is None or late.charset == decoded.charset:
        return tree, decoded.charset
    return parse(late.markup), late.charset


def _declared_late(body: bytes, tree: LexborHTMLParser) -> Decoded | None:
    """A browser that meets a declaration behind the first kilobyte begins again with it."""
    for meta in tree.css("meta[charset],meta[http-equiv]"):
        charset = charset_of_meta(meta.attributes)
        if charset:
            return decode_as(body, charset)
    return None
