"""The commands that look at single pages: ``inspect`` on the web, ``read-page`` on disk."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.command_settings import command_settings
from bot.errors import UsageError
from bot.fetching import fetch_rules
from bot.saved_pages import SavedPage, answer_lines
from bot.standard_streams import arriving_lines, print_json
from bot.wall_clock import utc_now
from jobs.analysis.addresses import OwnDomains, understand_domain
from jobs.analysis.describe import page_reading
from jobs.analysis.text import clean
from jobs.inspect_pages import inspect_pages
from jobs.parse_pages import PageParser

SiteOption = Annotated[list[str], typer.Option("--site", metavar="DOMAIN", help="Your own domain; may be repeated.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]


def inspect(
    site: SiteOption,
    url: Annotated[str | None, typer.Argument(metavar="URL", help="The page to visit.")] = None,
    as_json: JsonOption = False,
    batch: Annotated[bool, typer.Option("--batch", help="Read one URL per line from standard input.")] = False,
) -> None:
    """Visit a page now and say what may be concluded about its links to your site.

    Example: anchorwatch inspect https://blog.example/post --site acme.com --json
    """
    domains = tuple(understand_domain(text) for text in site)
    if batch == (url is not None):
        raise UsageError("Give either one URL, or --batch with URLs on standard input, one per line.")
    urls: Iterable[Sequence[str]] = arriving_lines() if url is None else [(url,)]
    show = print_json if as_json or batch else _show
    inspect_pages(fetch_rules(command_settings()), utc_now, OwnDomains(domains), urls, show)


def _show(found: Mapping[str, Any]) -> None:
    console = Console(highlight=False, markup=False)
    console.print(clean(found["source_url"]), style="bold")
    console.print(clean(f"{found['class']}: {found['verdict']} – {found['reason']}"))
    for hop in found["redirects"]:
        console.print(clean(f"by {hop['status']} from {hop['url']}"))
    if found["links"]:
        console.print(_table(found["links"]))


def read_saved_page(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="A saved page.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="The address the page was saved from.")] = None,
    content_type: Annotated[
        str | None, typer.Option("--content-type", help="The Content-Type it was served with.")
    ] = None,
    as_json: JsonOption = False,
    batch: Annotated[
        bool, typer.Option("--batch", help='Read JSON lines {"file","url","content_type"} from standard input.')
    ] = False,
) -> None:
    """Read a saved page offline: every link, the directives and the main text. Never touches the network.

    Example: anchorwatch read-page post.html --url https://blog.example/post --json
    """
    with PageParser() as parser:
        if batch:
            answer_lines(lambda asked: page_reading(parser.read_now(asked.load())))
            return
        reading = page_reading(parser.read_now(SavedPage(file, url, content_type).load()))
    if as_json:
        print_json(reading)
    else:
        _show_reading(reading)


def _show_reading(reading: Mapping[str, Any]) -> None:
    console = Console(highlight=False, markup=False)
    console.print(clean(reading["title"]) or "(no title)", style="bold")
    console.print(_table(reading["links"]))


def _table(links: Iterable[Mapping[str, Any]]) -> Table:
    """Whatever strangers wrote is shown as text: it neither formats nor steers the terminal."""
    table = Table("anchor", "to", "follow", "where", box=None, header_style="dim")
    for link in links:
        words = (link["anchor_text"], link["target_url"], "yes" if link["follow"] else "no", link["placement"])
        table.add_row(*(Text(clean(word)) for word in words))
    return table
