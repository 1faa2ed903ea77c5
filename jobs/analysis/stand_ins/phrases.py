"""Phrases as stand-ins use them, found as whole words however they are spelled, in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Letters that take no accent apart, letters of two alphabets that look alike, and what is not seen at all.
_SPELLINGS = str.maketrans("ıłđøيك", "ildoیک", "\u00ad\u200b\u200d\u2060\ufeff")
_MARKS = str.maketrans("“”„~", '""" ')
_QUOTED = re.compile(r'"[^"]{1,200}"')
_SENTENCE_ENDS = re.compile(r"[.!?…]+(?=\s|$)|[。！？]+")
_TITLE_PARTS = re.compile(r"[|｜–—·•:：»«›‹/()\[\]【】「」]|\s-+\s|[.!?…]+(?=\s|$)|[。！？]+")
_NOT_WORDS = re.compile(r"[^a-z0-9~]+")
_END = " ~ "
_MOST_OF_A_PART = 0.75
# These scripts write no blanks between words, or hang particles on them.
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1100", "\u11ff"), ("\u2e80", "\u9fff"), ("\uf900", "\ufaff"))


def plain(text: str) -> str:
    """Lower case without accents and punctuation, with one blank around every word and `` ~ `` after a sentence.

    What is quoted is left out: who quotes "page not found" does not say it.
    """
    text = _SENTENCE_ENDS.sub(_END, _QUOTED.sub(" ", text.translate(_MARKS)))
    if text.isascii():
        return f" {' '.join(_NOT_WORDS.sub(' ', text.lower()).split())} "
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_SPELLINGS)
    kept = (character for character in folded if not unicodedata.combining(character))
    spaced = "".join(character if _is_of_a_word(character) else " " for character in kept)
    return f" {' '.join(spaced.split())} "


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or character == "~" or unicodedata.category(character) in ("Mn", "Mc")


def title_parts(title: str) -> tuple[str, ...]:
    """What a title is put together from, such as the name of the page and that of the site."""
    return tuple(part for part in map(plain, _TITLE_PARTS.split(title)) if part.strip())


@dataclass(frozen=True, slots=True)
class Phrases:
    """Each phrase stands in ``plain`` spelling; those of spaced scripts have a blank on both sides."""

    spelled: tuple[str, ...]

    def in_text(self, text: str) -> Iterator[str]:
        return (phrase for phrase in self.spelled if phrase in text)

    def make_up(self, part: str) -> bool:
        """One of the phrases is most of what is said; a single word must be all of it."""
        size = len(part.strip())
        return any(
            len(phrase.strip()) >= (_MOST_OF_A_PART if _is_several_words(phrase) else 1) * size
            for phrase in self.in_text(part)
        )


def _is_several_words(phrase: str) -> bool:
    """A blank inside, or a script that writes none."""
    return not phrase.startswith(" ") or " " in phrase.strip()


def phrases(table: str) -> Phrases:
    """Phrases of a table: one language a line, phrases parted by a stroke."""
    found = (phrase.strip() for line in table.splitlines() for phrase in line.split("|"))
    return Phrases(tuple(dict.fromkeys(_spelled(phrase) for phrase in found if phrase)))


def _spelled(phrase: str) -> str:
    spelled = plain(phrase)
    return spelled.strip() if any(map(_is_unspaced, spelled)) else spelled


def _is_unspaced(character: str) -> bool:
    return any(first <= character <= last for first, last in _UNSPACED)
