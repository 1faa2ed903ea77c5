"""Our own faults, told to a site's channel once: when we have no network, and when too much turns at once."""

from __future__ import annotations

from bot.blocks import times
from bot.blocks.elements import header, message, section
from bot.blocks.words import count
from storage.domain import Doubts, Message, Outage, Pulse, Site, Thread


def outage_thread(site: Site, outage: Outage) -> Thread:
    """That an outage of ours began, or that it is over."""
    key = f"outage/{outage.id}" if outage.ended_at is None else f"outage/{outage.id}/over"
    return Thread(key, site.settings.channel_id or "", _began(outage) if outage.ended_at is None else _over(outage))


def _began(outage: Outage) -> Message:
    said = (
        f"Since {times.moment(outage.began_at)} none of the pages that answered lately answers us. "
        "The network seems down on our side, so no page is judged and nothing is held against any of them. "
        "I go on by myself as soon as one answers."
    )
    return message(f"Anchorwatch has no network. {said}", (header("Checks are paused: no network"), section(said)))


def _over(outage: Outage) -> Message:
    lasted = times.span((outage.ended_at or outage.began_at) - outage.began_at)
    said = (
        f"From {times.moment(outage.began_at)} on, for {lasted}, we had no network. "
        "Nothing was judged in that time; the checks go on now."
    )
    return message(f"The network is back. {said}", (header("Checks go on: the network is back"), section(said)))


def mass_turn_thread(site: Site, seen: Pulse | Doubts, key: str) -> Thread:
    """That so many pages turned at once, or still miss their links, that we doubt ourselves first."""
    said = _turned(seen) if isinstance(seen, Pulse) else _still_missing(seen)
    title = "Held back: too much turned at once"
    return Thread(key, site.settings.channel_id or "", message(f"{title}. {said}", (header(title), section(said))))


def _turned(pulse: Pulse) -> str:
    return (
        f"{pulse.domains_turned:,} of {count(pulse.domains_checked, 'domain')} looked worse in the same way at about "
        "the same time. So many pages do not turn at once: more likely the fault is ours, so nothing of it counts. "
        "I look at each page again, and whatever is still missing then waits for its own second look."
    )


def _still_missing(doubts: Doubts) -> str:
    return (
        f"Links on {count(doubts.domains, 'domain')} are missing in the same way, and I find hardly any link at all. "
        "Something may stand between me and the web: a proxy, a log-in page of the network, or a block on our address. "
        "So I announce no loss until I find links again. Please open one of the pages from this machine."
    )
