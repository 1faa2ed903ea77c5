"""Every source there is, one line each; adding one touches its own file and this one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from jobs.sources.ahrefs import Ahrefs
from jobs.sources.bing import Bing
from jobs.sources.bluesky import Bluesky
from jobs.sources.brave import Brave
from jobs.sources.dataforseo import DataForSeo
from jobs.sources.feeds import Feeds
from jobs.sources.gdelt import Gdelt
from jobs.sources.hackernews import HackerNews
from jobs.sources.lobsters import Lobsters
from jobs.sources.mastodon import Mastodon
from jobs.sources.matomo import Matomo
from jobs.sources.mediawiki import MediaWiki
from jobs.sources.plausible import Plausible
from jobs.sources.port import Option, Source, listed, options_of
from jobs.sources.reddit import Reddit
from jobs.sources.searxng import SearXng
from jobs.sources.serper import Serper
from jobs.sources.stackexchange import StackExchange
from jobs.sources.webmention_io import WebmentionIo

SOURCES: tuple[type[Source], ...] = (
    Feeds,
    SearXng,
    Gdelt,
    Brave,
    Serper,
    Bluesky,
    Reddit,
    Mastodon,
    HackerNews,
    MediaWiki,
    Lobsters,
    StackExchange,
    WebmentionIo,
    Bing,
    Plausible,
    Matomo,
    DataForSeo,
    Ahrefs,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configured:
    """A source with its settings. ``secrets`` must not be kept or logged; ``fingerprint`` changes with any setting."""

    source: Source
    addresses: tuple[str, ...]
    secrets: tuple[str, ...]
    fingerprint: str


def configured(settings: Mapping[str, str], off: Collection[str] = ()) -> tuple[Configured, ...]:
    """The sources that can be asked: not switched ``off`` by name, and with all they require among ``settings``."""
    return tuple(
        _configured(kind, settings) for kind in SOURCES if kind.name not in off and not lacking(kind, settings)
    )


def lacking(kind: type[Source], settings: Mapping[str, str]) -> tuple[Option, ...]:
    """The settings without which a source cannot be asked."""
    return tuple(one for one in options_of(kind) if one.is_required and not settings.get(one.variable, one.default))


def _configured(kind: type[Source], settings: Mapping[str, str]) -> Configured:
    chosen = {one: settings.get(one.variable) or one.default for one in options_of(kind)}
    source = kind(**{one.name: value.rstrip("/") if one.name == "base_url" else value for one, value in chosen.items()})
    said = "\0".join(f"{one.name}={value}" for one, value in chosen.items())
    return Configured(
        source,
        tuple(part for value in chosen.values() for part in listed(value) if part.startswith(("http://", "https://"))),
        tuple(value for one, value in chosen.items() if one.is_secret and value),
        sha256(said.encode()).hexdigest()[:16],
    )
