"""What people say of a mention: ours or not, not now, or nothing more from this domain. The first click wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.analysis.disambiguation import ENOUGH_VOTES
from jobs.list_mentions import cards_of
from jobs.look_again import look_again
from storage.domain import (
    AuditEntry,
    Lane,
    Mention,
    MentionCard,
    MentionId,
    MentionState,
    Vote,
    WorkspaceId,
)
from storage.errors import AnchorwatchError
from storage.store import Store
from storage.transactions import Transaction

SNOOZED_FOR = timedelta(days=30)


class NoSuchMentionError(AnchorwatchError):
    """The mention of a button is no longer stored."""

    def __init__(self, mention_id: int) -> None:
        super().__init__(f"no mention {mention_id}", "This mention is no longer in my books.")


class AlreadyJudgedError(AnchorwatchError):
    """Somebody else was quicker; their word stands."""

    def __init__(self, card: MentionCard) -> None:
        vote = card.vote
        said = "yours" if vote and vote.is_ours else "not yours"
        who = f"<@{vote.voted_by}> said already that it is {said}" if vote else "It has been sorted anew meanwhile"
        super().__init__(f"mention {card.mention.id} is in lane {card.mention.lane}", f"{who}; nothing was changed.")


@dataclass(frozen=True)
class JudgeMention:
    store: Store
    now: Callable[[], datetime]

    def vote(self, workspace_id: WorkspaceId, mention_id: MentionId, is_ours: bool, by: str, shown: Lane) -> None:
        """``shown`` is the lane that the person saw: whoever decides on what is no longer so changes nothing.

        Saying the same again is harmless. Raises ``AlreadyJudgedError`` where another word stands.
        """
        lane = Lane.ASK if is_ours else Lane.NOT_OURS
        reason = "a person of your team says it is yours" if is_ours else "a person of your team says it is not yours"
        with self.store.transaction(workspace_id) as tx:
            mention = _known(tx, mention_id)
            if not tx.mentions.decide(mention_id, lane, reason, is_ours, expecting=[shown]):
                if mention.vote is is_ours:
                    return
                (card,) = cards_of(tx, [mention])
                raise AlreadyJudgedError(card)
            context = " ".join((mention.snippet.before, mention.snippet.name, mention.snippet.after))
            at = self.now()
            vote = Vote(mention.brand, mention.page_key, mention.domain, context, is_ours, by, at)
            tx.brands.vote(mention.site_id, vote)
            self._apply(tx, mention)
            tx.audit.add(
                AuditEntry(at, by, f"mention {'ours' if is_ours else 'not ours'}", mention.url, domain=mention.domain)
            )

    def _apply(self, tx: Transaction, mention: Mention) -> None:
        """The lesson counts at once: for other pages of the domain, and with votes enough for any."""
        has_words = tx.brands.count_votes(mention.site_id, mention.brand) >= ENOUGH_VOTES
        look_again(tx, mention.site_id, mention.brand, None if has_words else mention.domain, self.now())

    def snooze(self, workspace_id: WorkspaceId, mention_id: MentionId, by: str) -> None:
        """Not now: it comes back to the list in thirty days."""
        with self.store.transaction(workspace_id) as tx:
            mention = _known(tx, mention_id)
            site = tx.sites.get(mention.site_id)
            if mention.state is MentionState.OPEN and site is not None:
                tx.mentions.set_state(mention_id, MentionState.MUTED, site.time(self.now()) + SNOOZED_FOR)
                tx.audit.add(AuditEntry(self.now(), by, "mention snoozed", mention.url, domain=mention.domain))

    def mute_domain(self, workspace_id: WorkspaceId, mention_id: MentionId, by: str) -> None:
        """Nothing more from its domain, whichever page."""
        with self.store.transaction(workspace_id) as tx:
            mention = _known(tx, mention_id)
            tx.brands.mute(mention.site_id, mention.domain, None, by, self.now())
            tx.mentions.mute_domain(mention.site_id, mention.domain)
            tx.audit.add(AuditEntry(self.now(), by, "domain muted", mention.domain, domain=mention.domain))


def _known(tx: Transaction, mention_id: MentionId) -> Mention:
    mention = tx.mentions.get(mention_id)
    if mention is None:
        raise NoSuchMentionError(mention_id)
    return mention
