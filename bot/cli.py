"""The command ``anchorwatch``: what an operator or a script can ask for without Slack."""

import sys

import typer

from bot import cli_pages, cli_serve, cli_sites
from bot.errors import UsageError
from jobs.analysis.addresses import AddressError
from storage.errors import AnchorwatchError

app = typer.Typer(
    name="anchorwatch",
    help="Watches the links that point to your sites, and never cries wolf.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(cli_serve.run)
app.command()(cli_serve.worker)
app.command()(cli_serve.preview)
app.command()(cli_serve.demo)
app.command()(cli_serve.migrate)
app.command()(cli_serve.doctor)
app.command()(cli_serve.manifest)
app.command()(cli_serve.backup)
app.add_typer(cli_sites.site, name="site")
app.command(name="import")(cli_sites.import_file)
app.command()(cli_sites.export)
app.command()(cli_sites.check)
app.command()(cli_sites.digest)
app.command()(cli_pages.inspect)
app.command(name="read-page")(cli_pages.read_saved_page)


def main() -> None:
    """Exit 0 on success, 1 when what was asked could not be done, 2 when it was asked for wrongly."""
    try:
        app()
    except (AddressError, UsageError) as error:
        _leave(error, 2)
    except AnchorwatchError as error:
        _leave(error, 1)
    except BrokenPipeError:
        sys.exit(1)  # whoever read our output has seen enough
    except KeyboardInterrupt:
        sys.exit(130)


def _leave(error: AnchorwatchError, code: int) -> None:
    sys.stderr.write(f"{error.user_message}\n")
    sys.exit(code)
