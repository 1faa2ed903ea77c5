"""What was meant to be filled in before a letter goes out, and still stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# What people write where somebody's name or page should stand, in the languages of our templates: a noun, or
# several, or anything behind a "your".
_NOUNS: Final = (
    "name first last full company business website site webpage url blog date recipient sender contact brand topic "
    "author signature position city country phone email here "
    "vorname nachname firma unternehmen webseite seite datum thema "
    "nom prénom prenom entreprise société sujet nombre apellido apellidos empresa sitio fecha tema "
    "nome cognome azienda sito argomento sobrenome apelido assunto "
    "naam voornaam achternaam bedrijf onderwerp imię imie nazwisko strona temat"
)
_YOURS: Final = "insert|your|my|their|ihre?|deine?|meine?|votre|mon|tuo|vostro|mio|seu|sua|meu|uw|jouw|mijn|twoj[ae]"
_NOUN = "|".join(sorted(_NOUNS.split(), key=len, reverse=True))
_WORDS = rf"(?:(?:{_YOURS})(?:[ _][\w'’-]{{1,20}}){{1,5}}|(?:{_NOUN})(?:[ _-](?:{_NOUN})){{0,3}})"
_FOR_CODE = r"[A-Z]{2,15}(?:_[A-Z0-9]{1,15}){1,4}"

_ANYWHERE = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\{\{|\}\}|\{%|%\}")
_ADDRESS = re.compile(r"https?://\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}", re.IGNORECASE)
_LEFT = re.compile(
    rf"""
      \{{[^\W\d][\w\ .-]{{0,40}}\}}                                  # {{name}}
    | \[(?i:{_WORDS})\] | \[{_FOR_CODE}\]                            # [first name], [FIRST_NAME]
    | <(?i:{_WORDS})>   | <{_FOR_CODE}>                              # <first name>
    | %[A-Za-z_]{{3,30}}%                                            # %NAME%
    | \*\|\w{{1,30}}\|\*                                             # *|FNAME|*
    | \bX{{3,}}\b | \bTBD\b | \bFIXME\b | \bLorem\ ipsum\b
    | (?<![^\W\d_a-z]{{2}}\ )\bTODO\b(?!\ [^\W\d_a-z]{{2}})          # no note, where Spanish speaks in capitals
    | _{{3,}}
    """,
    re.VERBOSE,
)


def left_placeholders(text: str, quoted: Iterable[str] = ()) -> tuple[str, ...]:
    """Each once, in order. ``quoted`` are words of the page itself, such as its title, which may hold brackets."""
    for words in sorted(filter(None, quoted), key=len, reverse=True):
        text = text.replace(words, " ")
    found = [(hit.start(), hit[0]) for hit in _ANYWHERE.finditer(text)]
    rest = _ADDRESS.sub(_blanked, _ANYWHERE.sub(_blanked, text))
    found += [(hit.start(), hit[0]) for hit in _LEFT.finditer(rest)]
    return tuple(dict.fromkeys(words for _, words in sorted(found)))


def _blanked(hit: re.Match[str]) -> str:
    return " " * len(hit[0])
