"""A page's words, read when they are first asked for: few who read a page's links need all of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jobs.analysis.markup import parse
from jobs.analysis.outline import Outline, outline_of
from jobs.analysis.visible_text import visible_text


@dataclass(slots=True, eq=False)
class PageWords:
    """Taking the text takes the page's tree apart; who asks for something else afterwards makes us parse again."""

    _markup: bytes
    _outline: Outline | None = None
    _text: str | None = None
    _own_length: int | None = None

    @property
    def text(self) -> str:
        """All that a reader sees of the page, in one line."""
        if self._text is None:
            outline, self._outline = self._outline or outline_of(parse(self._markup)), None
            self._text = " ".join(visible_text(outline).split())
        return self._text

    @property
    def own_length(self) -> int:
        """How many characters no link makes: what a page says beside its menus and teasers."""
        if self._own_length is None:
            outline = self._outline or outline_of(parse(self._markup))
            self._own_length = _length_outside_links(outline)
        return self._own_length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageWords) and (self.text, self.own_length) == (other.text, other.own_length)

    def __hash__(self) -> int:
        return hash(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        """Who reads a page elsewhere hands over its words, not its tree."""
        own_length = self.own_length
        return PageWords, (b"", None, self.text, own_length)


def _length_outside_links(outline: Outline) -> int:
    if outline.body is None:
        return 0
    links = sum(len(outline.nodes[link].text(strip=True)) for link in outline.named("a") if outline.nodes[link].parent)
    return len(outline.body.text(strip=True)) - links
