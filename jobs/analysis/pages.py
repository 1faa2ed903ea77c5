"""What one page is and what it links to: from the bytes a server sent to the facts that judging needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.anchor_text import anchors_in
from jobs.analysis.charsets import Decoded, decode, decode_as
from jobs.analysis.charsets import UnreadablePageError as UnreadablePageError
from jobs.analysis.detours import find_detours
from jobs.analysis.head import read_head
from jobs.analysis.links import PageLink as PageLink
from jobs.analysis.links import read_links, wordless_links
from jobs.analysis.main_text import PageLine, main_text, read_lines
from jobs.analysis.markup import parse
from jobs.analysis.meta_prescan import charset_of_meta
from jobs.analysis.outline import Outline, outline_of
from jobs.analysis.page_words import PageWords
from jobs.analysis.placement import PlacementJudge
from jobs.analysis.references import Reference, find_references
from jobs.analysis.structured_data import StructuredData, read_structured_data
from jobs.analysis.visible_text import text_with_links
from jobs.analysis.xhtml import as_html, is_xhtml
from storage.domain import Carrier

_FEW_LINKS = 24
_MOST_LINKS = 1_000


@dataclass(frozen=True)
class Page:
    """One page as it was served. ``text`` is all a reader sees; ``lines`` and ``data`` are read only with every link.

    ``heading`` is the first main heading. ``noindex_by`` and ``nofollow_by`` name the carrier of a rule for the whole
    page. ``refresh_url`` is where the page sends its readers at once. ``links`` tells of the first thousand of
    ``occurrences`` links to the own domains. ``detours`` are links that may lead there through another server, looked
    for where none does directly. ``sketch`` and ``content_hash`` know the same text again. ``is_as_known``: it looks as
    it did when its words were taken a few looks ago, so that nobody needs to take them again.
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
    occurrences: int
    detours: tuple[PageLink, ...]
    lines: tuple[PageLine, ...]
    words: PageWords
    data: StructuredData
    is_as_known: bool = False

    @cached_property
    def main_text(self) -> str:
        return main_text(self.lines)

    @property
    def text(self) -> str:
        return self.words.text

    @property
    def text_length(self) -> int:
        return len(self.words.text)

    @property
    def own_text_length(self) -> int:
        """How many characters no link makes: what a page says beside its menus and teasers."""
        return self.words.own_length

    @property
    def sketch(self) -> tuple[int, ...]:
        return self.words.sketch

    @property
    def content_hash(self) -> str:
        return self.words.gist.hash


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    headers: Sequence[tuple[str, str]] = (),
    own: OwnDomains | None,
    is_harmless: bool = False,
) -> Page:
    """Links to the ``own`` domains, or every link where ``own`` is None; raises ``UnreadablePageError``.

    ``is_harmless``: somebody has looked whether the body is.
    """
    parsed = _parsed(body, content_type, is_harmless)
    outline = parsed.outline
    head = read_head(outline, url, headers)
    nofollow_by = head.directives.nofollow_by
    written = find_references(outline, head.base)
    references = written.to(own)
    detours = find_detours(written, parsed.markup, own) if own and not references else ()
    told = read_links(detours, nofollow_by, PlacementJudge(outline))
    contents = _contents(references[:_MOST_LINKS] if own else references, own, nofollow_by, parsed)
    return Page(
        url=url,
        charset=parsed.charset,
        title=head.title,
        heading=head.heading,
        lang=head.lang,
        base_url=head.base.document,
        canonical_url=head.canonical_url,
        noindex_by=head.directives.noindex_by,
        nofollow_by=nofollow_by,
        refresh_url=head.refresh_url,
        links=contents.links,
        occurrences=len(references),
        detours=told,
        lines=contents.lines,
        words=contents.words,
        data=read_structured_data(parsed.markup) if own is None else StructuredData(),
    )


@dataclass(frozen=True, slots=True)
class _Parsed:
    """``markup`` is the page in UTF-8."""

    outline: Outline
    markup: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class _Contents:
    links: tuple[PageLink, ...]
    lines: tuple[PageLine, ...]
    words: PageWords


def _contents(
    references: Sequence[Reference], own: OwnDomains | None, page_nofollow_by: Carrier | None, parsed: _Parsed
) -> _Contents:
    """Few links are read one by one; for many, all of the text is read at once."""
    judge = PlacementJudge(parsed.outline)
    if own is not None and len(references) <= _FEW_LINKS:
        links = read_links(references, page_nofollow_by, judge)
        return _Contents(links, (), PageWords(parsed.markup, parsed.outline))
    wordless = wordless_links(references, page_nofollow_by, judge)
    judge.measure()
    nodes = parsed.outline.nodes
    found = text_with_links(parsed.outline, [nodes[reference.element] for reference in references])
    links = tuple(link.saying(anchor) for link, anchor in zip(wordless, anchors_in(found), strict=True))
    lines = read_lines(found.lines, judge) if own is None else ()
    return _Contents(links, lines, PageWords(parsed.markup, None, " ".join(found.text.split())))


def _parsed(body: bytes, content_type: str | None, is_harmless: bool = False) -> _Parsed:
    decoded = decode(body, content_type)
    if is_xhtml(content_type):
        markup = as_html(decoded.markup)
        return _Parsed(outline_of(parse(markup)), markup, decoded.charset)
    outline = outline_of(parse(decoded.markup, is_harmless=is_harmless))
    late = None if decoded.is_declared else _declared_late(body, outline)
    if late is None or late.charset == decoded.charset:
        return _Parsed(outline, decoded.markup, decoded.charset)
    return _Parsed(outline_of(parse(late.markup, is_harmless=is_harmless)), late.markup, late.charset)


def _declared_late(body: bytes, outline: Outline) -> Decoded | None:
    """A browser that meets a declaration behind the first kilobyte begins again with it."""
    for meta in outline.named("meta"):
        charset = charset_of_meta(outline.nodes[meta].attributes)
        if charset:
            return decode_as(body, charset)
    return None
