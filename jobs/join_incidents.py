"""Joins changes of one domain with one cause into one piece of news, and closes it when the last link is back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from jobs.analysis.incidents import cause_of, is_incident
from storage.domain import Backlink, ChangeKind, LinkChange
from storage.transactions import Transaction


def with_incident(tx: Transaction, link: Backlink, change: LinkChange) -> LinkChange:
    """The change as part of its incident, if it is part of one. A return belongs to the incident of its loss."""
    if change.kind is ChangeKind.RECOVERED:
        return replace(change, incident_id=tx.changes.incident_of_loss(link.id))
    cause = cause_of(change)
    if cause is None:
        return change
    found = tx.changes.open_incident(link.site_id, link.source_domain, cause, change.verdict, change.confirmed_at)
    if found is None:
        reading = tx.backlinks.domain_reading(link.site_id, link.source_domain, change.verdict, change.confirmed_at)
        if not is_incident(reading):
            return change
        if cause == "policy_follow":
            _end_policy(tx, link, change)
        found = tx.changes.incident_for(link.site_id, link.source_domain, cause, change.verdict, change.confirmed_at)
    return replace(change, incident_id=found.id)


def _end_policy(tx: Transaction, link: Backlink, change: LinkChange) -> None:
    """Links that are followed again end the incident that took that from them."""
    before = tx.changes.open_incident(
        link.site_id, link.source_domain, "policy_nofollow", change.verdict, change.confirmed_at
    )
    if before is not None:
        tx.changes.close_if_over(before.id, change.confirmed_at)


def end_incident(tx: Transaction, link: Backlink, now: datetime) -> None:
    """The link is back: with the last one, its incident is over."""
    incident_id = tx.changes.incident_of_loss(link.id)
    if incident_id is not None:
        tx.changes.close_if_over(incident_id, now)
