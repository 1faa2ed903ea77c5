"""Tells what is said of a page's author from what the author says: the box below an article, or its last paragraph."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from jobs.analysis.outline import BLOCKS, HEADING_IDS
from jobs.analysis.surroundings import Part

_LEVELS = 3
_STEPS = 5
_HEADING_TEXT = 60
_HEADING = re.compile(
    r"\W*(?:(?:about|meet) (?:the )?(?:authors?|writers?|contributors?)\b|(?:the )?authors?(?: bio(?:graphy)?)?\W*$"
    r"|author (?:bio|info|profile)|(?:guest )?(?:author|contributor) bio"
    r"|(?:ü|ue)ber (?:den|die) (?:autor|verfasser)|zum autor\b|zur autorin|der autor\b|die autorin\b"
    r"|(?:à|a) propos (?:de l['’]auteur|des auteur)|l['’]auteure?\b|sobre (?:el|la|los) autor|sobre (?:o|a|os) autor"
    r"|acerca del autor|(?:informazioni )?sull['’]autor|l['’]autore\b|chi è l['’]autore|over de (?:auteur|schrijver)"
    r"|om (?:forfatteren|författaren|skribenten)|(?:tietoja )?kirjoittaja|o autor(?:ze|ce|ovi|u|ech)\b|o avtorju"
    r"|despre autor|a szerzőről|об авторе|про автора|за автора|σχετικά με τον συγγραφέα|yazar hakkında"
    r"|tentang penulis|về tác giả|عن (?:الكاتب|المؤلف)|על (?:המחבר|הכותב)|लेखक के बारे में|เกี่ยวกับผู้เขียน"
    r"|著者(?:について|紹介|プロフィール)|この記事を書いた人"
    r"|关于作者|作者(?:简介|介紹|簡介)|關於作者|저자 소개|글쓴이)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Bios:
    """Of one page. ``content`` are the elements around its content: what holds that is no box, but about a person."""

    content: Container[int]
    _known: dict[int, bool] = field(default_factory=dict)

    def hold(self, part: Part) -> bool:
        return self._is_in_box(part) or self._is_below_heading(part)

    def _is_in_box(self, part: Part) -> bool:
        depth = part.nearest.get("bio")
        if depth is None:
            return False
        return next(outer.key for outer in part.outwards() if outer.depth == depth) not in self.content

    def _is_below_heading(self, part: Part) -> bool:
        """Nobody looks far: such a heading stands next to what it is about."""
        block: Part | None = part
        levels = 0
        while block is not None and levels < _LEVELS:
            if block.tag in BLOCKS:
                levels += 1
                if block.key not in self.content and self._is_headed(block):
                    return True
            block = block.around
        return False

    def _is_headed(self, block: Part) -> bool:
        known = self._known.get(block.key)
        if known is None:
            known = self._known[block.key] = _is_headed(block.node)
        return known


def _is_headed(node: LexborNode) -> bool:
    """Whether the nearest heading among the few nodes before it announces an author."""
    beside = node.prev
    for _ in range(_STEPS):
        if beside is None:
            return False
        if beside.tag_id in HEADING_IDS:
            return announces_author(beside.text())
        beside = beside.prev
    return False


def announces_author(heading: str) -> bool:
    said = heading.strip()
    return len(said) <= _HEADING_TEXT and _HEADING.match(said) is not None
