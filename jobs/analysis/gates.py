"""Gates by their address: pages for logging in, consenting or proving oneself, which then lead back."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_HOSTS = re.compile(r"(?:accounts?|auth|cmp|consent|guce|id|log-?in|privacy-mgmt|sign-?in|sso)\.")
_PATHS = re.compile(
    r"/(?:access-?denied|accounts?/login|age-?(?:check|gate|verification)|auth|blocked|captcha|challenge"
    r"|(?:cookie|privacy)-?(?:consent|gate|wall)|consent|gdpr|geo-?block(?:ed)?|log-?in|maintenance|oauth2?|paywall"
    r"|register|session/new|sign-?(?:in|up)|sso|subscribe|users/sign_in|verify|wp-login\.php)(?:[/?.;]|$)"
)
_ERRORS = re.compile(r"404|error|not-?found", re.IGNORECASE)


def is_gate(url: str, source_url: str) -> bool:
    """Whether the page at ``url`` stands before the one at ``source_url``: by its own name, or since it leads back."""
    parts = urlsplit(url)
    if _HOSTS.match(parts.netloc.lower()) or _PATHS.search(parts.path.lower()):
        return True
    return _leads_back(parts.query, source_url) and not _ERRORS.search(f"{parts.path} {parts.query}")


def _leads_back(query: str, source_url: str) -> bool:
    """The address of the page asked for is in the query, as in ``?next=/post``: somebody means to go there after."""
    source = urlsplit(source_url)
    way = source.path.rstrip("/") + (f"?{source.query}" if source.query else "")
    return len(way) > 1 and way in unquote(unquote(query))
