"""What is an e-mail address that a mail server will take, and in which one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass

import can_ada

_MOST_LOCAL = 64
_MOST_WHOLE = 254
# Quoted local parts are legal, and in life a sign of a mistake or of an attack.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """``local`` is as it was written, ``domain`` in lower case and ASCII."""

    local: str
    domain: str

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def is_plain(self) -> bool:
        """Whether every mail server takes it; a local part beyond ASCII needs one that knows SMTPUTF8."""
        return self.local.isascii()


def read_mail_address(text: str) -> MailAddress | None:
    """The one address that ``text`` is, without a name or brackets around it; None where it is none."""
    local, at, host = text.strip(" \t").rpartition("@")
    if not at or len(text) > 2 * _MOST_WHOLE or not _LOCAL.fullmatch(local):
        return None
    domain = _domain(host)
    if domain is None or len(local.encode()) > _MOST_LOCAL or len(local.encode()) + 1 + len(domain) > _MOST_WHOLE:
        return None
    return MailAddress(local, domain)


def _domain(host: str) -> str | None:
    """The name in lower case and ASCII, or None where nobody can have it."""
    if not host.isprintable() or len(host) > _MOST_WHOLE:
        return None
    labels = can_ada.idna_encode(host.lower()).decode("ascii").removesuffix(".").split(".")
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return None
    return ".".join(labels)
