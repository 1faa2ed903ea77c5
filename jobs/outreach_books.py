"""What is known around a prospect when it is shown or decided: its site, its history, and whom nobody may write to."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.duties import Duty, duty_of
from jobs.analysis.exclusions import Circumstances
from jobs.analysis.forgetting import masked
from jobs.analysis.outreach import OutreachRules, can_undo
from jobs.analysis.outreach_checks import Circle, forbidden_words, obstacles
from jobs.analysis.suppression import covers, digest_of, names_of
from storage.domain import (
    LEAVING,
    AuditEntry,
    DomainHistory,
    DoNotContact,
    Letter,
    LetterState,
    Message,
    Prospect,
    ProspectCard,
    ProspectId,
    ProspectState,
    Site,
    SiteId,
    Waiting,
)
from storage.transactions import Transaction

_WEEK = timedelta(days=7)
_LISTED = 10
_TO_WRITE = frozenset({Duty.SEND, Duty.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Queue:
    """What the message above the cards says: ``best`` are the most valuable of all that wait.

    ``is_past``: a newer day's message says it now.
    """

    site: Site
    waiting: Waiting
    best: tuple[Prospect, ...]
    is_past: bool = False


@dataclass(frozen=True)
class OutreachBooks:
    """``suppressed`` are the digests of the operator's own do-not-contact list.

    ``render`` makes a card's message and ``render_queue`` the one above them. ``sends_mail``: approved letters leave by
    our own mail server.
    """

    rules: OutreachRules
    now: Callable[[], datetime]
    render: Callable[[ProspectCard], Message]
    render_queue: Callable[[Queue], Message]
    suppressed: Callable[[], Container[bytes]] = frozenset
    sends_mail: bool = False

    def card_of(self, tx: Transaction, prospect: Prospect) -> ProspectCard:
        (card,) = self.cards_of(tx, [prospect])
        return card

    def cards_of(self, tx: Transaction, prospects: Sequence[Prospect]) -> tuple[ProspectCard, ...]:
        """What all of a site share is read once."""
        sites = {site_id: tx.sites.get(site_id) for site_id in {one.site_id for one in prospects}}
        deciding = {one.site_id for one in prospects if _is_to_decide(one)}
        around = {site.id: self._around(tx, site) for site in sites.values() if site and site.id in deciding}
        return tuple(
            [
                self._card(tx, one, site, around.get(site.id))
                for one in prospects
                if (site := sites[one.site_id]) is not None
            ]
        )

    def circle_of(self, tx: Transaction, prospect: Prospect, site: Site) -> Circle:
        """What stands around it, as far as it decides whether somebody may be written to."""
        return self._circle(tx, prospect, self._around(tx, site), self._letters(tx, prospect))

    def forbidden(self, tx: Transaction, prospect: Prospect) -> str:
        """Why nobody may write there any more; empty where nobody minds."""
        named, entry = self._forbidden(tx, prospect.url, prospect.draft.to if prospect.draft else "")
        return forbidden_words(named, entry) if named else ""

    def _around(self, tx: Transaction, site: Site) -> Circle:
        """The same for every prospect of a site."""
        now = site.time(self.now())
        brands = tx.brands.of_site(site)
        own = (*site.settings.domains, *[domain for brand in brands for domain in brand.own_domains])
        competitors = frozenset(name for brand in brands for name in brand.competitors)
        where = Circumstances(OwnDomains(own), competitors, tx.brands.muted(site.id, self.now()))
        approved = tx.prospects.approved_since(site.id, now - _WEEK)
        return Circle(where, now, approved=approved, sends_mail=self.sends_mail)

    def _circle(self, tx: Transaction, prospect: Prospect, around: Circle, letters: Sequence[Letter]) -> Circle:
        named, entry = self._forbidden(tx, prospect.url, prospect.draft.to if prospect.draft else "")
        return replace(
            around,
            history=tx.prospects.history(prospect.domain),
            forbidden=named,
            entry=entry,
            is_unsure=any(one.state is LetterState.UNSURE for one in letters),
        )

    def _letters(self, tx: Transaction, prospect: Prospect) -> tuple[Letter, ...]:
        return tx.letters.of_prospect(prospect.id) if self.sends_mail else ()

    def is_forbidden(self, tx: Transaction, url: str, to: str = "") -> bool:
        return bool(self._forbidden(tx, url, to)[0])

    def duties(self, tx: Transaction, prospects: Sequence[Prospect]) -> dict[ProspectId, Duty]:
        """What a person has to do about each: nothing while our mail server has a letter of it to send."""
        duties = {one.id: duty for one in prospects if (duty := duty_of(one)) is not None}
        to_write = [id_ for id_, duty in duties.items() if duty in _TO_WRITE] if self.sends_mail else []
        for id_ in tx.letters.with_any(to_write, LEAVING):
            del duties[id_]
        return duties | dict.fromkeys(tx.letters.with_any(to_write, {LetterState.UNSURE}), Duty.SETTLE)

    def _card(self, tx: Transaction, prospect: Prospect, site: Site, around: Circle | None) -> ProspectCard:
        letters = self._letters(tx, prospect)
        history = DomainHistory()
        in_way: tuple[str, ...] = ()
        if around is not None and _is_to_decide(prospect):
            circle = self._circle(tx, prospect, around, letters)
            history, in_way = circle.history, obstacles(prospect, circle, self.rules)
        elif _may_be_sent(prospect) and (said := self.forbidden(tx, prospect)):
            in_way = (said,)
        undo_until = None
        if prospect.decided_at is not None and can_undo(prospect, site.time(self.now()), self.rules):
            undo_until = prospect.decided_at + self.rules.undo - site.clock_offset
        return ProspectCard(
            prospect,
            site,
            history,
            in_way,
            needs_second=self.rules.needs_second(prospect),
            can_undo_until=undo_until,
            leaves_at=next((one.not_before for one in letters if one.state in LEAVING), None),
            unsure=next((one.error or "" for one in letters if one.state is LetterState.UNSURE), None),
        )

    def _forbidden(self, tx: Transaction, url: str, to: str) -> tuple[str, DoNotContact | None]:
        host = urlsplit(url).hostname or ""
        named = {digest_of(entry): entry.value for entry in names_of(host, to)}
        entry = tx.do_not_contact.first_of(list(named))
        if entry is not None:
            return named[entry.digest], entry
        listed = covers(self.suppressed(), host, to)
        return (listed.value, None) if listed else ("", None)

    def store(self, tx: Transaction, before: Prospect, after: Prospect, entry: AuditEntry | None) -> ProspectCard:
        """Store a change with its audit entry, and have its posted card say what is so now."""
        stored = tx.prospects.advance(before, after)
        if entry is not None:
            tx.audit.add(entry)
        return self.show(tx, stored)

    def show(self, tx: Transaction, prospect: Prospect) -> ProspectCard:
        """Have what was posted of it say what is so now."""
        card = self.card_of(tx, prospect)
        tx.outbox.edit(card_key(prospect), self.render(card))
        if prospect.cards:
            self._refresh_queue(tx, card.site)
        return card

    def _refresh_queue(self, tx: Transaction, site: Site) -> None:
        date = tx.prospects.last_queue(site.id)
        if date is not None:
            tx.outbox.edit(queue_key(site.id, date), self.render_queue(queue_of(tx, site)))


def _is_to_decide(prospect: Prospect) -> bool:
    return prospect.state is ProspectState.SUGGESTED and prospect.needs_letter


def _may_be_sent(prospect: Prospect) -> bool:
    """A person may send something of it now."""
    return prospect.state is ProspectState.APPROVED or prospect.follow_up_due


def queue_of(tx: Transaction, site: Site) -> Queue:
    return Queue(site, tx.prospects.waiting(site.id), tx.prospects.queue(site.id, _LISTED))


def queue_key(site_id: SiteId, local_date: str) -> str:
    """Of the message above the cards of one day."""
    return f"queue/{site_id}/{local_date}"


def card_key(prospect: Prospect) -> str:
    """Of the latest message that shows it: whatever comes back to the queue has a card anew."""
    return f"prospect/{prospect.id}/{prospect.cards}" if prospect.cards > 1 else f"prospect/{prospect.id}"


def entry_of(at: datetime, by: str, verb: str, before: Prospect, after: Prospect, **more: object) -> AuditEntry:
    """What the audit keeps of a step: from where to where, on which exact text, and why."""
    facts: Mapping[str, object] = {
        "prospect": before.id,
        "from": before.state.value,
        "to": after.state.value,
        **({"draft": after.draft.digest.hex()} if after.draft else {}),
        **({"reason": masked(after.why)} if after.why else {}),
        **{name: masked(said) if isinstance(said, str) else said for name, said in more.items()},
    }
    return AuditEntry(at, by, verb, before.url, facts, before.domain)
