"""Which live page of a site comes closest to a broken one; silent where none is close enough to be worth a redirect."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile
from math import log
from types import MappingProxyType

from jobs.analysis.addresses import AddressError, canonical_key
from jobs.analysis.path_words import (
    PathWords,
    are_alike,
    is_another_number,
    is_light,
    path_words,
    words_of,
    words_shared,
)
from storage.domain import RedirectSuggestion

LEAST = 0.5
_LIGHT = 0.2
_FOLDER = 0.5
_KINSHIP = 0.12
_SAID = 0.22
_UNSAID = 0.92  # anchor texts that say something else weigh little: many are a brand's name
_CONFLICT = 0.6
_JOINED = 0.8
_OTHER_NUMBER = 0.45  # episode 42 is not episode 43
_TOSS = 0.02
_MOST_COMPARED = 4_000
_MISSPELT = 0.85
_NAMED = 3
_GENERIC = frozenset(words_of("here click this link read more website site web page source via see http https www com"))


def suggest_redirect(broken_url: str, live_urls: Iterable[str], said: Sequence[str] = ()) -> RedirectSuggestion | None:
    """``said`` are the anchor texts of the links that lead to the broken page."""
    return LivePages(live_urls).closest(broken_url, said)


class LivePages:
    """A site's live pages, ready to be compared with one broken page after the other."""

    def __init__(self, urls: Iterable[str], broken: Collection[str] = ()) -> None:
        """``broken`` pages are no aim for a redirect, even where a sitemap still names them."""
        no_aim = frozenset(map(_key, broken))
        pages = [path_words(url) for url in sorted(set(urls))]
        self._pages = [page for page in pages if not page.is_home and _key(page.url) not in no_aim]
        self._languages = frozenset(page.language for page in self._pages)
        self._with: dict[str, list[int]] = defaultdict(list)
        self._joined: dict[str, list[int]] = defaultdict(list)
        for at, page in enumerate(self._pages):
            self._joined[page.joined].append(at)
            for stem in page.stems:
                self._with[stem].append(at)

    def closest(self, broken_url: str, said: Sequence[str] = ()) -> RedirectSuggestion | None:
        """``said`` are the anchor texts of the links that lead there."""
        broken = path_words(broken_url)
        if broken.is_home:
            return None
        sought = _Sought(broken, self._spelt(broken), _said_words(said, broken.host))
        own_key = _key(broken_url)
        fits = [
            self._fit(sought, page)
            for page in self._candidates(sought)
            if self._is_same_language(broken.language, page.language) and _key(page.url) != own_key
        ]
        fits.sort(key=lambda fit: (-round(fit.similarity, 4), len(fit.page.url), fit.page.url))
        if not fits or fits[0].similarity < LEAST or _is_a_toss(fits):
            return None
        return RedirectSuggestion(fits[0].page.url, round(fits[0].similarity, 2), _why(fits[0]))

    def _is_same_language(self, broken: str, live: str) -> bool:
        """An address without a language is in that of the site, which is none of those with addresses of their own."""
        if broken == live:
            return True
        if not live:
            return broken not in self._languages
        return not broken and self._languages == {live}

    def _candidates(self, sought: _Sought) -> list[PathWords]:
        """Those that share a word, the rarest words first: a word of every address tells nothing."""
        found = set(self._joined.get(sought.page.joined, ()) if sought.page.joined else ())
        lists = [self._with.get(stem, []) for stem in {*sought.spelt.values(), *sought.said}]
        for places in sorted(lists, key=len):
            if found and len(found) + len(places) > _MOST_COMPARED:
                break
            found.update(places[:_MOST_COMPARED])
        return [self._pages[at] for at in sorted(found)]

    def _spelt(self, broken: PathWords) -> dict[str, str]:
        """Each stem of the broken address as the live ones spell it: whoever linked may have mistyped."""
        return {stem: stem if stem in self._with else self._alike(stem) for stem in broken.stems}

    def _alike(self, stem: str) -> str:
        if any(letter.isdigit() for letter in stem):
            return stem
        return min((known for known in self._with if are_alike(stem, known)), default=stem)

    def _fit(self, sought: _Sought, page: PathWords) -> _Fit:
        is_joined = bool(sought.page.joined) and sought.page.joined == page.joined
        shared = page.stems & set(sought.spelt.values())
        if not shared and not is_joined:
            return _Fit(page, 0.9 * self._named_alone(sought.said, page), frozenset(), page.stems - sought.said)
        overlap, conflict = self._overlap(sought, page, shared)
        if is_joined:
            overlap, conflict, shared = max(overlap, _JOINED), 0.0, shared | set(page.slug)
        similarity = overlap * (1 - _KINSHIP) + _KINSHIP * _kinship(sought.page, page)
        similarity *= 1 - _CONFLICT * conflict
        if sought.said:
            named = sum(self._weight(stem) for stem in page.stems & sought.said)
            known = named / sum(self._weight(stem) for stem in page.stems)
            similarity = max(similarity * (1 - _SAID) + _SAID * known, similarity * _UNSAID)
        if is_another_number(sought.page, page, shared):
            similarity *= _OTHER_NUMBER
        return _Fit(page, min(similarity, 1.0), frozenset(shared), page.stems - shared)

    def _overlap(self, sought: _Sought, page: PathWords, shared: Set[str]) -> tuple[float, float]:
        """How much of what both addresses say is said by both, and how far each has something else in its place."""
        asked, there = self._weights(sought.page, sought.spelt), self._weights(page)
        misspelt = {known for stem, known in sought.spelt.items() if known != stem}
        common = sum((asked[stem] + there[stem]) * (_MISSPELT if stem in misspelt else 1.0) for stem in shared)
        slug = {sought.spelt[stem] for stem in sought.page.slug}
        theirs_alone = sum(self._weight(stem) for stem in set(page.slug) - shared)
        ours_alone = sum(self._weight(stem) for stem in slug - shared)
        together = sum(self._weight(stem) for stem in shared & (slug | set(page.slug)))
        conflict = min(theirs_alone, ours_alone) / together if together else 1.0
        return common / (sum(asked.values()) + sum(there.values())), min(conflict, 1.0)

    def _named_alone(self, said: frozenset[str], page: PathWords) -> float:
        """An address whose words say nothing: only what those who link there call it can tell."""
        there = self._weights(page)
        asked = {stem: self._weight(stem) for stem in said}
        common = sum(there[stem] + asked[stem] for stem in page.stems & said)
        total = sum(there.values()) + sum(asked.values())
        return common / total if total else 0.0

    def _weights(self, page: PathWords, spelt: Mapping[str, str] = MappingProxyType({})) -> dict[str, float]:
        weights: dict[str, float] = {}
        for stems, share in ((page.folders, _FOLDER), (page.slug, 1.0)):
            for stem in stems:
                known = spelt.get(stem, stem)
                weights[known] = max(weights.get(known, 0.0), share * self._weight(known))
        return weights

    def _weight(self, stem: str) -> float:
        """Between 0 and 1: a word that many addresses have, or that ties others together, says little."""
        pages = len(self._pages)
        rarity = log(1 + pages / max(len(self._with.get(stem, ())), 1)) / log(1 + pages) if pages > 1 else 1.0
        return rarity * (_LIGHT if is_light(stem) else 1.0)


@dataclass(frozen=True, slots=True)
class _Sought:
    page: PathWords
    spelt: dict[str, str]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Fit:
    """``beside`` is what the live address says and the broken one does not."""

    page: PathWords
    similarity: float
    shared: frozenset[str]
    beside: frozenset[str]


def _key(url: str) -> str:
    try:
        return canonical_key(url)
    except AddressError:
        return url


def _said_words(said: Sequence[str], host: str) -> frozenset[str]:
    """What anchor texts say beside the name of the site itself, where not only one of many says it."""
    named = {*words_of(host.replace(".", " ")), *_GENERIC}
    uses = Counter(word for anchor in said for word in set(words_of(anchor)))
    return frozenset(
        word for word, times in uses.items() if 3 * times >= len(said) and word not in named and not is_light(word)
    )


def _kinship(broken: PathWords, page: PathWords) -> float:
    """How far both are in the same place: the host, the folders from the front, the depth."""
    if broken.host != page.host:
        return 0.0
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(broken.folders, page.folders, strict=False))))
    most = max(len(broken.folders), len(page.folders))
    return 0.3 + 0.5 * (same / most if most else 1.0) + 0.2 / (1 + abs(broken.depth - page.depth))


def _is_a_toss(fits: Sequence[_Fit]) -> bool:
    """Two pages come as close, each with something of its own: nobody knows which of them was meant."""
    best = fits[0]
    return any(
        best.beside and other.beside and best.page.stems != other.page.stems
        for other in fits[1:]
        if best.similarity - other.similarity < _TOSS
    )


def _why(fit: _Fit) -> str:
    words = words_shared(fit.page.url, {stem for stem in fit.shared if not is_light(stem)})[:_NAMED]
    if not words:
        return "what the links to it are called"
    return f"its address has {' and '.join(f'“{word}”' for word in words)} too"
