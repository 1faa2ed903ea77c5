"""Ours in PC: what the worker does to ask sources, against a web server of its own process that answers them all."""

import asyncio
import json
import multiprocessing
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.measuring import measured, tell
from bot.app_parts import prepared_store
from bot.settings import load_settings
from jobs.analysis.unwrapping import mention_address
from jobs.plan_polls import PlanPolls
from jobs.poll_sources import PollSources
from jobs.read_answers import AnswerReader
from jobs.sources.registry import configured
from jobs.web.rules import FetchRules
from jobs.web.source_client import open_source_client
from storage.domain import SiteSettings

_ROWS = 50
_KEYS = {"BRAVE_TOKEN": "key", "SERPER_KEY": "key", "SERPER_TOKEN": "key"}


def _pages(what: str) -> list[dict[str, Any]]:
    return [
        {
            "url": f"https://{what}{n}.example/story-{n}", "link": f"https://{what}{n}.example/story-{n}",
            "title": f"A story of {what} {n}", "content": "words " * 40, "description": "words " * 40,
            "snippet": "words " * 40, "objectID": f"{what}{n}", "created_at_i": 1_790_000_000 - n,
            "question_id": n, "creation_date": 1_790_000_000 - n, "pageid": n, "ns": 0,
        }
        for n in range(_ROWS)
    ]  # fmt: skip


def _answer(what: str) -> object:
    rows = _pages(what)
    return {
        "hackernews": {"hits": rows, "nbPages": 1},
        "searxng": {"query": "x", "results": rows, "unresponsive_engines": []},
        "brave": {"web": {"results": rows[:20]}, "query": {"more_results_available": False}},
        "serper": {"searchParameters": {"q": "x"}, "organic": rows[:10]},
        "mediawiki": {"batchcomplete": True, "query": {"exturlusage": rows}},
        "stackexchange": {"items": rows, "has_more": False, "quota_remaining": 9_000},
    }.get(what, {})


def _feed(what: str) -> str:
    items = "".join(
        f"<item><title>{row['title']}</title><link>{row['url']}</link><guid>{row['url']}</guid></item>"
        for row in _pages(what)
    )
    return f'<rss version="2.0"><channel><title>{what}</title>{items}</channel></rss>'


def _serve(told: Connection) -> None:
    asked: dict[str, list[float]] = defaultdict(list)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            what = self.path.split("/")[1].partition("?")[0]
            asked[what].append(time.monotonic())
            body = (_feed(what) if what.startswith("feed") else json.dumps(_answer(what))).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing: what it would say is no one's to read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.send(server.server_port)
    server.timeout = 0.2
    while not told.poll():
        server.handle_request()
    told.send(dict(asked))


async def _cycle(port: int, feeds: int, brands: int) -> tuple[int, int, int, dict[str, float]]:
    store = prepared_store(load_settings())
    now = lambda: datetime.now(UTC)  # noqa: E731
    with store.system() as system:
        workspace = system.workspaces.ensure("T1", "Acme")
    with store.transaction(workspace.id) as tx:
        called = tuple(f"Brand Number {n}" for n in range(brands))
        site = tx.sites.add(SiteSettings(("acme.com",), called), now())
        for n in range(feeds):
            tx.polls.watch_feed(site.id, f"http://feed{n}.example:{port}/feed{n}", "benchmark", now())
    base = {f"{name}_BASE_URL".upper(): f"http://{name}.example:{port}/{name}" for name in _APIS}
    base["MEDIAWIKI_WIKIS"] = f"http://mediawiki.example:{port}/mediawiki"
    sources = tuple(one for one in configured({**base, **_KEYS}) if one.source.name in ("feeds", *_APIS))
    trusted = [address for one in sources for address in one.addresses]
    names = [*_APIS, *(f"feed{n}" for n in range(feeds))]
    hosts = {f"{name}.example": ("127.0.0.1",) for name in names}
    rules = FetchRules(allow_networks=(ip_network("127.0.0.1"),), hosts=hosts)
    async with open_source_client(rules, now, trusted) as client:
        with AnswerReader() as reader:
            PlanPolls(store, sources, now).plan()
            ask = PollSources(
                store, sources, client.call, reader, mention_address, asyncio.to_thread, now, lambda *_: None
            )
            asked = await ask.poll()
    with store.surveying() as tx:
        named = len(tx.candidates.due(now(), 1_000_000))
    store.close()
    paces = {one.source.name: one.source.pace.between.total_seconds() for one in sources}
    return len(paces) - 1 + feeds, asked, named, paces


_APIS = ("hackernews", "searxng", "brave", "serper", "mediawiki", "stackexchange")


def main() -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    with measured() as section:
        sources, asked, named, paces = asyncio.run(_cycle(port, int(sys.argv[1]), int(sys.argv[2])))
    here.send("enough")
    moments: dict[str, list[float]] = here.recv()
    gaps = [
        (after - before) / paces[name]
        for name, at in moments.items()
        if name in paces
        for before, after in pairwise(at)
    ]
    tell(section, found=named, sources=sources, asked=asked, named=named, pace=min(gaps, default=0.0))


if __name__ == "__main__":
    main()
