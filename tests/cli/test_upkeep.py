"""What an operator runs: the manifest, the doctor, the upgrade, and copies that can be restored."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.manifest import manifest
from bot.preview.driver import Preview, running_preview
from bot.preview.settings import InstalledApp, PreviewSettings
from storage.store import Store, open_store
from tests.cli.running import Anchorwatch

COMPLETE = InstalledApp.from_manifest(manifest())


def test_the_manifest_is_json(anchorwatch: Anchorwatch) -> None:
    assert anchorwatch("manifest").json == manifest()


def test_migrate_makes_a_database_and_leaves_a_current_one_alone(anchorwatch: Anchorwatch) -> None:
    url = f"sqlite:///{anchorwatch.folder}/new/fresh.db"
    for _ in range(2):
        ran = anchorwatch("migrate", DATABASE_URL=url)
        assert (ran.code, ran.out, ran.err) == (0, "The database is up to date.\n", "")
    open_store(url).close()


def test_a_copy_can_be_restored_and_worked_with(anchorwatch: Anchorwatch, store: Store) -> None:
    anchorwatch("site", "add", "acme.com")
    rows = anchorwatch.links(*(f"https://site-{n}.example/" for n in range(300)))
    anchorwatch("import", rows, "--yes")
    copy = anchorwatch.folder / "copy.db"
    with store.system():  # somebody is writing
        backup = anchorwatch("backup", copy)
    assert (backup.code, backup.out) == (0, f"Copied to {copy}.\n")
    with closing(sqlite3.connect(copy)) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert restored.execute("PRAGMA foreign_key_check").fetchall() == []
    restore = f"sqlite:///{copy}"
    assert anchorwatch("site", "list", DATABASE_URL=restore).out.startswith("acme.com\t300 links")
    again = anchorwatch("import", rows, "--yes", DATABASE_URL=restore)
    assert "300 rows, 0 new links, 300 known before" in again.out


def test_a_copy_replaces_nothing_and_changes_nothing(anchorwatch: Anchorwatch) -> None:
    there = anchorwatch.folder / "there.db"
    there.write_text("precious")
    ran = anchorwatch("backup", there)
    assert (ran.code, ran.err) == (1, f"{there} exists already; name a new file.\n")
    assert there.read_text() == "precious"
    nothing = f"sqlite:///{anchorwatch.folder}/nothing.db"
    ran = anchorwatch("backup", anchorwatch.folder / "copy.db", DATABASE_URL=nothing)
    assert ran.code == 1
    assert "there is no database at" in ran.err
    assert not (anchorwatch.folder / "nothing.db").exists()


def test_the_doctor_finds_nothing_to_mend_where_all_is_well(anchorwatch: Anchorwatch) -> None:
    alone = anchorwatch("doctor")
    assert alone.code == 0
    assert all(line.startswith("ok ") for line in alone.out.splitlines())
    assert "no tokens" in alone.out
    assert "127.0.0.0/8 may be visited" in alone.out
    with running_preview(PreviewSettings(port=0, app=COMPLETE)) as preview:
        connected = anchorwatch("doctor", **_tokens(preview))
    assert connected.code == 0, connected.out
    assert f"connected to workspace {preview.server.slack.workspace.team.name}." in connected.out


def test_the_doctor_says_of_everything_that_is_wrong_what_to_mend(anchorwatch: Anchorwatch) -> None:
    junk = anchorwatch.folder / "junk.db"
    junk.write_text("no database " * 500)
    app = InstalledApp(scopes=COMPLETE.scopes - {"files:write"})
    with running_preview(PreviewSettings(port=0, app=app)) as preview:
        wrong = {**_tokens(preview), "SLACK_APP_TOKEN": "xapp-wrong", "DATABASE_URL": f"sqlite:///{junk}"}
        ran = anchorwatch("doctor", **wrong)
    assert ran.code == 1
    database, slack, socket_mode, visits = ran.out.splitlines()
    assert database.startswith("BAD  Database: ")
    assert "is not a readable database" in database
    assert slack.startswith("BAD  Slack: the app in workspace")
    assert "(files:write missing)" in slack
    assert socket_mode.startswith("BAD  Socket Mode: Slack refuses SLACK_APP_TOKEN (invalid_auth)")
    assert visits.startswith("ok ")
    assert ran.err == ""


def _tokens(preview: Preview) -> dict[str, str]:
    return {
        "SLACK_API_URL": preview.api_url,
        "SLACK_BOT_TOKEN": preview.settings.bot_token,
        "SLACK_APP_TOKEN": preview.settings.app_token,
    }
