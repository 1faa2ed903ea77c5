"""Drafts of letters: the first comes from a template, every later one is a person's, and voids what was approved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from jobs.analysis import outreach
from jobs.analysis.addresses import AddressError, understand_page
from jobs.analysis.drafts import MissingValueError, draft_of, facts_of, occasion_of
from jobs.analysis.mail_addresses import read_mail_address
from jobs.analysis.outreach import Deed
from jobs.analysis.template_grammar import TemplateError
from jobs.analysis.text import clean
from jobs.edit_templates import chosen_template
from jobs.outreach_books import OutreachBooks, entry_of
from jobs.queue_letters import QueueLetters
from jobs.take_steps import current, site_of
from storage.domain import Contact, ContactKind, Draft, Prospect, ProspectCard, ProspectState, Site, WorkspaceId
from storage.errors import WrongRequestError
from storage.store import Store
from storage.transactions import Transaction

_LONGEST_FORM = 500  # so that the card shows all of it
_LONGEST_NAME = 60
_REACHED_BY = (ContactKind.EMAIL, ContactKind.FORM, ContactKind.CONTACT_PAGE, ContactKind.AUTHOR_PAGE)


class WrongAddressError(WrongRequestError):
    """Whom the letter goes to is neither an e-mail address nor a page."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"no address: {said!r}",
            f"“{said[:80]}” is neither an e-mail address (name@acme.com) nor the page of a contact form (https://…).",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What a person's form says. ``sender`` is their own name, for the letter's end."""

    to: str
    name: str
    subject: str
    personal_line: str
    body: str
    follow_ups: tuple[str, ...] = ()
    sender: str = ""


@dataclass(frozen=True)
class WriteDrafts:
    store: Store
    books: OutreachBooks
    letters: QueueLetters
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]

    def write(self, workspace_id: WorkspaceId, ticket: str, written: Written, by: str) -> ProspectCard:
        """Keep another text. Whatever was approved of the old one is void."""
        with self.store.transaction(workspace_id) as tx:
            before = current(tx, ticket)
            site = site_of(tx, before)
            at = site.time(self.now())
            draft = replace(self._draft(tx, before, site, written), written_by=by, written_at=at)
            after = outreach.write(before, Deed(by, at, self.new_ticket()), draft)
            if before.state is ProspectState.APPROVED:
                self.letters.take_back(tx, before, "the draft was edited")
            verb = "approval void by an edit" if before.state is ProspectState.APPROVED else "draft written"
            return self.books.store(tx, before, after, entry_of(self.now(), by, verb, before, after))

    def _draft(self, tx: Transaction, prospect: Prospect, site: Site, written: Written) -> Draft:
        to, line = _address(written.to), _one_line(written.personal_line)
        body, old = _lines(written.body), prospect.draft
        if old is not None and body == old.body.strip() and line != old.personal_line:
            fresh = first_draft(tx, prospect, site, Written(to, written.name, "", line, "", sender=written.sender))
            body = fresh.body if fresh is not None else body
        return Draft(
            to,
            clean(written.subject),
            with_line(body, line, old.personal_line if old else ""),
            tuple([text for text in map(_lines, written.follow_ups) if text]),
            line,
            clean(written.name)[:_LONGEST_NAME].strip(),
            old.template if old else "",
        )


def first_draft(tx: Transaction, prospect: Prospect, site: Site, wishes: Written | None = None) -> Draft | None:
    """From the site's template for this occasion, in the page's language; None where it cannot be filled."""
    occasion = occasion_of(prospect)
    if occasion is None:
        return None
    contacts = prospect.case.contacts
    contact = _chosen(contacts, wishes.to) if wishes else best_contact(contacts)
    template = chosen_template(tx, site.id, occasion, prospect.case.lang)
    facts = facts_of(prospect, site, contact, wishes.sender if wishes else "")
    if wishes is not None:
        facts = replace(facts, personal_line=wishes.personal_line, contact_name=wishes.name or facts.contact_name)
    try:
        return draft_of(template, facts, wishes.to if wishes else (contact.address if contact else ""))
    except (TemplateError, MissingValueError):
        return None


def best_contact(contacts: Sequence[Contact]) -> Contact | None:
    """Mail before forms, and forms before pages where a form may be found; the first named of a kind."""
    return min(contacts, key=lambda one: _REACHED_BY.index(one.kind), default=None)


def _chosen(contacts: Sequence[Contact], to: str) -> Contact | None:
    """The one of them that a person chose; an address of their own is from nowhere that we know."""
    return next((one for one in contacts if one.address == to), None)


def with_line(body: str, line: str, before: str) -> str:
    """The text with the personal line in it: where the old one stood, or after the greeting."""
    if not line or line in body:
        return body
    if before and before in body:
        return body.replace(before, line, 1)
    greeting, gap, rest = body.partition("\n\n")
    return f"{greeting}\n\n{line}{gap}{rest}" if gap else f"{line}\n\n{body}"


def _lines(text: str) -> str:
    """What is approved is what is sent: whatever a mail could not hold is gone before."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _address(text: str) -> str:
    said = text.strip()
    if said.startswith(("http://", "https://")):
        return _form(said)
    address = read_mail_address(said)
    if said and address is None:
        raise WrongAddressError(said)
    return str(address) if address is not None else ""


def _form(said: str) -> str:
    try:
        url = understand_page(said).url
    except AddressError as error:
        raise WrongAddressError(said) from error
    if len(url) > _LONGEST_FORM:
        raise WrongAddressError(said)
    return url
