"""Whether an answer asks us not to write again, in the languages we write in."""

from __future__ import annotations

import re
import unicodedata

from jobs.mail.stop_phrases import ENCOURAGING, PATTERNS, WHOLE

_FIRST_LINES = 6
_LONGEST_SENTENCE = 200
_QUOTED = re.compile(
    r"\s{0,20}(?:>|-{2,}|_{5,}|(?:From|Von|De|Da|Van|Od): .{3,200}"
    r"|(?:On .{5,200} wrote|Am .{5,200} schrieb|Le .{5,200} a écrit|El .{5,200} escribió|Il .{5,200} ha scritto"
    r"|Op .{5,200} schreef|Em .{5,200} escreveu|W dniu .{5,200} napisał))"
)
_BETWEEN = re.compile(r"[\s.,!?:;*_\"“”„«»()<>–—-]+")
_SENTENCES = re.compile(r"[.!?;…]+(?:\s|\Z)|\s[–—-]+\s")
_CLAUSES = re.compile(r"[.,!?:;…]+(?:\s|\Z)|\s[–—-]+\s")
_LETTERS = str.maketrans({"’": "'", "‘": "'", "`": "'", "ł": "l", "Ł": "l"})


def asks_to_stop(text: str) -> bool:
    """By its first lines, before anything quoted: what stands below them is mostly our own opt-out line."""
    lines = _first_lines(text)
    joined = " ".join(lines)  # mail programs break lines within sentences
    if any(_plain(part) in WHOLE for line in lines for part in (line, *_CLAUSES.split(line))):
        return True
    parts = {_plain(part) for part in (*lines, *_SENTENCES.split(joined))}
    return any(_says_stop(part) for part in parts if len(part) <= _LONGEST_SENTENCE)


def _says_stop(said: str) -> bool:
    return bool(PATTERNS.search(said)) and not ENCOURAGING.search(said)


def _plain(text: str) -> str:
    """Small letters without accents, which many leave out, and nothing between the words but a blank."""
    letters = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    return _BETWEEN.sub(" ", "".join(one for one in letters if not unicodedata.combining(one))).strip()


def _first_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line) or len(lines) == _FIRST_LINES:
            break
        if line.strip():
            lines.append(line[:2_000])
    return lines
