"""A letter as it goes over the wire: one recipient, plain text, who writes and how to be left in peace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from jobs.analysis.mail_addresses import read_mail_address
from storage.domain import Letter
from storage.errors import AnchorwatchError

_LONGEST_SUBJECT = 250
_LONGEST_BODY = 50_000
_LONGEST_NAME = 80
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BODY_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What has a meaning of its own in a header, down to the encoded words that a mailer would decode.
_MEANINGFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\"'<>()\[\]@,;:\\]|=\?|\?=")
_MESSAGE_ID = re.compile(r"<[^<>@\s]{1,64}@[^<>@\s]{1,255}>", re.ASCII)
_URL = re.compile(r"https://[!-~]{1,500}(?<![.,;:!?()<>])")
_TOKENS = frozenset({"In-Reply-To", "References", "List-Unsubscribe"})


class _OnTheWire(EmailPolicy):
    """The standard library's, but it takes long names of mails and addresses of pages for words and encodes them."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in _TOKENS:
            return f"{name}: {value}\r\n".replace(", ", ",\r\n ").encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _OnTheWire(linesep="\r\n", utf8=False)


class UnsendableError(AnchorwatchError):
    """A letter that must not go out as it is, in one sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as the law wants it said: ``postal_address`` and ``opt_out`` stand under every letter."""

    address: str
    name: str
    reply_to: str
    postal_address: str
    opt_out: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def message_id(token: str, sender: Sender) -> str:
    """``token`` is random, and never used twice."""
    return f"<{token}@{sender.domain}>"


def build_message(letter: Letter, sender: Sender, at: datetime) -> EmailMessage:
    """The whole mail; ``UnsendableError`` where that would be another one than was approved, or none."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = _addressed(sender.name, sender.address)
    message["To"] = _addressed(letter.to_name, recipient(letter))
    message["Reply-To"] = _addressed("", sender.reply_to)
    message["Subject"] = _checked_subject(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = _checked_id(letter.message_id)
    if letter.in_reply_to is not None:
        message["In-Reply-To"] = message["References"] = _checked_id(letter.in_reply_to)
    message["List-Unsubscribe"] = _unsubscribe(sender)
    text = f"{_checked_body(letter.body)}\n\n{sender.postal_address}\n{sender.opt_out}\n"
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    return message


def recipient(letter: Letter) -> str:
    """The one address the letter goes to, as mail servers take it."""
    address = read_mail_address(letter.to_address)
    if address is None:
        shown = "".join(mark for mark in letter.to_address if mark.isprintable())[:60]
        raise UnsendableError(f"not one mail address: {shown!r}", f"“{shown}” is not the mail address of one person.")
    if not address.is_plain:
        said = f"“{address}” has letters before its @ that many mail servers do not take."
        raise UnsendableError(f"no plain mail address: {address}", said)
    return str(address)


def _addressed(name: str, address: str) -> Address:
    """A name is a courtesy: what could be read as anything but a name is left out of it."""
    plain = " ".join(_MEANINGFUL.sub(" ", name).split())[:_LONGEST_NAME].strip()
    return Address(display_name=plain, addr_spec=address)


def _checked_subject(subject: str) -> str:
    if not subject.strip():
        raise UnsendableError("no subject", "The mail has no subject.")
    if _CONTROLS.search(subject):
        raise UnsendableError("control characters in subject", "The subject has a line break or a control character.")
    if len(subject) > _LONGEST_SUBJECT:
        raise UnsendableError("subject too long", f"The subject has more than {_LONGEST_SUBJECT} characters.")
    if "=?" in subject:
        raise UnsendableError("encoded word in subject", "The subject has “=?” in it, which mail programs misread.")
    return subject


def _checked_body(body: str) -> str:
    if not body.strip():
        raise UnsendableError("no text", "The mail has no text.")
    if len(body) > _LONGEST_BODY:
        raise UnsendableError("text too long", f"The mail has more than {_LONGEST_BODY:,} characters.")
    if _BODY_CONTROLS.search(body):
        raise UnsendableError("control characters in text", "The mail has a control character in its text.")
    return body.rstrip()


def _checked_id(text: str) -> str:
    if not _MESSAGE_ID.fullmatch(text):
        raise UnsendableError(f"not a message id: {text!r}", "The mail could not be given a name of its own.")
    return text


def _unsubscribe(sender: Sender) -> str:
    """A page that the opt-out line names comes first, since a press on it is easier than a mail."""
    ways = [f"<{url}>" for url in _URL.findall(sender.opt_out)[:1]]
    return ", ".join([*ways, f"<mailto:{sender.reply_to}?subject=unsubscribe>"])
