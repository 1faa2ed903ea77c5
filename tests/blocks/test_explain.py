"""The evidence card shows both observations and claims no more than they prove."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.explain import explain
from storage.domain import (
    Carrier,
    Conclusion,
    Evidence,
    Explanation,
    Facet,
    Hop,
    LinkedPage,
    LinkState,
    Message,
    PageFault,
    Verdict,
)
from tests.blocks import samples, strangers
from tests.blocks.judges import judge_message
from tests.blocks.reading import read
from tests.blocks.samples import FACTS, HOUR, NOW, SITE, changed, check, link, lost, suspect

GOLDEN = Path(__file__).parent / "golden"


def card(*given_: object) -> str:
    return read(judged(explain(Explanation(SITE, *given_))))


def judged(message: Message) -> Message:
    judge_message(message)
    return message


def test_the_card_of_a_lost_link_reads_like_this() -> None:
    told = lost(1)
    first, second = check(5, checked_at=NOW - 26 * HOUR), check(6)
    wall = {"conclusion": Conclusion.NO_ANSWER, "verdict": Verdict.BLOCKED, "reason": "server answers 403"}
    blocked = check(4, checked_at=NOW - 50 * HOUR, evidence=Evidence(status=403), **wall)
    assert (
        card(told.link, (told.change,), first, second, (second, first, blocked)) + "\n"
        == (GOLDEN / "explain_lost.txt").read_text()
    )


def test_a_doubt_is_called_a_doubt() -> None:
    shown = card(suspect(1, "maybe.example"), (), check(5), None, (check(5),))
    assert "*Not sure yet:* no link to you on the page since" in shown
    assert "We believe" not in shown
    assert "*Confirmed*" not in shown


def test_a_change_says_what_changed_and_who_set_it() -> None:
    told = changed(
        1, "review.example", Verdict.REL_CHANGED, Facet("rel", "followed", "nofollow (X-Robots-Tag)"), follow=False
    )
    facts = replace(FACTS, follow=False, nofollow_by=Carrier.HEADER)
    proof = check(6, verdict=Verdict.REL_CHANGED, conclusion=Conclusion.LIVE, facts=facts)
    shown = card(told.link, (told.change,), None, proof, (proof,))
    assert "Was followed, is now nofollow (X-Robots-Tag), confirmed" in shown
    assert "nofollow: set by the server (X-Robots-Tag)" in shown


def test_a_visit_says_what_it_saw_and_no_more_than_once_that_it_was_forbidden() -> None:
    wall = {"conclusion": Conclusion.NO_ANSWER, "verdict": Verdict.BLOCKED, "reason": "a bot check stands <before> it"}
    shown = card(link(1), (), None, None, (check(6, **wall),))
    assert shown.count("What we saw: a bot check stands <before> it") == 1
    refused = {"conclusion": Conclusion.REFUSED, "verdict": Verdict.ROBOTS_BLOCKED, "reason": "robots"}
    assert "What we saw" not in card(link(1), (), None, None, (check(6, **refused),))


def test_silence_is_not_a_loss() -> None:
    silent = link(1, unanswered_since=NOW)
    shown = card(silent, (), None, None, (check(6, verdict=Verdict.UNREACHABLE, evidence=Evidence()),))
    assert "*We believe: live.* No answer since 2026-03-03 08:00 UTC; that is not a loss." in shown
    assert "The server gave no status." in shown


def test_a_link_never_visited_says_so() -> None:
    fresh = link(1, state=LinkState.UNSEEN, verdict=None, facts=None, first_live_at=None, last_live_at=None)
    assert "Not visited yet." in card(fresh, (), None, None, ())


def test_a_link_seen_once_is_not_proved_twice() -> None:
    only = check(6)
    assert card(link(1), (), only, only, (only,)).count("no link to you on the page") == 2  # the proof and the log


def test_a_long_way_of_redirects_is_shortened() -> None:
    hops = tuple(Hop(302, f"https://a.example/{number}") for number in range(10))
    assert "HTTP 302 → 302 → 302 → 302 → 302 → … → 200" in card(
        link(1), (), check(6, evidence=Evidence(200, hops)), None, ()
    )


evidence = st.builds(
    lambda url, said, digest: Evidence(200, (Hop(301, url),), url, said, said, digest, Carrier.META, said),
    strangers.urls,
    strangers.texts,
    strangers.texts,
)


@strangers.trial
@given(strangers.lost, evidence, st.sampled_from(list(LinkState)), st.sampled_from(list(Verdict)))
def test_no_stranger_can_ping_disguise_or_overflow_a_card(
    told, seen: Evidence, state: LinkState, verdict: Verdict
) -> None:
    proof = check(6, verdict=verdict, evidence=seen)
    judged(
        explain(
            Explanation(
                SITE,
                replace(told.link, state=state),
                (told.change,),
                proof,
                samples.check(7, evidence=seen),
                (proof,) * 8,
            )
        )
    )


def test_the_card_says_when_our_own_side_of_the_link_is_broken() -> None:
    gone = LinkedPage(1, SITE.id, FACTS.target_url, 6, 5, 81, NOW, fault=PageFault.GONE, faulty_since=NOW, status=410)
    fine = replace(gone, fault=None, faulty_since=None, status=200)
    shown = [
        read(judged(explain(Explanation(SITE, link(1), (), None, None, (), own_page=page)))) for page in (gone, fine)
    ]
    assert "*Mend your side:* the page it leads to answers “gone” (410)." in shown[0]
    assert "Mend your side" not in shown[1]
