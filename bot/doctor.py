"""Examines an installation: settings, database, Slack; says of each whether it is fine and what to mend."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer
from slack_sdk import WebClient

from bot.app import prepare_database, prove_audits
from bot.app_mail import mail_server, mailbox
from bot.blocks.audit import proof_words
from bot.command_settings import command_settings
from bot.fetching import fetch_rules
from bot.manifest import SCOPES
from bot.settings import Settings, check_tokens
from bot.slack_app import SlackRefusedError, socket_address, who_are_we
from jobs.mail.imap import ImapMailbox
from jobs.mail.smtp import SmtpPost
from storage.errors import AnchorwatchError


@dataclass(frozen=True, slots=True)
class Finding:
    text: str
    is_fine: bool


def doctor() -> None:
    """Check settings, database, Slack and mail, and say what to mend.

    Example: anchorwatch doctor
    """
    findings = examine(command_settings())
    for finding in findings:
        sys.stdout.write(f"{'ok ' if finding.is_fine else 'BAD'}  {finding.text}\n")
    if not all(finding.is_fine for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything, even when something is broken."""
    return tuple(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    database = _tried("Database", lambda: _database(settings))
    yield database
    if database.is_fine:
        yield _tried("Audit", lambda: _audit(settings))
    if settings.slack_bot_token or settings.slack_app_token:
        yield _tried("Slack", lambda: _slack(settings))
        yield _tried("Socket Mode", lambda: _socket_mode(settings))
    else:
        yield Finding("Slack: no tokens in .env, so `anchorwatch run` starts the preview workspace.", is_fine=True)
    yield _tried("Visits", lambda: _visits(settings))
    if (post := mail_server(settings)) is not None:
        yield _tried("Mail", lambda: _mail(post))
    if (box := mailbox(settings)) is not None:
        yield _tried("Mailbox", lambda: _mailbox(box))


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(f"{what}: {look()}", is_fine=True)
    except AnchorwatchError as error:
        return Finding(f"{what}: {error.user_message}", is_fine=False)


def _database(settings: Settings) -> str:
    prepare_database(settings)
    return f"{settings.database_url} is readable and up to date."


def _audit(settings: Settings) -> str:
    """Each workspace's log, from its first entry to its last."""
    proofs = prove_audits(settings)
    if any(proof.broken_at for proof in proofs):
        raise AnchorwatchError("audit broken", "; ".join(map(proof_words, proofs)) + ".")
    return "; ".join(map(proof_words, proofs)) + "." if proofs else "nothing to prove yet."


def _slack(settings: Settings) -> str:
    check_tokens(settings)
    installed = who_are_we(_client(settings))
    missing = SCOPES.keys() - installed.scopes
    if installed.scopes and missing:
        raise SlackRefusedError(
            f"the app in workspace {installed.team} may not do all it needs to ({', '.join(sorted(missing))} missing); "
            "bring its manifest up to date with `anchorwatch manifest` and install it again."
        )
    return f"connected to workspace {installed.team}."


def _socket_mode(settings: Settings) -> str:
    socket_address(_client(settings), settings.slack_app_token)
    return "a connection may be opened."


def _client(settings: Settings) -> WebClient:
    return WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, retry_handlers=[], timeout=10)


def _visits(settings: Settings) -> str:
    """A guard with a gap is fine where it is meant, and worth a line in any case."""
    named = ", ".join(map(str, fetch_rules(settings).allow_networks))
    return f"private addresses in {named} may be visited (FETCH_ALLOW_NETWORKS)." if named else "public addresses only."


def _mail(post: SmtpPost) -> str:
    post.check()
    return f"{post.server.host} takes mail from {post.sender.address}."


def _mailbox(box: ImapMailbox) -> str:
    with box.open():
        return f"{box.server.folder} of {box.server.user} can be read."
