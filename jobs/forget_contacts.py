"""Forgets who somebody is, wherever an address of theirs was written down; what was approved with it is void."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jobs.analysis import outreach
from jobs.analysis.forgetting import without_person
from jobs.analysis.outreach import Deed
from jobs.analysis.suppression import Entry, covers, digest_of
from jobs.outreach_books import OutreachBooks
from jobs.queue_letters import QueueLetters
from storage.domain import Prospect, ProspectState
from storage.transactions import Transaction

_TO_DECIDE = frozenset({ProspectState.SUGGESTED, ProspectState.APPROVED})


def forget_person(
    tx: Transaction, person: Entry, books: OutreachBooks, letters: QueueLetters, deed_on: Callable[[Prospect], Deed]
) -> None:
    """``deed_on`` says whose wish it is. In the audit a person stands by digest from the beginning."""
    digest, domain = digest_of(person), person.value.rpartition("@")[2]
    for before in tx.prospects.naming(domain):
        after = _without(before, digest)
        if after.draft is not None and after.draft != before.draft and before.state in _TO_DECIDE:
            letters.take_back(tx, before, "somebody in it is forgotten")
            after = outreach.write(after, deed_on(before), after.draft)
        if after != before:
            books.store(tx, before, after, None)
    _forget_mail(tx, digest, domain)
    _forget_words(tx, digest, domain)


def _forget_mail(tx: Transaction, digest: bytes, domain: str) -> None:
    for letter in tx.letters.naming(domain):
        if _is_theirs(letter.to_address, digest):
            tx.letters.erase(letter)
        else:
            tx.letters.reword(letter, without_person(letter, digest))
    for address in tx.letters.senders(domain):
        if _is_theirs(address, digest):
            tx.letters.erase_sender(address)


def _forget_words(tx: Transaction, digest: bytes, domain: str) -> None:
    for key, message in tx.outbox.naming(domain):
        if not tx.outbox.edit(key, without_person(message, digest)):
            tx.outbox.reword(key, without_person(message, digest))
    for entry in tx.do_not_contact.naming(domain):
        tx.do_not_contact.reword(entry.digest, without_person(entry.reason, digest))


def _without(prospect: Prospect, digest: bytes) -> Prospect:
    """The prospect with every trace of one address gone, and of the name that stood beside it; a letter to them is
    theirs as a whole."""
    case, draft, names = prospect.case, prospect.draft, _names(prospect, digest)
    kept = tuple([one for one in case.contacts if not _is_theirs(one.address, digest) and one.name not in names])
    author = "" if case.author in names else case.author
    if draft is not None and _is_theirs(draft.to, digest):
        draft = None
    return without_person(
        replace(prospect, case=replace(case, contacts=kept, author=author), draft=draft), digest
    )  # fmt: skip


def _names(prospect: Prospect, digest: bytes) -> frozenset[str]:
    named = [(one.address, one.name) for one in prospect.case.contacts]
    if prospect.draft is not None:
        named.append((prospect.draft.to, prospect.draft.name))
    return frozenset(name for address, name in named if name and _is_theirs(address, digest))


def _is_theirs(address: str, digest: bytes) -> bool:
    return covers({digest}, "", address) is not None
