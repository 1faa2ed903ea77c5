"""Letters to tell stories with: a site whose team writes to Jo, and what became of each letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from jobs.mail.message import Sender
from jobs.send_letters import LetterEffects
from storage.domain import Letter, LetterId, LetterState, NewLetter, ProspectId, Reply, Site
from storage.transactions import Transaction
from tests.jobs.world import World

SENDER = Sender(
    "robin@acme.com",
    "Robin of Acme",
    "outreach@acme.com",
    "Acme Inc., 1 Rocket Road, Springfield",
    "Reply with “stop”, or press here: https://acme.com/opt-out.",
)


def new_letter(world: World, prospect: int = 1, number: int = 0, **more: object) -> NewLetter:
    letter = NewLetter(
        site_id=world.site.id,
        prospect_id=ProspectId(prospect),
        number=number,
        message_id=f"<{prospect}.{number}@acme.com>",
        in_reply_to=f"<{prospect}.0@acme.com>" if number else None,
        to_address=f"jo{prospect}@blog.example",
        to_name="Jo Müller",
        subject="Your piece on rockets",
        body="Hi Jo,\n\nI liked it.\n.\nRobin",
        draft_digest=b"d" * 32,
        not_before=world.clock(),
    )
    return replace(letter, **more)  # type: ignore[arg-type]


def queue(world: World, prospect: int = 1, number: int = 0, **more: object) -> Letter:
    with world.store.transaction(world.workspace_id) as tx:
        id_ = tx.letters.put(new_letter(world, prospect, number, **more), world.clock())
    assert id_ is not None
    return letter(world, id_)


def letter(world: World, id_: LetterId) -> Letter:
    with world.store.reading(world.workspace_id) as tx:
        found = tx.letters.get(id_)
    assert found is not None
    return found


def states(world: World, letters: Iterable[Letter]) -> list[LetterState]:
    return [letter(world, one.id).state for one in letters]


@dataclass
class Told:
    """What the rest of outreach heard, and what it wants."""

    sent: list[LetterId] = field(default_factory=list)
    unsure: list[LetterId] = field(default_factory=list)
    failed: list[tuple[LetterId, str]] = field(default_factory=list)
    replies: list[tuple[LetterId, Reply]] = field(default_factory=list)
    why_not: dict[str, str] = field(default_factory=dict)
    opens_at: datetime | None = None

    @property
    def effects(self) -> LetterEffects:
        return LetterEffects(
            may_write=lambda _tx, one: self.why_not.get(one.to_address),
            send_time=self._send_time,
            on_sent=lambda _tx, one, _at: self.sent.append(one.id),
            on_unsure=lambda _tx, one: self.unsure.append(one.id),
            on_failed=lambda _tx, one, why: self.failed.append((one.id, why)),
        )

    def on_reply(self, _tx: Transaction, one: Letter, reply: Reply) -> None:
        self.replies.append((one.id, reply))

    def _send_time(self, _site: Site, now: datetime) -> datetime:
        return max(now, self.opens_at or now)
