"""One close look at a page of a loopback server, through the real fetcher and parser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from jobs.analysis.addresses import OwnDomains
from jobs.analysis.sights import Sight, Subject
from jobs.look_closer import LookCloser
from jobs.parse_pages import PageParser
from jobs.web.fetcher import PoliteFetcher
from storage.domain import Conclusion, Verdict
from tests.analysis.visits import LINK, OWN, PROSE, html
from tests.servers.web import Asked, Reply, Script, SiteServer
from tests.web.visiting import with_fetcher

POST = "blog.example/post"
Use = Callable[[LookCloser], Awaitable[Any]]


def with_closer(server: SiteServer, use: Use, **rules: Any) -> Any:
    async def run(fetcher: PoliteFetcher) -> Any:
        with PageParser() as parser:
            return await use(LookCloser(fetcher, parser.read, Random(7)))

    return with_fetcher(server.rules(**rules), run)


def look(server: SiteServer, where: str = POST, own: OwnDomains = OWN, **known: Any) -> Sight:
    """``known`` is what the subject's last good reading gave."""
    sight: Sight = with_closer(server, lambda closer: closer.look(Subject(server.url(where), own, **known)))
    return sight


def seen_live(server: SiteServer, where: str = POST) -> dict[str, Any]:
    """What is known after a look at the page as it stands now."""
    judgement = look(server, where).judgement
    assert judgement.conclusion is Conclusion.LIVE
    return {"memory": judgement.page_memory, "believed": judgement.facts}


def said(sight: Sight) -> tuple[str, str]:
    return sight.judgement.conclusion.value, sight.judgement.verdict.value


def article(extra: str = "", title: str = "A post", head: str = "", text: str = PROSE) -> bytes:
    return html(f"<article><h1>{title}</h1><p>{text} {extra}</p></article>", title, head).encode()


def is_like_browsers(asked: Asked) -> bool:
    return asked.headers["user-agent"].startswith("Mozilla/")


def by_agent(plain: bytes, like_browsers: bytes) -> Script:
    return lambda asked: Reply(like_browsers if is_like_browsers(asked) else plain)


LINKING = article(LINK)
WITHOUT = article()
LOST_404 = ("lost", Verdict.SOFT_404.value)
REMOVED = ("lost", Verdict.REMOVED.value)
BLOCKED = ("no_answer", Verdict.BLOCKED.value)
LIVE = ("live", Verdict.LIVE.value)
