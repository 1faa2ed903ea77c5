"""The templates that come with us: short, honest letters, one per occasion, in eight languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jobs.analysis.letter_templates import de, en, es, fr, it, nl, pl, pt
from storage.domain import Occasion, Template

_BUILT_IN: Final[Mapping[tuple[Occasion, str], Template]] = {
    (template.occasion, template.lang): template
    for language in (en, de, fr, es, it, nl, pt, pl)
    for template in language.LETTERS
}
LANGUAGES: Final = tuple(dict.fromkeys(lang for _, lang in _BUILT_IN))


def built_in(occasion: Occasion, lang: str) -> Template:
    """In the page's language, or in English where we do not speak it."""
    return _BUILT_IN[occasion, language_of(lang)]


def language_of(lang: str) -> str:
    """The language to write in: ``de`` for a page that says ``de-AT``."""
    letters = lang.strip().lower().replace("_", "-").partition("-")[0]
    return letters if letters in LANGUAGES else "en"
