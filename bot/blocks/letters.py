"""What a person must hear of a letter that our mail server had: it may have left, or it did not."""

from __future__ import annotations

from typing import Final

from bot.blocks import text
from bot.blocks.elements import sentence
from bot.blocks.footers import site_name
from bot.blocks.outreach_words import page, person
from storage.domain import Letter, LetterState, Message, Prospect, Site

_REASON: Final = 300
_UNSURE: Final = (
    "*Was the mail sent?* The connection broke while it was under way, so nobody knows, and it is not sent again by "
    "itself. Look into the mailbox’s sent folder, then say so on the target’s card."
)


def letter_news(site: Site, prospect: Prospect, letter: Letter) -> Message:
    """For the thread of the target's card."""
    why = text.outside(letter.error or "the mail server did not say why", _REASON)
    said = _UNSURE if letter.state is LetterState.UNSURE else f"*The mail was not sent:* {why}."
    which = "The letter" if letter.number == 0 else f"Follow-up {letter.number}"
    whose = f" · {person(prospect.owner)}" if prospect.owner else ""
    return sentence(f"{said}\n{which} about {page(prospect)} · {site_name(site)}{whose}")
