"""Hands a letter to the operator's mail server by SMTP, and knows at every step what a broken line means."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Timer
from typing import Any

from jobs.mail.answers import Answer, Outcome
from jobs.mail.message import Sender, UnsendableError, build_message, recipient
from storage.domain import Letter
from storage.errors import AnchorwatchError

_LINE_START_DOT = re.compile(rb"^\.", re.MULTILINE)
_AUTHENTICATE_FIRST = {530, 534, 535, 538}
_CLOSING = 421
# A challenge that is not what it should be is a ValueError to smtplib.
_TROUBLE = (OSError, smtplib.SMTPException, ValueError)
_LONGEST_SAID = 300
_FAREWELL_SECONDS = 5.0


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # to this machine only


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


class MailServerError(AnchorwatchError):
    """The mail server does not let us in."""

    def __init__(self, server: MailServer, why: str) -> None:
        super().__init__(f"{server.host}:{server.port} does not take our mail: {why}.")


@dataclass(frozen=True, slots=True)
class Patience:
    """``step`` for each answer, ``whole`` for all of it. Servers look into a mail before they take it, so the last
    answer may take long; whoever hangs up before it leaves a letter of which nobody knows."""

    step: timedelta = timedelta(seconds=20)
    last: timedelta = timedelta(minutes=1)
    whole: timedelta = timedelta(seconds=100)


@dataclass(frozen=True)
class SmtpPost:
    """One connection per letter: they are few, and each outcome stands for itself."""

    server: MailServer
    sender: Sender
    tls: Callable[[], ssl.SSLContext]
    now: Callable[[], datetime]
    patience: Patience = Patience()

    def check(self) -> None:
        """Log in, and send nothing; ``MailServerError`` says why that cannot be done."""
        try:
            with self._line() as line:
                _part(line)
        except _TROUBLE as error:
            raise MailServerError(self.server, _said(error)) from error

    def send(self, letter: Letter) -> Answer:
        try:
            raw = build_message(letter, self.sender, self.now()).as_bytes()
            to = recipient(letter)
        except UnsendableError as error:
            return Answer(Outcome.REFUSED, error.user_message)
        try:
            with self._line() as line:
                return self._hand_over(line, to, raw)
        except _TROUBLE as error:  # before the first word of this letter
            return Answer(Outcome.NO_SERVER, _said(error))

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """A line to the server, secured and logged in."""
        server, step = self.server, self.patience.step.total_seconds()
        told: dict[str, Any] = {"local_hostname": self.sender.domain, "timeout": step}
        whole = self.patience.whole.total_seconds()
        if server.security is Security.TLS:
            line: smtplib.SMTP = _BoundedTls(server.host, server.port, **told, context=self.tls(), whole=whole)
        else:
            line = _Bounded(server.host, server.port, **told, whole=whole)
        try:
            if server.security is Security.STARTTLS:
                line.starttls(context=self.tls())
            line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, server.password)
            yield line
        finally:
            line.close()

    def _hand_over(self, line: smtplib.SMTP, to: str, raw: bytes) -> Answer:
        """What a lost line means hangs on one dot: before it nothing was sent, after it nobody knows."""
        try:
            if not_ready := self._address(line, to):
                return not_ready
            line.send(_LINE_START_DOT.sub(b"..", raw))
        except (OSError, smtplib.SMTPException) as error:
            return Answer(Outcome.LATER, _said(error))
        try:
            if line.sock is not None:
                line.sock.settimeout(self.patience.last.total_seconds())
            line.send(b".\r\n")
            code, said = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            return Answer(Outcome.UNSURE, _said(error))
        _part(line)
        return _verdict(code, said)

    def _address(self, line: smtplib.SMTP, to: str) -> Answer | None:
        """Say from whom and to whom; None when the server waits for the mail."""
        code, said = line.mail(self.sender.address)
        if code // 100 != 2:
            return Answer(Outcome.NO_SERVER, _quoted(code, said))
        code, said = line.rcpt(to)
        if code // 100 != 2:
            return _refusal(code, said)
        code, said = line.docmd("DATA")
        return None if code == 354 else _refusal(code, said)


class _Cut:
    """Cuts the line when all of it takes too long: a server that says a little now and then would keep us for ever."""

    sock: socket.socket | None

    def __init__(self, *args: Any, whole: float, **more: Any) -> None:  # noqa: ANN401  (smtplib's own)
        self._timer = Timer(whole, self._cut)
        self._timer.daemon = True
        self._timer.start()
        is_open = False
        try:
            super().__init__(*args, **more)
            is_open = True
        finally:
            if not is_open:
                self._timer.cancel()

    def close(self) -> None:
        self._timer.cancel()
        super().close()  # type: ignore[misc]

    def _cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # TLS would want to say goodbye first


class _Bounded(_Cut, smtplib.SMTP):
    pass


class _BoundedTls(_Cut, smtplib.SMTP_SSL):
    pass


def _part(line: smtplib.SMTP) -> None:
    """A courtesy, and nothing hangs on it."""
    with suppress(OSError, smtplib.SMTPException):
        if line.sock is not None:
            line.sock.settimeout(_FAREWELL_SECONDS)
        line.quit()


def _refusal(code: int, said: bytes) -> Answer:
    if code == _CLOSING or code in _AUTHENTICATE_FIRST:
        return Answer(Outcome.NO_SERVER, _quoted(code, said))
    return Answer(Outcome.REFUSED if code // 100 == 5 else Outcome.LATER, _quoted(code, said))


def _verdict(code: int, said: bytes) -> Answer:
    """The last word on a letter; one that is no answer at all says nothing."""
    outcomes = {2: Outcome.SENT, 4: Outcome.LATER, 5: Outcome.REFUSED}
    outcome = outcomes.get(code // 100, Outcome.UNSURE)
    return Answer(outcome, "" if outcome is Outcome.SENT else _quoted(code, said))


def _quoted(code: int, said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    plain = "".join(mark if mark.isprintable() else " " for mark in text)
    return f"{code} {' '.join(plain.split())}"[:_LONGEST_SAID].strip()


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _quoted(error.smtp_code, said if isinstance(said, bytes) else said.encode())
    if isinstance(error, TimeoutError):
        return "the mail server did not answer in time"
    return f"{type(error).__name__}: {error}"[:_LONGEST_SAID]
