"""Makes text that strangers wrote safe to show in Slack: it cannot ping, format, disguise or overflow."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from bot.blocks import limits
from jobs.analysis.text import clean

_JOINER = "\u2060"
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_ELLIPSIS = "…"
_NOTHING = "(no text)"

_MARKER = re.compile("[*_~]")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_ATOM = re.compile(r"&(?:amp|lt|gt);|<[^<>]*>|.", re.DOTALL)
_NAMED = re.compile(r"<[@#][A-Z0-9]+>")
_NAMED_OR_NOT = re.compile(r"(<[@#][A-Z0-9]+>)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_URL_SAFE = "%/:?#[]@!$&'()*+,;=-._~"


def escape(text: str) -> str:
    """Slack's three entities, once. Use it alone only for words that are our own."""
    return re.sub("[&<>]", lambda found: _ENTITIES[found[0]], text)


def our_words(sentence: str) -> str:
    """A sentence of ours that quotes what a person typed: only a person's or a channel's name keeps its brackets."""
    return "".join(part if _NAMED.fullmatch(part) else escape(part) for part in _NAMED_OR_NOT.split(sentence))


def outside(text: str, limit: int) -> str:
    """Text of a stranger as mrkdwn of at most ``limit`` characters that shows what was written and does nothing."""
    shown = _clip(_defuse(clean(text)), limit)
    return _isolate(escape(shown), shown) if shown else _NOTHING


def plain(text: str, limit: int) -> str:
    """Text for a plain_text object, which Slack does not parse: cleaned and cut, not escaped."""
    shown = _clip(clean(text), limit)
    return _isolate(shown, shown) if shown else _NOTHING


def bold(safe: str) -> str:
    """Bold for text that is already safe. A defused marker inside would end the bold early, so it stays plain."""
    return safe if _JOINER in safe else f"*{safe}*"


def link(url: str, label: str, longest: int = limits.LINKED_URL) -> str:
    """A link whose label is a stranger's text too. An address we would not open becomes its label alone."""
    shown = outside(label.replace("|", " "), limits.BUTTON_TEXT)
    address = _safe_url(url)
    return f"<{address}|{shown}>" if address and len(address) <= longest else shown


def page_link(url: str, longest: int = limits.LINKED_URL) -> str:
    """A link that names the page it leads to, so that its label cannot claim another domain."""
    return link(url, page_name(url), longest)


def page_name(url: str, limit: int = 60) -> str:
    """Host and path for the eye. The end of a long host is kept: that is where its owner stands."""
    host, path = _host_and_path(url)
    host = host.removeprefix("www.")
    if len(host) > limit - 20:
        host = _ELLIPSIS + host[-(limit - 20) :]
    return _clip(clean(host + path), limit)


def target_name(url: str, own_domain: str) -> str:
    """Where on our own site a link leads: its path, or host and path on another of our hosts."""
    host, path = _host_and_path(url)
    if host.removeprefix("www.") != own_domain.removeprefix("www."):
        return outside(page_name(url), limits.BUTTON_TEXT)
    return outside(path, limits.BUTTON_TEXT) if path else "the home page"


def cost(text: str) -> int:
    """How many characters it is to Slack once it is escaped."""
    return sum(map(_cost, text))


def beginning(text: str, room: int) -> str:
    """As much of it as costs no more than ``room``, its own characters unchanged."""
    for place, letter in enumerate(text):
        room -= _cost(letter)
        if room < 0:
            return text[:place]
    return text


def fallback(text: str) -> str:
    """Cuts safe mrkdwn to what every later chat.update accepts, never inside an entity or a <token>."""
    if len(text.encode()) <= limits.TEXT_BYTES:
        return text
    kept, room = [], limits.TEXT_BYTES - len((_ELLIPSIS + _END_ISOLATE).encode())
    for atom in _ATOM.findall(text):
        room -= len(atom.encode())
        if room < 0:
            break
        kept.append(atom)
    is_open = kept.count(_ISOLATE) > kept.count(_END_ISOLATE)
    return "".join(kept) + _ELLIPSIS + (_END_ISOLATE if is_open else "")


def _defuse(text: str) -> str:
    """Mrkdwn has no escape for its markers: a word joiner keeps them from pairing, a backtick gets a double."""
    text = _EMOJI.sub(f":{_JOINER}", text.replace("`", "ˋ"))
    return _MARKER.sub(f"{_JOINER}\\g<0>{_JOINER}", text)


def _clip(text: str, limit: int) -> str:
    """Cuts so that the escaped text fits ``limit``, and not between a letter and its accent."""
    room, cut = limit - 2, len(text)  # two for the isolates of right-to-left text
    for place, letter in enumerate(text):
        cost = _cost(letter)
        if room < cost:
            cut = place
            break
        room -= cost
    if cut == len(text):
        return text
    return _whole_letters(text, cut) + _ELLIPSIS


def _whole_letters(text: str, cut: int) -> str:
    cut = max(cut - 1, 0)  # makes room for the ellipsis
    while cut and unicodedata.category(text[cut]).startswith(("M", "Sk")):
        cut -= 1
    return text[:cut].rstrip()


def _cost(letter: str) -> int:
    """Characters of the escaped text; Slack's clients count an astral letter as two."""
    return len(_ENTITIES.get(letter, letter)) + (letter > "\uffff")


def _isolate(safe: str, shown: str) -> str:
    right_to_left = any(unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in shown)
    return f"{_ISOLATE}{safe}{_END_ISOLATE}" if right_to_left else safe


def _safe_url(url: str) -> str | None:
    address = quote(url, safe=_URL_SAFE, errors="replace")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # such as an unclosed IPv6 bracket
        return None
    return escape(parts.scheme + address[len(parts.scheme) :]) if usable else None


def _host_and_path(url: str) -> tuple[str, str]:
    """The path is empty for a home page. User names in an address are left out: they imitate hosts."""
    try:
        parts = urlsplit(clean(url))
        host = parts.hostname or ""
    except ValueError:
        return clean(url), ""
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return host, "" if path == "/" else unquote(path, errors="replace")
