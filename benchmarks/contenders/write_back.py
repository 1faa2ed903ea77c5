"""Ours in B10: links that nobody expected are seen for the first time, which is an event for each of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from benchmarks.measuring import measured, tell
from benchmarks.synthetic_pages import OWN_DOMAIN, page
from bot.app_parts import check_rules, prepared_store
from bot.blocks.checks import run_report
from bot.blocks.outages import mass_turn_thread
from bot.settings import load_settings
from jobs.analysis.addresses import OwnDomains, page_address
from jobs.analysis.beliefs import believe
from jobs.analysis.doubting import BeliefRules, Guard
from jobs.analysis.pages import read_page
from jobs.analysis.verdicts import Judgement, judge
from jobs.analysis.visit import Visit
from jobs.record_checks import Look, RecordChecks
from storage.domain import DueLink, LinkCheck, LinkState, NewLink, Pulse, SiteSettings, Workspace
from storage.store import Store

_PER_COMMIT = 100
_PAGES = 50
_OWN = OwnDomains((OWN_DOMAIN,))
_NO_DOUBT = Guard(first=Pulse(), current=Pulse())

Batch = Sequence[Look]


def watch(store: Store, links: int) -> None:
    now = datetime.now(UTC)
    with store.system() as system:
        workspace = system.workspaces.ensure("local", "This machine")
    with store.transaction(workspace.id) as tx:
        site = tx.sites.add(SiteSettings((OWN_DOMAIN,)), now)
        tx.imports.stage(_link(number) for number in range(links))
        tx.imports.commit(site.id, now)


def _link(number: int) -> NewLink:
    address = page_address(f"https://site{number // 10:04d}.example/page/{number}")
    return NewLink(
        source_url=address.url, source_key=address.key, source_host=address.host, source_domain=address.domain,
        target_url=f"https://{OWN_DOMAIN}/", added_by="benchmark",
    )  # fmt: skip


def looks(store: Store, workspace: Workspace, now: datetime) -> list[Look]:
    """One for each link, as visits of a few pages would bring them."""
    with store.reading(workspace.id) as tx:
        site = tx.sites.all()[0]
        links = tx.backlinks.list(site.id, {LinkState.UNSEEN}, limit=1_000_000)
    judgements = [_judgement(number) for number in range(1, 5 * _PAGES) if number % 5]
    return [
        Look(DueLink(workspace.id, site, link), judgements[at % len(judgements)], now) for at, link in enumerate(links)
    ]


def _judgement(number: int) -> Judgement:
    url = f"https://site{number:04d}.example/page/{number}"
    visit = Visit(url, url, 200, headers=(("content-type", "text/html"),), body=page(number))
    read = read_page(visit.body, url=url, content_type="text/html", own=_OWN)
    return judge(visit, read, _OWN)


def storing(store: Store, of_looks: Sequence[Look], rules: BeliefRules) -> Callable[[Batch], None]:
    """Only what storage does: what there is to store is worked out before the clock starts."""
    believed = {look.due.link.id: believe(look.due.link, _check(look), _NO_DOUBT, rules) for look in of_looks}

    def record(batch: Batch) -> None:
        steps = [believed[look.due.link.id] for look in batch]
        with store.transaction(batch[0].due.workspace_id) as tx:
            checks = tx.backlinks.record_all([(step.link, step.check) for step in steps])
            assert checks is not None
            news = [
                replace(change, confirming_check_id=checks[change.link_id]) for step in steps for change in step.changes
            ]
            tx.changes.add_all(news)

    return record


def _check(look: Look) -> LinkCheck:
    judgement = look.judgement
    return LinkCheck(
        look.due.link.id, 0, look.at, judgement.conclusion, judgement.verdict, judgement.reason, judgement.facts,
        judgement.evidence, judgement.page_memory,
    )  # fmt: skip


def main() -> None:
    what, settings = sys.argv[1], load_settings()
    store = prepared_store(settings)
    if what == "watch":
        watch(store, int(sys.argv[2]))
        return
    with store.surveying() as system:
        workspace = system.workspaces.all()[0]
    now = datetime.now(UTC)
    all_looks = looks(store, workspace, now)
    rules = check_rules(settings)
    jitter = Random(1)
    whole = RecordChecks(store, rules, lambda: now, jitter, run_report, mass_turn_thread).record
    record = whole if what == "whole" else storing(store, all_looks, rules.belief)
    with measured() as section:
        for start in range(0, len(all_looks), _PER_COMMIT):
            record(all_looks[start : start + _PER_COMMIT])
    with store.reading(workspace.id) as tx:
        events = tx.changes.last_id(tx.sites.all()[0].id)
    store.close()
    tell(section, events)


if __name__ == "__main__":
    main()
