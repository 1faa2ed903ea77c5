"""Tells where a page speaks against a brand: such a place is no place to ask for a link."""

from __future__ import annotations

import re

_AROUND = 160
_LEAST = 2
# Words that seldom stand in a friendly sentence; a single one proves nothing.
_AGAINST = re.compile(
    r"\b(?:scam\w*|fraud\w*|lawsuit\w*|sued|suing|boycott\w*|rip-?off|awful|terribl\w*|horribl\w*|disappoint\w*|worst|"
    r"useless|complain\w*|refus\w* (?:a |to )?refund|data (?:breach|leak)|leaked|hacked|outage\w*|crash(?:ed|es)|avoid|"
    r"misleading|deceptive|shady|accus\w*|alleg\w*|layoffs?|bankrupt\w*|toxic|unethical|violat\w*|broken promise\w*|"
    r"betrug\w*|abzock\w*|klage\w*|verklagt|enttäusch\w*|schrecklich\w*|katastroph\w*|warn(?:ung|t) vor|datenleck\w*|"
    r"arnaque\w*|escroquerie\w*|plainte\w*|déçu\w*|décevant\w*|catastroph\w*|estafa\w*|fraude\w*|demanda(?:do|da)?|"
    r"decepci\w*|pésim\w*|truffa\w*|denunci\w*|delus\w*|pessim\w*|golpe|oplichting|teleurst\w*|oszust\w*|rozczarow\w*)\b",
    re.IGNORECASE,
)


def is_negative(text: str, start: int, end: int) -> bool:
    """Whether several words against it stand near the name at ``text[start:end]``."""
    near = text[max(0, start - _AROUND) : end + _AROUND]
    return len({found.casefold() for found in _AGAINST.findall(near)}) >= _LEAST
