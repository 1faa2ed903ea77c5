"""What to ask for: the page of ours that fits best, and the sentence as it would read with the link in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from math import log

from storage.domain import Snippet, Suggestion

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_FIT = 1.0


def suggest(snippet: Snippet, context: str, titles: Mapping[str, str], home: str) -> Suggestion:
    """``titles`` are our own pages by address. The anchor is the very words the page used; where no page of ours
    shares enough rare words with what is said there, the home page is asked for."""
    page = _best(f"{snippet.before} {snippet.after} {context}", titles, snippet.name) or home
    return Suggestion(page, snippet.name, f"{snippet.before}[{snippet.name}]{snippet.after}")


def _best(said: str, titles: Mapping[str, str], name: str) -> str | None:
    """The page whose title shares most with what is said; a word that many titles have tells little."""
    ours = {url: _words(title) - _words(name) for url, title in titles.items()}
    spread = Counter(word for words in ours.values() for word in words)
    here = _words(said)
    fits = {url: sum(log(1 + len(ours) / spread[word]) for word in words & here) for url, words in ours.items()}
    best = max(fits, key=lambda url: (fits[url], -len(url)), default=None)
    return best if best is not None and fits[best] >= _LEAST_FIT else None


def _words(text: str) -> frozenset[str]:
    """Words by their stems, roughly: plurals and cases are one word."""
    return frozenset(word.casefold()[:7].rstrip("s") for word in _WORD.findall(text))
