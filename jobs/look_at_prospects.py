"""Looks at the page of a prospect before anybody decides: it is still so, whom to write to, and a first draft."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from jobs.analysis import outreach
from jobs.analysis.contacts import contacts_on
from jobs.analysis.outreach import Deed
from jobs.find_mentions import wanted_of
from jobs.follow_through import CLOCK
from jobs.look_for_mentions import LookForMentions, SeenPage, Wanted
from jobs.outreach_books import OutreachBooks, entry_of
from jobs.write_drafts import best_contact, first_draft
from storage.domain import (
    Contact,
    Draft,
    LinkStatus,
    Origin,
    Prospect,
    ProspectCard,
    ProspectState,
    Sighting,
    Site,
    SiteId,
    Thread,
)
from storage.prospects_of_all import DueProspect
from storage.store import Store
from storage.transactions import Transaction

_AT_ONCE = 8
_FRESH = timedelta(days=7)  # a page that waits for a decision longer is looked at again
_TRIED_AGAIN = timedelta(days=1)
_OFFLINE = timedelta(minutes=5)
_GIVEN_UP = timedelta(days=30)  # so that other pages of the domain come to their turn
_SEEN = frozenset({Sighting.READY, Sighting.GONE})
_TOLD = frozenset({Sighting.LINKED, Sighting.NO_ANSWER, Sighting.GONE})
_LINKED = frozenset({LinkStatus.LINKED, LinkStatus.LINKED_VIA_REDIRECT})


@dataclass(frozen=True)
class LookAtProspects:
    """``off_loop`` runs a storage call without holding up the visits. Safe to repeat and to run late."""

    store: Store
    look: LookForMentions
    books: OutreachBooks
    off_loop: Callable[[Callable[[], Any]], Awaitable[Any]]
    now: Callable[[], datetime]
    new_ticket: Callable[[], str]
    is_paused: Callable[[], bool] = lambda: False

    async def see(self) -> int:
        """Look at some of those that are due; returns how many."""
        if self.is_paused():
            return 0
        due: list[tuple[DueProspect, Wanted]] = await self.off_loop(self._due)
        outcomes = await asyncio.gather(*[self._see(one, wanted) for one, wanted in due], return_exceptions=True)
        faulty = [(one, fault) for (one, _), fault in zip(due, outcomes, strict=True) if fault is not None]
        if faulty:  # all others have been looked at by now
            await self.off_loop(lambda: self._put_off([one for one, _ in faulty]))
            raise faulty[0][1]
        return len(due)

    def _due(self) -> list[tuple[DueProspect, Wanted]]:
        with self.store.surveying() as system:
            due = [
                one
                for one in system.prospects.due([ProspectState.SUGGESTED], self.now(), _AT_ONCE)
                if one.prospect.next_look_at is not None and one.prospect.next_look_at <= one.site.time(self.now())
            ]
        wanted: dict[SiteId, Wanted] = {}  # once for all pages of a site: its terms are costly to build
        for one in due:
            if one.site.id not in wanted:
                with self.store.reading(one.workspace_id) as tx:
                    wanted[one.site.id] = wanted_of(tx, one.site)
        return [(one, wanted[one.site.id]) for one in due]

    async def _see(self, one: DueProspect, wanted: Wanted) -> None:
        seen = await self.look.see(one.prospect.url, wanted)
        if seen.is_offline:
            await self.off_loop(lambda: self._put_off([one]))
            return
        # The words of a large page are read when they are first asked for.
        page = seen.page
        contacts = await asyncio.to_thread(contacts_on, page) if page is not None else ()
        await self.off_loop(lambda: self._record(one, seen, contacts))

    def _put_off(self, some: Sequence[DueProspect]) -> None:
        """Pages that we fail to look at must not stand at the front for ever."""
        for one in some:
            with self.store.transaction(one.workspace_id) as tx:
                before = tx.prospects.get(one.prospect.id)
                if before is not None and before.version == one.prospect.version:
                    tx.prospects.advance(before, replace(before, next_look_at=one.site.time(self.now()) + _OFFLINE))

    def _record(self, one: DueProspect, seen: SeenPage, contacts: Sequence[Contact]) -> None:
        with self.store.transaction(one.workspace_id) as tx:
            before = tx.prospects.get(one.prospect.id)
            if before is None or before.version != one.prospect.version:
                return  # decided while we looked: what was seen is looked at again when it matters
            at = one.site.time(self.now())
            after = self._seen(tx, before, one.site, _facts(before, seen, contacts), at)
            if why := _hopeless(before, after):
                after = outreach.close(after, Deed(CLOCK, at, self.new_ticket(), why))
            entry = None
            if after.state is not before.state:
                entry = entry_of(self.now(), CLOCK, "prospect closed", before, after)
            card = self.books.store(tx, before, after, entry)
            if before.added_by and after.sighting in _TOLD and after.sighting is not before.sighting:
                self._tell(tx, card)

    def _tell(self, tx: Transaction, card: ProspectCard) -> None:
        """Whoever added a page hears that it does not come to the queue, and why."""
        prospect = card.prospect
        key = f"added/{prospect.id}/{prospect.sighting}"
        tx.outbox.put(Thread(key, prospect.added_by, self.books.render(card)), self.now())

    def _seen(self, tx: Transaction, before: Prospect, site: Site, after: Prospect, at: datetime) -> Prospect:
        pause = _TRIED_AGAIN if after.sighting is Sighting.NO_ANSWER or _is_missing(after) else _FRESH
        seen = replace(after, seen_at=at, next_look_at=at + pause)
        draft = seen.draft or self._drafted(tx, seen, site)
        if draft is not None and not draft.to and (contact := best_contact(seen.case.contacts)) is not None:
            draft = replace(draft, to=contact.address, name=draft.name or contact.name)
        if draft == before.draft:
            return seen
        return replace(seen, draft=draft, first_by="", expires_at=None, ticket=self.new_ticket())

    def _drafted(self, tx: Transaction, seen: Prospect, site: Site) -> Draft | None:
        """No more follow-ups than the rules let go out."""
        draft = first_draft(tx, seen, site)
        return draft and replace(draft, follow_ups=draft.follow_ups[: self.books.rules.follow_ups])


def _hopeless(before: Prospect, after: Prospect) -> str:
    """Why nobody has to be asked, or can be. A page that is gone at one look may be back at the next."""
    if after.sighting is Sighting.LINKED:
        return "it links to you by now"
    if _is_missing(after) and _is_missing(before):
        return "the page is gone"
    is_given_up = after.seen_at is not None and after.seen_at - before.changed_at >= _GIVEN_UP
    if after.sighting is Sighting.NO_ANSWER and before.sighting is Sighting.NO_ANSWER and is_given_up:
        return "its page never let me look"
    return ""


def _is_missing(prospect: Prospect) -> bool:
    """Of a lost link that is the very reason to write."""
    return prospect.sighting is Sighting.GONE and prospect.origin is not Origin.LOST_LINK


def _facts(before: Prospect, seen: SeenPage, contacts: Sequence[Contact]) -> Prospect:
    sighting = _sighting(before, seen)
    page = seen.page
    if page is None:
        return replace(before, sighting=sighting)
    case = replace(
        before.case,
        title=page.title or before.case.title,
        author=page.data.author or before.case.author,
        lang=page.lang or before.case.lang,
        contacts=tuple(contacts),
    )
    return replace(before, sighting=sighting, case=case)


def _sighting(before: Prospect, seen: SeenPage) -> Sighting:
    if seen.is_gone:
        return Sighting.GONE
    if seen.page is None:
        return Sighting.NO_ANSWER
    is_linked = seen.reading.linked in _LINKED and before.origin is not Origin.NOFOLLOW
    return Sighting.LINKED if is_linked else Sighting.READY
