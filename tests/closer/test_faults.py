"""A fault of ours in judging one page is logged and costs that page its answer, and no other."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.pages import Page
from jobs.analysis.sights import Sight, Subject
from jobs.analysis.visit import Visit
from jobs.look_closer import LookCloser
from storage.domain import PageMemory
from tests.analysis.visits import OWN
from tests.closer.looking import LINKING, said, with_closer
from tests.servers.web import SiteServer


def test_a_page_that_breaks_its_judge_is_no_answer_and_the_next_one_is_judged(
    site_server: SiteServer, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad = site_server.put("blog.example/good", LINKING), site_server.put("blog.example/bad", LINKING)

    async def use(closer: LookCloser) -> list[Sight]:
        async def read(visit: Visit, own: OwnDomains, known: PageMemory | None) -> tuple[Visit, Page | None]:
            if visit.final_url == bad:
                raise ZeroDivisionError("nobody thought of this")
            return await closer.read(visit, own, known)

        broken = replace(closer, read=read)
        return [await broken.look(Subject(url, OWN)) for url in (bad, good)]

    assert [said(sight) for sight in with_closer(site_server, use)] == [("no_answer", "unreachable"), ("live", "live")]
    assert [(record.getMessage(), record.url) for record in caplog.records] == [("page not judged", bad)]


def test_whoever_wants_us_to_stop_is_obeyed(site_server: SiteServer) -> None:
    url = site_server.put("blog.example/post", LINKING)

    async def use(closer: LookCloser) -> None:
        async def read(visit: Visit, own: OwnDomains, known: PageMemory | None) -> tuple[Visit, Page | None]:
            raise asyncio.CancelledError

        await replace(closer, read=read).look(Subject(url, OWN))

    with pytest.raises(asyncio.CancelledError):
        with_closer(site_server, use)
