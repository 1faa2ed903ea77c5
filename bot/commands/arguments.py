"""Splits what a person typed after a slash command, forgiving quotes, case and pasted links."""

import re

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_PART = re.compile(r'<[^<>]*>|"[^"]*"|\S+')


def split_arguments(text: str) -> tuple[str, ...]:
    """The words typed, quotes removed; a link that Slack wrapped in ``<…>`` stays one word."""
    visible = _INVISIBLE.sub("", text).translate(_QUOTES).replace("\u00a0", " ")
    return tuple(word for part in _PART.findall(visible) if (word := part.strip('"')))
