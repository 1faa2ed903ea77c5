"""Lists of targets say what each is worth and waits for, fit Slack's limits, and are inert to strangers' words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import do_not_contact, outreach_answers
from bot.blocks.elements import numbered
from bot.blocks.outreach_figures import figures, funnel_line, win_list
from bot.blocks.outreach_lists import DUTIES, QueueWanted, approvals_chapter, chore_list, chore_rows, queue_list
from jobs.analysis.duties import Duty
from jobs.analysis.expected_value import win_rate
from jobs.analysis.suppression import Entry
from jobs.list_outreach import Chore, OutreachFigures, QueuePage, Wins
from jobs.suppress_contacts import Listed
from storage.domain import (
    Case,
    DoNotContact,
    Funnel,
    Origin,
    Prospect,
    ProspectCard,
    ProspectId,
    ProspectState,
    Sighting,
    SiteId,
    Suppressed,
    Waiting,
)
from tests.blocks import strangers
from tests.blocks.judges import judge_blocks, judge_message, judge_view
from tests.blocks.reading import read
from tests.blocks.samples import NOW, SITE

_LINE = "A personal line is missing: one sentence that fits only this page. Press Edit to write it."


def prospect(number: int = 12, **values: object) -> Prospect:
    known = Prospect(
        ProspectId(number),
        SITE.id,
        Origin.MENTION,
        ProspectState.SUGGESTED,
        "ticket",
        1,
        "unlinked",
        f"mention/{number}",
        "https://news.example/tools",
        b"k" * 16,
        "news.example",
        0.14,
        70,
        NOW,
        NOW,
        case=Case("It names you without a link."),
    )
    return replace(known, **values)  # type: ignore[arg-type]


def card(number: int = 12, *in_the_way: str, **values: object) -> ProspectCard:
    return ProspectCard(prospect(number, **values), SITE, obstacles=in_the_way)


def page(*cards: ProspectCard, **values: object) -> QueuePage:
    given_ = {"waiting": Waiting(len(cards), NOW), "unready": {}} | values
    return QueuePage(SITE, cards, **given_)  # type: ignore[arg-type]


def shown(found: QueuePage) -> list[str]:
    answer = queue_list(found)
    judge_message(answer)
    return read(answer).split("\n")


def test_a_line_says_what_it_is_worth_and_that_it_is_ready() -> None:
    told = shown(page(card()))
    assert told[-3:] == [
        "# To approve: 1 · acme.com",
        "*#12* · [news.example/tools] · Mention without link · worth 14 · *ready*  [Open]",
        "  [Review 1]",
    ]


def test_what_is_in_the_way_is_said_in_a_few_words() -> None:
    told = shown(page(card(12, _LINE, "Another sentence."), card(13, "news.example was written to today; wait.")))
    assert "worth 14 · not yet: A personal line is missing (+1 more)  [Open]" in "\n".join(told)
    assert "not yet: news.example was written to today  [Open]" in "\n".join(told)
    assert told[-1] == "  2 of these 2 cannot be approved yet; Open says all that is in the way."


def test_a_review_is_offered_of_what_is_ready_and_from_the_beginning() -> None:
    assert shown(page(card(12), card(13, _LINE)))[-1] == "  [Review 1]"
    assert "[Review" not in "\n".join(shown(page(card(12), start=10, waiting=Waiting(11, NOW))))


def test_the_first_of_two_approvals_is_told() -> None:
    assert "waits for a second approval" in "\n".join(shown(page(card(first_by="U0MAYA"))))


def test_the_rest_what_is_hidden_and_what_to_fix_oneself_are_said() -> None:
    cards = [card(number) for number in range(1, 11)]
    unready = {Sighting.UNSEEN: 3, Sighting.NO_ANSWER: 2}
    told = shown(page(*cards, waiting=Waiting(23, NOW), unready=unready, broken=4))
    assert told[-1] == "  [Review 10] [More] [Broken pages]"
    assert "Not shown: 3 not looked at yet and 2 whose page does not answer me." in told[-2]
    assert "*Fix it yourself:* 4 pages of yours are broken" in told[-2]


def test_an_empty_queue_says_what_to_do() -> None:
    assert "`/outreach add PAGE`" in "\n".join(shown(page()))


def test_a_button_to_a_page_is_read_as_it_was_written() -> None:
    wanted = QueueWanted(SiteId(7), 20)
    assert QueueWanted.read(wanted.value) == wanted


def test_chores_stand_under_what_is_to_be_done() -> None:
    chores = [
        Chore(Duty.SETTLE, prospect(6, state=ProspectState.APPROVED, expires_at=NOW), SITE),
        Chore(Duty.ANSWER, prospect(1, state=ProspectState.REPLIED, replied_at=NOW), SITE),
        Chore(Duty.FOLLOW_UP, prospect(2, state=ProspectState.CONTACTED, contacted_at=NOW, follow_up_due=True), SITE),
        Chore(Duty.SEND, prospect(3, state=ProspectState.APPROVED, expires_at=NOW), SITE),
        Chore(Duty.THANK, prospect(4, state=ProspectState.WON, won_at=NOW), SITE),
        Chore(Duty.COMES_BACK, prospect(5, state=ProspectState.SNOOZED, snoozed_until=NOW), SITE),
    ]
    told = chore_list(chores)
    judge_message(told)
    said = read(told)
    places = [said.index(f"  *{title}*") for title in DUTIES.values()]
    assert places == sorted(places)
    assert "acme.com · they replied 2026-03-03 08:00 UTC" in said
    assert "acme.com · approved until 2026-03-03 08:00 UTC  [Open]" in said
    assert "comes back 2026-03-03 08:00 UTC" in said
    assert all(said.count(f"*#{number}*") == 1 for number in range(1, 6))
    judge_blocks(numbered(chore_rows(chores)))


def test_more_chores_than_fit_are_counted() -> None:
    long = "https://news.example/" + "a" * 300
    chores = [Chore(Duty.SEND, prospect(number, url=long), SITE) for number in range(70)]
    told = chore_list(chores)
    judge_message(told)
    assert "# Yours to do: 70" in read(told)
    assert "+50 more: do these first." in read(told)


def test_the_digest_lists_the_best_and_counts_the_rest() -> None:
    waiting = Waiting(14, NOW - timedelta(days=3))
    chapter = approvals_chapter(waiting, [prospect(number) for number in range(1, 11)], NOW)
    assert chapter is not None
    assert (chapter.summary, chapter.is_news) == ("*To approve:* 14 targets (oldest 3 days)", False)
    (reply,) = chapter.replies
    judge_message(reply)
    assert "worth 14 · score 70  [Open]" in read(reply)
    assert "+4 more: `/outreach queue`" in read(reply)
    assert approvals_chapter(Waiting(), (), NOW) is None


def test_wins_are_told_with_the_time_they_took() -> None:
    won = prospect(state=ProspectState.WON, contacted_at=NOW - timedelta(days=9), won_at=NOW, owner="U0MAYA")
    told = win_list(Wins(None, (won,) * 14, timedelta(days=9)))
    judge_message(told)
    assert "# 14 links won in 180 days" in read(told)
    assert "• *#12* · [news.example/tools] · Mention without link · 9 days after the letter" in read(told)
    assert "Median time from the letter to the link: 9 days. +4 more." in read(told)
    assert "No link was won by asking for acme.com" in read(win_list(Wins(SITE, (), None)))


def test_figures_say_how_far_all_came_and_from_how_many_cases_a_rate_is() -> None:
    rates = (win_rate("removed", 9, 30), win_rate("unlinked", 1, 3), win_rate("something_else", 0, 1))
    funnel = Funnel(124, 40, 30, 12, 6)
    told = figures(OutreachFigures(SITE, funnel, timedelta(days=5), ((SITE, 7),), 20, rates))
    judge_message(told)
    said = read(told)
    assert "124 suggested → 40 approved → 30 contacted → 12 replied → 6 won (20% of those contacted)" in said
    assert "• acme.com: 7 of 20" in said
    assert "• link removed: 31% (your own: 9 of 30 won)" in said
    assert "• named without a link: 15% (usual; your own from 20 cases on: 1 of 3 won so far)" in said
    assert funnel_line(Funnel()) == "0 suggested → 0 approved → 0 contacted → 0 replied → 0 won"
    judge_message(figures(OutreachFigures(None, Funnel(), None, (), 20, ())))


def test_a_forgotten_person_is_a_fingerprint() -> None:
    gone = DoNotContact(Suppressed.PERSON, bytes(range(32)), "", "asked", "U0MAYA", NOW)
    told = do_not_contact.listed_entries([gone] * 11)
    judge_message(told)
    assert "(forgotten) sha256:00010203… · asked · by <@U0MAYA>" in read(told)
    assert read(told).endswith("[More]")


@strangers.trial
@given(words=strangers.texts, url=strangers.texts, big=st.integers(1, 2**63 - 1))
def test_nothing_that_a_stranger_wrote_does_anything(words: str, url: str, big: int) -> None:
    hostile = prospect(big, url=f"https://evil.example/{url}", domain=words, why=words, owner=words)
    cards = [ProspectCard(hostile, SITE, obstacles=(words, words)) for _ in range(10)]
    judge_message(queue_list(page(*cards, broken=1)))
    judge_message(chore_list([Chore(duty, hostile, SITE) for duty in Duty for _ in range(9)]))
    chapter = approvals_chapter(Waiting(10, NOW), [hostile] * 10, NOW)
    assert chapter is not None
    judge_message(chapter.replies[0])
    judge_message(win_list(Wins(SITE, (hostile,) * 12, None)))
    judge_message(outreach_answers.nothing_to_do(cards[0]))
    judge_message(outreach_answers.suggested(cards[0]))
    judge_view(outreach_answers.suggest_modal([SITE], url))
    entry = DoNotContact(Suppressed.DOMAIN, b"d" * 32, words, words, words, NOW)
    judge_message(do_not_contact.listed_entries([entry] * 11))
    listed = Listed(Entry(Suppressed.DOMAIN, words), is_changed=True, voided=3)
    for answer in (do_not_contact.added, do_not_contact.lifted, do_not_contact.forgotten):
        judge_message(answer(listed))
