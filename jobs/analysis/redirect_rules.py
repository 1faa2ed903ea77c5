"""Redirects as text to copy into a server's settings: each leads exactly one address elsewhere, for good."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import can_ada

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-")
_SERVED_AS_IS = "/~!$&'()+,;=@.-_"  # without what Netlify gives a meaning: stars and colons


class RuleKind(StrEnum):
    """Who is to understand the rule."""

    APACHE = "apache"
    NGINX = "nginx"
    NETLIFY = "netlify"
    CSV = "csv"


def redirect_rule(kind: RuleKind, from_url: str, to_url: str) -> str:
    """Both are absolute, as the URL standard writes them; the rule goes into the settings of the first one's host."""
    return _WRITERS[kind](urlsplit(from_url), _sendable(to_url))


def redirect_rules(from_url: str, to_url: str) -> dict[RuleKind, str]:
    """None for what is no address."""
    try:
        from_url, to_url = can_ada.parse(from_url).href, can_ada.parse(to_url).href
    except (ValueError, TypeError):
        return {}
    return {kind: redirect_rule(kind, from_url, to_url) for kind in RuleKind}


def _apache(old: SplitResult, to_url: str) -> str:
    """For .htaccess and for a virtual host: there the path begins with a slash. Apache compares decoded bytes."""
    path = _exactly(unquote_to_bytes(_path(old))[1:])
    aim = "".join(f"\\{mark}" if mark in "\\$%" else mark for mark in to_url)
    lines = ["RewriteEngine On"]
    flags = "R=301,L,NE"
    if old.query:
        lines.append(f"RewriteCond %{{QUERY_STRING}} ^{_exactly(old.query.encode())}$")
        flags += ",QSD"
    return "\n".join([*lines, f"RewriteRule ^/?{path}$ {aim} [{flags}]"])


def _nginx(old: SplitResult, to_url: str) -> str:
    """In the server block. A dollar in the aim would be a variable."""
    aim = _quoted(to_url.replace("$", "%24"))
    if old.query:
        asked = _exactly(f"{_path(old)}?{old.query}".encode())
        return f'if ($request_uri ~ "^{asked}$") {{ return 301 {aim}; }}'
    path = unquote_to_bytes(_path(old))
    shown = path.decode("utf-8", "replace")
    # A sign that nobody sees might end, or turn around, what stands beside it.
    is_plain = shown.isprintable() and shown.encode() == path
    place = f"= {_quoted(shown)}" if is_plain else f'~ "^{_exactly(path)}$"'
    return f"location {place} {{ return 301 {aim}; }}"


def _netlify(old: SplitResult, to_url: str) -> str:
    """A line of the file _redirects."""
    path = quote(unquote_to_bytes(_path(old)), safe=_SERVED_AS_IS)
    fields = [field.partition("=") for field in old.query.split("&") if field]
    asked = [f"{name}={value.replace(':', '%3A')}" for name, _, value in fields]
    return "  ".join([path, *asked, to_url, "301"])


def _csv(old: SplitResult, to_url: str) -> str:
    """For plugins and platforms that import a list."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("source", "target", "code"))
    rows.writerow((old.geturl(), to_url, 301))
    return file.getvalue().rstrip("\n")


_WRITERS: Mapping[RuleKind, Callable[[SplitResult, str], str]] = {
    RuleKind.APACHE: _apache,
    RuleKind.NGINX: _nginx,
    RuleKind.NETLIFY: _netlify,
    RuleKind.CSV: _csv,
}


def _path(url: SplitResult) -> str:
    return url.path or "/"


def _sendable(url: str) -> str:
    """As it may stand in a Location header, and in any of these languages, without ending a word."""
    return quote(url, safe="/:?#[]@!$&()*+,;=%-._~")


def _exactly(written: bytes) -> str:
    """A regular expression for these bytes. In this form no quoting of any settings file can come between."""
    return "".join(chr(byte) if byte in _PLAIN else "\\." if byte == ord(".") else f"\\x{byte:02X}" for byte in written)


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
