"""Tells a team what it must know of a letter: under the target's card, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.outreach_books import card_key
from storage.domain import Letter, Message, Prospect, Site, Thread
from storage.transactions import Transaction


@dataclass(frozen=True)
class TellLetters:
    """``render`` makes the message out of the site, the target and the letter as it is now."""

    render: Callable[[Site, Prospect, Letter], Message]
    now: Callable[[], datetime]

    def tell(self, tx: Transaction, prospect: Prospect, letter: Letter) -> None:
        """In a thread of its own where the card was never posted."""
        site = tx.sites.get(prospect.site_id)
        if site is None:
            return
        key, said = f"letter/{letter.id}/{letter.state}/{letter.attempts}", self.render(site, prospect, letter)
        if tx.outbox.reply(card_key(prospect), key, said, self.now()) is None and site.settings.channel_id is not None:
            tx.outbox.put(Thread(key, site.settings.channel_id, said), self.now())
