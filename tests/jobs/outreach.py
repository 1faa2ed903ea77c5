"""The use cases of outreach over a real store: proposals, decisions and what follows, with a clock that is advanced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from jobs.analysis.addresses import page_address
from jobs.analysis.outreach import OutreachRules
from jobs.decide_outreach import DecideOutreach
from jobs.follow_through import FollowThrough
from jobs.outreach_books import OutreachBooks, Queue
from jobs.propose_outreach import ProposeOutreach
from jobs.queue_letters import QueueLetters
from jobs.suppress_contacts import SuppressContacts
from jobs.write_drafts import WriteDrafts, Written
from storage.domain import (
    AuditEntry,
    Case,
    Draft,
    Message,
    NewProspect,
    Origin,
    Prospect,
    ProspectCard,
    ProspectState,
    Sighting,
    Snippet,
    Suggestion,
)
from storage.transactions import Transaction
from tests.jobs.world import World

LINE = "Your table of on-call tools is the clearest I know."
BODY = f"Hello Robin,\n\n{LINE}\n\nCould you link the name?\n\nBest regards"
DAY = timedelta(days=1)
_RULES = OutreachRules()
_NUMBERS = count()


def draft(personal_line: str = LINE, body: str = BODY, to: str = "robin@news.example") -> Draft:
    return Draft(
        to, "Acme in your article", body, ("A short reminder.",), personal_line, "Robin", "mention/en", "U0SAM"
    )


@dataclass(frozen=True)
class Office:
    """``people`` decide here; ``mail`` says whether letters leave by our own server."""

    world: World
    rules: OutreachRules = _RULES
    mail: bool = False
    suppressed: frozenset[bytes] = frozenset()

    def new_ticket(self) -> str:
        return f"ticket-{next(_NUMBERS)}"

    @property
    def books(self) -> OutreachBooks:
        return OutreachBooks(
            self.rules, self.world.clock, _plain, _overview, lambda: self.suppressed, sends_mail=self.mail
        )

    @property
    def letters(self) -> QueueLetters:
        return QueueLetters(self.rules, self.world.clock, lambda: f"<{self.new_ticket()}@acme.com>", self.mail)

    @property
    def suppress(self) -> SuppressContacts:
        return SuppressContacts(self.world.store, self.books, self.letters, self.world.clock, self.new_ticket)

    @property
    def decide(self) -> DecideOutreach:
        return DecideOutreach(
            self.world.store, self.books, self.letters, self.suppress, self.world.clock, self.new_ticket
        )

    @property
    def drafts(self) -> WriteDrafts:
        return WriteDrafts(self.world.store, self.books, self.letters, self.world.clock, self.new_ticket)

    @property
    def follow(self) -> FollowThrough:
        return FollowThrough(self.world.store, self.books, self.letters, self.world.clock, self.new_ticket)

    @property
    def propose(self) -> ProposeOutreach:
        return ProposeOutreach(self.world.store, self.books, self.world.clock, self.new_ticket)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            yield tx

    def suggested(self, url: str = "https://news.example/tools", **more: object) -> Prospect:
        """A prospect that was looked at and drafted: with nothing more to be done than to decide."""
        address = page_address(url)
        new = NewProspect(
            self.world.site.id,
            Origin.MENTION,
            "unlinked",
            f"mention/{address.url}",
            address.url,
            address.key,
            address.domain,
            Case(
                "It names you without a link.",
                "Acme",
                "On-call tools",
                snippet=Snippet("Teams use ", "Acme", " for it."),
                suggestion=Suggestion("https://acme.com/on-call", "Acme", "Teams use [Acme] for it."),
            ),
            0.2,
            70,
        )
        with self.world.store.transaction(self.world.workspace_id) as tx:
            added = tx.prospects.add(new, self.new_ticket(), self.world.clock())
            assert added is not None
            ready = replace(
                added, sighting=Sighting.READY, seen_at=self.world.clock(), next_look_at=None, draft=draft()
            )
            return tx.prospects.advance(added, replace(ready, **more))  # type: ignore[arg-type]

    def now(self, prospect: Prospect) -> Prospect:
        """The prospect as it is stored."""
        with self.reading() as tx:
            found = tx.prospects.get(prospect.id)
        assert found is not None
        return found

    def card(self, prospect: Prospect) -> ProspectCard:
        with self.reading() as tx:
            return self.books.card_of(tx, self.now(prospect))

    def approve(self, prospect: Prospect, by: str = "U0ROBIN") -> Prospect:
        return self.decide.approve(self.world.workspace_id, self.now(prospect).ticket, by).prospect

    def contacted(self, prospect: Prospect, by: str = "U0ROBIN") -> Prospect:
        approved = self.approve(prospect, by)
        return self.follow.sent(self.world.workspace_id, approved.ticket, by).prospect

    def write(self, prospect: Prospect, body: str, line: str = LINE, by: str = "U0SAM") -> Prospect:
        written = Written("robin@news.example", "Robin", "Acme in your article", line, body, ("A short reminder.",))
        return self.drafts.write(self.world.workspace_id, self.now(prospect).ticket, written, by).prospect

    def audit(self, prospect: Prospect) -> list[AuditEntry]:
        with self.reading() as tx:
            return list(reversed(tx.audit.about(prospect.url)))


def _plain(card: ProspectCard) -> Message:
    return Message(f"{card.prospect.id} {'is old' if card.is_old else card.prospect.state}")


def _overview(queue: Queue) -> Message:
    return Message(f"{queue.waiting.prospects} wait")


def everyone(tx: Transaction, *states: ProspectState) -> list[Prospect]:
    """All prospects of the workspace in one of these states, or in any, in the order they came."""
    return [one for one in tx.prospects._all(limit=10_000) if not states or one.state in states]
