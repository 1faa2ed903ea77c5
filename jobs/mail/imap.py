"""Reads the mailbox that answers come to, by IMAP over TLS: it marks nothing as read, and deletes nothing."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from jobs.mail.replies import HEADERS
from storage.domain import MailboxPosition
from storage.errors import AnchorwatchError

_AT_ONCE = 200
_LONGEST_HEADING = 32_768
_LONGEST_BEGINNING = 65_536
_NUMBER = re.compile(rb"\d{1,10}")
_UID = re.compile(rb"\bUID (\d{1,10})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class MailboxError(AnchorwatchError):
    """The mailbox cannot be read now."""

    def __init__(self, why: object) -> None:
        super().__init__(f"the mailbox could not be read: {why}"[:400])


@dataclass(frozen=True, slots=True)
class ImapServer:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @property
    def mailbox(self) -> str:
        """What its position is remembered by."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The headings of mails, by their number, and how far the mailbox is read with them."""

    headings: tuple[tuple[int, bytes], ...]
    position: MailboxPosition


class Inbox(Protocol):
    def after(self, position: MailboxPosition | None, since: date) -> Arrivals: ...

    def begin(self, uid: int) -> bytes: ...


class Mailbox(Protocol):
    @property
    def name(self) -> str: ...

    def open(self) -> Any: ...  # noqa: ANN401  (a context manager that gives an Inbox)


@dataclass(frozen=True)
class ImapMailbox:
    server: ImapServer
    tls: Callable[[], ssl.SSLContext]
    timeout: timedelta = timedelta(seconds=30)

    @property
    def name(self) -> str:
        return self.server.mailbox

    @contextmanager
    def open(self) -> Iterator[Inbox]:
        """Trouble with the server, whenever it comes, is a ``MailboxError``."""
        server, seconds = self.server, self.timeout.total_seconds()
        try:
            line = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=self.tls(), timeout=seconds)
            try:
                line.login(server.user, server.password)
                yield ImapInbox(line, _selected(line, server.folder))
            finally:
                with suppress(OSError, imaplib.IMAP4.error):
                    line.logout()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxError(error) from error


@dataclass(frozen=True)
class ImapInbox:
    line: imaplib.IMAP4
    uid_validity: int

    def after(self, position: MailboxPosition | None, since: date) -> Arrivals:
        """The next mails after a position; where their numbers mean nothing any more, those since a day."""
        known = position is not None and position.uid_validity == self.uid_validity
        last = position.last_uid if position is not None and known else 0
        asked = f"UID {last + 1}:*" if last else f"SINCE {since.day:02d}-{_MONTHS[since.month - 1]}-{since.year}"
        (found,) = _ok(self.line.uid("SEARCH", asked))[:1]
        # n:* names the last mail even where it is before n.
        uids = sorted(uid for uid in map(int, _NUMBER.findall(found or b"")) if uid > last)[:_AT_ONCE]
        reached = MailboxPosition(self.uid_validity, uids[-1] if uids else last)
        return Arrivals(tuple(self._headings(uids)), reached)

    def begin(self, uid: int) -> bytes:
        """How a mail begins, headers and all."""
        return dict(self._fetched([uid], f"BODY.PEEK[]<0.{_LONGEST_BEGINNING}>")).get(uid, b"")

    def _headings(self, uids: list[int]) -> Iterator[tuple[int, bytes]]:
        if uids:
            yield from self._fetched(uids, f"BODY.PEEK[HEADER.FIELDS ({' '.join(HEADERS)})]<0.{_LONGEST_HEADING}>")

    def _fetched(self, uids: list[int], what: str) -> Iterator[tuple[int, bytes]]:
        numbers = ",".join(map(str, uids))
        for part in _ok(self.line.uid("FETCH", numbers, f"(UID {what})")):
            if isinstance(part, tuple) and (uid := _UID.search(part[0])):
                yield int(uid[1]), part[1]


def _selected(line: imaplib.IMAP4, folder: str) -> int:
    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    _ok(line.select(f'"{quoted}"', readonly=True))
    said = line.response("UIDVALIDITY")[1]
    if not said or not said[0] or not _NUMBER.fullmatch(said[0]):
        raise imaplib.IMAP4.error("the server does not say which mails it means (UIDVALIDITY)")
    return int(said[0])


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(f"the server says {answer[0]}: {answer[1]}")
    return answer[1]
