"""The commands that keep an installation going: the worker alone, the database's upgrade and its copy."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.app import copy_to, prepare_database
from bot.app_worker import run_worker
from bot.command_settings import command_settings, service_settings


def worker(
    parent: Annotated[int, typer.Option(hidden=True, help="The process to end with; 0 for none.")] = 0,
) -> None:
    """Run only the part that visits pages and gathers digests.

    Example: anchorwatch worker
    """
    run_worker(service_settings(), parent)


def migrate() -> None:
    """Bring the database to the newest schema.

    Example: anchorwatch migrate
    """
    prepare_database(command_settings())
    sys.stdout.write("The database is up to date.\n")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy; it must not exist yet.")],
) -> None:
    """Copy the SQLite database while everything keeps running.

    Example: anchorwatch backup anchorwatch-2026-03-03.db
    """
    copy_to(command_settings(), file)
    sys.stdout.write(f"Copied to {file}.\n")
