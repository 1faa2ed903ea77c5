"""Tells whether an answer that merely ended with its connection came whole: a cut page must never pass for a page."""

import re
import ssl

_TAIL = 16 * 1024
_ENDS = (b"</html", b"</body")
# What caches, counters and templates leave behind the end. Nothing here can match in two ways, so it stays linear.
_AFTER_THE_END = re.compile(
    rb"</(?:html|body)\s*>(?>\s+|</(?:html|body)\s*>|<!--(?>[^-]|-(?!->))*-->"
    rb"|<(?P<raw>script|noscript|style)\b(?>[^<]|<(?!/(?P=raw)))*</(?P=raw)\s*>)*"
)


def shows_its_end(page: bytes) -> bool:
    """Whether markup closes its document, and nothing but comments and scripts comes after that.

    An empty page counts as whole: it is no page we could take for the one we know.
    """
    tail = page[-_TAIL:].replace(b"\0", b"").lower()  # without the second byte of UTF-16
    at = max(map(tail.rfind, _ENDS))
    return not page or (at >= 0 and _AFTER_THE_END.fullmatch(tail, at) is not None)


def said_goodbye(tls: ssl.SSLObject) -> bool:
    """Whether the server ended the TLS session itself; without that, anybody on the way may have cut the line."""
    try:
        return not tls.read(1)
    except ssl.SSLError as error:
        return isinstance(error, ssl.SSLZeroReturnError)
