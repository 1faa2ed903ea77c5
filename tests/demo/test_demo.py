"""What a newcomer sees in the first minute: the demo in a terminal, and the same story in a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.logs import configure_logs
from bot.preview.demo.staging import Stage, open_stage
from bot.settings import load_settings
from tests.preview.page.conftest import browser, is_complaint

__all__ = ["browser"]

PROJECT = Path(__file__).parents[2]
A_DAY = 60_000


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    configure_logs("error")
    database = f"sqlite:///{tmp_path / 'preview.db'}"
    with open_stage(load_settings(database_url=database, preview_port=0, log_level="error")) as opened:
        yield opened


def thread_below(page: Any, heading: str) -> Any:
    """The thread of the last message that begins with these words, opened."""
    below = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=heading)).last
    below.get_by_role("link", name="replies").click()
    return page.get_by_role("complementary", name="Thread")


def to_day(page: Any, day: int) -> None:
    page.get_by_role("button", name="Next day").click()
    page.get_by_role("complementary", name="Demo").get_by_text(f"Day {day}").wait_for(timeout=A_DAY)


def card_about(thread: Any, words: str) -> Any:
    return thread.get_by_role("listitem").filter(has_text=words).last


@pytest.mark.slow
def test_the_demo_tells_of_a_confirmed_loss_with_its_evidence_and_ends(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PROJECT), "COLUMNS": "160"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    assert "Traceback" not in played.stderr
    told = " ".join(played.stdout.replace("│", " ").split())
    assert "Link digest · acme.example (demo)" in told
    assert "Lost · technews.example/2025/tools-we-actually-keep — link removed" in told
    assert "we kept coming back to Acme's guide to calm on-call, which is short" in told
    assert "confirmed twice, 24 hours apart" in told
    assert "Back · technews.example" in told
    assert "Mentions without link: 2 worth asking (13 seen, 7 syndicated, 3 ambiguous)" in told
    assert "+7 copies of the same text elsewhere" in told
    assert "Ask for: a link on “Acme” to acme.example/guides/on-call" in told
    assert "To approve · acme.example (demo) 4 targets to approve" in told
    assert "To: noor@quietops.example (Noor Haddad) · written by" in told
    assert "Link won 2 days after the first letter" in told


@pytest.mark.slow
@pytest.mark.browser
def test_a_newcomer_sees_a_lost_link_its_reason_and_its_evidence(stage: Stage, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    page.goto(stage.preview.url)

    composer = page.get_by_role("combobox", name="Message #links")
    composer.fill("/backlinks check")
    composer.press("Enter")
    page.get_by_text("Checked 10 links of acme.example").wait_for()
    page.get_by_role("heading", name="Check of acme.example (demo)").wait_for()

    page.get_by_role("heading", name="Now watching acme.example (demo)").wait_for()

    to_day(page, 2)
    to_day(page, 3)
    page.get_by_text("Link digest · acme.example (demo)").first.wait_for(timeout=A_DAY)

    thread = thread_below(page, "Link digest · acme.example (demo)")
    lost = thread.get_by_text("link removed, was in the main text").first
    lost.wait_for()
    assert "confirmed twice, 24 hours apart" in lost.inner_text()

    thread.get_by_role("button", name="Explain").first.click()
    page.get_by_text("Why we say this: technews.example").first.wait_for()
    evidence = page.get_by_text("First noticed").first.inner_text()
    assert "First noticed" in evidence
    page.close()
    assert complaints == []
    assert stage.preview.refusals == ()


@pytest.mark.slow
@pytest.mark.browser
def test_a_newcomer_sees_who_names_acme_and_teaches_which_acme_is_theirs(stage: Stage, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(stage.preview.url)
    for day in (2, 3, 4):
        to_day(page, day)
    page.get_by_text("2 worth asking (13 seen, 7 syndicated, 3 ambiguous)").first.wait_for(timeout=A_DAY)

    thread = thread_below(page, "Link digest · acme.example (demo)")
    thread.get_by_text("+7 copies").first.wait_for()
    mentions = card_about(thread, "Mentions without link: 2")
    assert mentions.get_by_role("link", name="incident-archive").count() == 1, "one card for eight pages"

    thread.get_by_role("button", name="Vote on 3").click()
    thread.get_by_text("Ambiguous mentions: 3").first.wait_for()
    thread.get_by_role("button", name="Not ours: coyotefans.example/props/anvil").click()
    thread.get_by_text("other pages of coyotefans.example now lean the same way").first.wait_for()
    thread.get_by_role("button", name="Ours: nightdesk.example/letters/spring", exact=True).click()
    thread.get_by_text("other pages of nightdesk.example now lean the same way").first.wait_for()

    to_day(page, 5)
    composer = page.get_by_role("combobox", name="Message #links")
    composer.fill("/mentions ambiguous")
    composer.press("Enter")
    page.get_by_text("Ambiguous mentions: 1").first.wait_for()
    assert page.get_by_text("rocket-skates").count() == 0, "its domain was taught to be somebody else"
    page.get_by_text("In all: 3 worth asking, 1 ambiguous and 3 not you.").first.wait_for()
    page.close()
    assert stage.preview.refusals == ()


@pytest.mark.slow
@pytest.mark.browser
def test_a_newcomer_takes_a_mention_from_approved_to_a_link_that_is_won(stage: Stage, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    page.goto(stage.preview.url)
    for day in (2, 3, 4):
        to_day(page, day)
    page.get_by_role("heading", name="To approve · acme.example (demo)").nth(1).wait_for(timeout=A_DAY)
    thread = thread_below(page, "To approve · acme.example (demo)")
    card = card_about(thread, "quietops.example")

    card.get_by_text("Forty people on a pier").wait_for()
    assert "written by @Maya Okafor" in card.inner_text()
    card.get_by_role("button", name="Approve").click()
    card.get_by_role("heading", name="Approved: quietops.example").wait_for()
    assert labels(card) == ["I sent it", "Edit", "Assign", "Undo"], "nothing is left to decide"
    mail = card.get_by_role("link", name="Write it in your mail program").get_attribute("href")
    assert mail.startswith("mailto:noor@quietops.example?subject=Acme%20in")
    assert "Forty%20people%20on%20a%20pier" in mail

    card.get_by_role("button", name="I sent it").click()
    card.get_by_role("heading", name="Contacted: quietops.example").wait_for()
    to_day(page, 5)
    assert card.get_by_role("heading", name="Contacted: quietops.example").count() == 1, "no link yet"
    to_day(page, 6)
    card.get_by_role("heading", name="Won: quietops.example").wait_for(timeout=A_DAY)
    card.get_by_text("2 days after the first letter").wait_for()
    card.get_by_role("button", name="Thanked them").click()
    card.get_by_role("button", name="Thanked them").wait_for(state="detached")
    page.close()
    assert complaints == []
    assert stage.preview.refusals == ()


@pytest.mark.slow
@pytest.mark.browser
def test_a_newcomer_writes_the_line_that_is_missing_and_saving_approves(stage: Stage, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(stage.preview.url)
    for day in (2, 3, 4):
        to_day(page, day)
    page.get_by_role("heading", name="To approve · acme.example (demo)").nth(1).wait_for(timeout=A_DAY)
    thread = thread_below(page, "To approve · acme.example (demo)")
    card = card_about(thread, "marketbrief.example")
    card.get_by_text("A personal line is missing").wait_for()
    assert card.get_by_role("button", name="Approve").count() == 0

    card.get_by_role("button", name="Write personal line").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Personal line").fill("Nine thousand incidents in the open is a gift to the trade.")
    form.get_by_role("button", name="Save").click()
    card.get_by_role("heading", name="Approved: marketbrief.example").wait_for()
    card.get_by_text("Nine thousand incidents in the open is a gift to the trade.").wait_for()
    card.get_by_text("Robin Hale").first.wait_for()
    page.get_by_text("3 targets to approve").first.wait_for()
    page.close()
    assert stage.preview.refusals == ()


def labels(card: Any) -> list[str]:
    """Of those that have words on them: whose name a person may look up is a button too."""
    said = [button.inner_text() for button in card.get_by_role("button").all()]
    return [label for label in said if label]
