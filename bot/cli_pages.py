"""The commands that look at single pages: ``inspect`` on the web, ``read-page`` on disk."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.app import inspect_pages
from bot.errors import UsageError
from bot.settings import load_settings
from jobs.analysis.addresses import understand_domain
from jobs.analysis.describe import page_reading
from jobs.analysis.pages import read_page
from storage.errors import AnchorwatchError

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
    addresses: Iterable[str] = (line.strip() for line in sys.stdin if line.strip()) if url is None else (url,)
    inspect_pages(load_settings(), addresses, domains, _print_json if as_json or batch else _show)


def _print_json(found: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _show(found: Mapping[str, Any]) -> None:
    console = Console()
    console.print(f"[bold]{found['source_url']}[/bold]", highlight=False)
    console.print(f"{found['class']}: {found['verdict']} – {found['reason']}", highlight=False)
    for hop in found["redirects"]:
        console.print(f"  {hop['status']} from {hop['url']}", highlight=False)
    if not found["links"]:
        return
    table = Table("anchor", "to", "follow", "where", box=None, header_style="dim")
    for link in found["links"]:
        table.add_row(link["anchor_text"], link["target_url"], "yes" if link["follow"] else "no", link["placement"])
    console.print(table)


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
    if batch:
        for line in sys.stdin:
            if line.strip():
                _print_json(_read_asked(line))
        return
    if file is None or url is None:
        raise UsageError("Give a FILE and its address with --url, or --batch with JSON lines on standard input.")
    reading = _read_saved(Path(file), url, content_type)
    if as_json:
        _print_json(reading)
    else:
        _show_reading(reading)


def _read_asked(line: str) -> Mapping[str, Any]:
    """One line of a batch; a line that cannot be read gives an object with its error, so that the others go on."""
    asked: dict[str, Any] = {}
    try:
        asked = json.loads(line)
        path, url = Path(asked["file"]), asked["url"]
        return {"file": asked["file"], **_read_saved(path, url, asked.get("content_type"))}
    except (ValueError, KeyError, TypeError) as error:
        return {"error": f"This line is no JSON object with file and url ({error}).", "line": line.strip()[:200]}
    except AnchorwatchError as error:
        return {"file": asked["file"], "error": error.user_message}


def _read_saved(path: Path, url: str, content_type: str | None) -> Mapping[str, Any]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise AnchorwatchError(f"{path} cannot be read ({error.strerror}).") from error
    return page_reading(read_page(body, url=url, content_type=content_type, own=None))


def _show_reading(reading: Mapping[str, Any]) -> None:
    console = Console()
    console.print(f"[bold]{reading['title'] or '(no title)'}[/bold]", highlight=False)
    table = Table("anchor", "to", "follow", "where", box=None, header_style="dim")
    for link in reading["links"]:
        table.add_row(link["anchor_text"], link["target_url"], "yes" if link["follow"] else "no", link["placement"])
    console.print(table)
