"""The command ``anchorwatch``: what an operator or a script can ask for without Slack."""

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from bot.errors import UsageError, exit_code
from bot.standard_streams import prepare_streams

_PLACES = {
    "run": "bot.cli_serve:run",
    "worker": "bot.cli_operate:worker",
    "preview": "bot.cli_serve:preview",
    "demo": "bot.cli_serve:demo",
    "migrate": "bot.cli_operate:migrate",
    "doctor": "bot.doctor:doctor",
    "manifest": "bot.manifest:print_manifest",
    "backup": "bot.cli_operate:backup",
    "site": "bot.cli_sites:site",
    "import": "bot.cli_sites:import_file",
    "export": "bot.cli_export:export",
    "check": "bot.cli_sites:check",
    "digest": "bot.cli_sites:digest",
    "sources": "bot.cli_sources:sources",
    "inspect": "bot.cli_pages:inspect",
    "read-page": "bot.cli_pages:read_saved_page",
    "mentions": "bot.cli_mentions:mentions",
}


class _Commands(TyperGroup):
    """Loads only the module of the command that was asked for: looking at one page needs no database and no Slack."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002  (the signature is Typer's)
        return list(_PLACES)

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ANN401, ARG002  (Typer keeps the type private)
        if cmd_name not in _PLACES:
            near = get_close_matches(cmd_name, _PLACES, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Try: anchorwatch --help"
            raise UsageError(f"There is no command {cmd_name}. {hint}")
        return _loaded(cmd_name)


def _loaded(name: str) -> Any:  # noqa: ANN401  (likewise)
    module, _, attribute = _PLACES[name].partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        single = typer.Typer(add_completion=False)
        single.command(name=name)(found)
        found = single
    command = typer.main.get_command(found)
    command.name = name
    return command


app = typer.Typer(
    name="anchorwatch", cls=_Commands, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
)


@app.callback()
def _describe() -> None:
    """Watches the links that point to your sites, and never cries wolf."""


def main() -> None:
    """Exit 0 on success, 1 when what was asked could not be done, 2 when it was asked for wrongly."""
    prepare_streams()
    sys.exit(exit_code(_run))


def _run() -> int:
    try:
        return app(prog_name="anchorwatch", standalone_mode=False) or 0
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "anchorwatch"
        raise UsageError(f"{error.format_message() or 'Name a command.'} Try: {path} --help") from error
    finally:
        sys.stdout.flush()
