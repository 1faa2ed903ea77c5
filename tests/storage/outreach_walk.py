"""Every method of the repositories of outreach, called once: test_tenants reads the statements they make."""

from __future__ import annotations

from dataclasses import replace

from storage.domain import (
    Case,
    DoNotContact,
    LinkId,
    MentionId,
    NewProspect,
    Origin,
    ProspectState,
    Sighting,
    Site,
    Suppressed,
)
from storage.opportunities import Fit
from storage.transactions import Transaction
from tests.conftest import Clock


def use_outreach(tx: Transaction, site: Site, clock: Clock) -> None:
    now = clock()
    new = NewProspect(
        site.id, Origin.MENTION, "unlinked", "mention/1", "https://a.example/", b"p" * 16, "a.example",
        Case("names you"), 0.5, 70,
    )  # fmt: skip
    prospect = tx.prospects.add(new, "ticket", now)
    assert prospect is not None
    seen = tx.prospects.advance(prospect, replace(prospect, sighting=Sighting.READY, ticket="another"))
    tx.prospects.get(seen.id)
    tx.prospects.by_ticket("ticket")
    tx.prospects.open_of("a.example")
    tx.prospects.open_beside(seen)
    tx.prospects.queue(site.id, 10)
    tx.prospects.untold(site.id, 10)
    tx.prospects.waiting(site.id)
    tx.prospects.about_link(LinkId(1))
    tx.prospects.about_mentions([MentionId(1)])
    tx.prospects.naming("ann@a.example")
    tx.prospects.concerning("a.example", "a.example", [ProspectState.SUGGESTED])
    tx.prospects.history("a.example")
    tx.prospects.outcomes()
    tx.prospects.approved_since(site.id, now)
    tx.prospects.outcomes(site.id)
    tx.prospect_lists.funnel(site.id)
    tx.prospect_lists.funnel(None)
    tx.prospect_lists.unready(site.id)
    tx.prospect_lists.of_person("U1")
    tx.prospect_lists.owners()
    tx.prospect_lists.won_since(now, site.id)
    tx.prospect_lists.won_since(now, None)
    tx.prospects.open_queue(site.id, "2026-03-02", now)
    tx.prospects.last_queue(site.id)
    fit = Fit(now, now, 30, now)
    tx.opportunities.mentions(site.id, fit, 10)
    tx.opportunities.losses(site.id, fit, 10)
    tx.opportunities.nofollowed(site.id, fit, 10)
    tx.opportunities.broken_pages(site.id)
    tx.opportunities.put_by(site.id, ["change/1"], now, now)
    tx.opportunities.weigh_again()
    tx.do_not_contact.add(DoNotContact(Suppressed.DOMAIN, b"d" * 32, "a.example", "asked", "U1", now))
    tx.do_not_contact.first_of([b"d" * 32])
    tx.do_not_contact.all(10)
    tx.do_not_contact.naming("a.example")
    tx.do_not_contact.reword(b"d" * 32, "asked again")
    tx.do_not_contact.forget_value(b"d" * 32)
    tx.do_not_contact.lift(b"d" * 32)
