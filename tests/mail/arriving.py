"""Mails as they come back: answers by people and machines, and reports on what could not be delivered."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

# As qmail and its children write it: no parts, the letter's own headers below.
FAILED = (
    b"From: MAILER-DAEMON@mail.blog.example\r\nTo: robin@acme.com\r\nSubject: failure notice\r\n"
    b"Message-ID: <f@b.example>\r\n"
    b"X-Failed-Recipients: jo@blog.example\r\n\r\nHi. I could not deliver your message.\r\n\r\n"
    b"--- Below this line is a copy of the message.\r\n\r\n"
    b"Message-ID: <1@acme.com>\r\nSubject: Rockets\r\n\r\nHi Jo\r\n"
)


def answer(
    to: str, text: str, *, headers: Mapping[str, str] | None = None, html: bool = False, name: str = "<r@blog.example>"
) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Jo Müller <Jo@blog.example>"
    mail["To"] = "robin@acme.com"
    mail["Subject"] = "Re: Grüße"
    mail["Message-ID"] = name
    mail["In-Reply-To"] = to
    for header, value in (headers or {}).items():
        mail[header] = value
    mail.set_content(f"<style>p {{}}</style><p>{text}</p>" if html else text, subtype="html" if html else "plain")
    return mail.as_bytes()


def report(about: str, action: str, status: str, name: str = "<b@mail.example>") -> bytes:
    """As Postfix writes it (RFC 3464): it names the letter only inside."""
    return (
        f"From: MAILER-DAEMON@mail.example (Mail Delivery System)\r\nTo: robin@acme.com\r\nMessage-ID: {name}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="bb"\r\n\r\n'
        "--bb\r\nContent-Type: text/plain\r\n\r\nThis is the mail system at host mail.example.\r\n"
        "--bb\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; jo@blog.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"--bb\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {about}\r\nSubject: Rockets\r\n--bb--\r\n"
    ).encode()
