"""Serves the demo's pretend web on loopback: many host names, one port, pages that change from day to day."""

from __future__ import annotations

import json
from html import escape
from ipaddress import IPv4Address

from aiohttp import web

from bot.preview.demo.naming import naming_pages
from bot.preview.demo.story import BRAND, FIRST_DAY, LAST_DAY, SITE, Page, pages_on
from storage.errors import AnchorwatchError

# A loopback address of its own, so that visits may be allowed to it and to nothing else on this machine.
_ADDRESSES = ("127.77.0.1", "127.0.0.1")

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<script type="application/ld+json">{data}</script></head>
<body>
<header><nav><a href="/">{host}</a> <a href="/about">About</a></nav></header>
<p role="note">Demo: this page is pretend. It exists only on this machine.</p>
<main><article><h1>{title}</h1><p>By {author}</p>
{paragraphs}
</article></main>
<footer><p>{host}, a pretend publication{reach}</p></footer>
</body></html>
"""


class PretendWebError(AnchorwatchError):
    """The pretend web cannot be served."""


class PretendWeb:
    """The pretend web at one moment; ``day`` may be moved while it is served."""

    def __init__(self, day: int) -> None:
        self.day = day
        self.address = IPv4Address(_ADDRESSES[-1])
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Serve on ``port`` (0: any free one) of a loopback address of its own."""
        app = web.Application()
        app.router.add_route("GET", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        for address in _ADDRESSES:
            site = web.TCPSite(self._runner, address, port)
            try:
                await site.start()
            except OSError:
                continue  # macOS has no loopback addresses beside 127.0.0.1
            self.address = IPv4Address(address)
            self.port = self._runner.addresses[0][1]
            return
        raise PretendWebError(f"Port {port} for the demo's pages is in use; choose another with PREVIEW_PORT.")

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, page: Page) -> str:
        return f"http://{page.host}:{self.port}{page.path}"

    def hosts_lines(self) -> str:
        """The pretend web's names as lines of a hosts(5) file, by which the worker finds them."""
        return "".join(f"{self.address}\t{name}\n" for name in sorted({SITE} | self.names()))

    @staticmethod
    def names() -> set[str]:
        """The hosts that link to the pretend site, or name it, on any day."""
        linking = {page.host for day in range(LAST_DAY + 1) for page in pages_on(day).values()}
        return linking | {host for host, _ in naming_pages(LAST_DAY)}

    async def _answer(self, request: web.Request) -> web.Response:
        host = request.host.partition(":")[0]
        page = (naming_pages(self.day) | pages_on(self.day)).get((host, request.path))
        if page is None:
            return web.Response(status=404, text="Not found")
        if page.location:
            location = page.location.format(port=f":{self.port}")
            return web.Response(status=page.status, headers={"Location": location})
        return web.Response(status=page.status, text=render(page), content_type="text/html")


def render(page: Page) -> str:
    """The page as HTML; without an anchor its link is gone and the words stay."""
    rel = f' rel="{page.rel}"' if page.rel else ""
    link = f'<a href="http://{SITE}{page.target}"{rel}>{escape(page.anchor)}</a>' if page.anchor else _words(page)
    paragraphs = "\n".join(
        f"<p>{escape(paragraph).replace('{link}', link)}</p>" for paragraph in page.text.split("\n\n")
    )
    return _PAGE.format(
        title=escape(page.title),
        data=_data(page),
        host=page.host,
        author=escape(page.author),
        paragraphs=paragraphs,
        reach=f' · <a href="mailto:{page.mail}">{page.mail}</a>' if page.mail else "",
    )


def _data(page: Page) -> str:
    """Who wrote it, as publications tell search engines."""
    author = {"@type": "Person", "name": page.author}
    return json.dumps({"@context": "https://schema.org", "@type": "Article", "author": author})


def _words(page: Page) -> str:
    """What stood in the link, without the link."""
    original = next((first.anchor for first in FIRST_DAY if (first.host, first.path) == (page.host, page.path)), "")
    return escape(original or f"what {BRAND} wrote about it")
