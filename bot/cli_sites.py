"""The commands about sites and their links: ``site``, ``import``, ``check``, ``digest``."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from bot.app import open_desk
from bot.blocks.files import refused_file
from bot.cli_export import SiteName, appearing
from bot.command_settings import command_settings
from bot.errors import UsageError
from bot.standard_streams import print_json
from jobs.analysis.addresses import understand_domain
from jobs.analysis.exports import ExportPreview
from jobs.analysis.text import clean
from jobs.check_now import Round
from jobs.import_links import ImportReport
from storage.domain import Degraded, Site, SiteSettings, Told
from storage.errors import AnchorwatchError

site = typer.Typer(help="Add and list the sites you protect.", no_args_is_help=True, add_completion=False)

_BY = "command line"
_DEGRADED = {
    Degraded.OWN_OUTAGE: "The network seems down on our side: the round ended early, and no page was judged.",
    Degraded.MASS_TURN: "So much turned at once that the fault is more likely ours: nothing of it counts as lost.",
}
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")


@site.command(name="add")
def add_site(
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", help="Your domain, such as acme.com.")],
    brand: Annotated[
        list[str] | None, typer.Option("--brand", metavar="NAME", help="A name people use for you.")
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="The Slack channel id for its digest.")] = None,
) -> None:
    """Add a site to protect.

    Example: anchorwatch site add acme.com --brand Acme --brand "Acme Inc"
    """
    with open_desk(command_settings()) as desk:
        brands = tuple(name.strip() for name in brand or () if name.strip())
        settings = SiteSettings(domains=(understand_domain(domain),), brands=brands, channel_id=_channel(channel))
        added = desk.add_site.add(desk.workspace_id, settings, by=_BY)
    names = f" (also called {', '.join(settings.brands)})" if settings.brands else ""
    sys.stdout.write(f"Now watching {added.domain}{names}. Next: anchorwatch import FILE --site {added.domain}\n")


def _channel(channel_id: str | None) -> str | None:
    if channel_id is not None and not _CHANNEL_ID.fullmatch(channel_id):
        raise UsageError(
            f"{clean(channel_id)} is no channel id; it stands at the end of the channel's details, like C024BE91L."
        )
    return channel_id


@site.command(name="list")
def list_sites() -> None:
    """List the sites and how many of their links are live.

    Example: anchorwatch site list
    """
    settings = command_settings()
    with open_desk(settings) as desk:
        known = desk.lists.health(desk.workspace_id).sites
        if not known:
            sys.stderr.write(f"No sites in {settings.database_url} yet. Add one: anchorwatch site add acme.com\n")
        for health in known:
            tally = health.tally
            sys.stdout.write(f"{health.site.domain}\t{tally.total} links, {tally.live} live, {tally.lost} lost\n")


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or TSV export of links.")],
    site: SiteName = None,
    yes: Annotated[bool, typer.Option("--yes", help="Import without asking after the preview.")] = False,
    ranks: Annotated[
        bool, typer.Option("--ranks", help="The file ranks domains: Common Crawl's domain ranks, or Tranco.")
    ] = False,
) -> None:
    """Import an export of Search Console, Ahrefs, Semrush, Majestic, Moz, or any CSV with a column of linking pages.

    Example: anchorwatch import latest-links.csv --site acme.com --yes
    """
    if ranks:
        _import_ranks(file)
        return
    with open_desk(command_settings()) as desk:
        target = desk.lists.site(desk.workspace_id, site)
        found = desk.imports.preview(file, target)
        sys.stderr.write(_preview_words(found, target) + "\n")
        if not yes and not _wanted():
            sys.stdout.write("Nothing was imported.\n")
            return
        with _progress("Importing", found.reading.rows if found.is_exact else found.estimated_rows) as show:
            report = desk.imports.run(file, target, _BY, lambda rows: show(rows, None))
    sys.stdout.write(_report_words(report, target) + "\n")
    if report.refused_rows:
        refused = file.with_name(f"{file.stem}.refused.csv")
        with appearing(refused) as rows:
            rows.write(refused_file(refused.name, report.refused_rows).content)
        sys.stdout.write(f"Refused rows and their reasons: {refused}\n")


def _import_ranks(file: Path) -> None:
    size = file.stat().st_size if file.is_file() else None
    with open_desk(command_settings()) as desk, _progress("Reading ranks", size) as show:
        done = desk.import_ranks.run(file, lambda read: show(read, None))
    kept = f"{done.kept:,} of {done.lines:,} domains kept"
    sys.stdout.write(f"Ranks of {clean(done.release)}: {kept}; they say how much a domain weighs.\n")


def _wanted() -> bool:
    try:
        return typer.confirm("Import these links?", err=True)
    except typer.Abort as error:
        raise UsageError("Nobody answered, so nothing was imported. Give --yes where nobody can answer.") from error


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int, int | None], None]]:
    """On a terminal, how far it has come; a pipe is told nothing. ``show`` takes what is done, and a new total."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _preview_words(found: ExportPreview, site: Site) -> str:
    """What the file was understood to say, before anything is stored."""
    reading = found.reading
    refused = sum(reading.refused.values())
    counts = f"{reading.rows:,} rows: {reading.links:,} links, {reading.duplicates:,} repeated, "
    counts += f"{reading.own_pages:,} own pages, {refused:,} not usable."
    about = "" if found.is_exact else f"About {found.estimated_rows:,} rows; of the first "
    columns = "; ".join(f"{meaning}: {clean(heading)}" for meaning, heading in reading.columns)
    name = clean(reading.file_name)
    return f"{name} for {site.domain}, read as {reading.shape}.\n{about}{counts}\nColumns: {columns}"


def _report_words(report: ImportReport, site: Site) -> str:
    record = report.record
    summary = f"{record.rows:,} rows, {record.stored.added:,} new links, {record.stored.known:,} known before"
    summary += f", {report.repeated:,} repeated, {record.refused:,} refused"
    lines = [f"Imported {clean(record.file_name)} for {site.domain}: {summary}."]
    lines += [f"  {number:>9,}  {reason}" for reason, number in sorted(report.reasons.items(), key=lambda it: -it[1])]
    if report.is_baseline and record.stored.added:
        lines.append("This is the baseline: these links are watched from now on, and none is announced as new.")
    return "\n".join(lines)


def check(
    site: SiteName = None,
    every: Annotated[bool, typer.Option("--all", help="Check every link, not only those that are due.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run a check round now and say what it confirmed.

    Example: anchorwatch check --site acme.com --all --json
    """
    with _progress("Checking", None) as show, open_desk(command_settings()) as desk:
        done = desk.check_round(site, every, lambda run: show(run.done, run.total))
    if done.run.degraded:
        sys.stderr.write(f"{_DEGRADED[done.run.degraded]}\n")
    if as_json:
        print_json(_round_json(done))
    else:
        sys.stdout.write(_round_words(done) + "\n")


def _round_json(done: Round) -> dict[str, Any]:
    return {
        "checked": sum(done.verdicts.values()),
        "verdicts": {verdict.value: number for verdict, number in sorted(done.verdicts.items())},
        "changes": [_change_json(told) for told in done.changes],
    }


def _change_json(told: Told) -> dict[str, Any]:
    change = told.change
    return {
        "source_url": told.link.source_url,
        "kind": change.kind.value,
        "verdict": change.verdict.value,
        "first_observed": change.first_observed.isoformat(),
        "confirmed_at": change.confirmed_at.isoformat(),
    }


def _round_words(done: Round) -> str:
    if not done.run.total:
        return "Nothing is due; --all checks every link."
    lines = [f"Checked {sum(done.verdicts.values()):,} links."]
    lines += [f"  {number:>7,}  {verdict.value}" for verdict, number in sorted(done.verdicts.items())]
    lines += [
        f"{told.change.kind.value}: {told.link.source_url} ({told.change.verdict.value})" for told in done.changes
    ]
    return "\n".join(lines if done.changes else [*lines, "Nothing new is confirmed."])


def digest(site: SiteName = None) -> None:
    """Gather a site's digest now instead of at its hour; the running bot posts it.

    Example: anchorwatch digest --site acme.com
    """
    with open_desk(command_settings()) as desk:
        target = desk.lists.site(desk.workspace_id, site)
        if target.settings.channel_id is None:
            raise AnchorwatchError(
                f"{target.domain} has no channel for its digest; choose one in its settings in Slack."
            )
        posted = desk.digests.post(desk.workspace_id, target.id)
    sys.stdout.write("The digest is on its way to Slack.\n" if posted else "No news: nothing to post today.\n")
