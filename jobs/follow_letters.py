"""What becomes of a letter is news of its prospect: it left, it was answered, it bounced, or it was stopped in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis import outreach
from jobs.analysis.outreach import Deed
from jobs.analysis.suppression import SuppressionError, understand
from jobs.analysis.working_time import next_working_time
from jobs.follow_through import CLOCK, FollowThrough
from jobs.outreach_books import entry_of
from jobs.queue_letters import is_approved
from jobs.send_letters import LetterEffects
from jobs.suppress_contacts import SuppressContacts
from storage.domain import Letter, Prospect, ProspectState, Reply, ReplyKind, Site
from storage.transactions import Transaction

_ANSWERABLE = frozenset({ProspectState.CONTACTED, ProspectState.NO_REPLY})
# Taken back while its letter was on the line: it did go out, and another must not follow it.
_UNDECIDED_OR_APPROVED = frozenset({ProspectState.APPROVED, ProspectState.SUGGESTED})
_OPTED_OUT = "asked not to be written to"


@dataclass(frozen=True)
class FollowLetters:
    """``tell`` brings what a person has to know, or to decide, to the site's team, in the same transaction."""

    follow: FollowThrough
    suppress: SuppressContacts
    tell: Callable[[Transaction, Prospect, Letter], None]

    @property
    def effects(self) -> LetterEffects:
        return LetterEffects(self.why_not, send_time, self.on_sent, self.on_unsure, self.on_failed)

    def why_not(self, tx: Transaction, letter: Letter) -> str | None:
        """The reason why a letter must not go out after all, looked for when it is about to."""
        prospect, site = tx.prospects.get(letter.prospect_id), tx.sites.get(letter.site_id)
        if prospect is None or site is None:
            return "The target is not there any more."
        if self.follow.books.is_forbidden(tx, prospect.url, letter.to_address):
            return "It is on the do-not-contact list by now."
        wanted = ProspectState.CONTACTED if letter.number else ProspectState.APPROVED
        if prospect.state is not wanted:
            return f"The target is {prospect.state.replace('_', ' ')} by now."
        if not is_approved(letter, prospect):
            return "This is not the text that was approved."
        if prospect.expires_at is not None and prospect.expires_at <= site.time(self.follow.now()):
            return "Its approval has run out."
        return None

    def on_sent(self, tx: Transaction, letter: Letter, at: datetime) -> None:
        def contacted(before: Prospect, site: Site) -> Prospect:
            by = before.decided_by or CLOCK
            deed = Deed(by, site.time(at), self.follow.new_ticket())
            if letter.number:
                zone = site.settings.schedule.zone
                return outreach.follow_up_left(before, letter.number, deed, zone, self.follow.books.rules)
            if before.contacted_at is not None:
                return before
            if before.state not in _UNDECIDED_OR_APPROVED:  # decided otherwise; that they were written to stays so
                return replace(before, contacted_at=deed.at, contacted_by=by, contacted_via="by mail", undo_to=None)
            approved = replace(before, state=ProspectState.APPROVED)
            return self.follow.contacted(tx, approved, site, deed, "by mail")

        self._turn(tx, letter, "follow-up sent" if letter.number else "letter sent", contacted)

    def on_unsure(self, tx: Transaction, letter: Letter) -> None:
        def noted(before: Prospect, _site: Site) -> Prospect:
            is_due = letter.number > 0 and before.state is ProspectState.CONTACTED
            return replace(before, follow_up_due=True) if is_due else before

        self._turn(tx, letter, "letter unsure", noted)
        self._tell(tx, letter)

    def on_failed(self, tx: Transaction, letter: Letter, why: str) -> None:
        """An approval whose letter cannot go out is void: somebody has to look at it again."""

        def put_back(before: Prospect, site: Site) -> Prospect:
            if letter.number or before.state is not ProspectState.APPROVED:
                return before
            return outreach.expire(before, self._deed(site, why))

        self._turn(tx, letter, "letter not sent", put_back, reason=why)
        self._tell(tx, letter)

    def on_reply(self, tx: Transaction, letter: Letter, reply: Reply) -> None:
        match reply.kind:
            case ReplyKind.PERSON:
                self._answered(tx, letter)
            case ReplyKind.OPT_OUT:
                self._opted_out(tx, letter, reply)
            case ReplyKind.BOUNCED:
                self._bounced(tx, letter)
            case ReplyKind.AUTOMATIC:
                return  # nobody has answered yet

    def _answered(self, tx: Transaction, letter: Letter) -> None:
        def replied(before: Prospect, site: Site) -> Prospect:
            return self.follow.answered(tx, before, self._deed(site)) if before.state in _ANSWERABLE else before

        tx.letters.cancel(letter.prospect_id, "they replied")
        self._turn(tx, letter, "reply came", replied)

    def _opted_out(self, tx: Transaction, letter: Letter, reply: Reply) -> None:
        """Whoever was written to, and whoever asks: nobody writes to them again, whatever else is open there."""
        tx.letters.cancel(letter.prospect_id, _OPTED_OUT)
        self._turn(tx, letter, "asked to stop", _as_it_is)
        for address in dict.fromkeys([letter.to_address, reply.from_address]):
            try:
                person = understand(address)
            except SuppressionError:  # an answer may come from anything
                continue
            self.suppress.list_in(tx, person, CLOCK, _OPTED_OUT)

    def _bounced(self, tx: Transaction, letter: Letter) -> None:
        def closed(before: Prospect, site: Site) -> Prospect:
            deed = self._deed(site, "the mail bounced")
            if letter.number == 0 and before.state in _ANSWERABLE:
                return outreach.bounced(before, deed)
            return outreach.close(before, deed) if before.state is ProspectState.CONTACTED else before

        tx.letters.cancel(letter.prospect_id, "the mail bounced")
        self._turn(tx, letter, "letter bounced", closed)

    def _turn(
        self, tx: Transaction, letter: Letter, verb: str, step: Callable[[Prospect, Site], Prospect], **facts: str
    ) -> None:
        """In the audit a letter stands under its prospect, and never the person it is to."""
        before, site = tx.prospects.get(letter.prospect_id), tx.sites.get(letter.site_id)
        if before is None or site is None:
            return
        after = step(before, site)
        entry = entry_of(self.follow.now(), CLOCK, verb, before, after, letter=letter.number, **facts)
        self.follow.books.store(tx, before, after, entry)

    def _tell(self, tx: Transaction, letter: Letter) -> None:
        prospect, now = tx.prospects.get(letter.prospect_id), tx.letters.get(letter.id)
        if prospect is not None and now is not None:
            self.tell(tx, prospect, now)

    def _deed(self, site: Site, why: str = "") -> Deed:
        return Deed(CLOCK, site.time(self.follow.now()), self.follow.new_ticket(), why)


def send_time(site: Site, now: datetime) -> datetime:
    """Now, or when the site's team is at work again."""
    return next_working_time(now, site.settings.schedule.zone)


def _as_it_is(before: Prospect, _site: Site) -> Prospect:
    return before
