"""After the letter: sent, followed up, answered, looked for, won or given up; each step once, whoever comes twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from jobs.analysis import outreach
from jobs.analysis.addresses import page_address
from jobs.analysis.outreach import Deed
from jobs.analysis.wins import is_asked_for
from jobs.failures import Failures
from jobs.outreach_books import OutreachBooks, entry_of
from jobs.queue_letters import QueueLetters
from jobs.take_steps import ObstacleError, Press, Step, TakeSteps
from storage.domain import (
    ASKED_STATES,
    PEOPLE_FIRST,
    Mention,
    MentionState,
    NewLink,
    Prospect,
    ProspectCard,
    ProspectId,
    ProspectState,
    Site,
    WorkspaceId,
)
from storage.failpoints import failpoint
from storage.prospects import ProspectMovedError
from storage.prospects_of_all import DueProspect
from storage.store import Store
from storage.transactions import SystemTransaction, Transaction

logger = logging.getLogger(__name__)

CLOCK = "anchorwatch"  # who does what nobody pressed a button for
_AT_ONCE = 100
_TIMED = ASKED_STATES | {ProspectState.APPROVED, ProspectState.SNOOZED}


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the clock does with one prospect, and the audit's word for it."""

    one: DueProspect
    verb: str
    step: Step


@dataclass(frozen=True)
class FollowThrough:
    store: Store
    books: OutreachBooks
    letters: QueueLetters
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]
    failures: Failures = field(default_factory=Failures, init=False)

    def sent(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        """ "I sent it": the letter, or the follow-up that was due."""

        def step(tx: Transaction, before: Prospect, site: Site, deed: Deed) -> Prospect:
            self._refuse_late(tx, before, deed)
            self.letters.take_back(tx, before, "sent by hand")
            if before.state is ProspectState.CONTACTED:
                return outreach.followed_up(before, deed, _zone(site), self.books.rules)
            return self.contacted(tx, before, site, deed, "by hand")

        return self._press(workspace_id, ticket, by, "letter sent by hand", step)

    def _refuse_late(self, tx: Transaction, before: Prospect, deed: Deed) -> None:
        """What may not be sent any more is not said to be sent: the card offers it no longer."""
        if said := self.books.forbidden(tx, before):
            raise ObstacleError(before, (said,))
        if before.expires_at is not None and before.expires_at <= deed.at:
            raise outreach.TooLateError(
                f"approval of {before.id} ran out", "The approval has run out: approve it again."
            )

    def replied(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        return self._press(
            workspace_id,
            ticket,
            by,
            "reply came",
            lambda tx, before, _site, deed: self.answered(tx, before, deed),
        )

    def declined(self, workspace_id: WorkspaceId, ticket: str, by: str, why: str) -> ProspectCard:
        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            self.letters.take_back(tx, before, "they declined")
            return outreach.declined(before, deed)

        return self._press(workspace_id, ticket, by, "prospect lost", step, why)

    def thanked(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        return self._press(
            workspace_id, ticket, by, "thanks sent", lambda _tx, before, _site, deed: outreach.thanked(before, deed)
        )

    def look_now(self, workspace_id: WorkspaceId, ticket: str, by: str) -> ProspectCard:
        """Have the page visited at once: only our own visit makes a prospect won."""

        def step(tx: Transaction, before: Prospect, site: Site, deed: Deed) -> Prospect:
            watched = self._watch(tx, before, site)
            return replace(watched, ticket=deed.ticket)

        return self._press(workspace_id, ticket, by, "page looked at again", step)

    def answered(self, tx: Transaction, before: Prospect, deed: Deed) -> Prospect:
        """What the prospect is once they have answered: theirs to go on with, unless another of theirs is open now."""
        self.letters.take_back(tx, before, "they replied")
        other = tx.prospects.open_beside(before)
        if other is None:
            return outreach.replied(before, deed)
        return outreach.replied_late(before, replace(deed, why=f"they replied, but #{other.id} is open there by now"))

    def contacted(self, tx: Transaction, before: Prospect, site: Site, deed: Deed, via: str) -> Prospect:
        """What the prospect is once its first letter is out; its page is watched from now on."""
        return outreach.sent(self._watch(tx, before, site), deed, via, _zone(site), self.books.rules)

    def tick(self) -> int:
        """Whatever time brings: approvals run out, naps end, follow-ups fall due, pages are looked at, links are there.

        Returns how many prospects it moved. Each in a transaction of its own, on its version: safe to repeat.
        """
        most = _AT_ONCE + self.failures.resting(self.now())
        with self.store.surveying() as system:
            linked = _won(system, self.now() - outreach.GIVEN_UP)
            mended = system.prospects.mended(most)
            withdrawn = system.prospects.withdrawn(most)
            due = system.prospects.due(_TIMED, self.now(), most)
            lapsed = system.prospects.half_approved(self.now(), most)
            settled = system.prospects.settled(self.now() - self.books.rules.undo, self.now(), most)
        turns = [
            *[_Turn(one, "link found", self._win) for one in [*linked, *mended]],
            *[_Turn(one, "prospect closed", self._withdraw(mention)) for one, mention in withdrawn],
            *[_Turn(one, "", self._on_time) for one in due],
            *[_Turn(one, "first approval ran out", _lapse) for one in lapsed],
            *[_Turn(one, "", _settle) for one in settled],
        ]
        return self.failures.each(self.now(), turns, lambda turn: turn.one.prospect.id, self._take)

    def _take(self, turn: _Turn) -> bool:
        """One prospect; what somebody else moved meanwhile is theirs."""
        one, verb, step = turn.one, turn.verb, turn.step
        try:
            with self.store.transaction(one.workspace_id) as tx:
                before = tx.prospects.get(one.prospect.id)
                if before is None or before.version != one.prospect.version:
                    return False
                deed = Deed(CLOCK, one.site.time(self.now()), self.new_ticket())
                after = step(tx, before, one.site, deed)
                said = verb or _VERBS.get((before.state, after.state), "")
                entry = entry_of(self.now(), CLOCK, said, before, after) if said else None
                self.books.store(tx, before, after, entry)
                failpoint("follow.before_commit")
        except ProspectMovedError:
            return False
        logger.info("prospect moved", extra={"prospect": before.id, "from": before.state, "to": after.state})
        return True

    def _win(self, tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
        self.letters.take_back(tx, before, "the link is there")
        why = "" if before.contacted_at or not before.needs_letter else "it links without being asked"
        return outreach.won(before, replace(deed, why=why))

    def _withdraw(self, mention: Mention) -> Step:
        """Its mention is nothing to ask about any more."""
        why = "its page no longer names you" if mention.state is MentionState.GONE else mention.reason
        why = "its domain is muted" if mention.state is MentionState.MUTED else why

        def step(tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
            self.letters.take_back(tx, before, why)
            return outreach.close(before, replace(deed, why=why))

        return step

    def _on_time(self, tx: Transaction, before: Prospect, site: Site, deed: Deed) -> Prospect:
        if before.expires_at is not None and before.expires_at <= deed.at:
            self.letters.take_back(tx, before, "the approval has run out")
            return outreach.expire(before, replace(deed, why="its approval ran out"))
        if before.snoozed_until is not None and before.snoozed_until <= deed.at:
            return outreach.wake(before, deed)
        is_step_due = before.next_step_at is not None and before.next_step_at <= deed.at
        if is_step_due and not before.follow_up_due:
            return self._follow_up(tx, before, site, deed)
        return outreach.looked(self._watch(tx, before, site), deed, self.books.rules)

    def _follow_up(self, tx: Transaction, before: Prospect, site: Site, deed: Deed) -> Prospect:
        """By mail, under a letter that left so, it leaves by itself: its text was approved with the first.

        Under one that somebody sent from their own mailbox it would be a stranger's: its owner is reminded.
        """
        if not outreach.follow_ups_left(before, self.books.rules):
            return replace(before, next_step_at=None)
        if self.letters.sent_first(tx, before):
            self.letters.follow_up(tx, before, site)
            return replace(before, next_step_at=None)  # it counts when it has left
        return replace(before, follow_up_due=True, ticket=deed.ticket)

    def _watch(self, tx: Transaction, before: Prospect, site: Site) -> Prospect:
        """Its page among the links that are visited, and due now."""
        address = page_address(before.url)
        wanted = before.case.suggestion.page_url or f"https://{site.domain}/"
        new = NewLink(
            before.url, before.page_key, address.host, address.domain, wanted, "outreach", prio=PEOPLE_FIRST
        )  # fmt: skip
        link, is_new = tx.backlinks.add(site.id, new, self.now())
        if not is_new:
            tx.backlinks.hurry(link.id, self.now())
        return replace(before, link_id=link.id)

    def _press(
        self, workspace_id: WorkspaceId, ticket: str, by: str, verb: str, step: Step, why: str = ""
    ) -> ProspectCard:
        return TakeSteps(self.store, self.books, self.now, self.new_ticket).take(
            Press(workspace_id, ticket, by, why), step, lambda _before, _after: (verb, {})
        )


_VERBS = {
    (ProspectState.APPROVED, ProspectState.SUGGESTED): "approval ran out",
    (ProspectState.SNOOZED, ProspectState.SUGGESTED): "snooze over",
    (ProspectState.CONTACTED, ProspectState.NO_REPLY): "no reply came",
    (ProspectState.NO_REPLY, ProspectState.CLOSED): "given up",
    (ProspectState.REPLIED, ProspectState.CLOSED): "given up",
}


def _won(system: SystemTransaction, asked_since: datetime) -> list[DueProspect]:
    """Prospects whose link is there, by the first link that is what was asked for."""
    won: dict[ProspectId, DueProspect] = {}
    offset = 0
    while part := system.prospects.linked(asked_since, _AT_ONCE, offset):
        for one in part:
            if is_asked_for(one.due.prospect, one.link, is_sound=one.is_sound):
                won.setdefault(one.due.prospect.id, one.due)
        offset += len(part)
    return list(won.values())


def _lapse(_tx: Transaction, before: Prospect, _site: Site, deed: Deed) -> Prospect:
    return outreach.lapse(before, deed)


def _settle(_tx: Transaction, before: Prospect, _site: Site, _deed: Deed) -> Prospect:
    """Its card has no Undo from now on."""
    return replace(before, undo_to=None)


def _zone(site: Site) -> str:
    return site.settings.schedule.zone
