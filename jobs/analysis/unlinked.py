"""Where a page names our site without linking: in its visible words, or only inside its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jobs.analysis.addresses import OwnDomains

# Metadata for search engines is read by no one, and no script turns it into a link.
_METADATA = b"application/ld+json"
_FRAMED = b"srcdoc"
_SRCDOC = re.compile(rb"\ssrcdoc\s{0,9}=\s{0,9}(?:\"([^\"]*+)\"|'([^']*+)')")


def mention_of(text: str, own: OwnDomains) -> int | None:
    """Where an own domain stands in the text as an address, but not as part of another name or an e-mail address."""
    names = written_names(own.domains)
    lowered = text.lower()
    if not any(name in lowered for name in names):
        return None
    found = _address_in_text(names).search(text)
    return found.start() if found else None


def is_in_scripts(body: bytes, own: OwnDomains) -> bool:
    """An address of ours inside inline code, from which a browser might build a link."""
    lowered = body.lower()
    if not any(domain.encode() in lowered for domain in own.domains):
        return False
    address = _address_in_code(own.domains)
    return any(address.search(script) for script in _scripts(lowered))


def is_in_frames(body: bytes, own: OwnDomains) -> bool:
    """An address of ours inside a page that stands whole in an attribute, and is shown in a frame."""
    lowered = body.lower()
    if _FRAMED not in lowered or not any(domain.encode() in lowered for domain in own.domains):
        return False
    address = _address_in_code(own.domains)
    return any(address.search(max(frame)) for frame in _SRCDOC.findall(lowered))


@lru_cache(maxsize=256)
def written_names(domains: tuple[str, ...]) -> tuple[str, ...]:
    """The domains in lower case, each as DNS knows it and as a reader writes it."""
    return tuple(sorted({*domains, *map(_as_written, domains)}))


@lru_cache(maxsize=256)
def _address_in_text(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![\w@-])(?:{alternatives})(?![\w-])(?!\.\w)", re.IGNORECASE)


@lru_cache(maxsize=256)
def _address_in_code(domains: tuple[str, ...]) -> re.Pattern[bytes]:
    names = "|".join(map(re.escape, domains)).encode()
    return re.compile(rb"(?:/|%2f|u002f|\.)(?:" + names + rb")(?![\w-])", re.IGNORECASE)


def _as_written(domain: str) -> str:
    """The name as a reader writes it: ``bücher.example``, not ``xn--bcher-kva.example``."""
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _scripts(lowered: bytes) -> Iterator[bytes]:
    at = lowered.find(b"<script")
    while at != -1:
        end_of_tag = lowered.find(b">", at)
        end = lowered.find(b"</script", end_of_tag)
        if end_of_tag == -1:
            return
        if _METADATA not in lowered[at:end_of_tag]:
            yield lowered[end_of_tag : end if end != -1 else len(lowered)]
        if end == -1:
            return
        at = lowered.find(b"<script", end)
