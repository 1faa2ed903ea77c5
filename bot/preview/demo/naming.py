"""The pages of the pretend web that name the pretend brand without a link: who tells of them when, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.preview.demo.story import BRAND, Page
from storage.domain import Brand

FEED, SEARCH = "a demo feed", "a demo search"

# "Acme" is an everyday word as well, so it takes one of these near it to be sure who is meant.
DETAILS = Brand(
    (BRAND,),
    products=("Acme Status",),
    people=("Robin Hale",),
    required=("status page", "on-call", "monitoring"),
    categories=("uptime", "incident", "outage", "alerts", "dashboard"),
    is_common=True,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The personal line that a pretend colleague writes to a page's author."""

    page: Page
    line: str
    by: str = "U0MAYA"
    name: str = "Maya Okafor"


@dataclass(frozen=True, slots=True)
class Naming:
    """A page, the pretend sources that name it, and how old it is when they do."""

    page: Page
    sources: tuple[str, ...] = (SEARCH,)
    age: timedelta = timedelta(days=1)


_ROWING = Page(
    host="quietops.example",
    path="/notes/status-pages-for-clubs",
    title="A status page for a rowing club",
    author="Noor Haddad",
    text="""Our club has a boat lift, a booking system, and a volunteer who answers for both.
When the lift stopped in March, forty people stood on the pier and asked each other what had happened.

So we wanted a status page. We chose Acme, because its guide to on-call is written for people whom nobody pays.
It took an evening, most of it spent on the name of the boat lift.

The next time it stopped, nobody stood on the pier. They had read at home that it had stopped.""",
    authority=46,
    mail="noor@quietops.example",
)
_ROWING_LINKED = replace(
    _ROWING, text=_ROWING.text.replace("We chose Acme", "We chose {link}"), target="/guides/on-call"
)
_PRESS = Page(
    host="marketbrief.example",
    path="/2026/incident-archive",
    title="Monitoring firm opens its incident archive to researchers",
    author="Ada Brandt",
    text="""Fourteen years of outages can now be read by anyone. The monitoring company Acme has opened its incident
archive, with every cause, every length and every apology, to universities and to whoever else is curious.

"We have learnt more from these pages than from any conference," said Robin Hale, who founded the company. "It
would be odd to keep them in a drawer."

The archive holds some nine thousand incidents. The longest lasted eleven days; the shortest was over before the
person on duty had found their shoes.""",
    authority=64,
    mail="ada.brandt@marketbrief.example",
)
_NIGHTDESK = Page(
    host="nightdesk.example",
    path="/letters/spring",
    title="A quiet spring",
    author="The night desk",
    text="""Three of us share the nights, and two of us have children. We moved to Acme in April and have slept through
most of May.

What we miss is the old ringtone, which had become a kind of colleague. What we do not miss is everything else.

June will be harder: the election is in June.""",
    authority=33,
)
_ANVIL = Page(
    host="coyotefans.example",
    path="/props/anvil",
    title="Prop of the month: the anvil",
    author="Dev Ramsay",
    text="""The anvil weighs almost nothing, being made of painted foam. It is stamped Acme on one side, and on the
other, in pencil, somebody has written "left of cactus".

It fell in eleven films. In none of them did it fall on the bird.

Next month: the rocket skates, of which only one survives.""",
    authority=27,
)
_SKATES = replace(
    _ANVIL,
    path="/props/rocket-skates",
    title="Prop of the month: the rocket skates",
    text="""As promised, the left skate. The box it came in says Acme too, in the same red letters as the anvil.

The right one was lost in a canyon, or so the studio told its insurers.

Next month we open the crate that has been ticking since we bought it.""",
)
_TRAMS = Page(
    host="oldtrams.example",
    path="/builders/a",
    title="Tram builders, A to C",
    author="Harold Finch",
    text="""Most of the cars that ran on the hill line were built by Acme between the wars. Their doors opened outwards,
which on a hill is a mistake one makes only once.

Two are left. One is a kiosk; the other carries children on Sundays.

The drawings are in the city museum, in a cabinet whose key is with the porter.""",
    authority=38,
)
_RIDGE = Page(
    host="ridgewalkers.example",
    path="/tours/long-ridge",
    title="The long ridge in one day",
    author="Ines Vidal",
    text="""Start before the birds. The first hour is a road and should be walked without thinking.

By noon you stand on the acme of the ridge, and for once the word is no exaggeration. There is room for two.

Go down on the north side, where the snow keeps the knees young.""",
    authority=30,
)
_COPIED_BY = (
    ("dailyharbour.example", 41), ("techmirror.example", 37), ("northtimes.example", 52), ("valleypost.example", 29),
    ("presswire.example", 58), ("startupwire.example", 34), ("eastcoaster.example", 26),
)  # fmt: skip

# By the day on which the sources tell of them.
NAMED_ON: Mapping[int, tuple[Naming, ...]] = {
    3: (
        Naming(_ROWING, (FEED, SEARCH)),
        Naming(_PRESS, (FEED, SEARCH), timedelta(days=2)),
        *(Naming(replace(_PRESS, host=host, authority=authority)) for host, authority in _COPIED_BY),
        Naming(_NIGHTDESK),
        Naming(_ANVIL),
        Naming(_TRAMS, age=timedelta(days=40)),
        Naming(_RIDGE),
    ),
    4: (Naming(_SKATES),),
}
# By the day on which a colleague has written them.
LINES_ON: Mapping[int, tuple[Line, ...]] = {
    3: (Line(_ROWING, "Forty people on a pier is the best case for a status page that I have read."),),
}
# By the day since which the name is a link there.
_LINKED_ON = {5: _ROWING_LINKED}


def naming_pages(day: int) -> dict[tuple[str, str], Page]:
    """As they stand on a day, by host and path."""
    pages = [naming.page for namings in NAMED_ON.values() for naming in namings]
    pages += [page for since, page in _LINKED_ON.items() if since <= day]
    return {(page.host, page.path): page for page in pages}
