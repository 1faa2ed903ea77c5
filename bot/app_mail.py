"""The composition root of mail: what sends letters and reads answers, where the operator has set it up."""

from __future__ import annotations

from datetime import timedelta

from bot.mail_settings import split_sender
from bot.settings import Settings
from bot.wall_clock import utc_now
from jobs.clock import Tick
from jobs.mail.imap import ImapMailbox, ImapServer
from jobs.mail.message import Sender
from jobs.mail.smtp import MailServer, SmtpPost
from jobs.mail.trust import mail_tls
from jobs.read_replies import OnReply, ReadReplies
from jobs.send_letters import LetterEffects, SendLetters
from storage.store import Store

_SEND_EVERY = timedelta(seconds=5)
_READ_EVERY = timedelta(minutes=2)


def letter_sender(settings: Settings) -> Sender | None:
    """Who writes; None where no mail is sent by itself."""
    named = split_sender(settings.mail_from) if settings.smtp_host else None
    if named is None:
        return None
    name, address = named
    _, reply_to = split_sender(settings.mail_reply_to) or ("", address)
    return Sender(address, name, reply_to, settings.mail_postal_address, settings.mail_opt_out)


def mail_server(settings: Settings) -> SmtpPost | None:
    sender = letter_sender(settings)
    if sender is None:
        return None
    host, port, security = settings.smtp_host, settings.smtp_port, settings.smtp_security
    server = MailServer(host, port, security, settings.smtp_user, settings.smtp_password)
    return SmtpPost(server, sender, mail_tls, utc_now)


def mailbox(settings: Settings) -> ImapMailbox | None:
    if not settings.imap_host:
        return None
    host, port, folder = settings.imap_host, settings.imap_port, settings.imap_folder
    return ImapMailbox(ImapServer(host, port, settings.imap_user, settings.imap_password, folder), mail_tls)


def send_letters(settings: Settings, store: Store, effects: LetterEffects) -> SendLetters | None:
    post = mail_server(settings)
    return SendLetters(store, post, effects, utc_now, settings.mail_per_hour) if post else None


def read_replies(settings: Settings, store: Store, on_reply: OnReply) -> ReadReplies | None:
    ours, sender = mailbox(settings), letter_sender(settings)
    return ReadReplies(store, ours, on_reply, sender.address if sender else "", utc_now) if ours else None


def mail_ticks(settings: Settings, store: Store, effects: LetterEffects, on_reply: OnReply) -> tuple[Tick, ...]:
    """What the worker's clock does of it; nothing where nothing is set up."""
    send, read = send_letters(settings, store, effects), read_replies(settings, store, on_reply)
    ticks = (Tick("send_letters", _SEND_EVERY, send.step),) if send else ()
    return (*ticks, Tick("read_replies", _READ_EVERY, read.read)) if read else ticks
