"""Tells whether a name that is also an everyday word means the brand, by the words around it and by people's votes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from storage.domain import Brand, Vote

ENOUGH_VOTES = 30  # from then on the words around a name count too

_NEAR_TOKENS = 25
_SHORT = 4  # letters: so short a name is a word, an abbreviation or a first name somewhere
_ACCEPTED = 3
_MOST_LEARNT = 3.0
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+")
_STOPS = (".", "!", "?", "…", ":", "\n", "“", '"', "»", "。")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What votes taught of a brand: how much each word speaks for it (log-odds), and what domains turned out to be.

    ``votes`` below thirty teach no words yet; a domain's own vote counts at once.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    domains: Mapping[str, bool] = field(default_factory=dict)
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """``is_ours`` is None where it takes a person to tell. ``reasons`` say what counted, the heaviest first."""

    score: float
    is_ours: bool | None
    reasons: tuple[str, ...] = ()


def is_in_doubt(brand: Brand, text: str, found: str) -> bool:
    """Whether the name alone proves nothing: it is short, said to be common, or the page writes it small as a word."""
    name = found.strip()
    letters = sum(letter.isalpha() for letter in name)
    if brand.is_common or letters <= _SHORT:
        return True
    is_one_word = len(name.split()) == 1 and name[:1].isupper()
    return is_one_word and re.search(rf"(?<![\w.@/-]){re.escape(name.lower())}(?![\w@-])", text) is not None


def judge_context(brand: Brand, text: str, start: int, end: int, domain: str, learnt: Learnt) -> Judged:
    """PRODUCT.md §5.9: points for and against ``text[start:end]`` meaning the brand; from three on it does."""
    near = _near(text, start, end)
    found = text[start:end]
    points = [
        *_said(near, brand.excluded, -5, "“{}” is near, which speaks against it"),
        *_said(_around(text, start, end), _other_names(brand, found), -3, "it is part of the name “{}”"),
        *_own_words(near, brand),
        *_said(near, brand.required, 3, "“{}” is near"),
        *_said(near, brand.categories, 1, "“{}” is near"),
        *_case(brand, text, start, found),
        *_domain(domain, learnt),
        *_learnt(near, learnt),
    ]
    if not is_in_doubt(brand, text, found):
        points.append((3, "the name is no everyday word"))
    total = sum(point for point, _ in points)
    reasons = tuple([reason for _, reason in sorted(points, key=lambda one: -abs(one[0]))])
    return Judged(total, True if total >= _ACCEPTED else False if total < 0 else None, reasons)


def learned(votes: Sequence[Vote]) -> Learnt:
    """Token log-odds with add-one smoothing, so that no single vote decides; the last vote on a domain stands."""
    domains = {vote.domain: vote.is_ours for vote in sorted(votes, key=lambda one: one.voted_at)}
    if len(votes) < ENOUGH_VOTES:
        return Learnt(domains=domains, votes=len(votes))
    ours = Counter(word for vote in votes if vote.is_ours for word in _words(vote.context))
    others = Counter(word for vote in votes if not vote.is_ours for word in _words(vote.context))
    yes, no = sum(vote.is_ours for vote in votes), sum(not vote.is_ours for vote in votes)
    seen = [word for word in ours | others if ours[word] + others[word] > 1]
    odds = {word: log((ours[word] + 1) / (yes + 2)) - log((others[word] + 1) / (no + 2)) for word in seen}
    return Learnt(odds, domains, len(votes))


def _own_words(near: str, brand: Brand) -> list[tuple[float, str]]:
    own = (*brand.own_domains, *brand.products, *brand.people)
    return _said(near, own, 4, "“{}” is near, which is yours")


def _said(near: str, words: Sequence[str], points: float, reason: str) -> list[tuple[float, str]]:
    """Once for each kind of word, however many there are."""
    for word in words:
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", near, re.IGNORECASE):
            return [(points, reason.format(word))]
    return []


def _other_names(brand: Brand, found: str) -> list[str]:
    return [
        name
        for name in brand.competitors
        if found.casefold() in name.casefold() and name.casefold() != found.casefold()
    ]


def _case(brand: Brand, text: str, start: int, found: str) -> list[tuple[float, str]]:
    """Written as the brand writes itself, where a sentence would not have made it so anyway."""
    before = text[:start].rstrip(" \t“\"'(")
    begins = not before or before.endswith(_STOPS)
    if found in brand.terms and not begins and not found.islower():
        return [(1, "it is written as a name")]
    return [(-1, "it is written as a word")] if found.islower() and not brand.name.islower() else []


def _domain(domain: str, learnt: Learnt) -> list[tuple[float, str]]:
    known = learnt.domains.get(domain)
    if known is None:
        return []
    return [(2, f"{domain} meant you before")] if known else [(-2, f"{domain} meant something else before")]


def _learnt(near: str, learnt: Learnt) -> list[tuple[float, str]]:
    if not learnt.words:
        return []
    odds = sum(learnt.words.get(word, 0.0) for word in _words(near))
    points = max(-_MOST_LEARNT, min(_MOST_LEARNT, odds))
    if abs(points) < 1:
        return []
    side = "for it" if points > 0 else "against it"
    return [(round(points, 1), f"your {learnt.votes} votes speak {side}")]


def _near(text: str, start: int, end: int) -> str:
    """The 25 tokens before and after."""
    before = [match.start() for match in _WORD.finditer(text, max(0, start - 400), start)][-_NEAR_TOKENS:]
    after = [match.end() for match in _WORD.finditer(text, end, end + 400)][:_NEAR_TOKENS]
    return text[before[0] if before else start : start] + " " + text[end : after[-1] if after else end]


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 60) : end + 60]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text) if len(word) > 2)
