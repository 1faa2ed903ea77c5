"""A file waits for one yes or no; whoever decides first decides, and no file outlives its decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.import_links import ImportLinks
from jobs.stage_upload import AlreadyDecidedError, Given, StageUpload
from storage.errors import AnchorwatchError
from tests.jobs.world import DAY, World

EXPORT = "Referring page URL,Target URL\nhttps://blog.example/post,https://acme.com/\nnonsense,https://acme.com/\n"


@pytest.fixture
def uploads(world: World) -> StageUpload:
    return StageUpload(world.store, ImportLinks(world.store, world.clock), world.clock)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "given"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def given(world: World, path: Path) -> Given:
    return Given(path, "links.csv", "U0ROBIN", world.site)


def test_a_file_is_understood_first_and_stored_after_a_yes(world: World, uploads: StageUpload, file: Path) -> None:
    token, found = uploads.stage(world.workspace_id, given(world, file))
    assert (found.reading.file_name, found.reading.rows, found.reading.links) == ("links.csv", 2, 1)
    with world.store.reading(world.workspace_id) as tx:
        assert tx.backlinks.count(world.site.id) == 0
    site, report = uploads.commit(world.workspace_id, token, "U0ROBIN", lambda rows: None)
    assert (site.domain, report.record.stored.added, report.record.refused) == ("acme.com", 1, 1)
    assert not file.exists()


def test_the_first_decision_counts_and_every_later_one_is_told_so(
    world: World, uploads: StageUpload, file: Path
) -> None:
    token, _ = uploads.stage(world.workspace_id, given(world, file))
    assert uploads.cancel(world.workspace_id, token) == "links.csv"
    assert not file.exists()
    for decide in (
        lambda: uploads.cancel(world.workspace_id, token),
        lambda: uploads.commit(world.workspace_id, token, "U0MAYA", lambda rows: None),
    ):
        with pytest.raises(AlreadyDecidedError, match="already"):
            decide()


def test_another_workspace_cannot_decide(world: World, uploads: StageUpload, file: Path) -> None:
    token, _ = uploads.stage(world.workspace_id, given(world, file))
    with world.store.system() as tx:
        other = tx.workspaces.ensure("T0OTHER", "Other").id
    with pytest.raises(AlreadyDecidedError):
        uploads.commit(other, token, "U0EVIL", lambda rows: None)
    assert file.exists()


def test_a_file_nobody_can_understand_is_deleted_at_once(world: World, uploads: StageUpload, file: Path) -> None:
    file.write_bytes(b"PK\x03\x04" + b"xl/workbook.xml" * 10)
    with pytest.raises(AnchorwatchError, match="Excel"):
        uploads.stage(world.workspace_id, given(world, file))
    assert not file.exists()


def test_a_file_nobody_decided_on_for_a_week_is_forgotten(world: World, uploads: StageUpload, file: Path) -> None:
    token, _ = uploads.stage(world.workspace_id, given(world, file))
    world.clock.advance(6 * DAY)
    uploads.forget_old(world.workspace_id)
    assert file.exists()
    world.clock.advance(2 * DAY)
    uploads.forget_old(world.workspace_id)
    assert not file.exists()
    with pytest.raises(AlreadyDecidedError):
        uploads.cancel(world.workspace_id, token)
