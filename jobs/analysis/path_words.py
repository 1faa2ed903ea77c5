"""What the words of an address say of its page, without what says nothing: dates, numbers, endings, languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

_ENDING = re.compile(r"\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm|cgi|do|md|amp)$", re.IGNORECASE)
_FRONT = frozenset({"index", "default", "home", "amp", "welcome"})
_CODES = (
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv th tr uk"
    " vi zh"
)
_LANGUAGES = frozenset(_CODES.split())
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_LANGUAGE_FIELDS = frozenset({"lang", "language", "hl", "locale"})
_HUMP = re.compile(r"(?<=[a-z0-9ß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_LETTERS_AND_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ID = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}", re.IGNORECASE)
_SHORT = 3  # b2b and q1 are one word
_LONGEST_NUMBER = 3  # a longer one is a year or an id
_LEAST_ALIKE = 4
_LEAST_MISTYPED = 5
_CARRIED = frozenset({"utm", "fbclid", "gclid"})
# Words that many sites have in many addresses, and words that tie others together.
_SAYING_LITTLE = (
    "a an and are at by de der die das du el en et for from how in is it la le les of on or our the to und un una une"
    " von was we what why with you your y blog post article new category tag page content wp node item view show"
    " archive p s"
)
_LIGHT = frozenset(_SAYING_LITTLE.split())


@dataclass(frozen=True)
class PathWords:
    """``slug`` are the stems of the last part that has any, ``folders`` those before it, ``numbers`` what the last part
    has where it has no words. ``joined`` is the slug in one word: oncall is on-call. ``host`` is without www."""

    url: str
    host: str
    language: str
    folders: tuple[str, ...]
    slug: tuple[str, ...]
    joined: str
    numbers: tuple[str, ...]
    depth: int

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset((*self.slug, *self.folders))

    @property
    def is_home(self) -> bool:
        return self.depth == 0


def path_words(url: str) -> PathWords:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    segments = [unquote(segment, errors="replace") for segment in parts.path.split("/") if segment]
    language, segments = _language(host, parts.query, segments)
    if segments:
        segments[-1] = _ENDING.sub("", segments[-1])
        if segments[-1].lower() in _FRONT:
            segments.pop()
    asked = [value for name, value in parse_qsl(parts.query) if _may_name(name)]
    named = [_written(part) for part in (*segments, *asked)]
    numbers = tuple(_DIGITS.findall((segments + asked)[-1])) if named and not named[-1] else ()
    *before, last = [words for words in named if words] or [[]]
    folders = tuple([stem(word) for words in before for word in words])
    slug = tuple([stem(word) for word in last])
    return PathWords(url, host, language, folders, slug, stem("".join(last)), numbers, len(named))


def words_of(text: str) -> tuple[str, ...]:
    """The stems of a part of an address or of an anchor text, in order, without dates and ids."""
    return tuple([stem(word) for word in _written(text)])


def words_shared(url: str, stems: Collection[str]) -> tuple[str, ...]:
    """The words of an address with these stems, as they are written there, the last part's first."""
    segments = [unquote(segment, errors="replace") for segment in reversed(urlsplit(url).path.split("/"))]
    return tuple(dict.fromkeys(word.lower() for part in segments for word in _written(part) if stem(word) in stems))


def stem(word: str) -> str:
    """Lightly: one word for prices, price and pricing; accents and cases are none."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    if len(plain) > 4 and plain.endswith("ies"):
        plain = f"{plain[:-3]}y"
    elif len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    for ending in ("ing", "ed"):
        if len(plain) > len(ending) + 2 and plain.endswith(ending):
            plain = plain.removesuffix(ending)
    return plain.removesuffix("e") if len(plain) > 3 else plain


def is_light(word: str) -> bool:
    """Whether the stem says little about any page."""
    return len(word) == 1 or word in _LIGHT


def _written(text: str) -> list[str]:
    if not any(letter.isalpha() for letter in text):
        return []
    whole = [word for word in _WORD.findall(_HUMP.sub(" ", text)) if not _ID.fullmatch(word)]
    parts = [part for word in whole for part in ([word] if len(word) <= _SHORT else _LETTERS_AND_DIGITS.split(word))]
    return [part for part in parts if not (part.isdigit() and len(part) > _LONGEST_NUMBER)]


def _may_name(field: str) -> bool:
    name = field.lower()
    return name not in _LANGUAGE_FIELDS and name.partition("_")[0] not in _CARRIED


def _language(host: str, query: str, segments: list[str]) -> tuple[str, list[str]]:
    """The language that an address names, and its other parts."""
    for name, value in parse_qsl(query):
        if name.lower() in _LANGUAGE_FIELDS and (said := _known(value)):
            return said, segments
    if segments and (said := _known(segments[0])):
        return said, segments[1:]
    label = host.partition(".")[0]
    return (_known(label) if host.count(".") > 1 else ""), segments


def _known(written: str) -> str:
    found = _LANGUAGE.fullmatch(written)
    said = found[1].lower() if found else ""
    return said if said in _LANGUAGES else ""


def is_another_number(one: PathWords, other: PathWords, shared: Collection[str]) -> bool:
    """Pages that differ in nothing but their numbers are different pages of one kind."""
    if sum(not is_light(word) for word in shared) > 1 and not one.numbers:
        return False
    return bool(one.numbers) and bool(other.numbers) and one.numbers != other.numbers


def are_alike(one: str, other: str) -> bool:
    """Whether one of the stems begins the other, or is it but for one slip: a letter more, less, wrong or swapped."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and len(shorter) >= _LEAST_ALIKE and len(shorter) >= 0.7 * len(longer):
        return True
    if len(longer) - len(shorter) > 1 or len(shorter) < _LEAST_ALIKE or len(longer) < _LEAST_MISTYPED:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    left, right = one[start:], other[start:]
    if left[1:] == right or left == right[1:] or left[1:] == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
