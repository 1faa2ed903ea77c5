"""App Home and status show our own trouble first, and fit however many sites there are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.home import home_view
from bot.blocks.status import status
from storage.domain import Outage, OutboxAges, OutboxState, SiteHealth, Tally, VendorRecord
from tests.blocks.judges import judge_message, judge_view
from tests.blocks.reading import read, read_view
from tests.blocks.samples import HOUR, NOW, SITE, TALLY, run

HEALTH = SiteHealth(SITE, TALLY, last_checked_at=NOW, next_digest_at=NOW + 24 * HOUR)
STUCK = OutboxAges(timedelta(minutes=8), {OutboxState.PENDING: 3, OutboxState.DEAD: 1})


HELD = "7 pages would not let us look and 2 pages still being re-checked; none of them counted as lost."


def test_a_site_is_shown_with_its_counts_and_its_next_digest() -> None:
    view = home_view((HEALTH,))
    judge_view(view)
    assert read_view(view).split("\n")[:7] == [
        "# Anchorwatch",
        "*acme.com*",
        "214 links: 198 live, 6 lost, 1 never found and 9 held back.",
        f"Held back: {HELD}",
        "  Last look 2026-03-03 08:00 UTC · Next digest 2026-03-04 08:00 UTC in <#C1>, on days with news",
        "  [Check now] [Add link] [Import] [Settings]",
        "── divider ──",
    ]


def test_status_says_the_same_as_home_without_buttons() -> None:
    message = status((HEALTH,))
    judge_message(message)
    assert message.text == "acme.com: 214 links: 198 live, 6 lost, 1 never found and 9 held back."
    assert "Next digest 2026-03-04 08:00 UTC" in read(message)


def test_an_empty_home_says_what_to_do_first() -> None:
    view = home_view(())
    judge_view(view)
    assert "No site yet. Add yours, such as acme.com" in read_view(view)
    assert "[Add a site]" in read_view(view)
    judge_message(status(()))


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("not_in_channel", "I am not in it. Type `/invite @anchorwatch` there."),
        ("is_archived", "it is archived. Choose another channel in the settings."),
        ("restricted_action", "Slack says restricted⁠_⁠action. Choose another channel in the settings."),
    ],
)
def test_a_channel_we_cannot_post_to_comes_with_its_remedy(error: str, remedy: str) -> None:
    shown = read(status((replace(HEALTH, channel_problem=error),)))
    assert f"*I cannot post* to <#C1>: {remedy}" in shown


def test_messages_that_wait_or_were_refused_are_confessed() -> None:
    for shown in (read_view(home_view((HEALTH,), STUCK)), read(status((HEALTH,), STUCK, {"C9": "is_archived"}))):
        assert "Waiting to be posted: 3 messages, the oldest for 8 minutes." in shown
        assert "Refused by Slack for good: 1 message; the log says why." in shown
    assert "*I cannot post* to <#C9>" in shown


def test_a_moment_in_the_outbox_is_no_problem() -> None:
    ages = OutboxAges(timedelta(seconds=2), {OutboxState.PENDING: 3})
    assert "Waiting" not in read(status((HEALTH,), ages))


def test_a_running_check_is_shown() -> None:
    assert "Check running: 48 of 214 links done." in read(status((replace(HEALTH, active_run=run(48, 214)),)))


def test_a_site_without_a_channel_is_told_that_it_gets_no_digest() -> None:
    quiet = replace(SITE, settings=replace(SITE.settings, channel_id=None))
    shown = read(status((SiteHealth(quiet, Tally()),)))
    assert "No links yet." in shown
    assert "No page read yet · No digest: choose a channel in the site’s settings" in shown


def test_a_hundred_sites_still_fit_one_home_and_one_answer() -> None:
    many = (replace(HEALTH, channel_problem="not_in_channel", active_run=run()),) * 100
    view, message = home_view(many, STUCK, dict.fromkeys("ABCDEFGH", "not_in_channel")), status(many, STUCK)
    judge_view(view)
    judge_message(message)
    assert "+77 more" in read_view(view)
    assert "+88 more" in read(message)


def test_an_outage_of_ours_and_what_vendors_were_right_about_are_said() -> None:
    known = replace(HEALTH, vendors=VendorRecord(said_lost=41, truly_lost=9, live=30))
    shown = read(status((known,), outage=Outage(1, NOW)))
    assert "*Checks are paused* since 2026-03-03 08:00 UTC: no network on our side." in shown
    assert "Called lost by an imported list: 41 links." in shown
    assert "What our own visits say: 9 truly gone, 30 live and 2 still open." in shown
    assert "paused" not in read(status((HEALTH,)))
