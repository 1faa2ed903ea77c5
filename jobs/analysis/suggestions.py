"""What to ask for: the page of ours that fits best, and the sentence as it would read with the link in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from math import log

from storage.domain import Snippet, Suggestion

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_FIT = 1.0


class OwnTitles:
    """The titles of our own pages by address, ready to be compared with one page after the other."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._pages = len(titles)
        self._with: dict[str, list[str]] = defaultdict(list)
        for url, title in titles.items():
            for word in _words(title):
                self._with[word].append(url)

    def best(self, said: str, name: str) -> str | None:
        """The page whose title shares most with what is said; a word that many titles have tells little."""
        fits: dict[str, float] = defaultdict(float)
        for word in sorted(_words(said) - _words(name)):
            urls = self._with.get(word, ())
            for url in urls:
                fits[url] += log(1 + self._pages / len(urls))
        best = max(fits, key=lambda url: (fits[url], -len(url), url), default=None)
        return best if best is not None and fits[best] >= _LEAST_FIT else None


NO_TITLES = OwnTitles({})


def suggest(snippet: Snippet, context: str, titles: OwnTitles, home: str) -> Suggestion:
    """The anchor is the very words the page used; where no page of ours shares enough rare words with what is said
    there, the home page is asked for."""
    page = titles.best(f"{snippet.before} {snippet.after} {context}", snippet.name) or home
    return Suggestion(page, snippet.name, f"{snippet.before}[{snippet.name}]{snippet.after}")


def _words(text: str) -> frozenset[str]:
    """Words by their stems, roughly: plurals and cases are one word."""
    return frozenset(word.casefold()[:7].rstrip("s") for word in _WORD.findall(text))
