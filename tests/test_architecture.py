"""Holds the rules of the house, and shows with planted breaks that it would notice."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture import violations

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "package", ["slack_bolt", "httpx", "sqlalchemy", "apscheduler", "tldextract", "pydantic_settings"]
)
def test_the_packages_the_house_is_built_on_stand_in_it(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(needed.startswith(package.replace("_", "-")) for needed in project["dependencies"])
    house = [file for folder in ("bot", "jobs", "storage") for file in (ROOT / folder).rglob("*.py")]
    assert any(re.search(rf"^(?:from|import) {package}\b", file.read_text(), re.MULTILINE) for file in house)


def test_the_house_keeps_its_rules() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("storage/sites.py", "from jobs.clock import Clock", "imports point down"),
        ("jobs/post_digest.py", "import bot.blocks", "imports point down"),
        ("jobs/post_digest.py", "from slack_sdk import WebClient", "slack_sdk belongs in bot/"),
        ("jobs/post_digest.py", "from sqlalchemy import select", "sqlalchemy belongs in storage/"),
        ("jobs/check_backlinks.py", "import httpx", "httpx belongs in jobs/web/"),
        ("jobs/check_backlinks.py", "import httptools", "httptools belongs in jobs/web/"),
        ("bot/commands/backlinks.py", "from storage.store import Store", "only domain and errors"),
        ("bot/commands/backlinks.py", "from storage import store", "only domain and errors"),
        ("jobs/analysis/verdicts.py", "import asyncio", "analysis is pure"),
        ("jobs/analysis/verdicts.py", "from jobs.web import Fetcher", "analysis is pure"),
        ("jobs/analysis/verdicts.py", "from storage.store import Store", "analysis is pure"),
        ("jobs/add_site.py", "at = datetime.now()", "the time is a field"),
        ("bot/cli.py", "token = os.environ['TOKEN']", "only bot/settings.py reads the environment"),
        ("bot/sender.py", "try:\n    pass\nexcept Exception:\n    pass", "only at the borders"),
        ("bot/sender.py", "try:\n    pass\nexcept:\n    pass", "only at the borders"),
    ],
)
def test_a_planted_break_is_noticed(tmp_path: Path, file: str, line: str, said: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True)
    planted.write_text(f'"""A planted break."""\n{line}\n', encoding="utf-8")
    found = violations(tmp_path)
    assert found, f"not noticed: {line}"
    assert any(said in what for what in found)


def test_what_is_allowed_is_not_reported(tmp_path: Path) -> None:
    for file, line in (
        ("bot/app_worker.py", "from storage.store import Store\nimport asyncio"),
        ("bot/commands/backlinks.py", "from storage.domain import Site\nfrom jobs.add_site import AddSite"),
        ("jobs/analysis/pages.py", "import can_ada\nfrom storage.domain import Verdict"),
        ("jobs/web/transport.py", "import httpx\nimport httptools\nimport asyncio"),
    ):
        allowed = tmp_path / file
        allowed.parent.mkdir(parents=True, exist_ok=True)
        allowed.write_text(line, encoding="utf-8")
    assert violations(tmp_path) == []
