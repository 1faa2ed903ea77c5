"""A check says how far it is, and ends with a report that accounts for every page it visited."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.checks import progress, run_report
from storage.domain import (
    ChangeKind,
    CheckRunId,
    HeldBack,
    RunReport,
    RunScope,
    Section,
    Suspicion,
    Tally,
    Thread,
    Verdict,
)
from tests.blocks import samples, strangers
from tests.blocks.judges import judge_message, judge_thread
from tests.blocks.reading import read, read_thread
from tests.blocks.samples import NOW, SITE, lost, run, section, suspect

GOLDEN = Path(__file__).parent / "golden"
SEEN = {Verdict.LIVE: 198, Verdict.REMOVED: 4, Verdict.GONE_404: 3, Verdict.BLOCKED: 8, Verdict.ROBOTS_BLOCKED: 1}


def report(**values) -> RunReport:
    finished = replace(run(214, 214), finished_at=NOW)
    found = RunReport(
        finished, SITE, SEEN, {ChangeKind.LOST: section(lost(1), lost(2, "blogroll.example"))}, samples.TALLY
    )
    return replace(found, **values)


def thread_of(told: RunReport) -> Thread:
    thread = run_report(told)
    judge_thread(thread)
    return thread


def numbers(line: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", line)]


def test_a_report_reads_like_this() -> None:
    told = report(suspects=(suspect(8, "maybe.example"), suspect(9, "unsure.example", Verdict.GONE_404)))
    assert read_thread(thread_of(told)) == (GOLDEN / "check_report.txt").read_text()


def test_progress_says_how_many_are_done() -> None:
    message = progress(run(48, 214), "acme.com")
    judge_message(message)
    assert message.text == "Checking 214 links of acme.com… 48 done."
    assert "░" not in message.text, "a screen reader would spell the bar out"


def test_a_finished_run_points_to_its_report() -> None:
    message = progress(run(214, 214), "acme.com")
    assert read(message).split("\n")[1] == "Checked 214 links of acme.com. The report is in <#C1>."


def test_a_run_of_nothing_is_finished() -> None:
    judge_message(progress(run(0, 0), "acme.com"))


@given(st.dictionaries(st.sampled_from(list(Verdict)), st.integers(0, 10**6)))
def test_the_visits_of_a_run_add_up(verdicts: dict[Verdict, int]) -> None:
    outcome = read(thread_of(report(verdicts=verdicts, sections={})).parent).split("\n")[2]
    total, *parts = numbers(outcome) or [0]
    assert total == sum(verdicts.values()) == sum(parts)


def test_pages_without_the_link_are_accounted_for() -> None:
    told = report(suspects=(suspect(8, "maybe.example"), suspect(9, "unsure.example")))
    parent = read(thread_of(told).parent)
    assert "Of the 7 without the link: 2 confirmed lost now, 2 being re-checked and" in parent
    assert "3 never found, or told before." in parent


def test_a_suspect_that_gave_no_answer_this_time_is_not_counted_as_seen_without_the_link() -> None:
    silent = replace(suspect(8, "maybe.example"), unanswered_since=NOW)
    assert "2 confirmed lost now and 5 never found, or told before." in read(
        thread_of(report(suspects=(silent,), tally=Tally(live=1))).parent
    )


def test_no_account_is_given_when_only_some_suspects_are_known() -> None:
    many = Tally(live=100, held=HeldBack(rechecking=90))
    thread = thread_of(report(suspects=(suspect(8, "maybe.example"),), tally=many))
    assert "without the link:" not in read(thread.parent)
    assert thread.replies[-1].text.startswith("Being re-checked: 90 links")


def test_a_report_on_one_page_does_not_count_the_sites_other_suspects() -> None:
    page = replace(run(1, 1, RunScope.PAGE), finished_at=NOW)
    told = report(run=page, verdicts={Verdict.REMOVED: 1}, sections={}, suspects=(suspect(8, "maybe.example"),))
    assert thread_of(told).replies[-1].text.startswith("Being re-checked: 1 link.")


def test_a_suspect_is_told_with_the_earliest_time_it_can_be_confirmed() -> None:
    reply = thread_of(report(sections={}, suspects=(suspect(8, "maybe.example"),))).replies[-1]
    assert "no link to you on the page since 2026-03-03 08:00 UTC" in read(reply)
    assert "next look 2026-03-03 09:00 UTC, confirmed at the earliest 2026-03-04 08:00 UTC" in read(reply)


def test_a_run_that_confirms_nothing_says_so() -> None:
    thread = thread_of(report(sections={ChangeKind.LOST: Section((), 0, 0)}))
    assert "This check confirmed nothing lost, changed or new." in read(thread.parent)
    assert not thread.replies


def test_a_report_goes_where_the_check_was_asked_for() -> None:
    elsewhere = replace(run(1, 1), channel_id="C9", id=CheckRunId(77))
    thread = thread_of(report(run=elsewhere))
    assert (thread.channel_id, thread.key) == ("C9", "run/77")


def test_a_report_without_any_channel_is_refused() -> None:
    nowhere = replace(SITE, settings=replace(SITE.settings, channel_id=None))
    with pytest.raises(ValueError, match="outside any channel"):
        run_report(report(run=replace(run(1, 1), channel_id=None), site=nowhere))


@pytest.mark.parametrize(("asker", "named"), [("U123", True), ("cli", False), ("<!channel>", False)])
def test_only_a_person_of_the_workspace_is_named_as_asker(asker: str, named: bool) -> None:
    parent = thread_of(report(run=replace(run(1, 1), requested_by=asker))).parent
    assert ("Asked for by" in read(parent)) is named


@strangers.trial
@given(st.lists(strangers.lost, max_size=12), st.lists(strangers.links, max_size=15), st.sampled_from(list(Verdict)))
def test_no_stranger_can_ping_disguise_or_overflow_a_report(gone: list, doubted: list, verdict: Verdict) -> None:
    doubt = Suspicion(verdict, NOW, 1, None)
    suspects = tuple(replace(link, suspicion=doubt) for link in doubted)
    thread_of(report(sections={ChangeKind.LOST: section(*gone)}, suspects=suspects))
