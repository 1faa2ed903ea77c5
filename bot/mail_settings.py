"""The settings of mail: without them nothing is sent, and people copy their drafts into a mail of their own."""

import ipaddress
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, field_validator

from jobs.analysis.mail_addresses import read_mail_address
from jobs.mail.smtp import Security

_FROM = re.compile(r"(?:(?P<name>[^<>]*)<(?P<within>[^<>]+)>|(?P<bare>[^<>]+))")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?|[0-9a-f:]+", re.IGNORECASE | re.ASCII)
_NEEDED = {
    "mail_from": "MAIL_FROM, the address that mails come from",
    "mail_postal_address": "MAIL_POSTAL_ADDRESS: a mail must say where its sender can be reached (CAN-SPAM)",
    "mail_opt_out": "MAIL_OPT_OUT: a mail must say how not to be written to again (CAN-SPAM; GDPR, article 21)",
}


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text.strip()


def _secret(text: str) -> str:
    if not text.isascii() or not text.isprintable():
        raise ValueError("has characters that mail servers do not take in a password")
    return text


def _plain(text: str) -> str:
    """What the protocols of mail cannot say at all is found at the start, and not in the middle of a letter."""
    if not text.isascii():
        raise ValueError(f"'{text}' has letters beyond ASCII, which mail servers do not take here")
    return text


def _host(text: str) -> str:
    if text and not _HOST.fullmatch(text):
        raise ValueError(f"'{text}' is not the name of a server; write it like smtp.acme.com")
    return text


def _sender(text: str) -> str:
    """Checked here, so that a wrong one is found at the start and not with the first letter."""
    if text and split_sender(text) is None:
        raise ValueError(f"'{text}' is not a mail address; write it like Robin of Acme <robin@acme.com>")
    return text


def split_sender(text: str) -> tuple[str, str] | None:
    """The name and the address, as mail servers take it; None where there is no address."""
    found = _FROM.fullmatch(text.strip())
    address = read_mail_address(found["within"] or found["bare"]) if found else None
    if found is None or address is None or not address.is_plain:
        return None
    return (found["name"] or "").strip(' "'), str(address)


Line = Annotated[str, AfterValidator(_one_line)]
Plain = Annotated[Line, AfterValidator(_plain)]
Host = Annotated[Line, AfterValidator(_host)]
Secret = Annotated[str, Field(repr=False), AfterValidator(_secret)]
Sender = Annotated[Line, AfterValidator(_sender)]


class MailSettings(BaseModel):
    """``.env.example`` says what each of them does. What needs another stands behind it."""

    smtp_host: Host = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Security = Security.STARTTLS
    smtp_user: Plain = ""
    smtp_password: Secret = ""
    mail_from: Sender = Field(default="", validate_default=True)
    mail_reply_to: Sender = ""
    mail_postal_address: Line = Field(default="", validate_default=True)
    mail_opt_out: Line = Field(default="", validate_default=True)
    mail_per_hour: int = Field(default=20, ge=1, le=1000)
    imap_host: Host = ""
    imap_port: int = Field(default=993, ge=1, le=65535)
    imap_user: Plain = Field(default="", validate_default=True)
    imap_password: Secret = Field(default="", validate_default=True)
    imap_folder: Plain = "INBOX"

    @field_validator("smtp_security", mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if str(value).lower() not in list(Security):
            raise ValueError(f"'{value}' is not one of {', '.join(Security)}")
        return str(value).lower()

    @field_validator("smtp_security")
    @classmethod
    def _secure(cls, value: Security, info: ValidationInfo) -> Security:
        host = info.data.get("smtp_host", "")
        if value is Security.NONE and host and not _is_here(host):
            raise ValueError(f"is none, which is for a mail server on this machine only, and {host} is another")
        return value

    @field_validator("mail_from", "mail_postal_address", "mail_opt_out")
    @classmethod
    def _said(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("smtp_host"):
            raise ValueError(f"is missing; SMTP_HOST needs {_NEEDED[str(info.field_name)]}")
        return value

    @field_validator("imap_user", "imap_password")
    @classmethod
    def _account(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("imap_host"):
            raise ValueError("is missing; IMAP_HOST needs the account whose mailbox is read")
        return value


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
