"""A page's words, read when they are first asked for: few who read a page's links need all of its text."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from jobs.analysis.markup import parse
from jobs.analysis.outline import Outline, outline_of
from jobs.analysis.text import sketch_of
from jobs.analysis.visible_text import visible_text


@dataclass(frozen=True, slots=True)
class Gist:
    """What tells two texts apart before either is taken: a hash of all that is no space, and about its length."""

    hash: str
    length: int


@dataclass(slots=True, eq=False)
class PageWords:
    """Taking the text takes the page's tree apart; who asks for something else afterwards makes us parse again."""

    _markup: bytes
    _outline: Outline | None = None
    _text: str | None = None
    _own_length: int | None = None
    _gist: Gist | None = None
    _sketch: tuple[int, ...] | None = None

    @property
    def text(self) -> str:
        """All that a reader sees of the page, in one line."""
        if self._text is None:
            outline, self._outline = self._whole(), None
            self._text = " ".join(visible_text(outline).split())
        return self._text

    @property
    def own_length(self) -> int:
        """How many characters no link makes: what a page says beside its menus and teasers."""
        if self._own_length is None:
            self._own_length = _length_outside_links(self._whole())
        return self._own_length

    @property
    def gist(self) -> Gist:
        """Where lines end, only taking the text tells; without it, this costs a fifth."""
        if self._gist is None:
            self._gist = _gist_of(self._text if self._text is not None else _unbroken_text(self._whole()))
        return self._gist

    @property
    def sketch(self) -> tuple[int, ...]:
        if self._sketch is None:
            self._sketch = sketch_of(self.text)
        return self._sketch

    def let_go(self) -> None:
        """Whoever asks for what was not read by now makes us parse again: a tree takes ten times its page's room."""
        self._outline = None

    def _whole(self) -> Outline:
        return self._outline or outline_of(parse(self._markup))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageWords) and (self.text, self.own_length) == (other.text, other.own_length)

    def __hash__(self) -> int:
        return hash(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        """Who reads a page elsewhere hands over its words, not its tree."""
        of_whole = self.own_length, self.gist
        return PageWords, (b"", None, self.text, *of_whole, self._sketch)


def _unbroken_text(outline: Outline) -> str:
    return outline.body.text() if outline.body is not None else ""


def _gist_of(text: str) -> Gist:
    words = text.split()
    letters = "".join(words)
    known_by = blake2b(letters.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return Gist(known_by, len(letters) + max(0, len(words) - 1))


def _length_outside_links(outline: Outline) -> int:
    if outline.body is None:
        return 0
    links = sum(len(outline.nodes[link].text(strip=True)) for link in outline.named("a") if outline.nodes[link].parent)
    return len(outline.body.text(strip=True)) - links
