"""Links that open a letter, ready to send, in the reader's own mail program or webmail."""

from __future__ import annotations

from urllib.parse import quote

from bot.blocks.text import escape
from jobs.analysis.mail_addresses import read_mail_address
from storage.domain import Draft

_LONGEST = 2_200  # three of them and the letter itself are one message
_GMAIL = "https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={subject}&body={body}"
_OUTLOOK = "https://outlook.office.com/mail/deeplink/compose?to={to}&subject={subject}&body={body}"


def is_mail(to: str) -> bool:
    return read_mail_address(to) is not None


def mail_link(draft: Draft, body: str, label: str) -> str:
    """``mailto:`` (RFC 6068) as mrkdwn; one too long for Slack leaves the text to be copied."""
    to, subject, said = _quoted(draft, body)
    return f"<{_fitting(f'mailto:{to}?subject={subject}&body={{body}}', said)}|{label}>"


def webmail_links(draft: Draft, body: str) -> tuple[str, ...]:
    to, subject, said = _quoted(draft, body)
    return tuple(
        f"<{_fitting(form.replace('{to}', to).replace('{subject}', subject), said)}|{label}>"
        for form, label in ((_GMAIL, "Gmail"), (_OUTLOOK, "Outlook"))
    )


def _quoted(draft: Draft, body: str) -> tuple[str, str, str]:
    return quote(draft.to, safe="@"), quote(draft.subject, safe=""), quote(body.replace("\n", "\r\n"), safe="")


def _fitting(form: str, body: str) -> str:
    whole = escape(form.replace("{body}", body))
    return whole if len(whole) <= _LONGEST else escape(form.replace("&body={body}", ""))
