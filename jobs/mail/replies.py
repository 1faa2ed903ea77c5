"""What a mail in our mailbox is to the letters we sent: an answer, a wish to be left in peace, a machine's word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from jobs.mail.stopping import asks_to_stop
from storage.domain import ReplyKind

# What is asked of the mailbox for every mail; nothing else of it is looked at unless it answers a letter of ours.
HEADERS = (
    "MESSAGE-ID", "IN-REPLY-TO", "REFERENCES", "FROM", "SUBJECT", "CONTENT-TYPE", "AUTO-SUBMITTED", "PRECEDENCE",
    "X-AUTOREPLY", "X-AUTORESPOND", "X-FAILED-RECIPIENTS", "RETURN-PATH",
)  # fmt: skip

_ID = re.compile(r"<[^<>@\s]{1,255}@[^<>@\s]{1,255}>")
_MOST_IDS = 100
_MOST_PARTS = 30
_STATUS = re.compile(rb"^Status:\s{0,5}([245])\.\d{1,3}\.\d{1,3}", re.MULTILINE | re.IGNORECASE)
_ACTION = re.compile(rb"^Action:\s{0,5}(failed|delayed|delivered|relayed|expanded)", re.MULTILINE | re.IGNORECASE)
_ORIGINAL = re.compile(
    rb"^Message-ID:\s{0,5}(?:\r?\n[ \t]+)?(<[^<>@\s]{1,255}@[^<>@\s]{1,255}>)", re.MULTILINE | re.IGNORECASE
)
_MACHINES = ("mailer-daemon@", "postmaster@")

_TAGS = re.compile(r"<(?:style|script)\b[^<>]*>[^<]*(?=<)|<[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\",;:@]{1,64}@[^\s<>()\",;:@]{1,253}")
# What mail programs put before the subject of an answer, in the languages we write in.
_PREFIXES = re.compile(
    r"\A(?:\s*(?:re|aw|antw|antwort|sv|rif|r|odp|res|ref|rv|tr|wg|fwd?)\s?(?:\[\d{1,3}\])?:)+", re.IGNORECASE
)
_LONGEST_HEADER = 10_000
_LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A mail as its headers show it: ``names`` are the mails it answers, the one it answers most directly last."""

    message_id: str
    names: tuple[str, ...]
    from_address: str
    subject: str
    is_report: bool
    is_automatic: bool


def same_subject(one: str, other: str) -> bool:
    """Whether one answers the other, by its subject alone."""
    return _bare(one) == _bare(other) != ""


def read_heading(raw: bytes) -> Heading:
    message = message_from_bytes(raw)
    sender = _address(_text(message, "From"))
    named = _ID.findall(f"{_text(message, 'References')} {_text(message, 'In-Reply-To')}")
    own = _ID.search(_text(message, "Message-ID"))
    return Heading(
        message_id=own[0] if own else "",
        names=tuple(named[-_MOST_IDS:]),
        from_address=sender,
        subject=_decoded(_text(message, "Subject"))[:250],
        is_report=_is_report(message, sender),
        is_automatic=_is_automatic(message),
    )


def names_in_report(raw: bytes) -> tuple[str, ...]:
    """A report on a mail that could not be delivered names it inside, in the copy of its headers."""
    found = [match.decode("ascii", "replace") for match in _ORIGINAL.findall(raw)]
    return tuple(dict.fromkeys(found[:_MOST_IDS]))


def kind_of(heading: Heading, raw: bytes) -> ReplyKind | None:
    """What the mail is, by its headers and how it begins; None where it says nothing, such as a delay on the way."""
    if heading.is_report:
        return _kind_of_report(raw)
    if asks_to_stop(beginning(raw)):
        return ReplyKind.OPT_OUT
    return ReplyKind.AUTOMATIC if heading.is_automatic else ReplyKind.PERSON


def beginning(raw: bytes) -> str:
    """The first text of the mail, however it is packed; nothing of it where it is packed too deep."""
    if raw.lower().count(b"boundary=") > _MOST_PARTS:
        return ""
    parts = [part for part in message_from_bytes(raw).walk() if part.get_content_maintype() == "text"]
    plain = next((part for part in parts if part.get_content_subtype() == "plain"), None)
    if plain is not None:
        return _body(plain)
    return _TAGS.sub("\n", _body(parts[0])[:_LONGEST_TEXT]) if parts else ""


def _body(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _kind_of_report(raw: bytes) -> ReplyKind | None:
    status, action = _STATUS.search(raw), _ACTION.search(raw)
    if (status and status[1] == b"5") or (action and action[1].lower() == b"failed"):
        return ReplyKind.BOUNCED
    if status or action:
        return None
    return ReplyKind.BOUNCED if b"x-failed-recipients:" in raw.lower() else ReplyKind.AUTOMATIC


def _is_report(message: Message, sender: str) -> bool:
    if message.get_content_type() == "multipart/report" or message.get("X-Failed-Recipients"):
        return True
    return sender.startswith(_MACHINES) or (_text(message, "Return-Path").strip() == "<>" and "fail" in _text(
        message, "Subject"
    ).lower())  # fmt: skip


def _is_automatic(message: Message) -> bool:
    submitted = _text(message, "Auto-Submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if message.get("X-Autoreply") or message.get("X-Autorespond"):
        return True
    return _text(message, "Precedence").strip().lower() in ("bulk", "junk", "auto_reply", "list")


def _bare(subject: str) -> str:
    return " ".join(_PREFIXES.sub("", subject).casefold().split())


def _text(message: Message, name: str) -> str:
    return str(message.get(name) or "")[:_LONGEST_HEADER]


def _address(text: str) -> str:
    """Whom a mail is from. The standard library's reader of addresses calls itself at every bracket."""
    found = _ADDRESS.findall(text)
    return str(found[-1]).lower() if found else ""


def _decoded(text: str) -> str:
    """A header's words as a person reads them; one that is garbled stays as it came."""
    try:
        parts = [
            part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
            for part, charset in decode_header(text)
        ]
    except (LookupError, ValueError):
        parts = [text]
    return " ".join("".join(parts).split())
