"""Where words begin and end in folded text, as each script has it."""

from __future__ import annotations

import re
import unicodedata

# Scripts that write no spaces between words: a name may begin and end anywhere among them.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u31c0-\u31ef\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Thai and Lao vowels that are written before or behind their consonant, and are nothing without it.
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_FOLLOWING_VOWELS = frozenset("\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_KATAKANA_ONLY = re.compile(f"{_KATAKANA.pattern}+")
_LONG_KATAKANA = 4
_HANGUL = re.compile("[\uac00-\ud7a3]")
# What Korean appends to a noun, and Arabic and Hebrew put in front of it.
_PARTICLES = re.compile(
    "(?:은|는|이|가|을|를|의|에|에서|에게|께서|와|과|랑|이랑|도|로|으로|만|까지|부터|보다|처럼|마다|조차|뿐|이나|나|라고|이라고"
    "|라는|이라는|이며|이고|이다|입니다|였다|측|사|들|님)+(?![\uac00-\ud7a3])"
)
_ARABIC_PREFIX = re.compile("(?<![\u0620-\u064a])[\u0648\u0641]?[\u0628\u0643\u0644]?(?:\u0627\u0644|\u0644\u0644)?$")
_HEBREW_PREFIX = re.compile("(?<![\u05d0-\u05ea])[\u05d5]?[\u05d1\u05d4\u05db\u05dc\u05de\u05e9]{0,2}$")
_PREFIXES = (
    (re.compile("[\u0620-\u06ff]"), _ARABIC_PREFIX),
    (re.compile("[\u05d0-\u05ea]"), _HEBREW_PREFIX),
)
_PLAIN_BOUNDS = frozenset(["", *" .,;:!?'()"])  # most words stand between these
_LONGEST_PREFIX = 5
_LONGEST_SUFFIX = 10
_TRADE_MARK = re.compile(r"(?:tm|sm)(?!\w)")  # set high, it stands in no character of its own


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands at these places is a word or words, and no part of one."""
    if text[start - 1 : start] in _PLAIN_BOUNDS and text[end : end + 1] in _PLAIN_BOUNDS:
        return True
    begins, ends = _begins_word(text, start), _ends_word(text, end)
    if begins and ends:
        return True
    # Japanese joins foreign words to one, and only long ones are unlikely to be found in others by chance.
    return (begins or ends) and end - start >= _LONG_KATAKANA and _KATAKANA_ONLY.fullmatch(text, start, end) is not None


def _begins_word(text: str, start: int) -> bool:
    if start == 0:
        return True
    one, other = text[start - 1], text[start]
    if one == "_":
        return start == 1 or not _is_of_word(text[start - 2])
    if not _is_joined(one, other):
        return True
    before = text[max(0, start - _LONGEST_PREFIX) : start]
    return any(script.match(other) and prefix.search(before) for script, prefix in _PREFIXES)


def _ends_word(text: str, end: int) -> bool:
    if end == len(text):
        return True
    one, other = text[end - 1], text[end]
    if other == "_":
        return end + 1 == len(text) or not _is_of_word(text[end + 1])
    if not _is_joined(one, other) or _TRADE_MARK.match(text, end):
        return True
    if _HANGUL.match(one) and _HANGUL.match(other):
        return _PARTICLES.match(text[end : end + _LONGEST_SUFFIX]) is not None
    return False


def _is_joined(one: str, other: str) -> bool:
    """Whether two neighbours belong to one word."""
    if not (_is_of_word(one) and _is_of_word(other)):
        return False
    if one.isascii() and other.isascii():
        return True
    if unicodedata.category(other)[0] == "M" or one in _LEADING_VOWELS or other in _FOLLOWING_VOWELS:
        return True
    if _UNSPACED.match(one) or _UNSPACED.match(other):
        return False
    return all((script.match(one) is None) == (script.match(other) is None) for script in (_HANGUL, _KATAKANA))


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.category(letter)[0] == "M"
