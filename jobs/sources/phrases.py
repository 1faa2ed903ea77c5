"""Puts names into the words of a search: exact phrases, as many to a query as it holds, own sites left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from jobs.sources.port import Subject

_MOST_CHARACTERS = 380  # Brave takes 400
_MOST_WORDS = 32  # Google drops what comes after; Brave takes 50
_MOST_EXCLUDED = 5
_MARKS = re.compile(r'["“”()<>|\\\x00-\x1f]+')
_EXCLUDED = re.compile(r"(?<!\S)-site:(\S+)")


def phrase(name: str) -> str:
    """The words of a name in this order, for any search engine; empty where nothing is left of it."""
    words = " ".join(_MARKS.sub(" ", name).split())
    return f'"{words}"' if words else ""


def wanted_names(subject: Subject) -> tuple[str, ...]:
    """Every term of every brand and every watched word, each once."""
    terms = [term for brand in subject.brands for term in brand.terms]
    return tuple(dict.fromkeys([*terms, *subject.terms]))


def any_of(phrases: Iterable[str], most_characters: int, most_words: int = _MOST_WORDS) -> tuple[str, ...]:
    """Queries that ask for any of the phrases; one that is too long on its own is nobody's name."""
    queries: list[str] = []
    for one in phrases:
        longer = f"{queries[-1]} OR {one}" if queries else one
        if queries and len(longer) <= most_characters and len(longer.split()) <= most_words:
            queries[-1] = longer
        elif one and len(one) <= most_characters and len(one.split()) <= most_words:
            queries.append(one)
    return tuple(queries)


def web_queries(subject: Subject) -> tuple[str, ...]:
    """For searches of the whole web. Some engines pass over ``-site:``, so own pages are to be left out again."""
    without = "".join(f" -site:{domain}" for domain in subject.domains[:_MOST_EXCLUDED])
    room = _MOST_CHARACTERS - len(without)
    return tuple(
        f"{query}{without}"
        for query in any_of(map(phrase, wanted_names(subject)), room, _MOST_WORDS - without.count(" "))
    )


def is_excluded(url: str, query: str) -> bool:
    """Whether a page is on a site that the query leaves out."""
    return any(is_on(url, domain) for domain in _EXCLUDED.findall(query))


def is_on(url: str, domain: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host == domain or host.endswith(f".{domain}")
