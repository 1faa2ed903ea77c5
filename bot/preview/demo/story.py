"""The demo's pretend web as text: which pages link to the pretend site, and what happens to them day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

SITE = "acme.example"
BRAND = "Acme"
LAST_DAY = 5


@dataclass(frozen=True, slots=True)
class Page:
    """One pretend page. ``{link}`` in ``text`` is where the link stands; paragraphs are split by blank lines."""

    host: str
    path: str
    title: str
    author: str
    text: str
    target: str = "/"
    anchor: str = "Acme"
    rel: str = ""
    status: int = 200
    location: str = ""
    authority: int = 30
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What changes on one day, and one sentence that says so in advance."""

    teaser: str
    changes: Mapping[str, Page] = field(default_factory=dict)


_TECHNEWS = Page(
    host="technews.example",
    path="/2025/tools-we-actually-keep",
    title="The monitoring tools we actually keep",
    author="Mira Okafor",
    text="""We tried eleven status and uptime tools over one long winter, on a stack that fails in interesting ways.
Most were uninstalled within a week. Four stayed.

For the part nobody likes, deciding what deserves a phone call at night, we kept coming back to {link},
which is short, opinionated and free. Half of our on-call rules were copied from it.

The rest of this piece is about money: what each tool costs once the trial ends, and what it costs to leave.
Leaving turned out to be the more expensive half, so we asked every vendor for an export and timed the answer.

Two of them answered within a day. One answered after this article was published.""",
    target="/guides/on-call",
    anchor="Acme's guide to calm on-call",
    authority=72,
    mail="mira.okafor@technews.example",
)
_WEEKLY = Page(
    host="devtoolsweekly.example",
    path="/issues/112",
    title="Issue 112: logs, lamps and a good checklist",
    author="The editors",
    text="""Welcome back. This week we have three long reads, two releases
and one lamp that turns red when the build does.

Release of the week: the people at {link} have opened their incident checklist to everyone. It prints on one page,
and it assumes that whoever reads it has just been woken up.

Long read: why our largest customer asked us to send fewer alerts, and what happened when we did as we were told.

Jobs, events and corrections are below, as always. Reply to this mail and a person reads it.""",
    target="/checklist",
    anchor="Acme",
    authority=48,
)
_LEDGER = Page(
    host="startupledger.example",
    path="/interviews/robin-hale",
    title="Robin Hale on building slowly",
    author="Jonas Weil",
    text="""Most founders we interview talk about speed. Robin Hale talks about sleep, and about the first year in which
nobody at the company was woken by their own product.

The numbers behind that year are public: {link} lists every incident with its cause and its length,
including two that were caused by the status page itself.

We asked what went wrong, what was cheap, and what Robin would not do again.
The answers were shorter than the questions.

The interview has been edited for length. Robin paid for the coffee.""",
    target="/reports/2025",
    anchor="the 2025 reliability report",
    authority=61,
    mail="editors@startupledger.example",
)
_OPSNOTES = Page(
    host="opsnotes.example",
    path="/resources",
    title="Resources for people who run things",
    author="Sam Idowu",
    text="""A list I keep for new colleagues. It is short on purpose: everything here
has been used in anger at least once.

Reading logs without crying: a one-hour workshop with exercises, best done in pairs and with tea.

Writing things down: the incident template from our own handbook, and a talk on why blame makes reports shorter.

Being woken up: {link}. Read it before your first shift, not during it.""",
    target="/guides/on-call",
    anchor="",
    authority=35,
)
_HERALD = Page(
    host="cityherald.example",
    path="/business/acme-opens-second-office",
    title="Monitoring firm opens second office by the river",
    author="Desk",
    text="""The former boathouse by the river has a new tenant. From Monday, twenty people will work where rowing boats
were kept for ninety years.

The company, {link}, makes software that watches other software. It chose the boathouse, a spokesperson said,
because it was the only building in town with two independent power lines.

The rowing club has moved to the new pier and says the light there is better anyway.""",
    target="/",
    anchor="Acme",
    authority=55,
)
_UNI = Page(
    host="uni.example",
    path="/courses/site-reliability/reading",
    title="Site reliability: reading list",
    author="Department of Computing",
    text="""Students are expected to have read the first two texts before the first seminar,
and to disagree with one of them.

Required: the chapter on error budgets, and {link}, which we use as a case study in week three.

Optional: any outage report longer than ten pages, to be presented to the group in under five minutes.

The exam asks for judgement. Memorising numbers will not help, and the numbers change.""",
    target="/guides/error-budgets",
    anchor="Acme's notes on error budgets",
    authority=81,
)
_PODCAST = Page(
    host="nightshift.example",
    path="/episodes/42",
    title="Episode 42: The pager that cried wolf",
    author="Nightshift, a podcast",
    text="""We talk to three people who turned off most of their alerts and lived to tell us about it.

Mentioned in this episode: the study on alarm fatigue in hospitals, a very small bell, and {link}.

The bell belongs to a library in Ghent, whose night porter explains at minute thirty-one why it is rung by hand
and why nobody has ever wished for a louder one.

Transcript below. It was made by a person, who sighs audibly at minute nineteen.""",
    target="/guides/alerts",
    anchor="Acme's list of alerts worth keeping",
    authority=44,
)
_REVIEWS = Page(
    host="reviewhub.example",
    path="/status-pages/compared",
    title="Nine status pages compared",
    author="Priya Nair",
    text="""We set up nine status pages for the same imaginary bakery and then broke the bakery in nine ways.

The clearest of them was {link}: it said what was broken, for whom, and when somebody would say more.

The prettiest said that everything was fine while the ovens were, in our scenario, on fire.

Prices are per month, without tax, for a team of five, and were checked in the week of publication.""",
    target="/status",
    anchor="Acme Status",
    authority=58,
)
_OLDBLOG = Page(
    host="blog.lena.example",
    path="/2024/05/quiet-dashboards",
    title="Quiet dashboards",
    author="Lena Fischer",
    text="""A dashboard that is always green teaches people not to look. One that is always red teaches them the same.

I rebuilt ours around one question: would I get up for this? The method is described in {link},
which I have adapted for a team that includes two cats.

Before: sixty-one panels. After: seven. Nobody has asked for the others back.""",
    target="/guides/alerts",
    anchor="this guide",
    authority=22,
)
_WIKI = Page(
    host="handbook.example",
    path="/private/vendors",
    title="Vendors we trust",
    author="Procurement",
    text="""This page lists suppliers that have passed our review. It is not meant for search engines.

For monitoring we use {link}; the contract is renewed every spring.""",
    target="/",
    anchor="Acme",
    authority=18,
)

_NEW_BLOG_HOST = "lena.example"
_GONE_TEXT = "This issue is no longer in our archive."
_WALL_TEXT = "Checking your browser before you continue. Please enable cookies and complete the security check."

FIRST_DAY: tuple[Page, ...] = (
    _TECHNEWS, _WEEKLY, _LEDGER, _OPSNOTES, _HERALD, _UNI, _PODCAST, _REVIEWS, _OLDBLOG, _WIKI,
)  # fmt: skip

_MOVED_BLOG = replace(_OLDBLOG, host=_NEW_BLOG_HOST)

DAYS: tuple[Day, ...] = (
    Day(teaser="one link is removed, one page deleted, one link made nofollow, one page moves, and one blocks us"),
    Day(
        teaser="what looked lost is looked at again, and confirmed; and a new link appears",
        changes={
            _TECHNEWS.host: replace(_TECHNEWS, anchor=""),
            _WEEKLY.host: replace(_WEEKLY, status=404, title="Not found", text=_GONE_TEXT, anchor=""),
            _LEDGER.host: replace(_LEDGER, rel="nofollow"),
            _HERALD.host: replace(_HERALD, status=403, title="One moment", text=_WALL_TEXT, anchor=""),
            _PODCAST.host: replace(_PODCAST, status=503, title="Service unavailable", text="Back soon.", anchor=""),
            _OLDBLOG.host: replace(_OLDBLOG, status=301, location=f"http://{_NEW_BLOG_HOST}{{port}}{_OLDBLOG.path}"),
            _NEW_BLOG_HOST: _MOVED_BLOG,
        },
    ),
    Day(
        teaser="an anchor text is rewritten, technews.example puts its link back, and thirteen pages name Acme "
        "without linking: some of them mean another Acme; Maya, a pretend colleague, has begun a letter to one",
        changes={
            _PODCAST.host: _PODCAST,
            _OPSNOTES.host: replace(_OPSNOTES, anchor="calm on-call, by the people at Acme"),
        },
    ),
    Day(
        teaser="the rewritten anchor text is looked at again, and confirmed; and the fans of a coyote write again",
        changes={
            _TECHNEWS.host: _TECHNEWS,
            _REVIEWS.host: replace(_REVIEWS, anchor="the cheapest status page"),
            _HERALD.host: _HERALD,
        },
    ),
    Day(teaser="quietops.example makes the name a link: whoever has written to its author has won one"),
    Day(teaser=""),
)


def pages_on(day: int) -> dict[tuple[str, str], Page]:
    """The pretend web as it stands on a day (0 is the first), by host and path."""
    by_host = {page.host: page for page in FIRST_DAY}
    for past in DAYS[1 : day + 1]:
        by_host.update(past.changes)
    return {(page.host, page.path): page for page in by_host.values()}


def teaser_after(day: int) -> str | None:
    """What the day after ``day`` brings, or None when the story is over."""
    return DAYS[day].teaser if day < LAST_DAY else None
