"""Every command explains itself with an example, and loads no more than it needs for that."""

from __future__ import annotations

from tests.cli.running import Anchorwatch

COMMANDS = (
    "run", "worker", "preview", "demo", "migrate", "doctor", "manifest", "backup", "site add", "site list", "import",
    "export", "export audit", "check", "digest", "inspect", "read-page",
)  # fmt: skip


def test_every_command_has_a_help_with_an_example(anchorwatch: Anchorwatch) -> None:
    listed = anchorwatch("--help").out
    for name in COMMANDS:
        words = name.split()
        assert f"│ {words[0]} " in listed
        ran = anchorwatch(*words, "--help")
        assert ran.code == 0
        assert f"Example: anchorwatch {name}" in " ".join(ran.out.split())


def test_a_command_loads_only_what_it_needs(anchorwatch: Anchorwatch) -> None:
    for name, unneeded in (
        ("inspect", {"sqlalchemy", "alembic", "slack_sdk", "aiohttp", "apscheduler"}),
        ("manifest", {"sqlalchemy", "slack_sdk", "httpx", "httptools", "structlog"}),
        ("check", {"slack_sdk", "slack_bolt", "aiohttp"}),
    ):
        ran = anchorwatch.python(
            f"import sys; sys.argv = ['anchorwatch', '{name}', '--help']\n"
            "from bot.cli import main\n"
            "try: main()\n"
            f"finally: print(sorted({unneeded!r} & sys.modules.keys()), file=sys.stderr)"
        )
        assert ran.err == "[]\n", f"{name} loads more than it needs"
