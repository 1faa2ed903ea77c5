"""What one attempt to hand a letter over means, with a real mail server that answers as they do."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from bot.doctor import Finding, examine
from bot.settings import load_settings
from jobs.mail.answers import Outcome
from jobs.mail.smtp import MailServer, Patience, Security, SmtpPost
from jobs.mail.trust import mail_tls
from tests.conftest import Clock
from tests.mail.letters import SENDER
from tests.mail.test_message import LETTER
from tests.servers.mail import CUT, HANG, PASSWORD, SILENT_CUT, USER, SmtpServer, running
from tests.web.certificates import Authority

_HASTE = Patience(timedelta(seconds=0.4), timedelta(seconds=0.4), timedelta(seconds=5))


def test_a_letter_arrives_as_it_was_written_at_its_one_recipient(post: SmtpPost, smtp: SmtpServer) -> None:
    body = "Hi Jo,\n.\n..two dots\nGrüße"
    answer = post.send(replace(LETTER, body=body))
    assert (answer.outcome, answer.error) == (Outcome.SENT, "")
    ((recipients, raw),) = smtp.mails
    assert recipients == ("jo@blog.example",)
    assert raw.endswith(b"\r\n")
    (mail,) = smtp.messages
    assert mail.get_content().replace("\r\n", "\n").startswith(body)
    assert mail["Date"].datetime == post.now()


@pytest.mark.parametrize(
    ("step", "said", "outcome"),
    [
        ("MAIL", "451 not now", Outcome.NO_SERVER),
        ("MAIL", "550 you may not write as robin", Outcome.NO_SERVER),
        ("RCPT", "451 greylisted", Outcome.LATER),
        ("RCPT", "550 no such user", Outcome.REFUSED),
        ("RCPT", "251 will forward", Outcome.SENT),
        ("RCPT", "530 log in first", Outcome.NO_SERVER),
        ("RCPT", "421 closing", Outcome.NO_SERVER),
        ("DATA", "451 disk full", Outcome.LATER),
        ("DATA", "554 looks like spam", Outcome.REFUSED),
        ("DATA", "no answer at all", Outcome.UNSURE),
        ("DATA", CUT, Outcome.UNSURE),
        ("DATA", SILENT_CUT, Outcome.UNSURE),
        ("RCPT", HANG, Outcome.LATER),
        ("DATA", HANG, Outcome.UNSURE),
    ],
)
def test_every_answer_means_what_it_says(
    post: SmtpPost, smtp: SmtpServer, step: str, said: str, outcome: Outcome
) -> None:
    smtp.will_say(step, said)
    answer = replace(post, patience=_HASTE).send(LETTER)
    assert answer.outcome is outcome
    assert bool(answer.error) is (outcome is not Outcome.SENT)
    assert answer.error.isprintable()


def test_a_letter_that_is_none_never_reaches_the_server(post: SmtpPost, smtp: SmtpServer) -> None:
    for bad in (replace(LETTER, to_address="jo, all@acme.com"), replace(LETTER, subject="a\r\nBcc: all@acme.com")):
        assert post.send(bad).outcome is Outcome.REFUSED
    assert smtp.mails == []


def test_without_a_server_all_letters_wait(clock: Clock) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    answer = SmtpPost(MailServer("127.0.0.1", port, Security.NONE), SENDER, mail_tls, clock).send(LETTER)
    assert answer.outcome is Outcome.NO_SERVER


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says what a test wants to the one who calls, and hangs up."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with closing(line):
                talk(line)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def test_a_server_that_never_comes_to_the_point_is_left(clock: Clock) -> None:
    def drip(line: socket.socket) -> None:
        try:
            while True:
                line.sendall(b"220-patience\r\n")
                time.sleep(0.05)
        except OSError:
            return

    with serving(drip) as port:
        patience = Patience(timedelta(seconds=5), timedelta(seconds=5), timedelta(seconds=0.5))
        post = SmtpPost(MailServer("127.0.0.1", port, Security.NONE), SENDER, mail_tls, clock, patience)
        began = time.monotonic()
        assert post.send(LETTER).outcome is Outcome.NO_SERVER
        assert time.monotonic() - began < 4


@pytest.mark.parametrize("challenge", [b"334 !!!", b"334 abcde", b"334 \xff\xfe", b"nonsense"])
def test_a_server_that_asks_for_nonsense_gets_no_letter_and_no_letter_is_at_fault(
    clock: Clock, challenge: bytes
) -> None:
    def nonsense(line: socket.socket) -> None:
        line.sendall(b"220 mail.test\r\n")
        answers = [b"250-mail.test\r\n250 AUTH LOGIN CRAM-MD5", *[challenge] * 5]
        while answers and line.recv(1000):
            line.sendall(answers.pop(0) + b"\r\n")

    with serving(nonsense) as port:
        server = MailServer("127.0.0.1", port, Security.NONE, USER, PASSWORD)
        answer = SmtpPost(server, SENDER, mail_tls, clock, _HASTE).send(LETTER)
    assert answer.outcome is Outcome.NO_SERVER


def test_a_line_lost_within_the_text_leaves_a_letter_that_was_surely_not_sent(clock: Clock) -> None:
    def take_half(line: socket.socket) -> None:
        line.sendall(b"220 mail.test\r\n")
        heard = b""
        for answer in (b"250 mail.test", b"250 OK", b"250 OK", b"354 go on"):
            while b"\r\n" not in heard:
                heard += line.recv(1000)
            heard = heard.partition(b"\r\n")[2]
            line.sendall(answer + b"\r\n")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # hang up at once, hard

    with serving(take_half) as port:
        post = SmtpPost(MailServer("127.0.0.1", port, Security.NONE), SENDER, mail_tls, clock, _HASTE)
        big = replace(LETTER, body="x" * 50_000)
        # Whether the lost line is noticed before the last dot is up to the network; both are safe.
        assert post.send(big).outcome in (Outcome.LATER, Outcome.UNSURE)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_over_tls_it_logs_in_and_hands_over(authority: Authority, clock: Clock, security: Security) -> None:
    post, server = _secured(authority, clock, security, trusted=True)
    with running(server):
        post = replace(post, server=replace(post.server, port=server.port))
        assert post.send(LETTER).outcome is Outcome.SENT
        assert len(server.mails) == server.logins == 1
        wrong = replace(post, server=replace(post.server, password="wrong"))
        answer = wrong.send(LETTER)
        assert answer.outcome is Outcome.NO_SERVER
        assert "wrong" not in answer.error
        assert "wrong" not in repr(wrong)
        assert len(server.mails) == 1


def test_the_doctor_says_whether_mail_can_be_sent_and_sends_none(smtp: SmtpServer, database_url: str) -> None:
    settings = load_settings(
        database_url=database_url,
        smtp_host="127.0.0.1",
        smtp_port=smtp.port,
        smtp_security="none",
        mail_from=f"{SENDER.name} <{SENDER.address}>",
        mail_postal_address=SENDER.postal_address,
        mail_opt_out=SENDER.opt_out,
    )
    fine = Finding("Mail: 127.0.0.1 takes mail from robin@acme.com.", is_fine=True)
    assert fine in examine(settings)
    assert smtp.mails == []
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    (said,) = [one for one in examine(settings.model_copy(update={"smtp_port": port})) if one.text.startswith("Mail")]
    assert not said.is_fine
    assert f"127.0.0.1:{port} does not take our mail" in said.text


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_server_that_cannot_prove_its_name_gets_neither_password_nor_letter(
    authority: Authority, clock: Clock, security: Security
) -> None:
    for name, trusted in (("localhost", False), ("other.example", True)):
        post, server = _secured(authority, clock, security, trusted=trusted, name=name)
        with running(server):
            answer = replace(post, server=replace(post.server, port=server.port)).send(LETTER)
            assert answer.outcome is Outcome.NO_SERVER
            assert "certificate" in answer.error.lower()
            assert (server.mails, server.logins) == ([], 0)


def test_where_starttls_is_wanted_nothing_is_said_in_the_clear(smtp: SmtpServer, clock: Clock) -> None:
    server = MailServer("127.0.0.1", smtp.port, Security.STARTTLS, USER, PASSWORD)
    assert SmtpPost(server, SENDER, mail_tls, clock).send(LETTER).outcome is Outcome.NO_SERVER
    assert (smtp.mails, smtp.logins) == ([], 0)


def _secured(
    authority: Authority, clock: Clock, security: Security, *, trusted: bool, name: str = "localhost"
) -> tuple[SmtpPost, SmtpServer]:
    shown = authority.server(name)
    server = SmtpServer(**{"tls" if security is Security.TLS else "starttls": shown}, needs_login=True)

    def trust() -> ssl.SSLContext:
        return authority.trust(mail_tls()) if trusted else mail_tls()

    return SmtpPost(MailServer("localhost", 0, security, USER, PASSWORD), SENDER, trust, clock), server
