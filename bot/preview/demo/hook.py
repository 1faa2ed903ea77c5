"""The demo as the preview page sees it: what day it is, what tomorrow brings, and a button that ends the day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.preview.demo.naming import LINES_ON, NAMED_ON
from bot.preview.demo.pretend_web import PretendWeb
from bot.preview.demo.story import LAST_DAY, SITE, teaser_after
from bot.preview.timestamps import Now
from jobs.advance_demo import Morning, PersonalLine, Rumour


class Demo:
    """``advance`` ends a day through the bot, which has the pages changed and is told who names the brand and
    what colleagues wrote.

    Without it the demo has not begun.
    """

    def __init__(self, web: PretendWeb, now: Now) -> None:
        self._web = web
        self._now = now
        self.advance: Callable[[Callable[[], Morning]], None] | None = None

    def describe(self) -> dict[str, Any] | None:
        if self.advance is None:
            return None
        day = self._web.day
        date = self._now() + timedelta(days=day)
        return {"day": day + 1, "date": f"{date:%a} {date.day} {date:%b %Y}", "domain": SITE, "next": teaser_after(day)}

    async def next_day(self) -> None:
        if self.advance is None or self._web.day >= LAST_DAY:
            return
        await asyncio.to_thread(self.advance, self._turn_page)

    def _turn_page(self) -> Morning:
        self._web.day += 1
        rumours = [
            Rumour(self._web.url(one.page), one.page.title, one.sources, one.age, one.page.authority)
            for one in NAMED_ON.get(self._web.day, ())
        ]
        lines = [
            PersonalLine(self._web.url(one.page), one.line, one.by, one.name) for one in LINES_ON.get(self._web.day, ())
        ]
        return Morning(tuple(rumours), tuple(lines))
