"""The command ``mentions``: where a page names brands, and whether it links to their site."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.command_settings import command_settings
from bot.errors import UsageError
from bot.fetching import fetch_rules
from bot.saved_pages import SavedPage, answer_lines
from bot.standard_streams import print_json
from bot.wall_clock import utc_now
from jobs.analysis.addresses import OwnDomains, understand_domain
from jobs.analysis.mention_report import MentionReading, mention_report
from jobs.analysis.text import clean
from jobs.look_for_mentions import Wanted, look_for_mentions, mentions_on
from jobs.parse_pages import PageParser
from storage.domain import Brand
from storage.errors import AnchorwatchError


def mentions(
    page: Annotated[str | None, typer.Argument(metavar="URL|FILE", help="A page to visit, or a saved one.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="The address a saved page was saved from.")] = None,
    brand: Annotated[list[str] | None, typer.Option("--brand", metavar="NAME", help="May be repeated.")] = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="DOMAIN", help="Your own; may be repeated.")
    ] = None,
    content_type: Annotated[
        str | None, typer.Option("--content-type", help="The Content-Type a saved page was served with.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
    batch: Annotated[
        bool,
        typer.Option(
            "--batch", help='Read JSON lines {"file","url","content_type","brands","sites"} from standard input.'
        ),
    ] = False,
) -> None:
    """Say where a page names your brands, and whether it links to your site. A saved page is read offline.

    Example: anchorwatch mentions https://blog.example/post --brand Acme --site acme.com --json
    """
    if batch == (page is not None):
        raise UsageError("Give either one URL or FILE, or --batch with JSON lines on standard input.")
    if page is None:
        with PageParser() as parser:
            answer_lines(lambda asked: _answer(parser, asked, brand or [], site or []))
        return
    reading = _look(page, url, content_type, _wanted(brand or [], site or []))
    if as_json:
        print_json(mention_report(reading))
    else:
        _show(reading)


def _answer(parser: PageParser, asked: SavedPage, brands: list[str], sites: list[str]) -> dict[str, Any]:
    rest = asked.rest or {}
    wanted = _wanted(_texts(rest, "brands") or brands, _texts(rest, "sites") or sites)
    return mention_report(mentions_on(parser.read_now(asked.load()), wanted))


def _look(page: str, url: str | None, content_type: str | None, wanted: Wanted) -> MentionReading:
    is_saved = url is not None or (not page.startswith(("http://", "https://")) and Path(page).exists())
    if not is_saved:
        return look_for_mentions(fetch_rules(command_settings()), utc_now, page, wanted)
    with PageParser() as parser:
        return mentions_on(parser.read_now(SavedPage(page, url, content_type).load()), wanted)


def _wanted(brands: list[str], sites: list[str]) -> Wanted:
    names = [name for name in map(str.strip, brands) if name]
    if not names or not sites:
        raise UsageError("Name at least one brand with --brand and one of your domains with --site.")
    domains = tuple(understand_domain(site, may_be_shared=True) for site in sites)
    return Wanted(tuple(Brand((name,)) for name in names), OwnDomains(domains))


def _texts(asked: Any, name: str) -> list[str]:  # noqa: ANN401  (JSON may be anything)
    found = asked.get(name) or []
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise AnchorwatchError(f'"{name}" is no list of texts.')
    return found


def _show(reading: MentionReading) -> None:
    """Whatever strangers wrote is shown as text: it neither formats nor steers the terminal."""
    console = Console(highlight=False, markup=False)
    said = f" – {reading.reason}" if reading.reason else ""
    console.print(clean(f"{reading.linked.value.replace('_', ' ')}{said}"), style="bold")
    table = Table("brand", "where", "context", box=None, header_style="dim")
    for mention in reading.mentions:
        words = (mention.brand.name, mention.place.value, " ".join(mention.context.split()))
        table.add_row(*(Text(clean(word)) for word in words))
    if reading.mentions:
        console.print(table)
