"""Whom nobody may write to: listed, lifted, forgotten; and what was approved meanwhile is void at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis.addresses import registrable_domain
from jobs.analysis.forgetting import masked
from jobs.analysis.mail_addresses import read_mail_address
from jobs.analysis.outreach import Deed, never, wake
from jobs.analysis.suppression import Entry, covers, digest_of, understand
from jobs.forget_contacts import forget_person
from jobs.outreach_books import OutreachBooks, entry_of
from jobs.queue_letters import QueueLetters
from storage.domain import (
    OPEN_STATES,
    AuditEntry,
    DoNotContact,
    Prospect,
    ProspectId,
    ProspectState,
    Suppressed,
    WorkspaceId,
)
from storage.store import Store
from storage.transactions import Transaction

_WHY = "do not contact"


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of an entry: ``voided`` prospects were open and are not to be contacted, or are open again."""

    entry: Entry
    is_changed: bool
    voided: int = 0


@dataclass(frozen=True)
class SuppressContacts:
    store: Store
    books: OutreachBooks
    letters: QueueLetters
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]

    def add(self, workspace_id: WorkspaceId, named: str, by: str, why: str) -> Listed:
        """A domain or an e-mail address. Every approval for it is void in the same moment."""
        entry = understand(named)
        with self.store.transaction(workspace_id) as tx:
            return self.list_in(tx, entry, by, why)

    def list_in(self, tx: Transaction, entry: Entry, by: str, why: str) -> Listed:
        """As part of something else that is being stored, such as an answer that asks for it."""
        is_new = tx.do_not_contact.add(self._kept(entry, by, why))
        voided = self._void(tx, entry, by)
        if is_new:
            tx.audit.add(self._entry(by, "do not contact", entry, why))
        else:
            self._confirm(tx, entry)
        return Listed(entry, is_new, voided)

    def lift(self, workspace_id: WorkspaceId, named: str, by: str) -> Listed:
        """Writing is allowed again, and what waited there is a suggestion again."""
        entry = understand(named)
        with self.store.transaction(workspace_id) as tx:
            is_lifted = tx.do_not_contact.lift(digest_of(entry))
            reopened = self._reopen(tx, entry, by) if is_lifted else 0
            if is_lifted:
                tx.opportunities.weigh_again()
                tx.audit.add(self._entry(by, "do not contact lifted", entry))
        return Listed(entry, is_lifted, reopened)

    def forget(self, workspace_id: WorkspaceId, named: str, by: str) -> Listed:
        """Forget who it is, wherever it is stored; a digest keeps that nobody may write to them."""
        entry = understand(named)
        with self.store.transaction(workspace_id) as tx:
            is_new = tx.do_not_contact.add(self._kept(entry, by, "asked to be forgotten"))
            voided = self._void(tx, entry, by)
            tx.do_not_contact.forget_value(digest_of(entry))
            if entry.kind is Suppressed.PERSON:
                forget_person(tx, entry, self.books, self.letters, lambda one: self._deed(tx, one, by))
            tx.audit.add(self._entry(by, "contact forgotten", entry))
        return Listed(entry, is_new, voided)

    def listed(self, workspace_id: WorkspaceId, limit: int, offset: int = 0) -> tuple[DoNotContact, ...]:
        with self.store.reading(workspace_id) as tx:
            return tx.do_not_contact.all(limit, offset)

    def list_domain_of(self, tx: Transaction, prospect: Prospect, by: str, why: str) -> bool:
        """As part of a decision on this prospect that is being stored; False when it was listed before."""
        entry = Entry(Suppressed.DOMAIN, prospect.domain)
        is_new = tx.do_not_contact.add(self._kept(entry, by, why))
        self._void(tx, entry, by, but=prospect.id)
        return is_new

    def list_person_of(self, tx: Transaction, prospect: Prospect, by: str, why: str) -> None:
        """The same of whom its letter went to: they may write elsewhere too."""
        if prospect.contacted_at is None or read_mail_address(_to(prospect)) is None:
            return
        entry = understand(_to(prospect))
        if tx.do_not_contact.add(self._kept(entry, by, why)):
            tx.audit.add(self._entry(by, "do not contact", entry, why))
        self._void(tx, entry, by, but=prospect.id)

    def unlist_domain(self, tx: Transaction, domain: str) -> None:
        tx.do_not_contact.lift(digest_of(Entry(Suppressed.DOMAIN, domain)))
        tx.opportunities.weigh_again()

    def _kept(self, entry: Entry, by: str, why: str) -> DoNotContact:
        return DoNotContact(entry.kind, digest_of(entry), entry.value, why, by, self.now())

    def _entry(self, by: str, verb: str, entry: Entry, why: str = "") -> AuditEntry:
        """What is written here stays for ever, so a person stands in it by digest only."""
        is_person = entry.kind is Suppressed.PERSON
        subject = f"sha256:{digest_of(entry).hex()}" if is_person else entry.value
        facts = {"kind": entry.kind.value, **({"why": masked(why)} if why else {})}
        return AuditEntry(self.now(), by, verb, subject, facts, _domain(entry))

    def _confirm(self, tx: Transaction, entry: Entry) -> None:
        """Two people want it: the undo of one must not lift it."""
        for before in _concerning(tx, entry, [ProspectState.DO_NOT_CONTACT]):
            if before.undo_to is not None:
                self.books.store(tx, before, replace(before, undo_to=None), None)

    def _void(self, tx: Transaction, entry: Entry, by: str, but: ProspectId | None = None) -> int:
        states = OPEN_STATES | {ProspectState.NO_REPLY}
        mine = [one for one in _concerning(tx, entry, states) if one.needs_letter and one.id != but]
        for before in mine:
            self.letters.take_back(tx, before, _WHY)
            after = replace(never(before, self._deed(tx, before, by)), undo_to=None)
            self.books.store(tx, before, after, entry_of(self.now(), by, "approval void", before, after))
        return len(mine)

    def _reopen(self, tx: Transaction, entry: Entry, by: str) -> int:
        held = _concerning(tx, entry, [ProspectState.DO_NOT_CONTACT])
        number = 0
        for before in held:
            is_unasked = before.contacted_at is None and tx.prospects.open_beside(before) is None
            if is_unasked and not self.books.is_forbidden(tx, before.url, _to(before)):
                after = wake(before, self._deed(tx, before, by))
                self.books.store(tx, before, after, entry_of(self.now(), by, "prospect reopened", before, after))
                number += 1
        return number

    def _deed(self, tx: Transaction, prospect: Prospect, by: str) -> Deed:
        site = tx.sites.get(prospect.site_id)
        at = site.time(self.now()) if site is not None else self.now()
        return Deed(by, at, self.new_ticket(), _WHY)


def _concerning(tx: Transaction, entry: Entry, states: Collection[ProspectState]) -> list[Prospect]:
    """Every prospect on whose page, or to whose address, nobody may write because of this entry."""
    host = entry.value.rpartition("@")[2]
    return [one for one in tx.prospects.concerning(_domain(entry), host, states) if _is_about(entry, one)]


def _is_about(entry: Entry, prospect: Prospect) -> bool:
    host = prospect.url.partition("//")[2].partition("/")[0].partition(":")[0]
    return covers({digest_of(entry)}, host, _to(prospect)) is not None


def _to(prospect: Prospect) -> str:
    return prospect.draft.to if prospect.draft is not None else ""


def _domain(entry: Entry) -> str:
    host = entry.value.rpartition("@")[2]
    return registrable_domain(host) or host
