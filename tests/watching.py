"""A team that watches acme.com, with the real worker between a pretend web and the outbox, in a moved time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app_worker import Checker, open_checker
from bot.blocks.explain import explain
from bot.settings import Settings, load_settings
from jobs.explain_backlink import ExplainBacklink
from jobs.import_links import ImportLinks, ImportReport
from jobs.request_check import Asked, RequestCheck
from storage.domain import Backlink, LinkChange, LinkState
from tests.analysis.visits import GOOD_PAGE, LINK, PAGE_WITHOUT_LINK
from tests.jobs.world import World
from tests.servers.texts import shown_text
from tests.servers.web import Reply, SiteServer

POST = "blog.example/post"
LINKING = GOOD_PAGE.encode()
WITHOUT = PAGE_WITHOUT_LINK.encode()
NOT_FOUND = Reply(b"<title>Not found</title>", status=404)
_PATIENCE = 60.0


def linking(link: str) -> bytes:
    """The page with this piece of HTML in place of its plain link."""
    return GOOD_PAGE.replace(LINK, link).encode()


@dataclass
class Team:
    """``visit_due`` is the worker's own round; ``told`` is what the team's channel would read."""

    world: World
    server: SiteServer
    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)
    is_offline: bool = False

    def watch(self, *places: str, page: bytes | Reply = LINKING) -> Backlink:
        """Put linking pages there, have them seen live, and the silent first digest posted; the first of the links."""
        for place in places:
            self.server.put(place, page)
        links = [self.world.add_link(self.server.url(place)) for place in places]
        self.visit_due()
        self.world.begin()
        return self.world.link(links[0].id)

    def check(self) -> None:
        """Somebody types /backlinks check, and every page is visited now."""
        RequestCheck(self.world.store, self.world.clock).request(self.world.workspace_id, Asked("U0ROBIN"))
        self.visit_due()

    def visit_due(self, slices: int = 1_000) -> None:
        """Have the worker visit what is due at this moment until nothing is, or for so many turns of each host."""
        asyncio.run(self._visit_due(slices))

    def after(self, wait: timedelta) -> None:
        """Let time pass and visit what is due by then."""
        self.world.clock.advance(wait)
        self.visit_due()

    def until(self, wait: timedelta) -> None:
        """Let time pass as it passes for a worker: every visit happens when it is due."""
        ends = self.world.clock() + wait
        while (due := self._next_due()) is not None and due <= ends:
            self.after(max(due - self.world.clock(), timedelta(0)))
        self.world.clock.advance(ends - self.world.clock())

    def told(self) -> list[str]:
        """What the next digest and all that waits before it say, message by message."""
        return [shown_text(message) for message in self.world.digest().values()]

    def reports(self) -> list[str]:
        """What waits to be posted now."""
        return [shown_text(message) for message in self.world.outbox().values()]

    def link(self, link: Backlink) -> Backlink:
        return self.world.link(link.id)

    def changes(self, link: Backlink) -> tuple[LinkChange, ...]:
        return self.world.changes(link)

    def links(self) -> tuple[Backlink, ...]:
        with self.world.store.reading(self.world.workspace_id) as tx:
            return tx.backlinks.list(self.world.site.id, frozenset(LinkState), limit=100_000)

    def explained(self, link: Backlink) -> str:
        """The evidence card."""
        found = ExplainBacklink(self.world.store, self.world.rules.belief).by_id(self.world.workspace_id, link.id)
        return shown_text(explain(found))

    def bring(self, name: str, *addresses: str) -> ImportReport:
        """Somebody imports a file of pages."""
        file = self.folder / name
        file.write_text("\n".join(["Referring page URL", *addresses]), encoding="utf-8")
        return ImportLinks(self.world.store, self.world.clock).run(file, self.world.site, "U0ROBIN")

    def lose_name(self, host: str) -> None:
        """From now on nobody finds this host's address."""
        self.nameless.add(host)

    def lose_network(self) -> None:
        """From now on nobody finds any address."""
        self.is_offline = True

    def regain_network(self) -> None:
        self.is_offline = False

    def asked(self, place: str) -> int:
        return len(self.server.asked_for(place))

    def _next_due(self) -> datetime | None:
        return min((link.next_due_at for link in self.links()), default=None)

    async def _visit_due(self, slices: int) -> None:
        async with open_checker(self.worker_settings(), self.world.store, self.world.clock) as checker:
            running = asyncio.create_task(checker.runner.run())
            try:
                async with asyncio.timeout(_PATIENCE):
                    while slices and checker.plan.plan():
                        await _idle(checker)
                        slices -= 1
            finally:
                checker.runner.stop()
                await running
        if trouble := checker.runner.health().trouble:
            raise trouble

    def worker_settings(self) -> Settings:
        """What the worker goes by, also one in a process of its own."""
        hosts = self.folder / "hosts"
        known = () if self.is_offline else self.server.hosts.keys() - self.nameless
        hosts.write_text("".join(f"127.0.0.1 {host}\n" for host in known), encoding="utf-8")
        usual = {"fetch_hosts_file": hosts, "fetch_allow_networks": "127.0.0.0/8", "fetch_host_pause": 0}
        return load_settings(**{**usual, **self.settings})


async def _idle(checker: Checker) -> None:
    await asyncio.sleep(0.002)  # what was asked for reaches the runner in its next turn
    while (health := checker.runner.health()).waiting or health.draining:  # noqa: ASYNC110  it has no event for that
        await asyncio.sleep(0.002)
